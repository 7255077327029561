"""Proof work over all cores: in other processes where it is worth their start and they can be had, else here."""

import os
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process

from cardgrad.decks.proof_work import DrillWork, Result, Work

_WORTH = 4.0  # drills: less is done before other processes have started, which takes them half a second
_SMALL = 0.08  # of a drill's work is an entry's
_BATCH = 16  # entries that go to another process together


def done(works: Sequence[Work], cores: int) -> Iterator[tuple[int, Result]]:
    """Yield the number of each piece of work with its result, in any order."""
    left = dict.fromkeys(range(len(works)))
    if cores > 1 and sum(1 if isinstance(work, DrillWork) else _SMALL for work in works) >= _WORTH:
        try:
            for numbers, results in _in_processes(works, cores):
                for number, result in zip(numbers, results, strict=True):
                    del left[number]
                    yield number, result
        except (
            OSError,
            ImportError,
            BrokenProcessPool,
        ):  # no semaphores, no memory, or forbidden: the rest is done here
            pass
    for number in left:
        yield number, works[number].done()


def _in_processes(works: Sequence[Work], cores: int) -> Iterator[tuple[Sequence[int], list[Result]]]:
    """Yield the numbers of works that are done, with their results."""
    drills = [[number] for number, work in enumerate(works) if isinstance(work, DrillWork)]
    entries = [number for number, work in enumerate(works) if not isinstance(work, DrillWork)]
    batches = [*drills, *(entries[start : start + _BATCH] for start in range(0, len(entries), _BATCH))]
    # A new interpreter, since a process that has threads, such as those of a progress bar, cannot be copied safely.
    pool = ProcessPoolExecutor(min(cores, len(batches)), get_context("spawn"), _end_with_parent)
    try:
        waiting = {pool.submit(_all_done, [works[number] for number in batch]): batch for batch in batches}
        for future in as_completed(waiting):
            yield waiting[future], future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _all_done(works: Sequence[Work]) -> list[Result]:
    return [work.done() for work in works]


def _end_with_parent() -> None:
    """Let Ctrl-C end this process without a word, and the end of the one that started it, however that came about."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_outlive_no_parent, daemon=True).start()


def _outlive_no_parent() -> None:
    if parent := parent_process():
        parent.join()
    os._exit(1)


def all_cores() -> int:
    """Return how many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # only Linux says it
        return os.cpu_count() or 1
