"""A number that another program is to find right: a middle and an absolute tolerance, as our own judge would."""

import math
from fractions import Fraction
from typing import NamedTuple

from quizgen.agreement import is_short, magnitude
from quizgen.notation.tree import write_number

_TYPED = 10_000  # nobody types a fraction with a longer denominator
_NOISE = Fraction(1, 10**15)  # a number below is what rounding left of a 0


class Target(NamedTuple):
    """Numbers from `value - tolerance` to `value + tolerance`; both are finite decimals."""

    value: Fraction
    tolerance: Fraction

    def holds(self, number: Fraction) -> bool:
        """Tell whether a number is right."""
        return abs(number - self.value) <= self.tolerance

    def texts(self) -> tuple[str, str]:
        """Return both as decimals without an exponent."""
        return write_number(self.value), write_number(self.tolerance)

    def bounds(self) -> tuple[str, str]:
        """Return the least and the greatest number that is right, as decimals."""
        return write_number(self.value - self.tolerance), write_number(self.value + self.tolerance)


def number_of(text: str) -> Fraction | None:
    """Return a number of a record; nothing where it is none, as for `?`.

    >>> number_of("-1/3"), number_of("1e-07"), number_of("-0.0"), number_of("?")
    (Fraction(-1, 3), Fraction(1, 10000000), Fraction(0, 1), None)
    """
    try:
        return Fraction(text.strip())
    except (ValueError, ZeroDivisionError):
        return None


def target(key: Fraction, digits: int) -> Target:
    """Return what counts as this key: itself where it is a short decimal, else what rounds to the same `digits`.

    >>> target(Fraction(1, 3), 3).texts(), target(Fraction(1, 8), 3).texts()
    (('0.333', '0.0005'), ('0.125', '0'))
    """
    if abs(key) < _NOISE:
        return Target(Fraction(0), _NOISE if key else Fraction(0))
    if is_short(key, digits):
        return Target(key, Fraction(0))
    unit = Fraction(10) ** (magnitude(key) - digits + 1)
    scaled = key / unit
    low = math.floor(scaled)
    over = scaled - low - Fraction(1, 2)
    if not over:  # a tie may be rounded either way
        return Target(key, unit)
    return Target((low + (over > 0)) * unit, unit / 2)


def around(key: Fraction, digits: int) -> Fraction:
    """Return a tolerance around the key itself, not around what it rounds to: the widest that lets nothing wrong in."""
    middle, tolerance = target(key, digits)
    return max(tolerance - abs(key - middle), Fraction(0))


def spellings(key: Fraction, digits: int, most: int = 15) -> tuple[str, ...]:
    """Return how people type this number, for a program that compares text: as a fraction, and rounded to any length.

    >>> spellings(Fraction(-1, 2), 3)
    ('-0.5', '-.5', '-1/2', '−0.5', '−.5', '−1/2')
    """
    found: list[str] = []
    middle, tolerance = target(key, digits)
    if tolerance in (0, _NOISE):
        found += _decimals(middle)
        if middle.denominator == 1:
            found += [f"{middle}.{'0' * zeros}" for zeros in range(1, digits)]
    else:
        for length in range(digits, most + 1):
            unit = Fraction(10) ** (magnitude(key) - length + 1)
            half = Fraction(1, 2)
            wholes = dict.fromkeys([math.floor(key / unit + half), math.ceil(key / unit - half)])  # two at a tie
            found += [text for whole in wholes for text in _decimals(whole * unit)]
    if 1 < key.denominator <= _TYPED:
        found.append(f"{key.numerator}/{key.denominator}")
    found += [f"−{text[1:]}" for text in found if text.startswith("-")]
    return tuple(dict.fromkeys(found))


def _decimals(value: Fraction) -> list[str]:
    text = write_number(value)
    return [text, *([text.replace("0.", ".", 1)] if text.lstrip("-").startswith("0.") else [])]
