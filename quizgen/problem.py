"""A fresh problem from a drill and a seed: numbers by construction first, by measured rejection second, then proven.

A problem is rejected when its numbers hide a rule, when they are too big to work with by hand, or when one of the
mistakes that the drill is about would give the right answer: such a problem teaches nothing.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from quizgen.autodiff.operations import Exact, UndefinedValueError
from quizgen.domain import DrillError
from quizgen.draw import Plan, draw, plan, rejection
from quizgen.drill import Drill
from quizgen.mistakes import Candidate, Mistake, candidates, predict, shows, single_candidates
from quizgen.prompt import prompt_of
from quizgen.run import Run, prove, run
from quizgen.seed import Stream, derive_seed

MOST_TRIES = 400
BANDS = 4  # a reference's number is seed * BANDS + band

_SAMPLE = 24  # draws that tell which mistakes apply to a drill: those that change the answer in a tenth of them
_CANDIDATES = 50  # how far `choose_problem` looks for an instance that is not a recent one


class Problem(NamedTuple):
    """One instance of a drill, fixed by (drill id, revision, band, seed)."""

    drill_id: str
    revision: str
    seed: int
    band: int
    givens: Mapping[str, Exact]
    upstream: Exact
    prompt: str  # deck text
    asked: tuple[str, ...]  # formulas
    answer: tuple[Exact, ...]
    mistakes: tuple[Mistake, ...]
    digits: int
    made: Run  # what the working is written from

    @property
    def reference(self) -> str:
        """Return what names this problem everywhere: `gates/mul-swap@4182`, where 4182 is seed * 4 + band."""
        return f"{self.drill_id}@{self.seed * BANDS + self.band}"

    @property
    def instance(self) -> str:
        """Return what two problems share if they are the same: drill, numbers and answers."""
        numbers = " ".join(f"{name}={value}" for name, value in sorted(self.givens.items()))
        return f"{self.drill_id}: {numbers} * {self.upstream} -> {' '.join(map(str, self.answer))}"

    def record(self) -> dict[str, Any]:
        """Return the problem itself for a log, as JSON takes it: a seed alone dies with the drill's next revision."""
        return {
            "reference": self.reference,
            "revision": self.revision,
            "givens": {name: str(value) for name, value in self.givens.items()},
            "upstream": str(self.upstream),
            "prompt": self.prompt,
            "asked": list(self.asked),
            "key": [str(value) for value in self.answer],
        }


def read_reference(text: str) -> tuple[str, int, int]:
    """Return the drill id, the seed and the band of a reference.

    >>> read_reference("gates/mul-swap@4182")
    ('gates/mul-swap', 1045, 2)
    """
    drill_id, at, number = text.rpartition("@")
    if not at or not drill_id or not (number.isascii() and number.isdigit()):
        raise ValueError(f"{text} names no problem; a reference reads gates/mul-swap@4182")
    seed, band = divmod(int(number), BANDS)
    return drill_id, seed, band


def make_problem(drill: Drill, seed: int) -> Problem:
    """Return the drill's problem of this seed; a drill that has no good problem is a DrillError."""
    band = 0  # bands come with the second pass over a drill
    planned, targets, singles = template(drill)
    stream = Stream(drill.id, drill.revision, band, seed)
    rejected: Counter[str] = Counter()
    for _ in range(MOST_TRIES):
        made, reason = try_once(drill, planned, targets, stream)
        if made is not None:
            prove(made)
            mistakes = predict(made, [*targets, *singles])
            asked = tuple(ask.label for ask in drill.asks)
            prompt = prompt_of(made)
            numbers = made.givens, made.upstream
            return Problem(
                drill.id, drill.revision, seed, band, *numbers, prompt, asked, made.answer, mistakes, drill.digits, made
            )
        rejected[reason] += 1
    reason, times = rejected.most_common(1)[0]
    raise DrillError(f"no good problem in {MOST_TRIES} draws; {times} times the reason was: {reason}", _field(reason))


def try_once(drill: Drill, planned: Plan, targets: tuple[Candidate, ...], stream: Stream) -> tuple[Run | None, str]:
    """Draw once: return a good run, or nothing and the reason."""
    givens, upstream = draw(planned, stream)
    try:
        made = run(drill, givens, upstream)
    except UndefinedValueError as fault:
        return None, str(fault)
    reason = rejection(made, targets)
    return (None, reason) if reason else (made, "")


def _field(reason: str) -> str:
    return "unless" if reason.startswith("unless") else "given"


@lru_cache(maxsize=256)
def template(drill: Drill) -> tuple[Plan, tuple[Candidate, ...], tuple[Candidate, ...]]:
    """Return what all problems of a drill share: the plan, the mistakes that apply, their variants at single nodes."""
    planned = plan(drill)
    sample: list[Run] = []
    stream = Stream(drill.id, drill.revision, "sample")
    for _ in range(MOST_TRIES):
        made, _reason = try_once(drill, planned, (), stream)
        if made is not None:
            sample.append(made)
        if len(sample) == _SAMPLE:
            break
    targets = tuple(
        candidate
        for candidate in candidates(drill)
        if 10 * sum(shows(made, candidate) for made in sample) >= max(1, len(sample))
    )
    rules = {target.id for target in targets}
    return planned, targets, tuple(single for single in single_candidates(drill) if single.id in rules)


def choose_problem(drill: Drill, purpose: str, number: int, recent: Collection[str] = ()) -> Problem:
    """Return the problem for a purpose's n-th time; an instance that is recent gives way to the next candidate."""
    problem = make_problem(drill, derive_seed(drill.id, purpose, number))
    for candidate in range(1, _CANDIDATES):
        if problem.instance not in recent:
            break
        problem = make_problem(drill, derive_seed(drill.id, purpose, number, candidate))
    return problem
