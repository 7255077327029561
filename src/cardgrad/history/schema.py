"""The history file's tables, and how a file from an older version becomes today's.

Each migration is one script that runs inside one transaction together with its version number, so a crash leaves the
file at the version before. The log is append-only by the database's own rules: its triggers refuse every UPDATE and
DELETE. `schedule` is a cache that a fold of the log makes again. SQLite uses a partial index only where a query repeats
its condition word for word, so each kind that is looked for by itself has one of its own.
"""

import sqlite3

from cardgrad.errors import CardgradError

_FIRST = """
CREATE TABLE event (
    row INTEGER PRIMARY KEY,
    device TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    instant INTEGER NOT NULL,
    wall INTEGER NOT NULL,
    offset INTEGER NOT NULL,
    day INTEGER NOT NULL,
    kind TEXT NOT NULL,
    card TEXT NOT NULL,
    grade INTEGER,
    purpose TEXT,
    target TEXT,
    facts TEXT NOT NULL,
    UNIQUE (device, sequence)
) STRICT;
CREATE INDEX event_order ON event (instant, device, sequence);
CREATE INDEX event_card ON event (card, instant);
CREATE INDEX event_void ON event (target) WHERE kind = 'void';
CREATE INDEX event_rename ON event (instant, device, sequence, card, target) WHERE kind = 'rename';
CREATE INDEX event_policy ON event (instant, device, sequence, target) WHERE kind = 'policy';
CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TABLE schedule (
    card TEXT PRIMARY KEY,
    easiness INTEGER NOT NULL,
    interval INTEGER NOT NULL,
    repetitions INTEGER NOT NULL,
    lapses INTEGER NOT NULL,
    due INTEGER,
    counted INTEGER,
    first INTEGER,
    owed INTEGER,
    skipped INTEGER,
    suspended INTEGER NOT NULL,
    answers INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE device (id TEXT PRIMARY KEY, home TEXT NOT NULL UNIQUE) STRICT, WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES ('salt', lower(hex(randomblob(8))));
"""

MIGRATIONS = (_FIRST,)
VERSION = len(MIGRATIONS)


class NewerHistoryError(CardgradError):
    """The history was written by a later cardgrad; guessing could lose answers."""


def migrate(connection: sqlite3.Connection, name: str) -> None:
    """Bring the file to today's version, each step whole or not at all; refuse a newer one."""
    while (version := _version(connection)) != VERSION:
        if version > VERSION:
            raise NewerHistoryError(
                f"{name} was written by a newer cardgrad (history version {version}, this one knows {VERSION}): "
                "upgrade cardgrad to open it; nothing was changed."
            )
        connection.execute("BEGIN IMMEDIATE")
        try:
            if _version(connection) == version:  # else another process was faster
                for statement in _statements(MIGRATIONS[version]):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {version + 1}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:  # a full disk has rolled it back already
                connection.execute("ROLLBACK")
            raise


def _version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def _statements(script: str) -> list[str]:
    """Split a script into statements (a trigger's body holds a semicolon), since `executescript` would commit."""
    statements, pending = [], ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            statements.append(pending)
            pending = ""
    return [*statements, pending] if pending.strip() else statements
