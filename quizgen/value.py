"""What an answer can be: a number, an array, a size, or a formula in letters; and how each is written."""

from typing import Any, NamedTuple, TypeAlias

from quizgen.autodiff.array import Array
from quizgen.autodiff.number import Exact
from quizgen.notation.text import to_text
from quizgen.notation.tree import Tree, write_number

SEPARATOR = " | "  # between the parts of an answer that stands on one line


class Size(NamedTuple):
    """A shape that is asked for."""

    rows: int
    columns: int


class Symbolic(NamedTuple):
    """A formula in letters; two are the same if they have the same values at a problem's hidden points."""

    tree: Tree
    points: tuple[Any, ...]  # a number or an array each


Answer: TypeAlias = Exact | float | Array | Size | Symbolic


def write_answer(value: Answer | None) -> str:
    """Return an answer as a person would type it; `?` is none.

    >>> write_answer(Array([[4, -2], [0, 6]])), write_answer(Size(2, 3))
    ('4 -2; 0 6', '2x3')
    """
    if isinstance(value, Array):
        return "; ".join(" ".join(map(write_answer, row)) for row in value.rows)
    if isinstance(value, Size):
        return f"{value.rows}x{value.columns}"
    if isinstance(value, Symbolic):
        return to_text(value.tree)
    if isinstance(value, float):
        return repr(value)
    return "?" if value is None else write_number(value)


def write_answers(values: tuple[Answer | None, ...]) -> str:
    """Return the parts of an answer on one line."""
    return SEPARATOR.join(map(write_answer, values))


def value_math(value: Answer | None, digits: int = 6) -> str:
    """Return an answer as a formula of deck text, floats to so many digits."""
    if isinstance(value, Array):
        return f"[{'; '.join(' '.join(value_math(entry, digits) for entry in row) for row in value.rows)}]"
    if isinstance(value, Size):
        return f"{value.rows} × {value.columns}"
    if isinstance(value, float):
        return _written_out(value, digits)
    return write_answer(value)


def _written_out(value: float, digits: int) -> str:
    """Return a float without an exponent where it has a sensible length, else as a product with a power of ten."""
    text = f"{value:.{digits}g}"
    mantissa, _, exponent = text.partition("e")
    return f"{mantissa} * 10^{int(exponent)}" if exponent else text
