"""Quadratic forms as sums of squares: x^2 - x*y + y^2 is (x - y/2)^2 + 3/4*y^2, and never negative."""

from collections.abc import Collection, Iterator
from typing import Any

_MOST_LETTERS = 8


def sign_by_squares(polynomial: Any, sure: Collection[Any], *, strict: bool) -> int:
    """Return 1 if a polynomial of degree 2 is a sum of squares, -1 if minus it is one, and 0 if it is not seen to be.

    With `strict` it is not 0 where these letters are not. The squares are completed one letter after the other, the
    constant as the last.
    """
    ring = polynomial.ring
    if ring.ngens > _MOST_LETTERS or any(sum(powers) > 2 for powers, _ in polynomial.terms()):
        return 0
    rows = _matrix(polynomial)
    if not any(rows[-1]):  # without a constant it is 0 where all letters are
        strict_at_0 = any(max(powers) and symbol in sure for symbol, powers in _powers(polynomial))
        if strict and not strict_at_0:
            return 0
        rows = [row[:-1] for row in rows[:-1]]
    for sign in (1, -1):
        if _is_positive([[sign * entry for entry in row] for row in rows], strict=strict):
            return sign
    return 0


def _powers(polynomial: Any) -> Iterator[tuple[Any, list[int]]]:
    """Yield each letter with its powers in the terms."""
    columns = zip(*(powers for powers, _ in polynomial.terms()), strict=True)
    for symbol, column in zip(polynomial.ring.symbols, columns, strict=True):
        yield symbol, list(column)


def _matrix(polynomial: Any) -> list[list[Any]]:
    """Return the symmetric matrix of a quadratic form in the letters and 1, without those that do not occur."""
    size = polynomial.ring.ngens + 1
    rows = [[polynomial.ring.domain.zero for _ in range(size)] for _ in range(size)]
    for powers, coefficient in polynomial.terms():
        places = [place for place, power in enumerate(powers) for _ in range(power)]
        one, other = [*places, size - 1, size - 1][:2]
        rows[one][other] += coefficient / 2
        rows[other][one] += coefficient / 2
    used = [place for place in range(size) if place == size - 1 or any(rows[place])]
    return [[rows[one][other] for other in used] for one in used]


def _is_positive(rows: list[list[Any]], *, strict: bool) -> bool:
    """Tell whether a symmetric matrix has no negative value as a form, and with `strict` is above 0 for all but 0."""
    while rows:
        pivot, *rest = rows[0]
        if pivot < 0 or (not pivot and (strict or any(rest))):
            return False
        left = [row[1:] for row in rows[1:]]
        rows = [
            [entry - one * other / pivot if pivot else entry for entry, other in zip(row, rest, strict=True)]
            for row, one in zip(left, rest, strict=True)
        ]
    return True
