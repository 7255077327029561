"""An SQLite file that is a cache and never more: it may be deleted at any time, and all of it can be made again.

One that is damaged or of another version is made anew; one that cannot be read or written is kept in memory.
"""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

PATIENCE = 2.0  # seconds to wait for another process that writes the file, which takes less than one
DAMAGE = (sqlite3.DatabaseError, UnicodeDecodeError)  # SQLite quotes a broken schema as it stands, text or not


def open_cache(path: Path | None, schema: str, version: int) -> sqlite3.Connection:
    """Return a connection to a sound file with these tables, in memory when there can be no file."""
    if path is not None:
        for _ in range(2):
            with contextlib.suppress(sqlite3.OperationalError, OSError):
                try:
                    return _connected(str(path), schema, version)
                except DAMAGE as error:
                    if isinstance(error, sqlite3.OperationalError):
                        raise
                    path.unlink()  # all of it can be made again
    return _connected(":memory:", schema, version)


@contextlib.contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Run one transaction: all of the block, or nothing of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _connected(name: str, schema: str, version: int) -> sqlite3.Connection:
    """Open a file and make its tables where they are missing or of another version."""
    connection = sqlite3.connect(name, timeout=PATIENCE, isolation_level=None)
    try:
        connection.execute("PRAGMA synchronous = OFF")  # what a power cut destroys is made anew
        if connection.execute("PRAGMA user_version").fetchone()[0] != version:
            _make_tables(connection, schema, version)
    except BaseException:
        connection.close()
        raise
    return connection


def _make_tables(connection: sqlite3.Connection, schema: str, version: int) -> None:
    connection.execute("BEGIN IMMEDIATE")
    if connection.execute("PRAGMA user_version").fetchone()[0] == version:  # another process was faster
        connection.execute("ROLLBACK")
        return
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    for (name,) in names.fetchall():
        connection.execute('DROP TABLE "{}"'.format(name.replace('"', '""')))
    for statement in schema.split(";"):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.execute("COMMIT")
