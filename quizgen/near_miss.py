"""Wrong answers that are near the key where no wrong rule explains them: a sign, a reciprocal, a decimal point."""

from collections.abc import Sequence
from fractions import Fraction
from math import isfinite
from typing import Any, NamedTuple

from quizgen.agreement import Value, agrees, is_short, magnitude
from quizgen.autodiff.array import Array
from quizgen.value import Answer, Size, Symbolic


class Slip(NamedTuple):
    """A wrong answer that is near the key."""

    id: str
    message: str


_ORDER = Slip("order", "These are the right numbers, in another order.")
_TRANSPOSED = Slip("transposed", "These are the right numbers, with rows and columns exchanged.")
_SHAPE = Slip("shape", "The numbers are right, but the shape is not.")
_SIZE = Slip("shape-wrong", "A gradient has the shape of what it belongs to: compare the shapes first.")


def near_miss(keys: Sequence[Answer], values: Sequence[Value], digits: int) -> Slip | None:
    """Return what went wrong in all the wrong parts alike, by the key alone."""
    wrong = [(key, value) for key, value in zip(keys, values, strict=True) if not agrees(key, value, digits)]
    if not wrong or any(value is None or _is_endless(value) for _, value in wrong):
        return None
    numbers = not any(isinstance(key, Array | Size | Symbolic) for key in keys)
    if numbers and len(wrong) == len(keys) > 1 and sorted(map(str, values)) == sorted(map(str, keys)):
        return _ORDER
    if any(isinstance(key, Size | Symbolic) for key, _ in wrong):
        return None
    if any(isinstance(key, Array) for key, _ in wrong):
        shaped = _shaped(wrong)
        if shaped:
            return shaped
    pairs = [pair for key, value in wrong for pair in _entries(key, value, digits)]
    if not pairs or any(value is None for _, value in pairs):
        return None
    for slip, happened in _SLIPS.items():
        if all(happened(key, value, digits) for key, value in pairs):
            return slip
    return None


def _is_endless(value: Value) -> bool:
    return isinstance(value, float) and not isfinite(value)


def _shaped(wrong: Sequence[tuple[Answer, Value]]) -> Slip | None:
    """Return what is wrong with the shapes of arrays."""
    pairs = [(key, value) for key, value in wrong if isinstance(key, Array) and isinstance(value, Array)]
    if len(pairs) != len(wrong):
        return None
    if all(value == key.transposed for key, value in pairs):
        return _TRANSPOSED
    if all(value.flat == key.flat for key, value in pairs):
        return _SHAPE
    return _SIZE if any(value.shape != key.shape for key, value in pairs) else None


def _entries(key: Any, value: Any, digits: int) -> list[tuple[Any, Any]]:
    """Return the numbers that differ."""
    if isinstance(key, Array) and isinstance(value, Array) and key.shape == value.shape:
        pairs = list(zip(key.flat, value.flat, strict=True))
        return [(one, other) for one, other in pairs if not agrees(one, other, digits)]
    return [(key, value)]


def _ten(key: Any, value: Any, digits: int) -> bool:
    return key != 0 and any(agrees(Fraction(key) * Fraction(10) ** by, value, digits) for by in (-3, -2, -1, 1, 2, 3))


def _rounded(key: Any, value: Any, digits: int) -> bool:
    """Tell whether a value is the key with too few digits, or off by one in the last."""
    if not key or (not isinstance(key, float) and is_short(key, digits) and key.denominator == 1):
        return False
    scale = Fraction(10) ** (digits - 1 - magnitude(key))
    few = any(_has_few(key, value, fewer) for fewer in range(max(1, digits - 2), digits))
    near = abs(Fraction(key) * scale - Fraction(value) * scale) <= Fraction(3, 2)
    return near or few or (digits > 2 and agrees(key, value, digits - 1))


def _has_few(key: Any, value: Any, digits: int) -> bool:
    """Tell whether a value has only so many significant digits, and they are those of the key, rounded or cut off."""
    scale = Fraction(10) ** (digits - 1 - magnitude(key))
    typed, exact = Fraction(value) * scale, abs(Fraction(key)) * scale
    whole = typed if key > 0 else -typed
    return not isinstance(value, float) and whole.denominator == 1 and Fraction(-1, 2) <= exact - whole < 1


_SLIPS = {
    Slip("sign", "The size is right; the sign is not."): lambda key, value, digits: agrees(-key, value, digits),
    Slip("reciprocal", "That is one over the right number."): (
        lambda key, value, digits: bool(key) and agrees(1 / Fraction(key), value, digits)
    ),
    Slip("power-of-ten", "The digits are right; the decimal point is in another place."): _ten,
    Slip("rounding", "That is near: check how it is rounded, or give the exact fraction."): _rounded,
}
