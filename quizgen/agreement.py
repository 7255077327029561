"""Whether a number is the key: exactly, or to the digits asked where the key is no short decimal."""

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import TypeAlias

from quizgen.autodiff.operations import Exact
from quizgen.notation.tree import decimal_places, write_number

Value: TypeAlias = int | Fraction | float | None  # None is "not this one"


def all_agree(keys: Sequence[Exact], values: Sequence[Value], digits: int) -> bool:
    """Tell whether an answer is right in every part."""
    return all(agrees(key, value, digits) for key, value in zip(keys, values, strict=True))


def agrees(key: Exact, value: Value, digits: int) -> bool:
    """Tell whether a value is the key: equal, or so to `digits` significant ones where the key is no short decimal."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return False
    if value == key or (isinstance(value, float) and math.isclose(value, key, rel_tol=1e-9)):
        return True
    if is_short(key, digits) or not key:
        return False
    scale = Fraction(10) ** (digits - 1 - magnitude(key))
    return bool(_roundings(key * scale) & _roundings(Fraction(value) * scale))


def is_short(key: Exact, digits: int) -> bool:
    """Tell whether a key is whole, or a decimal that is written out in so many significant digits."""
    if key.denominator == 1:
        return True
    return decimal_places(key) is not None and len(write_number(max(key, -key)).replace(".", "").lstrip("0")) <= digits


def magnitude(value: Exact | Fraction) -> int:
    """Return the power of ten of a number's first digit."""
    size = abs(Fraction(value))
    power = len(str(size.numerator)) - len(str(size.denominator))
    return power if size >= Fraction(10) ** power else power - 1


def _roundings(value: Fraction | int) -> set[int]:
    """Return the whole numbers that a number rounds to: two at a tie."""
    low = math.floor(value)
    rest = value - low
    return {low} if 2 * rest < 1 else {low + 1} if 2 * rest > 1 else {low, low + 1}
