"""How long a thing may take, in seconds of the machine on which the limits were set.

No clock judges alone: whoever is over the limit is compared with a piece of work done at that moment, so that a slow or
busy machine is not blamed, and what grows without bound is.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

_USUAL = 0.028  # seconds of `_work` on that machine


@contextmanager
def within(seconds: float, what: object = None) -> Iterator[None]:
    """Fail where the block takes longer than so many seconds of a processor; say of what."""
    begun = time.process_time()
    yield
    spent = time.process_time() - begun
    if spent > seconds:
        slower = max(1.0, *(_work() / _USUAL for _ in range(3)))
        assert spent <= seconds * slower, f"{spent:.1f} seconds on a machine {slower:.1f} x as slow as usual: {what}"


def _work() -> float:
    """Return the seconds that some usual work takes: objects, text, numbers, hashing."""
    begun = time.process_time()
    words = {str(number): [number * number, number % 7] for number in range(60_000)}
    " ".join(sorted(words, key=lambda word: words[word][1])).encode().split(b" ")
    return time.process_time() - begun
