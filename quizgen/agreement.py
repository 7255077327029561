"""Whether an answer is the key, and how much of it: exactly, or to the digits asked where the key is no short decimal.

An array is compared entry by entry, a formula at the problem's hidden points. `?`, "not this one", is never the key.
"""

import math
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any, TypeAlias

from quizgen.autodiff.array import Array
from quizgen.autodiff.operations import Exact
from quizgen.notation.tree import decimal_places, write_number
from quizgen.point import close_values
from quizgen.value import Answer, Size, Symbolic

Value: TypeAlias = Answer | None  # None is "not this one"

_NO_NUMBER = (Array, Size, Symbolic)
_CLOSE = 1e-9  # of the size of a float
_NOISE = 1e-15  # a float below is what rounding leaves of a 0
_SLACK = Fraction(1, 10**9)  # how near to a tie a float is one


def all_agree(keys: Sequence[Answer], values: Sequence[Value], digits: int) -> bool:
    """Tell whether an answer is right in every part."""
    for key, value in zip(keys, values, strict=True):  # noqa: SIM110  asked millions of times: no generator
        if not agrees(key, value, digits):
            return False
    return True


def agrees(key: Answer, value: Value, digits: int) -> bool:
    """Tell whether a value is the key: equal, or so to `digits` significant ones where the key is no short decimal."""
    if type(key) is int:  # most keys: nothing but an equal number is one, or a float that is nearly one
        return value == key or (type(value) is float and _same_number(key, value, digits))
    if isinstance(key, Array):
        pairs = _pairs(key, value)
        for one, other in pairs:
            if one != other and not _same_number(one, other, digits):
                return False
        return bool(pairs)
    if isinstance(key, Size):
        return isinstance(value, Size) and value == key
    if isinstance(key, Symbolic):
        return isinstance(value, Symbolic) and _same_formula(key, value)
    return not isinstance(value, _NO_NUMBER) and _same_number(key, value, digits)


def share(key: Answer, value: Value, digits: int) -> Fraction:
    """Return how much of one asked thing is right: of an array the share of its entries, else all or nothing."""
    if not isinstance(key, Array):
        return Fraction(agrees(key, value, digits))
    return Fraction(sum(_same_number(one, other, digits) for one, other in _pairs(key, value)), len(key.flat))


@lru_cache(maxsize=4096, typed=True)
def is_short(key: Exact | float, digits: int) -> bool:
    """Tell whether a key is whole, or a decimal that is written out in so many significant digits; a float is not."""
    if isinstance(key, float):
        return False
    if key.denominator == 1:
        return True
    return decimal_places(key) is not None and len(write_number(max(key, -key)).replace(".", "").lstrip("0")) <= digits


def magnitude(value: Exact | float) -> int:
    """Return the power of ten of a number's first digit."""
    size = abs(Fraction(value))
    power = len(str(size.numerator)) - len(str(size.denominator))
    return power if size >= Fraction(10) ** power else power - 1


def _pairs(key: Array, value: Value) -> list[tuple[Any, Any]]:
    """Return the entries of the key with what stands in their places; none in an array of another shape."""
    if not isinstance(value, Array) or value.shape != key.shape:
        return []
    return list(zip(key.flat, value.flat, strict=True))


def _same_number(key: Exact | float, value: Any, digits: int) -> bool:
    if value == key:
        return True
    if value is None or (type(key) is int and type(value) is not float):
        return False
    try:
        if type(key) is Fraction and _far(float(key), float(value), digits):  # most: floats are compared in no time
            return False
        if is_short(key, digits) if type(value) is not float else not math.isfinite(value):
            return False
        return _near(key, value, digits)
    except OverflowError:  # one is a float, and the other one beyond them all
        return False


def _far(key: float, value: float, digits: int) -> bool:
    """Tell whether numbers are so different that no rounding makes them the same."""
    return abs(value - key) > 1.01 * max(10.0 ** (1 - digits), _CLOSE) * abs(key)


def _near(key: Any, value: Any, digits: int) -> bool:
    """Tell whether numbers are the same but for rounding: of floats, or to the digits asked."""
    rounded = isinstance(key, float)
    if (rounded or isinstance(value, float)) and math.isclose(value, key, rel_tol=_CLOSE):
        return True
    if rounded and abs(key) < _NOISE:
        return bool(abs(value) < _NOISE)
    if is_short(key, digits) or abs(value - key) * 10 ** (digits - 1) > abs(key):
        return False
    scale = Fraction(10) ** (digits - 1 - magnitude(key))
    slack = _SLACK if rounded else Fraction(0)
    return bool(_roundings(Fraction(key) * scale, slack) & _roundings(Fraction(value) * scale))


def _roundings(value: Fraction, slack: Fraction = Fraction(0)) -> set[int]:
    """Return the whole numbers that a number rounds to: two at a tie."""
    low = math.floor(value)
    over = value - low - Fraction(1, 2)
    return {low, low + 1} if abs(over) <= slack else {low + (over > 0)}


def _same_formula(key: Symbolic, value: Symbolic) -> bool:
    """Tell whether formulas have the same values; a point where the typed one has none, or noise, tells nothing."""
    if len(key.points) != len(value.points):
        return False  # no values at all: its sizes do not fit
    if key.tree == value.tree:
        return True
    sure = 0
    for one, other in zip(key.points, value.points, strict=True):
        same = None if other is None else close_values(one, other)
        if same is False:
            return False
        sure += same is True
    return 2 * sure >= len(key.points)
