"""Expressions of letters as quotients of polynomials, whose lengths are bounded."""

from typing import Any

LARGEST_POWER = 300
_MOST_TERMS = 4_000  # of a polynomial
_MOST_PRODUCTS = 120_000  # of two polynomials, term by term


class TooLongError(Exception):
    """A normal form would take too long."""


def ratio(expression: Any, ring: Any, generators: dict[Any, Any]) -> tuple[Any, Any]:
    """Return an expression of letters and whole powers as numerator and denominator, not reduced."""
    one = ring.one
    if expression.is_Rational:
        return ring(int(expression.p)), ring(int(expression.q))
    if expression.is_Symbol:
        return generators[expression], one
    if expression.is_Add:
        over, under = ring.zero, one
        for part in expression.args:
            top, bottom = ratio(part, ring, generators)
            if bottom == under:
                over = over + top
            else:
                over = _times(over, bottom) + _times(top, under)
                under = _times(under, bottom)
        return over, under
    if expression.is_Mul:
        over, under = one, one
        for part in expression.args:
            top, bottom = ratio(part, ring, generators)
            over, under = _times(over, top), _times(under, bottom)
        return over, under
    if expression.is_Pow and expression.exp.is_Integer:
        over, under = ratio(expression.base, ring, generators)
        power = int(expression.exp)
        if power < 0:
            over, under = under, over
        return _raised(over, abs(power)), _raised(under, abs(power))
    raise TooLongError(f"{expression} has no normal form")


def _times(one: Any, other: Any) -> Any:
    if len(one) * len(other) > _MOST_PRODUCTS:
        raise TooLongError("polynomials far too long")
    product = one * other
    if len(product) > _MOST_TERMS:
        raise TooLongError("polynomials far too long")
    return product


def _raised(base: Any, power: int) -> Any:
    if power > LARGEST_POWER:
        raise TooLongError("a power far too big")
    found = base.ring.one
    for _ in range(power if len(base) > 1 else 0):
        found = _times(found, base)
    return found if len(base) > 1 else base**power
