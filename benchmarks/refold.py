"""Every schedule folded from the whole log, against reading the log's rows and doing nothing with them."""

from collections import deque
from collections.abc import Iterator

from benchmarks.material import EVENTS, Material
from benchmarks.report import Row
from benchmarks.timing import in_turns, timed
from cardgrad.history.cache import log_rows
from cardgrad.history.log import History

BUDGET = 4.0


def rows(material: Material, repetitions: int) -> Iterator[Row]:
    """Yield the fold of all events; it must give what the cache holds."""
    history = History(material.home)
    if history.fold() != history.schedules():
        raise SystemExit("benchmarks: the cached schedules are not what the log folds to.")
    read = timed(lambda: deque(log_rows(history.store.connection), maxlen=0))
    floor, measured = (min(times) for times in in_turns(repetitions, read, timed(history.fold)))
    history.close()
    yield Row(f"refold of {EVENTS:,} events", measured, floor, BUDGET, of=f"least of {repetitions}")
