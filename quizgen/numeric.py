"""The value of a formula that a person wrote: exact as long as it can be, a float where a function makes one.

Functions nobody defined, as the f' of a chain rule, and derivatives are letters: each gets a number of its own from a
hash of its name and inputs, so that two formulas with the same value hold the same letters in the same places.
"""

import math
from collections.abc import Callable, Mapping
from fractions import Fraction

from quizgen.autodiff import number
from quizgen.autodiff.number import Exact, UndefinedValueError, power, quotient
from quizgen.notation.symbols import FUNCTIONS
from quizgen.notation.text import to_text
from quizgen.notation.tree import Name, Number, Operation, Relation, Tree, walk
from quizgen.seed import Stream

CONSTANTS = {"e": math.e, "pi": math.pi}

_MAX_BITS = 4_000  # of a numerator or denominator on the way to a value
_TOO_BIG = "a number far too big"


class UndecidableError(ValueError):
    """A formula holds something that has no number here."""


_FUNCTIONS: dict[str, Callable[..., Exact | float]] = {
    "sqrt": number.sqrt,
    "abs": abs,
    "max": max,
    "min": min,
    "relu": number.relu,
    "square": lambda x: x * x,
    "exp": number.exp,
    "ln": number.ln,
    "log": number.ln,
    "sin": number.sin,
    "cos": number.cos,
    "tan": math.tan,
    "tanh": number.tanh,
    "sigmoid": number.sigmoid,
    "softplus": number.softplus,
    "leaky_relu": lambda x: x if x > 0 else quotient(x, 100),
}
COMPUTED = frozenset(_FUNCTIONS)


def letter_in(tree: Tree) -> str | None:
    """Return the first thing in a formula that has no number of its own, as it is written."""
    for part in walk(tree):
        if isinstance(part, Operation) and part.symbol not in ("+", "-", "*", "/", "^", "×", "negate"):
            called = part.operands[0] if part.symbol == "call" else None
            if not (isinstance(called, Name) and called.name in _FUNCTIONS):
                return to_text(part)
    return None


def number_of(tree: Tree, values: Mapping[str, Exact | float]) -> Exact | float:
    """Return a formula's value; one that has none, or none of a size to work with, is an UndefinedValueError."""
    if isinstance(tree, Number):
        return tree.value
    if isinstance(tree, Name):
        if tree.name in values:
            return values[tree.name]
        return CONSTANTS[tree.name] if tree.name in CONSTANTS else opaque(tree.name)
    if isinstance(tree, Relation):
        raise UndecidableError("a relation has no value")
    match tree:
        case Operation("call", (Name(name), *inputs)):
            return apply(name, [number_of(part, values) for part in inputs])
        case Operation("derivative"):
            return opaque(to_text(tree))
        case Operation("negate", (inner,)):
            return -number_of(inner, values)
        case Operation("+" | "-" | "*" | "/" | "^" | "×" as symbol, (left, right)):
            return combine(symbol, number_of(left, values), number_of(right, values))
    raise UndecidableError(f"{tree.symbol} has no number here")


def apply(name: str, numbers: list[Exact | float]) -> Exact | float:
    """Return a function's value; a wrong count of inputs leaves it undefined, and vectors' functions undecided."""
    if name not in _FUNCTIONS:
        if name in FUNCTIONS:
            raise UndecidableError(f"{name} is no function of numbers")
        return opaque(name, *numbers)
    try:
        return of_a_size(_FUNCTIONS[name](*numbers))
    except TypeError as fault:
        raise UndefinedValueError(f"{name} of {len(numbers)} numbers") from fault
    except (ValueError, OverflowError, ZeroDivisionError) as fault:
        raise UndefinedValueError("a value outside what a function takes") from fault


def combine(symbol: str, x: Exact | float, y: Exact | float) -> Exact | float:
    """Return a value of arithmetic."""
    try:
        return of_a_size(_power(x, y) if symbol == "^" else _plain(symbol, x, y))
    except (ValueError, OverflowError) as fault:
        raise UndefinedValueError(_TOO_BIG) from fault


def of_a_size(value: Exact | float) -> Exact | float:
    """Return a value, unless it is infinite, none, or would take long to go on with."""
    if isinstance(value, float):
        if not math.isfinite(value):
            raise UndefinedValueError(_TOO_BIG)
    elif _bits(value) > _MAX_BITS:
        raise UndefinedValueError(_TOO_BIG)
    return value


def _bits(value: Exact) -> int:
    return max(value.numerator.bit_length(), value.denominator.bit_length())


def _plain(symbol: str, x: Exact | float, y: Exact | float) -> Exact | float:
    if symbol == "+":
        return x + y
    if symbol == "-":
        return x - y
    if symbol == "/":
        return quotient(x, y) if y else quotient(1, 0)  # type: ignore[no-any-return]
    return x * y


def _power(x: Exact | float, y: Exact | float) -> Exact | float:
    if isinstance(y, Fraction) and y.denominator == 1:
        y = y.numerator
    if isinstance(y, int) and not isinstance(x, float) and (_bits(x) - 1) * abs(y) > _MAX_BITS:
        raise UndefinedValueError(_TOO_BIG)  # before it is computed: 1^1000 is small, and 2^-5000 is not
    return power(x, y)  # type: ignore[no-any-return]


def opaque(name: str, *inputs: Exact | float) -> Fraction:
    """Return the number that stands for a letter, or for a function nobody defined, at these inputs."""
    stream = Stream("letter", name, *(str(Fraction(value).limit_denominator(10**9)) for value in inputs))
    return Fraction(stream.below(1999) - 999 or 1, 1 + stream.below(97))
