"""Whether a sheet was entered under a wrong form: its answers fit another one much better.

Each answer that is right on a form is evidence for it, worth as many bits as it is unlikely by chance: an option's
letter little, a number more. The other form must be ahead by six bits, and by one more for each doubling of the forms
that are tried and of the sheets that are looked at, since among many some fit by chance.
"""

import math
from collections.abc import Mapping
from typing import Any, NamedTuple

from cardgrad.quizzes.marking import Paper
from cardgrad.quizzes.naming import LETTERS
from cardgrad.quizzes.reading_cells import Read
from cardgrad.quizzes.record import LETTER, ORDER, PROSE, TEXT, Question
from quizgen.agreement import agrees

_AHEAD = 6.0  # bits
_NUMBER = 4.0  # bits: a wrong number is another form's key by chance once in 16 times at most
_POOR = 0.5  # a sheet that is right in more than this share of its boxes is where it belongs


class Fit(NamedTuple):
    """Another form that a sheet fits better."""

    form: str
    right: int  # boxes, there
    here: int  # boxes, under its own form
    boxes: int


def better_fit(paper: Paper, cells: Mapping[str, str], papers: Mapping[str, Paper], sheets: int = 1) -> Fit | None:
    """Return the form that one of so many sheets fits much better than its own, or None."""
    if len(papers) < 2:
        return None
    values: dict[str, Any] = {}
    for question in paper.form.questions:
        for place, part in enumerate(question.parts):
            read = paper.read(question, place, cells.get(part.name, ""))
            if part.kind not in (TEXT, PROSE) and isinstance(read, Read) and read.value is not None:
                values[part.name] = read.value
    here, bits = _right(paper, values)
    if not values or here > _POOR * len(values):
        return None
    best, most = None, bits + _AHEAD + math.log2(len(papers) * sheets)
    for other in papers.values():
        if other is not paper:
            there, found = _right(other, values)
            if found >= most:
                best, most = Fit(other.form.id, there, here, len(values)), found
    return best


def evidence(paper: Paper, question: Question, place: int, cell: str) -> float:
    """Return the bits by which a cell speaks for being the answer to a question's box; 0 where it is not its key."""
    part = question.parts[place]
    read = paper.read(question, place, cell) if part.kind not in (TEXT, PROSE) else None
    if not isinstance(read, Read) or read.value is None or not _agrees(paper, question, place, read.value):
        return 0.0
    return _bits(question, place)


def _bits(question: Question, place: int) -> float:
    is_letter = question.parts[place].kind == LETTER
    return math.log2(max(2, len(question.options))) if is_letter else _NUMBER


def _right(paper: Paper, values: Mapping[str, Any]) -> tuple[int, float]:
    """Return how many boxes are right on a form, and the evidence that this is."""
    count, bits = 0, 0.0
    for question in paper.form.questions:
        for place, part in enumerate(question.parts):
            if part.name in values and _agrees(paper, question, place, values[part.name]):
                count += 1
                bits += _bits(question, place)
    return count, bits


def _agrees(paper: Paper, question: Question, place: int, value: Any) -> bool:
    part = question.parts[place]
    if part.kind == LETTER:
        return LETTERS[value] == part.key.strip().lower()
    problem = paper.problem(question)
    if problem is not None:
        return agrees(problem.answer[place], value, problem.digits)
    key = paper.read(question, place, part.key)
    return part.kind == ORDER and isinstance(key, Read) and bool(key.value == value)
