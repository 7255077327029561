"""Equations of a working as deck text: sides with the sign between them, which is ~= where a number is rounded."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from quizgen.autodiff.array import Array
from quizgen.notation.tree import write_number
from quizgen.value import Size, Symbolic, value_math


class Side(NamedTuple):
    """One side of an equation, and whether it stands for a number that has more digits than are written."""

    text: str
    rounded: bool = False


def written(value: Any) -> Side:
    """Return a value as a side: exact, but a float with six digits.

    >>> written(Fraction(-1, 3)), written(2 / 3)
    (Side(text='-1/3', rounded=False), Side(text='0.666667', rounded=True))
    """
    if type(value) is int:
        return Side(str(value))
    if type(value) is Fraction:
        return Side(write_number(value))
    if isinstance(value, Size | Symbolic):
        return Side(value_math(value))
    if isinstance(value, Array):
        rows = [[written(entry) for entry in row] for row in value.rows]
        rounded = any(entry.rounded for row in rows for entry in row)
        return Side(f"[{'; '.join(' '.join(entry.text for entry in row) for row in rows)}]", rounded)
    text = value_math(value + 0.0)
    return Side(text, "^" in text or float(text) != value)


def equation(*sides: Side) -> str:
    """Return sides as an equation between dollars; a side like the one before it is left out."""
    parts = [sides[0].text]
    last = sides[0]
    for side in sides[1:]:
        if last.text == f"({side.text})":
            parts[-1] = side.text  # a fraction that stands alone needs no brackets
        elif side.text != last.text:
            parts += [" ~= " if side.rounded or last.rounded else " = ", side.text]
        last = Side(side.text, side.rounded or (side.text == last.text and last.rounded))
    return f"${''.join(parts)}$"


def joined(sides: Sequence[Side], sign: str) -> Side:
    """Return numbers or arrays with a sign between them; inside, a negative number stands in parentheses."""
    texts = [inner(side.text, first=place == 0) for place, side in enumerate(sides)]
    return Side(f" {sign} ".join(texts), any(side.rounded for side in sides))


def inner(text: str, *, first: bool) -> str:
    """Return a number as it stands in a sum or a product."""
    if text[0] == "[" or (first and "/" not in text):
        return text
    return f"({text})" if text[0] == "-" or "/" in text else text


def sentences(lines: Iterable[str | None]) -> tuple[str, ...]:
    """Return the lines that say something, each once."""
    return tuple(dict.fromkeys(line for line in lines if line))
