"""An Anki package as bytes: a collection and its media in a zip, the same for the same notes."""

import json
import sqlite3
import tempfile
from collections.abc import Mapping
from contextlib import closing
from itertools import count
from pathlib import Path

from cardgrad.quizzes.export.exported import packed
from cardgrad.quizzes.export.markup import safe

COLLECTION = "collection.anki2"
STYLE = """
.card { font: 20px/1.4 system-ui, sans-serif; text-align: left; max-width: 40em; margin: 0 auto; }
.reference { color: #777; font-size: 12px; }
"""


def tag(text: str) -> str:
    """Return text as a tag, which has no spaces."""
    return "-".join(safe(text).split()) or "-"


def packed_package(package: object, media: Mapping[str, bytes], made: int) -> bytes:
    """Return a package as genanki makes it, but for its zip: that one holds the moment of its making.

    Its notes are of the moment `made`, in seconds since 1970.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / COLLECTION
        with closing(sqlite3.connect(path)) as connection:
            package.write_to_db(connection.cursor(), made, count(made * 1000))  # type: ignore[attr-defined]
            connection.commit()
        collection = path.read_bytes()
    names = {str(number): name for number, name in enumerate(media)}
    files = {number: media[name] for number, name in names.items()}
    return packed({COLLECTION: collection, "media": json.dumps(names).encode(), **files})
