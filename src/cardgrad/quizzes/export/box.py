"""The boxes of a question: one for each number, word or size that is written, with what wrong answers tell.

A matrix has a box for each entry. What only a person can judge, a formula or prose, has none.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from cardgrad.errors import CardgradError
from cardgrad.quizzes.export.markup import as_typed
from cardgrad.quizzes.export.target import Target, number_of, spellings, target
from cardgrad.quizzes.record import ARRAY, FORMULA, NUMBER, PROSE, SIZE, TEXT, Part, Question

_BETWEEN = ("x", " x ", "×", " × ", " by ", ",", ", ", "*")  # how people write 2 by 3


class Wrong(NamedTuple):
    """A predicted wrong answer to one box."""

    number: Target | None
    spellings: tuple[str, ...]
    message: str  # deck text


class Box(NamedTuple):
    """One thing to write."""

    name: str  # q3_dx, or q3_dW_1_2 for an entry
    number: Target | None  # nothing where words are compared
    spellings: tuple[str, ...]  # of the right answer
    wrong: tuple[Wrong, ...] = ()


class Boxes(NamedTuple):
    """The boxes of one asked thing: a row of one, or those of a matrix."""

    part: Part
    rows: tuple[tuple[Box, ...], ...]

    @property
    def flat(self) -> tuple[Box, ...]:
        """Return them row by row."""
        return tuple(box for row in self.rows for box in row)


def boxes_of(question: Question) -> tuple[Boxes, ...]:
    """Return the boxes of a question without options and steps; none where a person has to judge a part of it."""
    if any(part.kind in (FORMULA, PROSE) for part in question.parts):
        return ()
    found = [_boxes(question, place) for place in range(len(question.parts))]
    refuse_unsound(question, found)
    return tuple(found)


def refuse_unsound(question: Question, found: Sequence[Boxes]) -> None:
    """See that no predicted mistake would count as right in all boxes."""
    for mistake in question.mistakes:
        if len(mistake.answer) == len(found) and all(map(_all_right, found, mistake.answer)):
            raise CardgradError(
                f"{question.item} ({question.reference or question.card}): the answer of the mistake {mistake.id}"
                " would count as right there: take the item out of the quiz."
            )


def _all_right(boxes: Boxes, text: str) -> bool:
    """Tell whether a typed answer is right in all boxes of a part."""
    rows = _rows(text) if boxes.part.kind == ARRAY else [[text]]
    if [len(row) for row in rows] != [len(row) for row in boxes.rows]:
        return False
    entries = [entry for row in rows for entry in row]
    return all(_right(box, entry) for box, entry in zip(boxes.flat, entries, strict=True))


def _right(box: Box, text: str) -> bool:
    number = number_of(text)
    return box.number.holds(number) if box.number and number is not None else text in box.spellings


def _boxes(question: Question, place: int) -> Boxes:
    """Return the boxes of one part."""
    part = question.parts[place]
    if part.kind == TEXT:
        texts = (part.key, *part.accepted)
        typed = tuple(dict.fromkeys(spelled for text in texts for spelled in as_typed(text)))
        return Boxes(part, ((Box(part.name, None, typed),),))
    told = [(mistake.answer[place], mistake.message) for mistake in question.mistakes if place < len(mistake.answer)]
    if part.kind == SIZE:
        right = _sizes(part.key)
        wrong = _merged([Wrong(None, _sizes(text), message) for text, message in told if _sizes(text) != right])
        return Boxes(part, ((Box(part.name, None, right, wrong),),))
    if part.kind == NUMBER:
        return Boxes(part, ((_number_box(question, part.name, part.key, told),),))
    rows = []
    for i, row in enumerate(_rows(part.key)):
        line = []
        for j, entry in enumerate(row):
            here = [(cells[i][j], message) for text, message in told if _fits(cells := _rows(text), _rows(part.key))]
            line.append(_number_box(question, f"{part.name}_{i + 1}_{j + 1}", entry, here))
        rows.append(tuple(line))
    return Boxes(part, tuple(rows))


def _number_box(question: Question, name: str, key: str, told: Sequence[tuple[str, str]]) -> Box:
    """Return the box of a number; mistakes that give the right one here tell nothing."""
    number = number_of(key)
    if number is None:
        raise CardgradError(f"{question.item}: the key {key} of {name} is no number: export another record.")
    right = target(number, question.digits)
    wrong = []
    for text, message in told:
        value = number_of(text)
        if value is not None and not right.holds(value):
            wrong.append(Wrong(target(value, question.digits), spellings(value, question.digits), message))
    return Box(name, right, spellings(number, question.digits), _merged(wrong))


def _merged(wrong: Sequence[Wrong]) -> tuple[Wrong, ...]:
    """Return wrong answers with those together that are the same here: it may have been any of them."""
    found: dict[tuple[str, ...], Wrong] = {}
    for one in wrong:
        first = found.setdefault(one.spellings, one)
        if one.message not in first.message.split("\n\n"):
            found[one.spellings] = first._replace(message=f"{first.message}\n\n{one.message}")
    return tuple(found.values())


def _rows(text: str) -> list[list[str]]:
    """Return the entries of a matrix as typed: `4 -2; 0 6`."""
    return [row.split() for row in text.strip("[] ").split(";")]


def _fits(rows: list[list[str]], others: list[list[str]]) -> bool:
    return [len(row) for row in rows] == [len(row) for row in others]


def _sizes(text: str) -> tuple[str, ...]:
    """Return how people write a size."""
    rows, _, columns = text.strip().casefold().replace("×", "x").partition("x")
    pair = rows.strip(), columns.strip()
    found = [sign.join(pair) for sign in _BETWEEN]
    return (*found, f"({', '.join(pair)})", f"({','.join(pair)})") if all(pair) else (text.strip(),)


def share(boxes: Boxes) -> Fraction:
    """Return the points of each of its boxes."""
    return Fraction(boxes.part.points) / len(boxes.flat)
