"""A collection of Anki's read: its note types, its decks, and its notes with the cards that they make.

The database comes from a stranger. It is opened without a way to write, what its schema would run is not trusted, and
a program that counts its steps stops it.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from cardgrad.decks.importing.protobuf import MalformedError, number_of, text_of
from cardgrad.errors import CardgradError

MOST_NOTES = 30_000
MOST_TEXT = 8_000_000  # characters; a deck has a million bytes
_MOST_STEPS = 300  # times 100,000 instructions of SQLite
_SEPARATOR = "\x1f"
_TABLES = ("col", "notes", "cards", "notetypes", "fields", "templates", "decks")


class Template(NamedTuple):
    """How one card of a note type asks and answers."""

    name: str
    question: str
    answer: str


class NoteType(NamedTuple):
    """A kind of note: its fields, and the cards that it makes."""

    name: str
    is_cloze: bool
    fields: tuple[str, ...]
    templates: tuple[Template, ...]


class AnkiNote(NamedTuple):
    """A note: its fields' texts in HTML, and the ordinals of its cards, which templates or gaps they are of."""

    guid: str
    type: NoteType
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    cards: tuple[int, ...]
    deck: str


class Collection(NamedTuple):
    """What a package holds for an import; `reviewed` tells that some cards have a history."""

    notes: list[AnkiNote]
    reviewed: bool


def read_collection(path: Path, name: str) -> Collection:
    """Return the notes of a collection in the order in which they were written."""
    try:
        with closing(_opened(path)) as connection:
            _require_tables(connection, name)
            _require_size(connection, name)
            types, decks = _types(connection), _decks(connection)
            notes = list(_notes(connection, types, decks))
            reviewed = bool(connection.execute("SELECT EXISTS (SELECT 1 FROM cards WHERE reps > 0)").fetchone()[0])
    except (sqlite3.Error, MalformedError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise CardgradError(
            f"{name} holds a collection that cannot be read ({_reason(error)}): export it from Anki again."
        ) from error
    return Collection(notes, reviewed)


def _reason(error: Exception) -> str:
    if isinstance(error, sqlite3.Error):
        return " ".join(str(error).split())[:80]
    return "its note types are not as Anki writes them"


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.create_collation("unicase", _unicase)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 4 * MOST_TEXT)
    steps = 0

    def stop() -> bool:
        nonlocal steps
        steps += 1
        return steps > _MOST_STEPS

    connection.set_progress_handler(stop, 100_000)
    return connection


def _unicase(one: str, other: str) -> int:
    """Compare as Anki's own collation does, without which its tables cannot be read by name."""
    first, second = one.casefold(), other.casefold()
    return (first > second) - (first < second)


def _require_tables(connection: sqlite3.Connection, name: str) -> None:
    """Refuse a database whose notes are no tables: a view could run for ever."""
    rows = connection.execute("SELECT name, type, rootpage FROM sqlite_master WHERE type IN ('table', 'view')")
    found = {str(table).casefold(): (kind, root) for table, kind, root in rows}
    for table in ("col", "notes", "cards"):
        if table not in found:
            raise CardgradError(f"{name} holds no collection of Anki's (there is no table {table}).")
    for table in _TABLES:
        if table in found and (found[table][0] != "table" or not found[table][1]):
            raise CardgradError(f"{name} holds no collection of Anki's ({table} is no table).")


def _require_size(connection: sqlite3.Connection, name: str) -> None:
    count, size = connection.execute("SELECT count(*), total(length(flds)) FROM notes").fetchone()
    if count > MOST_NOTES or size > MOST_TEXT:
        raise CardgradError(
            f"{name} holds {count:,} notes with {size / 1e6:.1f} MB of text, and a deck has at most 1 MB: "
            "export its sub-decks from Anki one by one."
        )


def _types(connection: sqlite3.Connection) -> dict[int, NoteType]:
    """Return the note types: in tables of their own in a newer collection, else as JSON."""
    if not _has(connection, "notetypes"):
        models = json.loads(connection.execute("SELECT models FROM col").fetchone()[0])
        return {int(key): _of_model(model) for key, model in models.items()}
    fields: dict[int, list[str]] = {}
    for owner, field in connection.execute("SELECT ntid, name FROM fields ORDER BY ntid, ord"):
        fields.setdefault(owner, []).append(str(field))
    templates: dict[int, list[Template]] = {}
    for owner, called, config in connection.execute("SELECT ntid, name, config FROM templates ORDER BY ntid, ord"):
        templates.setdefault(owner, []).append(Template(str(called), text_of(config, 1), text_of(config, 2)))
    return {
        key: NoteType(str(called), number_of(config, 1) == 1, tuple(fields.get(key, ())), tuple(templates.get(key, ())))
        for key, called, config in connection.execute("SELECT id, name, config FROM notetypes")
    }


def _of_model(model: dict[str, Any]) -> NoteType:
    """Return a note type as an older collection writes it."""
    fields = sorted(model["flds"], key=lambda field: int(field["ord"]))
    templates = sorted(model["tmpls"], key=lambda template: int(template["ord"]))
    return NoteType(
        str(model["name"]),
        int(model.get("type", 0)) == 1,
        tuple(str(field["name"]) for field in fields),
        tuple(Template(str(found["name"]), str(found["qfmt"]), str(found["afmt"])) for found in templates),
    )


def _decks(connection: sqlite3.Connection) -> dict[int, str]:
    """Return the names of the decks, `::` between their parts."""
    if _has(connection, "decks"):
        rows = connection.execute("SELECT id, name FROM decks")
        return {key: str(called).replace(_SEPARATOR, "::") for key, called in rows}
    decks = json.loads(connection.execute("SELECT decks FROM col").fetchone()[0])
    return {int(key): str(deck["name"]) for key, deck in decks.items()}


def _notes(connection: sqlite3.Connection, types: dict[int, NoteType], decks: dict[int, str]) -> Iterator[AnkiNote]:
    cards: dict[int, list[tuple[int, int]]] = {}
    for note, place, deck in connection.execute("SELECT nid, ord, did FROM cards ORDER BY nid, ord"):
        cards.setdefault(note, []).append((int(place), deck))
    for key, guid, kind, tags, texts in connection.execute("SELECT id, guid, mid, tags, flds FROM notes ORDER BY id"):
        made = cards.get(key, [])
        yield AnkiNote(
            str(guid),
            types[kind],
            tuple(str(texts).split(_SEPARATOR)),
            tuple(str(tags).split()),
            tuple(place for place, _ in made),
            decks.get(made[0][1], "") if made else "",
        )


def _has(connection: sqlite3.Connection, table: str) -> bool:
    return bool(
        connection.execute("SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = ?)", (table,)).fetchone()[0]
    )
