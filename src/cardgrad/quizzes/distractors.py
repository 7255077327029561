"""A drill as a choice: the wrong options are what predicted mistakes give, so that each tells what went wrong.

Over the forms the right option stands equally often at every place, and has every rank by size as often as the
mistakes allow: neither "always c" nor "never the largest" is worth knowing.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from cardgrad.quizzes.record import Option
from quizgen.autodiff.array import Array
from quizgen.effort import entries
from quizgen.mistakes import Mistake, Tried, alike, predict, single_candidates
from quizgen.problem import Problem
from quizgen.seed import Stream, derive_seed
from quizgen.value import Answer, Size, Symbolic, value_math

_ENOUGH = 7  # wrong options that a choice has at most


def wrong_answers(problem: Problem) -> list[Mistake]:
    """Return the wrong answers that mistakes give, likeliest first, no two judged or written the same.

    Beside an exact answer a decimal without end would be seen to be wrong, so there is none.
    """
    found: list[Mistake] = []
    seen = {answer_text(problem, problem.answer)}
    exact = not _has_floats(problem.answer)

    def add(mistakes: Sequence[Mistake]) -> None:
        for mistake in mistakes:
            if exact and _has_floats(mistake.answer):
                continue
            text = answer_text(problem, mistake.answer)
            if text in seen or any(alike(one.answer, mistake.answer, problem.digits) for one in found):
                continue
            if alike(problem.answer, mistake.answer, problem.digits):
                continue
            seen.add(text)
            found.append(mistake)

    add(problem.mistakes)
    if len(found) < _ENOUGH:
        add(predict(Tried(problem.made), single_candidates(problem.made.drill)))
    return found


def _has_floats(answer: Sequence[Answer]) -> bool:
    return any(isinstance(entry, float) for value in answer for entry in entries(value))


def answer_text(problem: Problem, answer: Sequence[Answer]) -> str:
    """Return an answer to all that is asked as deck text; a lone one without what it is of."""
    if len(answer) == 1:
        return f"${value_math(answer[0])}$"
    pairs = zip(problem.asked, answer, strict=True)
    return ", ".join(
        f"${label} {'~=' if isinstance(value, float) else '='} {value_math(value)}$" for label, value in pairs
    )


class Balance:
    """Where the right option stands on the forms of one item, counted as they are made.

    A form that comes again keeps its place, and its rank is chosen beside those of all others, which stay as they are.
    """

    def __init__(self, item: str, seed: str, options: int, *, vary: bool) -> None:
        self.options = options
        self._key = (seed, "options", item)
        self._vary = vary
        self._placed: dict[str, int] = {}
        self._places: Counter[int] = Counter()
        self._ranked: dict[str, int] = {}
        self._ranks: Counter[int] = Counter()

    def place(self, form: str) -> int:
        """Return the place of the right option on a form: one of those it had least often."""
        named = form if self._vary else "all"
        if named not in self._placed:
            self._placed[named] = self._least(self._places, range(self.options), named)
            self._places[self._placed[named]] += 1
        return self._placed[named]

    def rank(self, form: str, lowest: int, highest: int) -> int:
        """Return how many options should be smaller than the right one, of what can be had."""
        counts = self._ranks.copy()
        if form in self._ranked:
            counts[self._ranked[form]] -= 1
        found = self._least(counts, range(lowest, highest + 1), f"{form} rank")
        if form not in self._ranked:
            self._ranked[form] = found
            self._ranks[found] += 1
        return found

    def shuffled(self, items: Sequence[Any], form: str) -> list[Any]:
        """Return items in an order that hangs on the form, where options differ between forms."""
        left, stream = list(items), Stream(*self._key, "order", form if self._vary else "all")
        return [left.pop(stream.below(len(left))) for _ in items]

    def _least(self, counts: Counter[int], possible: Sequence[int], form: str) -> int:
        fewest = min(counts[one] for one in possible)
        rarest = [one for one in possible if counts[one] == fewest]
        return rarest[derive_seed(*self._key, form) % len(rarest)]


def options_of(problem: Problem, balance: Balance, form: str) -> tuple[Option, ...]:
    """Return the options of a form in the order in which they are printed."""
    wrong = _ranked(problem, wrong_answers(problem), balance, form)
    options = [
        Option(answer_text(problem, mistake.answer), False, mistake.id, mistake.message)
        for mistake in balance.shuffled(wrong, form)
    ]
    options.insert(balance.place(form), Option(answer_text(problem, problem.answer), True))
    return tuple(options)


def _ranked(problem: Problem, wrong: list[Mistake], balance: Balance, form: str) -> list[Mistake]:
    """Return as many wrong answers as there are places, so many of them smaller than the right one as balance wants."""
    count = balance.options - 1
    right = size_of(problem.answer)
    if right is None:
        return wrong[:count]
    below = [mistake for mistake in wrong if (size := size_of(mistake.answer)) is not None and size < right]
    above = [mistake for mistake in wrong if mistake not in below]
    rank = balance.rank(form, max(0, count - len(above)), min(count, len(below)))
    return [*below[:rank], *above[: count - rank]]


def size_of(answer: Sequence[Answer]) -> tuple[Any, ...] | None:
    """Return what answers are ranked by: their numbers in order; formulas have no rank."""
    found: list[Any] = []
    for value in answer:
        if isinstance(value, Symbolic):
            return None
        found += value.flat if isinstance(value, Array) else value if isinstance(value, Size) else (value,)
    return tuple(found)
