"""Numbers and matrices as a person types them, and as they are written: in full, as a formula, or for a table."""

from collections.abc import Mapping
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any

from quizgen.autodiff.array import Array
from quizgen.autodiff.expression import evaluate_any
from quizgen.autodiff.number import UndefinedValueError
from quizgen.notation.fault import NotationError
from quizgen.notation.parser import read_expression
from quizgen.notation.text import to_text
from quizgen.notation.token import MAX_DIGITS, tokens
from quizgen.notation.tree import Number, Operation, Tree, names, write_number

_ROUNDING = Context(prec=6, Emin=-(10**9), Emax=10**9)  # a float has no room for 2^9999
_FLOATS = 300  # so far do the exponents of floats reach, and a little further
_LONGEST = 16  # of an exact number in a table


def read_value(text: str) -> Any:
    """Return a number or a matrix as it was typed, exact where it can be; `e` and `pi` are floats."""
    tree = read_expression(text)
    constants: Mapping[str, float] = {}
    if names(tree):
        from quizgen.numeric import CONSTANTS  # seldom: `x=pi/2`

        constants = CONSTANTS
    for name in (name for name in names(tree) if name not in constants):
        position = next(token.position for token in tokens(text) if token.text == name)
        raise NotationError(f"a value is a number or a matrix of numbers; {name} is none", position)
    try:
        return evaluate_any(tree, constants)
    except OverflowError as fault:
        raise UndefinedValueError("a number too large for a float") from fault


def read_name(text: str) -> str:
    """Return a name in its plain spelling, so that `α` is `alpha`; what is none comes back as it is."""
    try:
        first, *rest = tokens(text)
    except NotationError:
        return text
    return first.text if first.kind == "name" and [token.kind for token in rest] == ["end"] else text


def tree_of(value: Any) -> Tree:
    """Return a value as a formula: exact, but a float and what has too many digits by its first six.

    >>> to_text(tree_of(Fraction(-1, 3))), to_text(tree_of(2 / 3)), to_text(tree_of(1.5e30))
    ('-1/3', '0.666667', '1.5*10^30')
    """
    if isinstance(value, Array):
        rows = tuple(Operation("row", tuple(tree_of(entry) for entry in row)) for row in value.rows)
        return Operation("matrix", rows)
    return Number(value) if not isinstance(value, float) and _digits(value) <= MAX_DIGITS else decimal_of(value)


def decimal_of(value: "int | Fraction | float") -> Tree:
    """Return a number's first digits as a formula."""
    mantissa, _, exponent = first_digits(value).partition("e")
    number = Number(Fraction(mantissa))
    if not exponent:
        return number
    power = Operation("^", (Number(10), Number(int(exponent))))
    return power if number.value == 1 else Operation("*", (number, power))


def text_of(value: Any) -> str:
    """Return a value in full: `-4`, `47620/343`, a float with all its digits, `[[1, 2], [3, 4]]`."""
    if isinstance(value, Array):
        return "[" + ", ".join("[" + ", ".join(map(text_of, row)) + "]" for row in value.rows) + "]"
    return repr(value + 0.0) if isinstance(value, float) else str(value)  # a zero has no sign


def cell_of(value: Any) -> str:
    """Return a value as it stands in a table: a fraction with its decimal beside it, a long number by its first digits.

    >>> cell_of(Fraction(1, 3)), cell_of(-4), cell_of(2**100), cell_of(-0.0)
    ('1/3 (0.333333)', '-4', '1.26765e+30', '0')
    """
    if isinstance(value, Array):
        return to_text(tree_of(value))
    if isinstance(value, float):
        return first_digits(value)
    text = str(value) if _digits(value) <= _LONGEST else ""
    if not text:
        return first_digits(value)
    return text if value.denominator == 1 else f"{text} ({first_digits(value)})"


def first_digits(value: "int | Fraction | float") -> str:
    """Return the first six digits of a number, `0.333333` or `1.26765e+30`."""
    if isinstance(value, float):
        return f"{value + 0.0:.6g}"
    rounded = _ROUNDING.divide(Decimal(value.numerator), Decimal(value.denominator))
    return f"{float(rounded):.6g}" if abs(rounded.adjusted()) < _FLOATS else f"{rounded.normalize(_ROUNDING):g}"


def shape_text(value: Any) -> str:
    """Return a shape, `2x3`, or nothing for a number."""
    return f"{value.shape[0]}x{value.shape[1]}" if isinstance(value, Array) else ""


def _digits(value: "int | Fraction") -> int:
    """Return how many digits are written for an exact number, or a bound where they are too many to count."""
    bits = max(value.numerator.bit_length(), value.denominator.bit_length())
    return len(write_number(value)) if bits < 4 * MAX_DIGITS else bits // 3
