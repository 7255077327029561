"""One durable answer, against the two rows that it writes: the same history, bare `sqlite3`, nothing else."""

import sqlite3
from collections.abc import Iterator
from itertools import count
from statistics import median
from time import perf_counter

from benchmarks.material import Material, copied_history
from benchmarks.report import Row
from benchmarks.timing import in_turns
from cardgrad.history.event import ANSWER, Event, Happening
from cardgrad.history.log import History
from cardgrad.scheduling.schedule import STUDY, Schedule
from cardgrad.scheduling.study_day import Moment

BUDGET = 1.5
_FACTS = {"grader": "self", "ms": 4200, "hints": 0}
_EVENT = f"INSERT INTO event ({', '.join(Event._fields)}) VALUES (?{', ?' * (len(Event._fields) - 1)})"
_SCHEDULE = f"INSERT OR REPLACE INTO schedule VALUES (?{', ?' * len(Schedule._fields)})"


def rows(material: Material, repetitions: int) -> Iterator[Row]:
    """Yield one answer in a history of 200,000 events."""
    history = History(copied_history(material, "answering"))
    bare = sqlite3.connect(copied_history(material, "bare") / "history.db", isolation_level=None)
    bare.execute("PRAGMA synchronous = FULL")
    (mode,) = bare.execute("PRAGMA journal_mode").fetchone()
    if mode != "wal":
        raise SystemExit(f"benchmarks: the floor must write as the history does, but its journal is {mode}.")
    cards = sorted(history.schedules().items())
    chosen = count(0, 37)  # spread over the cards, as a queue is
    instant = material.moment.instant

    def append() -> float:
        card, _ = cards[next(chosen) % len(cards)]
        start = perf_counter()
        history.append(Moment(instant, 3600), Happening(ANSWER, card, 4, STUDY, None, _FACTS))
        return perf_counter() - start

    def insert() -> float:
        place = next(chosen)
        card, schedule = cards[place % len(cards)]
        event = ("bare", place, instant + place, instant, 3600, 740_000, ANSWER, card, 4, STUDY, None, '{"ms":4200}')
        start = perf_counter()
        bare.execute("BEGIN IMMEDIATE")
        bare.execute(_EVENT, event)
        bare.execute(_SCHEDULE, (card, *schedule))
        bare.execute("COMMIT")
        return perf_counter() - start

    floor, measured = (median(times) for times in in_turns(repetitions, insert, append))
    history.close()
    bare.close()
    yield Row("one durable answer", measured, floor, BUDGET, of=f"median of {repetitions}")
