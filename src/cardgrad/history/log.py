"""The history of one learner: an append-only log of events, and the schedules it gives.

Every write is one durable transaction that holds the events and the schedules they move. An event's instant is later
than every instant already in the log, even when the clock on the wall stands still or runs backwards.
"""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cardgrad.history import cache
from cardgrad.history.event import POLICY, RENAME, VOID, Event, Happening
from cardgrad.history.store import PATIENCE, Store
from cardgrad.scheduling.schedule import Schedule
from cardgrad.scheduling.sm2 import SM2
from cardgrad.scheduling.study_day import TURN_OF_DAY, Moment

if TYPE_CHECKING:
    from sqlite3 import Connection

_INSERT = f"INSERT INTO event ({', '.join(Event._fields)}) VALUES (?{', ?' * (len(Event._fields) - 1)})"


class History:
    """The log in a data folder, open for reading and appending."""

    def __init__(self, folder: Path, *, turn: int = TURN_OF_DAY, patience: float = PATIENCE) -> None:
        self.store = Store(folder, patience=patience)
        self.turn = turn
        # A path may hold bytes that are not UTF-8, which SQLite's texts cannot.
        home = f"{os.uname().nodename}:{self.path.resolve()}"
        self._home = home.encode(errors="backslashreplace").decode()
        self._device: str | None = None

    @property
    def path(self) -> Path:
        """The file that holds the log."""
        return self.store.path

    def close(self) -> None:
        """Close the file."""
        self.store.close()

    def append(self, moment: Moment, *happenings: Happening) -> list[str]:
        """Write what happened, durably and together; return the events' ids."""
        day = moment.study_day(self.turn)
        with self.store.writing() as connection:
            device = self._device or self._this_device(connection)
            last, sequence = connection.execute(
                "SELECT (SELECT max(instant) FROM event), (SELECT max(sequence) FROM event WHERE device = ?)",
                (device,),
            ).fetchone()
            naming = () if last is not None else (Happening(POLICY, target=SM2.name, facts={"version": SM2.version}),)
            ids = []
            for happening in (*naming, *happenings):
                sequence = (sequence or 0) + 1
                last = moment.instant if last is None else max(moment.instant, last + 1)
                when = (device, sequence, last, moment.instant, moment.offset, day)
                connection.execute(_INSERT, (*when, *happening[:-1], _packed(happening.facts)))
                cache.keep_in_step(connection, happening, day)
                ids.append(f"{device}-{sequence}")
        self._device = device  # only now is a new device's own row on the disk
        return ids[len(naming) :]

    def undo(self, event: Event, moment: Moment) -> None:
        """Take an event back by appending its void."""
        self.append(moment, voiding(event.card, event.id))

    def rename(self, pairs: Iterable[tuple[str, str]], moment: Moment) -> list[tuple[str, str]]:
        """Let the histories of old card ids follow their new ids; return the pairs that had one to move."""
        moving = [
            (old, new)
            for old, new in pairs
            if old != new and self.store.rows("SELECT 1 FROM schedule WHERE card = ?", (old,))
        ]
        if moving:
            self.append(moment, *(Happening(RENAME, card=old, target=new) for old, new in moving))
        return moving

    def schedule(self, card: str) -> Schedule:
        """Return a card's schedule; one without a history is new."""
        with self.store.explaining():
            return cache.cached(self.store.connection, card)

    def schedules(self) -> dict[str, Schedule]:
        """Return the cached schedule of every card with a history."""
        rows = self.store.rows(f"SELECT card, {cache.COLUMNS} FROM schedule")
        return {card: Schedule(*schedule) for card, *schedule in rows}

    def fold(self) -> dict[str, Schedule]:
        """Return every schedule folded from the whole log, without looking at the cache."""
        with self.store.explaining():
            return cache.fold_all(self.store.connection)

    def refold(self) -> None:
        """Make the cached schedules anew from the log."""
        with self.store.writing() as connection:
            cache.refold_all(connection)

    def _this_device(self, connection: "Connection") -> str:
        """Return this folder's device id on this machine; a copied folder becomes a device of its own."""
        found = connection.execute("SELECT id FROM device WHERE home = ?", (self._home,)).fetchone()
        if found:
            return str(found[0])
        fresh = os.urandom(5).hex()
        connection.execute("INSERT INTO device VALUES (?, ?)", (fresh, self._home))
        return fresh


def voiding(card: str, event_id: str) -> Happening:
    """Return the happening that takes an event of a card back."""
    return Happening(VOID, card=card, target=event_id)


def _packed(facts: dict[str, Any]) -> str:
    # In ASCII: a terminal can send bytes that are not UTF-8, which SQLite's texts cannot hold.
    return json.dumps(facts, separators=(",", ":")) if facts else "{}"
