"""Answers against the key: exactly, or to the digits asked where the key is no short decimal.

A wrong answer is named where it can be: by the mistake that gives just this answer, else by how near it is.
"""

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from quizgen.agreement import Value, agrees, all_agree, is_short, magnitude
from quizgen.autodiff.operations import Exact
from quizgen.mistakes import Mistake
from quizgen.problem import Problem


class Slip(NamedTuple):
    """A wrong answer that is near the key, where no wrong rule explains it."""

    id: str
    message: str


class Verdict(NamedTuple):
    """How an answer compares with the key, part by part."""

    kind: str  # correct, partly correct, wrong
    parts: tuple[bool, ...]
    mistake: Mistake | None = None
    slip: Slip | None = None


def judge(problem: Problem, values: Sequence[Value], wanted: Sequence[int] | None = None) -> Verdict:
    """Return the verdict on an answer to the wanted parts of a problem, all of them by default."""
    asked = range(len(problem.asked)) if wanted is None else wanted
    keys = [problem.answer[place] for place in asked]
    values = [None if isinstance(value, float) and not math.isfinite(value) else value for value in values]
    parts = tuple(agrees(key, value, problem.digits) for key, value in zip(keys, values, strict=True))
    if all(parts):
        return Verdict("correct", parts)
    kind = "partly correct" if any(parts) else "wrong"
    for mistake in problem.mistakes:
        if all_agree([mistake.answer[place] for place in asked], values, problem.digits):
            return Verdict(kind, parts, mistake)
    return Verdict(kind, parts, None, _slip(keys, values, parts, problem.digits))


def _slip(keys: Sequence[Exact], values: Sequence[Value], parts: Sequence[bool], digits: int) -> Slip | None:
    """Return what went wrong in all the wrong parts alike, by the key alone."""
    wrong = [(key, value) for key, value, right in zip(keys, values, parts, strict=True) if not right]
    if any(value is None for _, value in wrong):
        return None
    if len(values) > 1 and not any(parts) and sorted(map(str, values)) == sorted(map(str, keys)):
        return Slip("order", "These are the right numbers, in another order.")
    pairs = [(key, value) for key, value in wrong if value is not None]
    for slip, happened in _SLIPS.items():
        if all(happened(key, value, digits) for key, value in pairs):
            return slip
    return None


def _ten(key: Exact, value: int | Fraction | float, digits: int) -> bool:
    return key != 0 and any(agrees(key * Fraction(10) ** shift, value, digits) for shift in (-3, -2, -1, 1, 2, 3))


def _rounded(key: Exact, value: int | Fraction | float, digits: int) -> bool:
    """Tell whether a value is the key with too few digits, or off by one in the last."""
    if is_short(key, digits) and key.denominator == 1:
        return False
    scale = Fraction(10) ** (digits - 1 - magnitude(key))
    few = digits > 1 and any(agrees(key, value, fewer) for fewer in range(max(1, digits - 2), digits))
    return few or abs(key * scale - Fraction(value) * scale) <= Fraction(3, 2)


_SLIPS = {
    Slip("sign", "The size is right; the sign is not."): lambda key, value, digits: agrees(-key, value, digits),
    Slip("reciprocal", "That is one over the right number."): (
        lambda key, value, digits: bool(key) and agrees(Fraction(1) / key, value, digits)
    ),
    Slip("power-of-ten", "The digits are right; the decimal point is in another place."): _ten,
    Slip("rounding", "That is near: check how it is rounded, or give the exact fraction."): _rounded,
}
