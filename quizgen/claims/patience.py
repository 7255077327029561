"""A last resort against a computation that never ends: an alarm, where the system has one.

It counts the time that the process has worked, not the time that has gone by: what can be decided on a quiet machine
can be decided on a busy one.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

SECONDS = 2.0  # for one statement
TOO_LONG, AFTER_TOO_LONG = "it takes too long", "the statements before it took too long"
BY_THE_CLOCK = (TOO_LONG, AFTER_TOO_LONG)  # why a statement stays open on this machine at this moment only


class OutOfTimeError(Exception):
    """A computation took longer than it may."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise an OutOfTimeError in what works longer.

    Only a main thread of a system with alarms can be woken up; elsewhere the bounds on sizes have to do.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def wake(number: int, frame: Any) -> None:
        del number, frame
        raise OutOfTimeError

    before = signal.signal(signal.SIGVTALRM, wake)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, seconds)  # again, if a library swallows the first
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
