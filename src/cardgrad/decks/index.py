"""The index: what deck files held when they were last read, in an SQLite file beside the history.

It is a cache, and never more: it may be deleted, and one that is damaged, of another version or not writable is made
anew or kept in memory. A file is unchanged when its size and modification time are; one that was read within two
seconds of its change may have changed again in the same tick of the clock, and is compared by its hash.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from itertools import repeat
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from cardgrad.decks.cache_file import open_cache, writing
from cardgrad.decks.card import Card

Slot: TypeAlias = tuple[str, str, str, str]  # card id, entry, deck, kind

VERSION = 13  # raise it with every change of the tables or of what reading makes of a file
_SCHEMA = """
CREATE TABLE file (
    id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT UNIQUE NOT NULL, shown TEXT NOT NULL, origin TEXT NOT NULL,
    size INTEGER NOT NULL, mtime INTEGER NOT NULL, hash TEXT NOT NULL, racy INTEGER NOT NULL,
    deck TEXT, stated TEXT NOT NULL, title TEXT NOT NULL, rank INTEGER, notes TEXT, cards INTEGER NOT NULL,
    faults TEXT, unfinished TEXT NOT NULL, slots TEXT NOT NULL
) STRICT;
CREATE TABLE card (
    file INTEGER NOT NULL, position INTEGER NOT NULL, id TEXT NOT NULL, line INTEGER NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (file, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX card_by_id ON card (id, file);
CREATE TABLE tag (file INTEGER NOT NULL, tag TEXT NOT NULL, position INTEGER NOT NULL,
    PRIMARY KEY (tag, file, position)) STRICT, WITHOUT ROWID;
CREATE TABLE rename (file INTEGER NOT NULL, old TEXT NOT NULL, new TEXT NOT NULL) STRICT;
CREATE TABLE correction (file INTEGER NOT NULL, card TEXT NOT NULL, day INTEGER NOT NULL) STRICT;
"""
_TABLES_OF_A_FILE = ("card", "tag", "rename", "correction")


class Known(NamedTuple):
    """What the index remembers of one file; `faults` is JSON, or None when there are none.

    `deck` is None where no card of the file can be used; `stated` is then what people call the deck. `unfinished` has
    the ids of entries marked `todo`, a line each.
    """

    id: int
    path: str
    shown: str
    origin: str
    size: int
    mtime: int
    hash: str
    racy: int
    deck: str | None
    stated: str
    title: str
    rank: int | None
    cards: int
    faults: str | None
    unfinished: str


_KNOWN = f"SELECT {', '.join(Known._fields)} FROM file"
_STORED = (*Known._fields, "notes", "slots")
_INSERT_FILE = f"INSERT INTO file ({', '.join(_STORED)}) VALUES (?{', ?' * (len(_STORED) - 1)})"


class Index:
    """One open index."""

    def __init__(self, path: Path | None) -> None:
        self.connection = open_cache(path, _SCHEMA, VERSION)

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def known(self) -> dict[str, Known]:
        """Return what is remembered of every file, by its path."""
        return {row[1]: Known._make(row) for row in self.connection.execute(_KNOWN)}

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[Any]:
        """Return all rows of a query."""
        return self.connection.execute(sql, parameters).fetchall()

    def writing(self) -> AbstractContextManager[sqlite3.Connection]:
        """Run one transaction: all of the block, or nothing of it."""
        return writing(self.connection)

    def forget(self, file_ids: Iterable[int]) -> None:
        """Remove files and all that was read from them."""
        for file_id in file_ids:
            for table in _TABLES_OF_A_FILE:
                self.connection.execute(f"DELETE FROM {table} WHERE file = ?", (file_id,))
            self.connection.execute("DELETE FROM file WHERE id = ?", (file_id,))

    def remember(self, file: Known, notes: str | None, cards: Sequence[tuple[Card, str]]) -> None:
        """Store what was read from a file, each card with its JSON.

        A file keeps its id when it is read again, for sessions that are open meanwhile; a new one has the id 0.
        """
        slots = "\n".join(f"{card.id}\n{card.entry}\n{card.kind}" for card, _ in cards)
        file_id = self.connection.execute(_INSERT_FILE, (file.id or None, *file[1:], notes, slots)).lastrowid
        numbered = [(position, card, body) for position, (card, body) in enumerate(cards)]
        self.connection.executemany(
            "INSERT INTO card VALUES (?, ?, ?, ?, ?)",
            [(file_id, position, card.id, card.line, body) for position, card, body in numbered],
        )
        self.connection.executemany(
            "INSERT OR IGNORE INTO tag VALUES (?, ?, ?)",
            [(file_id, tag, position) for position, card, _ in numbered for tag in card.tags],
        )
        self.connection.executemany(
            "INSERT INTO rename VALUES (?, ?, ?)",
            [(file_id, old, card.id) for _, card, _ in numbered for old in card.was],
        )
        self.connection.executemany(
            "INSERT INTO correction VALUES (?, ?, ?)",
            [(file_id, card.id, correction.day) for _, card, _ in numbered for correction in card.corrected],
        )


def read_slots(text: str, deck: str) -> list[Slot]:
    """Return a file's stored slots: one text split, several times faster than a row for each card."""
    fields = text.split("\n")
    return list(zip(fields[0::3], fields[1::3], repeat(deck), fields[2::3], strict=False))
