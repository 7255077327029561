"""The signs of the letters in a normal form, and of what is made of them.

An exponential of what is not negative is 1 + u, and the logarithm of what is at least 1 is u, so that both keep the
order of what is inside them.
"""

from typing import Any

from quizgen.claims.known import Told
from quizgen.claims.normal import NormalForm
from quizgen.claims.squares import sign_by_squares
from quizgen.claims.symbolic import Point


class Signs:
    """The signs of the letters in the normal form of an expression, and of what is made of them."""

    def __init__(self, found: Told, at: Point) -> None:
        self.form = NormalForm(at)
        self.plain = self.form.plain(found.expression)
        self.over, self.under = self.form.quotient(self.plain)
        self.positive = self.form.positive | found.above
        self.touching = set(found.touching)

    def shows(self, *, strict: bool) -> bool:
        """Tell whether the expression is shown to be at least 0, or above it."""
        if not self.over:
            return not strict
        if self.form.is_complex:
            return False
        return self._sign(self.over, self.under, strict=strict) > 0 or self._refined(strict=strict)

    def _refined(self, *, strict: bool) -> bool:
        """Tell the same once exponentials and logarithms are told from 1 and from 0, where their insides allow it."""
        finer: dict[Any, Any] = {}
        self.touching |= {root for base, root in self.form.roots if not self._sign_of(base, strict=True)}
        for (rest, imaginary), letter, _ in self.form.powers:
            beyond = None if imaginary else self._distance(rest.xreplace(finer))
            if beyond is not None:
                distance, sign = beyond
                finer[letter] = 1 + distance if sign > 0 else 1 / (1 + distance)
        for factor, letter in self.form.logs:
            sign = self._domain(factor.xreplace(finer), factor)
            beyond = self._distance(sign * factor.xreplace(finer) - 1) if sign else None
            if beyond is not None:
                finer[letter] = beyond[0] * beyond[1]
        if not finer:
            return False
        over, under = self.form.quotient((self.over.as_expr() / self.under.as_expr()).xreplace(finer))
        return self._sign(over, under, strict=strict) > 0

    def _distance(self, expression: Any) -> tuple[Any, int] | None:
        """Return a letter for the size of something in our letters, and its sign; None where it may have either."""
        import sympy

        for strict in (True, False):
            sign = self._sign_of(expression, strict=strict)
            if sign:
                letter = sympy.Dummy("u")
                self.positive = self.positive | {letter}
                self.touching |= set() if strict else {letter}
                return letter, sign
        return None

    def _domain(self, expression: Any, factor: Any) -> int:
        """Return the sign of what a logarithm is taken of, where that is known and no branch."""
        for known, sign in self.form.domain:
            if factor in (known, -known):
                return sign if factor == known else -sign
        return self._sign_of(expression, strict=True)

    def _sign_of(self, expression: Any, *, strict: bool) -> int:
        over, under = self.form.quotient(expression)
        return self._sign(over, under, strict=strict) if over else 0

    def _sign(self, over: Any, under: Any, *, strict: bool) -> int:
        """Return 1 or -1 if a quotient has that sign everywhere, or is 0 unless `strict`, and 0 if that is not seen."""
        sign = 1
        for polynomial, above_0 in ((over, strict), (under, False)):  # where it has a value, the lower one is not 0
            constant, factors = polynomial.factor_list()
            sign *= 1 if constant > 0 else -1
            for factor, power in factors:
                even = power % 2 == 0
                found = 1 if even and not above_0 else self._sign_of_factor(factor, strict=above_0)
                if not found:
                    return 0  # with `strict`, a square may be 0
                sign *= 1 if even else found
        return sign

    def _sign_of_factor(self, polynomial: Any, *, strict: bool) -> int:
        """Return the sign that all terms share, or that of a quadratic form; 0 where neither shows one."""
        signs, sure, sure_ones = set(), False, self.positive - self.touching
        for powers, coefficient in polynomial.terms():
            letters = [(symbol, power) for symbol, power in zip(polynomial.ring.symbols, powers, strict=True) if power]
            if any(power % 2 and symbol not in self.positive for symbol, power in letters):
                return sign_by_squares(polynomial, sure_ones, strict=strict)
            sure = sure or all(symbol in sure_ones for symbol, _ in letters)
            signs.add(1 if coefficient > 0 else -1)
        if len(signs) != 1:
            return sign_by_squares(polynomial, sure_ones, strict=strict)
        return 0 if strict and not sure else int(signs.pop())
