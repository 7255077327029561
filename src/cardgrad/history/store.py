"""The SQLite file under the log: opened safely, and its failures told in sentences.

WAL with `synchronous=FULL`: a committed answer survives a killed process and a power cut, and two sessions can work on
one history, the second writer waiting for the first.
"""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cardgrad.errors import CardgradError
from cardgrad.history.schema import migrate

FILE_NAME = "history.db"
PATIENCE = 5.0  # seconds to wait for another session's transaction, which takes milliseconds


class HistoryError(CardgradError):
    """The history cannot be read or written; the message says which file and what to do."""


class Store:
    """One open history file."""

    def __init__(self, folder: Path, *, patience: float = PATIENCE) -> None:
        self.path = folder / FILE_NAME
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise HistoryError(
                f"{folder}: cannot make the data folder ({error.strerror}): "
                "choose another with CARDGRAD_HOME, or mend its permissions."
            ) from error
        with self.explaining():
            self.connection = sqlite3.connect(self.path, timeout=patience, isolation_level=None)
            try:
                self.connection.execute("PRAGMA synchronous = FULL")
                migrate(self.connection, str(self.path))
                _write_ahead(self.connection)
            except BaseException:
                self.connection.close()
                raise

    def close(self) -> None:
        """Close the file; every answer was already on the disk."""
        self.connection.close()

    @contextmanager
    def explaining(self) -> Iterator[None]:
        """Turn SQLite's errors into sentences that name the file and the way out."""
        try:
            yield
        except sqlite3.Error as error:
            raise HistoryError(_explained(error, self.path)) from error
        except UnicodeDecodeError as error:  # SQLite quotes a broken schema as it stands, text or not
            raise HistoryError(f"{self.path}: {': '.join(_REASONS[sqlite3.SQLITE_CORRUPT])}.") from error

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[Any]:
        """Return all rows of a query."""
        with self.explaining():
            return self.connection.execute(sql, parameters).fetchall()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Run one durable transaction: all of the block, or nothing of it."""
        with self.explaining():
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Let readers and a writer work side by side; a file that is in WAL mode already stays as it is.

    SQLite does not wait for its turn to change the mode. When sessions that open a new file get into each other's way,
    they work in the mode it has, which loses nothing either, and a later session changes it.
    """
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise


def _explained(error: sqlite3.Error, path: Path) -> str:
    """Return one sentence: which file, what is wrong with it, and what to do."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the primary code of an extended one
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM) or not _permitted(path):
        return f"{path}: cannot be written: mend the permissions of the file and its folder, or set CARDGRAD_HOME."
    reason, advice = _REASONS.get(code, (f"the disk or the file failed ({error})", "check the disk and try again"))
    return f"{path}: {reason}: {advice}."


def _permitted(path: Path) -> bool:
    """Tell whether this user may read and write the file, or make it where there is none."""
    if os.access(path, os.F_OK) and not os.access(path, os.R_OK | os.W_OK):
        return False
    return os.access(path.parent, os.W_OK | os.X_OK)


_HELD = ("another program holds it", "close that program, or wait for it, and try again; every answer given is kept")
_REASONS = {
    sqlite3.SQLITE_BUSY: _HELD,
    sqlite3.SQLITE_LOCKED: _HELD,
    sqlite3.SQLITE_CANTOPEN: (
        "it is not a file that can be opened",
        "move away what stands there, or set CARDGRAD_HOME",
    ),
    sqlite3.SQLITE_NOTADB: ("it is damaged or no history", "put it aside, do not delete it, and bring back a copy"),
    sqlite3.SQLITE_CORRUPT: ("it is damaged", "put it aside, do not delete it, and bring back a copy"),
    sqlite3.SQLITE_FULL: ("the disk is full", "free some space and try again; every answer given before is kept"),
}
