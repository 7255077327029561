"""An Anki package as bytes: a collection and its media in a zip, the same for the same notes."""

import io
import json
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Mapping
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import NamedTuple

from cardgrad.quizzes.export.exported import packed
from quizgen.notation.visible import visible

COLLECTION = "collection.anki2"
_MOST = 500_000_000  # bytes of a collection that is looked into
STYLE = """
.card { font: 20px/1.4 system-ui, sans-serif; text-align: left; max-width: 40em; margin: 0 auto; }
.reference { color: #777; font-size: 12px; }
"""


class _Dated(NamedTuple):
    """A note, and when it became what it is."""

    moment: int
    fields: str
    tags: str


def tag(text: str) -> str:
    """Return text as a tag, which has no spaces."""
    return "-".join(visible(text).split()) or "-"


def inert(html: str) -> str:
    """Return a field in which Anki finds no sound to play and no LaTeX to run: `[sound:x]` is the words themselves."""
    return html.replace("[", "&#91;")


def packed_package(package: object, media: Mapping[str, bytes], made: int, before: bytes | None = None) -> bytes:
    """Return a package as genanki makes it, but for its zip: that one holds the moment of its making.

    Its notes are of the moment `made`, in seconds since 1970. Those that an earlier package has too, word for word,
    keep their moment, since Anki takes every note with a later one for edited.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / COLLECTION
        with closing(sqlite3.connect(path)) as connection:
            package.write_to_db(connection.cursor(), made, count(made * 1000))  # type: ignore[attr-defined]
            if before is not None:
                _date(connection, _dated(before))
            connection.commit()
        collection = path.read_bytes()
    names = {str(number): name for number, name in enumerate(media)}
    files = {number: media[name] for number, name in names.items()}
    return packed({COLLECTION: collection, "media": json.dumps(names).encode(), **files})


def _date(connection: sqlite3.Connection, earlier: Mapping[str, _Dated]) -> None:
    """Give notes the moments that they have, and to those that changed a later one."""
    notes = connection.execute("SELECT id, guid, mod, flds, tags FROM notes").fetchall()
    for note, guid, made, fields, tags in notes:
        if known := earlier.get(guid):
            moment = known.moment if (fields, tags) == known[1:] else max(made, known.moment + 1)
            connection.execute("UPDATE notes SET mod = ? WHERE id = ?", (moment, note))


def _dated(package: bytes) -> dict[str, _Dated]:
    """Return the notes of a package of ours by their ids; none where it is another file."""
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            if archive.getinfo(COLLECTION).file_size > _MOST:
                return {}
            collection = archive.read(COLLECTION)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / COLLECTION
            path.write_bytes(collection)
            with closing(sqlite3.connect(path)) as connection:
                notes = connection.execute("SELECT guid, mod, flds, tags FROM notes").fetchall()
    except (zipfile.BadZipFile, zlib.error, KeyError, NotImplementedError, RuntimeError, sqlite3.DatabaseError):
        return {}
    return {guid: _Dated(int(moment), fields, tags) for guid, moment, fields, tags in notes}
