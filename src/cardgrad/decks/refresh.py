"""Bring the index up to date: files that have changed are read, the others only looked at."""

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from cardgrad.decks.index import Index, Known
from cardgrad.decks.place import USED, Found

if TYPE_CHECKING:
    from cardgrad.decks.reading import DeckFile

RACY_NS = 2_000_000_000  # some file systems keep times to two seconds
_UPDATE = "UPDATE file SET shown = ?, origin = ?, size = ?, mtime = ?, racy = ? WHERE id = ?"


class _Seen(NamedTuple):
    """A file as it lies there now; size and time are -1 when it cannot be looked at."""

    found: Found
    size: int
    mtime: int


def refresh(index: Index, found: Sequence[Found], origins: Collection[str]) -> tuple[list[Known], list[Known]]:
    """Return what is known of the found files, in their order, and of files found earlier elsewhere.

    Files of the given origins that are no longer found are forgotten. A path named once stays known, and so does one in
    use that has vanished.
    """
    seen = [_seen(file) for file in found]
    paths = {file.path for file in found}
    known = index.known()
    if _changed(seen, known) or _gone(known, paths, origins):
        with index.writing():
            known = index.known()  # another process may have been faster
            index.forget(_gone(known, paths, origins))
            for file in _changed(seen, known):
                _update(index, file, known.get(file.found.path))
        known = index.known()
    return [known[file.path] for file in found], [row for path, row in known.items() if path not in paths]


def _changed(seen: Iterable[_Seen], known: Mapping[str, Known]) -> list[_Seen]:
    return [file for file in seen if not _is_unchanged(file, known.get(file.found.path))]


def _gone(known: Mapping[str, Known], paths: Collection[str], origins: Collection[str]) -> list[int]:
    away = [row for path, row in known.items() if path not in paths]
    return [row.id for row in away if row.origin in origins or _is_out_of_use(row)]


def _is_out_of_use(row: Known) -> bool:
    return row.origin == USED and os.path.exists(row.path)  # noqa: PTH110 - start-up time


def _seen(found: Found) -> _Seen:
    try:
        status = os.stat(found.path)  # noqa: PTH116 - start-up time
    except (OSError, ValueError):
        return _Seen(found, -1, -1)
    return _Seen(found, status.st_size, status.st_mtime_ns)


def _is_unchanged(file: _Seen, row: Known | None) -> bool:
    """Tell whether a file can be taken as it was, without being opened."""
    if row is None or row.racy:
        return False
    return (row.size, row.mtime, row.shown, row.origin) == (file.size, file.mtime, file.found.shown, file.found.origin)


def _update(index: Index, file: _Seen, row: Known | None) -> None:
    """Look into a file: touch its row when the bytes are the same, else read it as a deck."""
    import hashlib
    import time

    from cardgrad.decks.report import Report
    from cardgrad.decks.source import read_bytes

    # The clock of the file system, not the learner's: it decides only whether to compare bytes once more.
    racy = int(time.time_ns() - file.mtime < RACY_NS)
    report = Report(file.found.path)
    data = read_bytes(file.found.path, report)
    digest = "" if data is None else hashlib.sha256(data).hexdigest()
    if data is None:
        racy = 1  # it may become readable without another time or size
    if row is not None and data is not None and digest == row.hash:
        index.connection.execute(_UPDATE, (file.found.shown, file.found.origin, file.size, file.mtime, racy, row.id))
        return
    if row is not None:
        index.forget([row.id])
    from cardgrad.decks.reading import read_data, unread

    deck = unread(report) if data is None else read_data(data, file.found.path)
    if deck.unsettled:  # until its pictures are there the deck is read each time
        digest, racy = "", 1
    _remember(index, row.id if row else 0, file, digest, racy, deck)


def _remember(index: Index, file_id: int, file: _Seen, digest: str, racy: int, deck: "DeckFile") -> None:
    """Store what was read from a file."""
    from json import JSONEncoder

    encode = JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode
    faults = encode([fault[1:] for fault in deck.faults]) if deck.faults else None
    seen = (*file.found, file.size, file.mtime, digest, racy)
    held = len(deck.cards), faults, "\n".join(deck.unfinished)
    row = Known(file_id, *seen, deck.id, deck.stated, deck.title, deck.order, *held)
    index.remember(row, deck.notes, [(card, encode(card)) for card in deck.cards])
