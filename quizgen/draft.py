"""A problem that is begun: its numbers are drawn, and neither its mistakes nor its proof have been looked at yet.

Whoever looks for a problem of a certain kind among many sees from its first numbers whether it is worth finishing.
"""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

from quizgen.autodiff.number import UndefinedValueError
from quizgen.draw import plan
from quizgen.drill import Drill
from quizgen.mistakes import Mistake, Tried, predict
from quizgen.proving import prove
from quizgen.run import Run
from quizgen.seed import Stream
from quizgen.template import ANY, MOST_TRIES, draw_once, in_band, no_problem, template, undiscriminating

Good: TypeAlias = tuple[Run, tuple[Mistake, ...]]  # a run that tells mistakes apart, and those that show in it


class Draft:
    """The problem of a drill, a seed and a band, as it is begun; a drill that has no good one is a DrillError."""

    def __init__(self, drill: Drill, seed: int, band: int = ANY) -> None:
        self.drill, self.seed, self.band = drill, seed, band
        stream = Stream(drill.id, drill.revision, band, seed)
        variant = drill.variant(stream)
        self._only = variant if variant.instances == 1 else None
        self._search = _search_of(variant) if self._only else _Search(variant, stream, band)
        self.first = next(self._search.runs)
        self._good: Good | None = None

    def finished(self) -> Good:
        """Return the first good run, proven, and the mistakes that show in it."""
        if self._good is None:
            self._good = _only(self._only) if self._only else self._search.good(self.first)
        return self._good


@lru_cache(maxsize=64)
def _only(drill: Drill) -> Good:
    """Return the one problem that a drill has: all of its numbers are letters."""
    search = _search_of(drill)
    return search.good(next(search.runs))


def _search_of(drill: Drill) -> "_Search":
    """Return the draws of the one problem that a drill has."""
    return _Search(drill, Stream(drill.id, drill.revision), ANY)


class _Search:
    """The draws of a problem until one is good, with the reasons why others are not."""

    def __init__(self, variant: Drill, stream: Stream, band: int) -> None:
        self._variant = variant
        self._reasons: Counter[str] = Counter()
        self.runs = self._drawn(stream, band)

    def _drawn(self, stream: Stream, band: int) -> Iterator[Run]:
        """Yield runs that hide nothing, can be done by hand and are as hard as wanted; at last, an error."""
        planned = plan(self._variant)
        for _ in range(MOST_TRIES):
            made, reason = draw_once(self._variant, planned, stream)
            if made is None:
                self._reasons[reason] += 1
            elif band == ANY or in_band(made, template(self._variant), band):
                yield made
            else:
                self._reasons["too easy or too hard for its band"] += 1
        raise no_problem(self._reasons)

    def good(self, made: Run) -> Good:
        """Return this run or the first one after it that tells mistakes apart, proven, with its mistakes."""
        shared = template(self._variant)  # which takes a sample of many draws: a draft alone does without
        while True:
            tried = Tried(made)
            reason = undiscriminating(tried, shared)
            if reason is None:
                try:
                    prove(made)
                except UndefinedValueError as fault:  # beside 0 a power has a value, and none that can be proven
                    reason = str(fault)
                else:
                    return made, predict(tried, [*shared.targets, *shared.others])
            self._reasons[reason] += 1
            made = next(self.runs)
