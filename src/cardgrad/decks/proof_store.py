"""Proofs that were done before, beside the other caches of the data folder, so that no card is proven twice.

A proof is found again by the hash of all that it hangs on: the piece of work itself (a drill's id, text and number of
problems; an entry's own lines) and every source file that could come to another result. So nothing has to be raised by
hand when a rule changes, and a file that was edited in one place costs the proof of that place.
"""

import hashlib
import sqlite3
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from cardgrad.decks.cache_file import DAMAGE, open_cache, writing

VERSION = 1  # of the tables
MOST_KEPT = 20_000  # about 20 MB; the oldest go first
_SCHEMA = "CREATE TABLE proof (key TEXT PRIMARY KEY, result TEXT NOT NULL, mark TEXT NOT NULL) STRICT"
_AT_ONCE = 500  # keys of one query


class ProofStore:
    """The proofs in one file; without a path, or where there can be no file, those of this run."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._connection = open_cache(path, _SCHEMA, VERSION)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def find(self, keys: Iterable[str]) -> dict[str, str]:
        """Return the results that are known, by their keys; a damaged one counts as unknown."""
        wanted = list(keys)
        found: dict[str, str] = {}
        try:
            for start in range(0, len(wanted), _AT_ONCE):
                some = wanted[start : start + _AT_ONCE]
                query = f"SELECT key, result, mark FROM proof WHERE key IN (?{', ?' * (len(some) - 1)})"
                rows = self._connection.execute(query, some).fetchall()
                found |= {key: result for key, result, mark in rows if mark == _mark(key, result)}
        except DAMAGE as error:
            self._give_up(error)
        return found

    def keep(self, results: Mapping[str, str]) -> None:
        """Keep results, and forget the oldest where there are too many."""
        if not results:
            return
        rows = [(key, result, _mark(key, result)) for key, result in results.items()]
        try:
            with writing(self._connection) as connection:
                connection.executemany("INSERT OR REPLACE INTO proof VALUES (?, ?, ?)", rows)
                connection.execute("DELETE FROM proof WHERE rowid <= (SELECT max(rowid) FROM proof) - ?", (MOST_KEPT,))
        except DAMAGE as error:
            self._give_up(error)

    def _give_up(self, error: Exception) -> None:
        """Go on in memory; a file that is damaged, and not only busy or full, is removed, to be made anew."""
        self._connection.close()
        if self._path is not None and not isinstance(error, sqlite3.OperationalError):
            self._path.unlink(missing_ok=True)
        self._connection = open_cache(None, _SCHEMA, VERSION)


def proof_key(work: str) -> str:
    """Return the key of a piece of work, given as text all that it hangs on beside the program."""
    return hashlib.sha256(f"{_program()}\n{work}".encode(errors="backslashreplace")).hexdigest()


def _mark(key: str, result: str) -> str:
    """Return what tells a whole row from a damaged one."""
    return hashlib.sha256(f"{key}{result}".encode(errors="backslashreplace")).hexdigest()[:16]


@cache
def _program() -> str:
    """Return a hash of the program that proves: all of quizgen, what reads decks, SymPy and Python."""
    from importlib.metadata import version

    import quizgen
    from cardgrad import __version__

    digest = hashlib.sha256(repr((__version__, version("sympy"), sys.version_info[:3])).encode())
    for folder in (Path(__file__).parent, *map(Path, quizgen.__path__)):
        for path in sorted(folder.rglob("*.py")):
            digest.update(f"\0{path.relative_to(folder).as_posix()}\0".encode() + path.read_bytes())
    return digest.hexdigest()
