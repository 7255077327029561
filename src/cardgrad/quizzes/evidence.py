"""Evidence that forms are fair: distinct in numbers, equal in effort, the right option at every place equally often."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from cardgrad.quizzes.naming import LETTERS
from cardgrad.quizzes.record import LETTER, Question, Record
from quizgen.autodiff.array import Array
from quizgen.notation.fault import NotationError
from quizgen.quantity import read_value

_FORMULA = re.compile(r"\$([^$]*)\$")


class Spread(NamedTuple):
    """The least, the mean and the most of an amount."""

    least: float
    mean: float
    most: float

    @property
    def relative(self) -> float:
        """Return how far the extremes are from the mean, at most, as a share of it."""
        return max(self.most - self.mean, self.mean - self.least) / self.mean if self.mean else 0.0


class ItemEvidence(NamedTuple):
    """What the forms of one item are like."""

    item: str
    card: str
    kind: str
    points: str
    distinct: int  # different sets of numbers, among
    forms: int
    keys: int  # different keys
    effort: Spread | None  # none for a flashcard
    places: tuple[int, ...]  # how often the right option is a, b, c ...
    ranks: tuple[int, ...]  # how often it is the smallest, the second smallest ...; empty where options have no size


def item_evidence(record: Record) -> tuple[ItemEvidence, ...]:
    """Return the evidence for each item, in the order of their ids."""
    columns: dict[str, list[Question]] = {}
    for form in record.forms:
        for question in form.questions:
            columns.setdefault(question.item, []).append(question)
    return tuple(_item(columns[item]) for item in sorted(columns, key=lambda item: int(item[1:])))


def form_effort(record: Record) -> dict[str, float]:
    """Return how much there is to compute on each form."""
    return {form.id: sum(float(one.effort or 0) for one in form.questions) for form in record.forms}


def spread(amounts: Sequence[float]) -> Spread:
    """Return the least, the mean and the most of amounts."""
    return Spread(min(amounts), sum(amounts) / len(amounts), max(amounts))


def _item(questions: Sequence[Question]) -> ItemEvidence:
    first = questions[0]
    numbers = {(question.prompt, question.given, question.upstream) for question in questions}
    efforts = [float(question.effort) for question in questions if question.effort]
    places = Counter(question.parts[0].key for question in questions if question.parts[0].kind == LETTER)
    ranks = Counter(rank for question in questions if (rank := _rank(question)) is not None)
    options = max(len(question.options) for question in questions)
    return ItemEvidence(
        first.item, first.card, first.kind, first.points, len(numbers), len(questions),
        len({tuple(part.key for part in question.parts) for question in questions}),
        spread(efforts) if efforts else None,
        tuple(places[LETTERS[place]] for place in range(options)),
        tuple(ranks[rank] for rank in range(options)) if ranks else (),
    )  # fmt: skip


def _rank(question: Question) -> int | None:
    """Return how many options are smaller than the right one; nothing where they have no size."""
    if question.reference is None or not question.options:
        return None
    sizes = [_size(option.text) for option in question.options]
    right = next(size for size, option in zip(sizes, question.options, strict=True) if option.right)
    if right is None or any(size is None or len(size) != len(right) for size in sizes):
        return None
    return sum(size < right for size in sizes if size is not None)


def _size(text: str) -> tuple[Any, ...] | None:
    """Return the numbers that an option's text says."""
    found: list[Any] = []
    for formula in _FORMULA.findall(text):
        try:
            value = read_value(formula.replace("~=", "=").rpartition("=")[2])
        except (NotationError, ValueError):
            return None
        found += value.flat if isinstance(value, Array) else (value,)
    return tuple(found) if found else None
