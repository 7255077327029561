"""What an author has written that the problems belie: a question that leaves numbers out, a mistake that is none."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from quizgen.agreement import all_agree
from quizgen.autodiff.array import Array
from quizgen.autodiff.number import UndefinedValueError
from quizgen.domain import DrillError
from quizgen.draw import run
from quizgen.drill import Drill
from quizgen.problem import make_problem
from quizgen.prompt import listing
from quizgen.run import Run, answers

UPSTREAM = "upstream"
_TRIED = 6  # problems whose numbers take the places of one another


def mark_faults(drill: Drill) -> Iterator[DrillError]:
    """Yield that counting is not marked as such, or that what has a proof is."""
    if drill.source.proof and any(ask.gradients for ask in drill.asks):
        yield DrillError("a derivative is asked, and that is proven: leave proof out", "proof")
    elif not drill.source.proof and all(ask.functions == ("multiplications",) for ask in drill.asks):
        yield DrillError("this only counts, and nothing but counting again can prove it: add proof: arithmetic", "ask")


def right_mistakes(drill: Drill, dropped: Collection[str]) -> Iterator[DrillError]:
    """Yield the author's own mistakes whose answer is the right one: those among the mistakes that never show."""
    for number, mistake in enumerate(drill.authored):
        if mistake.id in dropped:
            yield DrillError("this is hardly ever wrong: it gives the right answer", f"mistakes.{number}.answer")


def unsaid_faults(drill: Drill) -> Iterator[DrillError]:
    """Yield that a question leaves numbers out which change the answer; what a drawing shows is said."""
    if drill.source.prompt is None or drill.in_letters or drill.structures:
        return
    made, *others = [make_problem(drill, seed).made for seed in range(_TRIED)]
    left = [name for name, value in _drawn(made).items() if not _is_said(drill, name, value)]
    if not any(_changes(made, other, left) for other in others):
        return
    needed = [name for name in left if any(_changes(made, other, [name]) for other in others)] or left
    words = listing([f"{{{name}}}" for name in needed], "and")
    yield DrillError(f"the question leaves out what the answer hangs on: write {words} into it", "prompt")


def _drawn(made: Run) -> dict[str, Any]:
    """Return the numbers that are drawn for a problem."""
    arriving = {UPSTREAM: made.upstream} if made.drill.upstream is not None else {}
    return {**made.givens, **arriving}


def _is_said(drill: Drill, name: str, value: Any) -> bool:
    drawn = "drawing" in drill.source.show and not isinstance(value, Array)
    return drawn or f"{{{name}}}" in (drill.source.prompt or "")


def _changes(made: Run, other: Run, names: Iterable[str]) -> bool:
    """Tell whether a problem has another answer, though its question is the same, with these numbers of another one."""
    drawn = {**_drawn(made), **{name: _drawn(other)[name] for name in names}}
    upstream = drawn.pop(UPSTREAM, made.upstream)
    try:
        changed = run(made.drill, drawn, upstream)
        found = answers(changed)
    except (UndefinedValueError, DrillError, ValueError):
        return False  # the numbers do not go together
    said = [name for name, _ in made.drill.lets if _is_said(made.drill, name, None)]
    asked_alike = all(changed.samples[0].known[name] == made.samples[0].known[name] for name in said)
    return asked_alike and not all_agree(made.answer, found, made.drill.digits)
