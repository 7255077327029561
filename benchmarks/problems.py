"""Making a problem with its key, proof, predicted mistakes and working, and judging a wrong answer with its diagnosis.

The budgets were set in milliseconds: 1 for a problem of numbers (the median over the shipped drills, none above 5), 10
for one of matrices, 5 for a verdict, 30 seconds for ten thousand of the mix. They are kept as ratios to a floor of the
same run, micrograd on the network of 40 nodes, at what the floor took where the budgets were set.
"""

import gc
import resource
from collections.abc import Callable, Iterator, Sequence
from statistics import median

from benchmarks.engine import micrograd_engine
from benchmarks.networks import networks
from benchmarks.report import Row
from benchmarks.shipped import has_arrays, shipped_drills
from benchmarks.timing import in_turns, timed
from quizgen.drill import Drill
from quizgen.judging import judge
from quizgen.problem import Problem, make_problem
from quizgen.working import working

FLOOR = 4.7e-5  # seconds that the floor takes where a millisecond is a millisecond
_FAR = 123_457  # no mistake comes to it: the diagnosis looks at everything


def rows(repetitions: int) -> Iterator[Row]:
    """Yield problems of numbers and of matrices, verdicts, and the mix."""
    drills = {drill: has_arrays(drill) for drill in shipped_drills()}
    seeds = range(repetitions)
    numbers = [drill for drill, arrays in drills.items() if not arrays]
    matrices = [drill for drill, arrays in drills.items() if arrays]
    floor = _floor(micrograd_engine(networks()[2]).run)
    yield _row("problem, numbers, median", median(_made(numbers, seeds)), floor, 1e-3, f"{len(numbers)} drills")
    yield _row("problem, numbers, slowest", max(_made(numbers, seeds)), floor, 5e-3, "drill's median")
    yield _row("problem, matrices, slowest", max(_made(matrices, seeds)), floor, 10e-3, f"{len(matrices)} drills")
    yield _row("verdict, median", median(_judged(list(drills), seeds)), floor, 5e-3, "of what fits nothing")
    yield _row("verdict, slowest", max(_judged(list(drills), seeds)), floor, 5e-3, "drill's median")
    yield from _mix(list(drills), floor, 10_000 if repetitions > 20 else 1_000)


def _row(what: str, measured: float, floor: float, budget: float, of: str) -> Row:
    return Row(what, measured, floor, round(budget / FLOOR, 2), of=of)


def _floor(run: Callable[[], object]) -> float:
    (times,) = in_turns(200, timed(run))
    return min(times)


def _made(drills: Sequence[Drill], seeds: range) -> list[float]:
    """Return the median time of each drill's problems, the first of which finds out about the drill."""
    found = []
    for drill in drills:
        times = in_turns(1, *[timed(_making(drill, seed)) for seed in seeds])
        found.append(median(seconds for (seconds,) in times))
    return found


def _making(drill: Drill, seed: int) -> Callable[[], object]:
    return lambda: working(make_problem(drill, seed))


def _judged(drills: Sequence[Drill], seeds: range) -> list[float]:
    """Return the median time of each drill's verdicts on answers that no mistake explains."""
    found = []
    for drill in drills:
        problems = [make_problem(drill, seed) for seed in seeds]
        times = in_turns(1, *[timed(_judging(problem)) for problem in problems])
        found.append(median(seconds for (seconds,) in times))
    return found


def _judging(problem: Problem) -> Callable[[], object]:
    values = [key * _FAR if hasattr(key, "__mul__") and not isinstance(key, tuple) else key for key in problem.answer]
    return lambda: judge(problem, values)


def _mix(drills: Sequence[Drill], floor: float, count: int) -> Iterator[Row]:
    """Yield the time of so many problems of all drills in turn, and the memory that stays behind."""
    gc.collect()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    def run() -> None:
        for number in range(count):
            working(make_problem(drills[number % len(drills)], number))

    seconds = timed(run)()
    yield _row(f"{count:,} problems of the mix".replace(",", " "), seconds, floor, 30 * count / 10_000, "once")
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    yield Row("memory that they leave", grown, None, 10, "MB")
