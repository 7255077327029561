"""Whether an expression is never negative: its normal form is a product of squares and of sums of positive terms."""

from collections.abc import Mapping
from typing import Any

from quizgen.autodiff.number import Exact
from quizgen.claims.normal import NormalForm
from quizgen.claims.symbolic import Point
from quizgen.claims.world import Wish


def is_never_negative(expression: Any, at: Point, wishes: Mapping[str, Wish], *, strict: bool = False) -> bool:
    """Tell whether a normal form shows that an expression is at least 0, or with `strict` above it; False is no proof.

    Exponentials and the letters that the text supposes to be above 0 are positive, and so is what squares and they add
    up to.
    """
    form = NormalForm(at)
    expression, above, touching = _from_bounds(expression, wishes)
    over, under = form.quotient(form.plain(expression))
    if not over:
        return not strict
    if form.is_complex:
        return False
    positive = form.positive | above
    sign = 1
    for polynomial, above_0 in ((over, strict), (under, False)):  # where it has a value, the lower one is not 0
        constant, factors = polynomial.factor_list()
        sign *= 1 if constant > 0 else -1
        for factor, power in factors:
            if power % 2 == 0:
                if above_0 and not _sign(factor, positive, touching):
                    return False  # a square may be 0
                continue
            found = _sign(factor, positive, touching, strict=above_0)
            if not found:
                return False
            sign *= found
    return sign > 0


def _from_bounds(expression: Any, wishes: Mapping[str, Wish]) -> tuple[Any, set[Any], set[Any]]:
    """Return an expression with each letter told from its bound, x = 2 + t, the new letters, and those that may be 0.

    None of them is below 0.
    """
    import sympy

    found: dict[Any, Any] = {}
    touching: set[Any] = set()
    for letter in expression.free_symbols:
        wish = wishes.get(letter.name, Wish())
        if wish.above is not None or wish.below is not None:
            distance = sympy.Dummy(letter.name)
            touching |= {distance} if wish.closed else set()
            found[letter] = (
                _rational(wish.above) + distance if wish.above is not None else (_rational(wish.below or 0) - distance)
            )
    return expression.xreplace(found), {part for shifted in found.values() for part in shifted.free_symbols}, touching


def _rational(number: Exact) -> Any:
    import sympy

    return sympy.Rational(number.numerator, number.denominator)


def _sign(polynomial: Any, positive: set[Any], touching: set[Any], *, strict: bool = True) -> int:
    """Return the sign that all terms share, 0 where they do not; with `strict` one of them is surely not zero."""
    ring = polynomial.ring
    signs, sure, sure_ones = set(), False, positive - touching
    for powers, coefficient in polynomial.terms():
        for symbol, power in zip(ring.symbols, powers, strict=True):
            if power % 2 and symbol not in positive:
                return 0
        sure = sure or all(not power or symbol in sure_ones for symbol, power in zip(ring.symbols, powers, strict=True))
        signs.add(1 if coefficient > 0 else -1)
    if len(signs) != 1 or (strict and not sure):
        return 0
    return int(signs.pop())
