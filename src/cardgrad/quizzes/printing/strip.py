"""The answer strip of page 1: one box for each part, of the same place and size on the sheet and on the key."""

from functools import lru_cache
from typing import NamedTuple

from cardgrad.quizzes.printing.labels import tagged
from cardgrad.quizzes.printing.pieces import plain
from cardgrad.quizzes.record import ARRAY, FORMULA, TEXT, Form, Part

WIDE = 12  # columns of a strip
_NARROW = 3  # columns of a box for a number
_LONG = 10  # signs of a label that fills most of such a box


class Cell(NamedTuple):
    """A box: what it is called, what is written into it, and how many columns it is wide."""

    tag: str
    part: Part
    width: int


def strip(form: Form) -> list[list[Cell]]:
    """Return the boxes of a form in rows that are at most `WIDE` columns wide."""
    rows: list[list[Cell]] = [[]]
    for question in form.questions:
        for tag, part in tagged(question):
            cell = Cell(tag, part, _width(part))
            if sum(other.width for other in rows[-1]) + cell.width > WIDE:
                rows.append([])
            rows[-1].append(cell)
    return rows


def _width(part: Part) -> int:
    """Return how many columns the box of a part has."""
    label = _room_of(part.label)
    if part.kind == ARRAY:
        columns = part.shape[1] if part.shape else 4
        return min(WIDE, _NARROW * (1 + (columns - 1) // 2) + label)
    if part.kind in (TEXT, FORMULA):
        return 2 * _NARROW
    return _NARROW + label


@lru_cache(maxsize=4096)
def _room_of(label: str) -> int:
    """Return how many columns more a label in words takes, so that it leaves room for the answer."""
    return _NARROW if len(plain(label)) > _LONG else 0
