"""How two values stand to each other: equal, ordered, or equal to the decimals that are written."""

from fractions import Fraction
from typing import Any

from quizgen.autodiff.array import Array, ShapeError
from quizgen.claims.enclosure import Enclosure
from quizgen.notation.tree import decimal_places

_COARSE = Fraction(1, 20)  # of a whole number: about 1000 is within 50


def compare(sign: str, left: Enclosure, right: Enclosure) -> bool | None:
    """Tell whether two numbers stand to each other as a sign says; None where that is too close to call."""
    if sign == "~=":
        return _is_near(left, right)
    difference = (left - right).sign
    if difference is None:
        return None
    return {
        "=": difference == 0,
        "!=": difference != 0,
        "<": difference < 0,
        "<=": difference <= 0,
        ">": difference > 0,
        ">=": difference >= 0,
    }[sign]


def _is_near(left: Enclosure, right: Enclosure) -> bool | None:
    """Tell whether the left, rounded to as many decimals as the right has, is the right.

    A whole number that ends in zeros rounds more: 1024 is about 1000. What is written without a last decimal says
    nothing.
    """
    exact = right.exact
    places = decimal_places(exact) if exact is not None else None
    if exact is None or places is None:
        return None
    half = Fraction(1, 2 * 10**places) if places or not exact else _half_of_whole(abs(int(exact)))
    off = left - right
    distance = -off if off.sign == -1 else off
    sign = (distance - half).sign
    return None if sign is None else sign <= 0


def _half_of_whole(number: int) -> Fraction:
    """Return half of the last place of a whole number that is no zero: 50 of 1000, and 1/2 of 1024."""
    digits = str(number)
    zeros = len(digits) - len(digits.rstrip("0"))
    return max(Fraction(1, 2), min(Fraction(10**zeros, 2), _COARSE * number))


def pairs(left: Any, right: Any) -> list[tuple[Any, Any]]:
    """Return the numbers that stand against each other, entry by entry; a matrix of one entry is a number."""
    if isinstance(left, Array) and isinstance(right, Array):
        if left.shape != right.shape:
            raise ShapeError(f"a {_shape(left)} matrix on the left and a {_shape(right)} matrix on the right")
        return list(zip(left.flat, right.flat, strict=True))
    for value in (left, right):
        if isinstance(value, Array) and len(value.flat) != 1:
            side, other = ("left", "right") if value is left else ("right", "left")
            raise ShapeError(f"a {_shape(value)} matrix on the {side} and a number on the {other}")
    one, other = (value.flat[0] if isinstance(value, Array) else value for value in (left, right))
    return [(one, other)]


def entry_pairs(left: Any, right: Any) -> list[tuple[Any, Any]]:
    """Return the same where a bound is one for every entry of an array."""
    if isinstance(left, Array) == isinstance(right, Array):
        return pairs(left, right)
    entries = left.flat if isinstance(left, Array) else right.flat
    return [(entry, right) if isinstance(left, Array) else (left, entry) for entry in entries]


def _shape(value: Array) -> str:
    return f"{value.shape[0]}x{value.shape[1]}"
