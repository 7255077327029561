"""A fresh problem from a drill and a seed: numbers by construction first, by measured rejection second, then proven.

A problem is rejected when its numbers hide a rule, when they are too big to work with by hand, or when one of the
mistakes that the drill is about would give the right answer: such a problem teaches nothing.
"""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from quizgen.autodiff.unknown import is_known
from quizgen.domain import Letter, Sized
from quizgen.draft import Draft
from quizgen.drill import Drill
from quizgen.mistakes import Mistake
from quizgen.prompt import prompt_of
from quizgen.run import Run
from quizgen.seed import derive_seed
from quizgen.template import BANDS
from quizgen.value import Answer, Size, write_answer, write_answers

_CANDIDATES = 50  # how far `choose_problem` looks for an instance that is not a recent one
_PREFERRED = 4  # how many it looks at for one that would expose a mistake made before


class Problem(NamedTuple):
    """One instance of a drill, fixed by (drill id, revision, band, seed)."""

    drill_id: str
    revision: str
    seed: int
    band: int
    givens: Mapping[str, Answer]  # a matrix of which only the size is said is a Size
    upstream: Any
    prompt: str  # deck text
    asked: tuple[str, ...]  # formulas
    answer: tuple[Answer, ...]
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
        return instance_of(self.made)

    def record(self) -> dict[str, Any]:
        """Return the problem itself for a log, as JSON takes it: a seed alone dies with the drill's next revision."""
        drill = self.made.drill
        given: dict[str, Any] = {name: write_answer(value) for name, value in self.givens.items()}
        for name, domain in drill.domains.items():
            if isinstance(domain, Letter):
                given[name] = (
                    "letter" if domain.extents is None else f"letter {domain.extents[0]} x {domain.extents[1]}"
                )
        return {
            "reference": self.reference,
            "revision": self.revision,
            "givens": given,
            "upstream": f"letter {drill.upstream_letter}" if drill.upstream_letter else write_answer(self.upstream),
            "graph": drill.source.graph,
            "prompt": self.prompt,
            "asked": list(self.asked),
            "key": [write_answer(value) for value in self.answer],
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


def make_problem(drill: Drill, seed: int, band: int = 0) -> Problem:
    """Return the drill's problem of this seed; a drill that has no good problem is a DrillError."""
    return finished(Draft(drill, seed, band))


def finished(draft: Draft) -> Problem:
    """Return the problem that is begun here, proven."""
    made, mistakes = draft.finished()
    drill = draft.drill
    asked = tuple(ask.label for ask in made.drill.asks)
    upstream = 1 if made.upstream is None else made.upstream
    prompt = prompt_of(made)
    return Problem(
        drill.id, drill.revision, draft.seed, draft.band, givens_of(made), upstream, prompt, asked, made.answer,
        mistakes, drill.digits, made,
    )  # fmt: skip


def givens_of(made: Run) -> dict[str, Answer]:
    """Return what a question gives: numbers drawn and derived, and sizes where only these are said."""
    drill, known = made.drill, made.samples[0].known
    found: dict[str, Answer] = {}
    for name in (*drill.domains, *dict(drill.lets)):
        domain = drill.domains.get(name)
        if isinstance(domain, Letter) or name not in known or not is_known(known[name]):
            continue
        found[name] = Size(*known[name].shape) if isinstance(domain, Sized) else known[name]
    return found


def instance_of(made: Run) -> str:
    """Return what two runs of a drill share if they make the same problem: drill, numbers and answers."""
    drill = made.drill
    numbers = " ".join(f"{name}={write_answer(value)}" for name, value in sorted(givens_of(made).items()))
    upstream = write_answer(made.upstream) if drill.upstream and not drill.upstream_letter else 1
    return f"{drill.id}: {numbers} * {upstream} -> {write_answers(made.answer)}"


def choose_problem(
    drill: Drill,
    purpose: str,
    number: int,
    recent: Collection[str] = (),
    band: int = 0,
    prefer: Collection[str] = (),
) -> Problem:
    """Return the problem for a purpose's n-th time; an instance that is recent gives way to the next candidate.

    Where a learner made mistakes before that show in some instances only, one of the first that shows them is taken.
    """
    fresh: list[Problem] = []
    first: Problem | None = None
    for candidate in range(_CANDIDATES):
        seed = derive_seed(drill.id, purpose, number, *([candidate] if candidate else []))
        problem = make_problem(drill, seed, band)
        first = first or problem
        if problem.instance in recent:
            continue
        fresh.append(problem)
        if len(fresh) == (_PREFERRED if prefer else 1):
            break
    if not fresh:
        assert first is not None  # noqa: S101  there is at least one candidate
        return first
    return max(fresh, key=lambda problem: _exposing(problem, prefer))


def _exposing(problem: Problem, prefer: Collection[str]) -> int:
    """Return how many of the mistakes a problem would expose."""
    ids = {name for mistake in problem.mistakes for name in mistake.ids}
    return len(ids & set(prefer))
