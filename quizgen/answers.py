"""Typed numbers: several on a line, in any of the forms that people use, with or without the name of what is asked.

Reading never says wrong: it gives values, or says why there are none and where.
"""

from collections.abc import Sequence
from typing import NamedTuple

from quizgen.agreement import Value, agrees
from quizgen.autodiff.operations import UndefinedValueError
from quizgen.judging import Slip, Verdict, judge
from quizgen.labelling import label_places, meant
from quizgen.notation.fault import NotationError
from quizgen.notation.parser import read_expression
from quizgen.notation.token import fold
from quizgen.notation.tree import write_number
from quizgen.numeric import CONSTANTS, letter_in, number_of
from quizgen.parting import Part, parts_of
from quizgen.problem import Problem
from quizgen.unreadable import MAX_TYPED, Unreadable

__all__ = ["Read", "Slip", "Unreadable", "Value", "Verdict", "agrees", "judge", "read_answer"]

_MAX_BITS = 200  # 60 digits, as many as a number may be typed with


class Read(NamedTuple):
    """An answer as it was understood: a value for each part that is wanted."""

    values: tuple[Value, ...]
    echo: str  # deck text


def read_answer(problem: Problem, typed: str, wanted: Sequence[int] | None = None) -> Read | Unreadable:
    """Return the numbers typed for the wanted parts of a problem, all of them by default."""
    asked = range(len(problem.asked)) if wanted is None else wanted
    if len(typed) > MAX_TYPED:
        return Unreadable(f"an answer has at most {MAX_TYPED} characters", MAX_TYPED)
    text = fold(typed).replace("$", " ").replace("\t", " ")
    if not text.strip():
        return Unreadable("there is no number in that")
    parts = parts_of(text, len(asked), label_places(text, problem, asked))
    if isinstance(parts, Unreadable):
        return parts
    values: dict[int, Value] = {}
    for part, place in zip(parts, asked, strict=True):
        found = _read_part(part, place, problem, asked)
        if isinstance(found, Unreadable):
            return found
        where, value = found
        if where in values:
            return Unreadable(f"{problem.asked[where]} is given twice", part.position)
        values[where] = value
    if all(value is None for value in values.values()):
        return Unreadable("there is no number in that")
    ordered = tuple(values[place] for place in asked)
    return Read(ordered, ", ".join(_echo(problem.asked[place], values[place]) for place in asked))


def _echo(label: str, value: Value) -> str:
    if value is None:
        return f"${label} = ?$"
    if isinstance(value, float):
        return f"${label} ~= {value:.6g}$"
    return f"${label} = {write_number(value)}$"


def _read_part(part: Part, place: int, problem: Problem, asked: Sequence[int]) -> tuple[int, Value] | Unreadable:
    """Return the value of one piece of text, and which asked thing it is for: `df/dx = 4` says so itself."""
    label, equals, right = part.text.rpartition("=")
    if equals and label.strip():
        named = meant(label, problem, asked)
        if not named:
            choices = ", ".join(problem.asked[other] for other in asked)
            return Unreadable(f"{label.strip()} is not asked here, but {choices}", part.position)
        if place not in named and len(named) > 1:
            choices = " or ".join(problem.asked[other] for other in named)
            return Unreadable(f"{label.strip()} can be {choices}", part.position)
        place = place if place in named else named[0]
    value = None if right.strip() == "?" else _number(right, part.position + len(part.text) - len(right))
    return value if isinstance(value, Unreadable) else (place, value)


def _number(text: str, position: int) -> Value | Unreadable:
    """Return the number that a piece of text says."""
    try:
        tree = read_expression(text, CONSTANTS)
        letter = letter_in(tree)
        if letter:
            return Unreadable(f"{letter} is no number", position)
        value = number_of(tree, {})
    except NotationError as fault:
        return Unreadable(fault.message, position + fault.position)
    except UndefinedValueError as fault:
        return Unreadable(f"that asks for {fault}", position)
    if not isinstance(value, float) and max(value.numerator.bit_length(), value.denominator.bit_length()) > _MAX_BITS:
        return Unreadable("that number is far too big", position)
    return value
