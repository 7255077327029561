"""Exponentials as powers of letters: exp(2*x - y) is X^2/Y."""

from math import lcm
from typing import Any

from quizgen.claims.polynomial import Polynomials
from quizgen.claims.ratio import LARGEST_POWER, TooLongError


class Exponentials(Polynomials):
    """The letters of exponentials, each of one term of an exponent."""

    def _exponential(self, exponent: Any, *, imaginary: bool) -> Any:
        """Return exp of something, or of that times i, as a product of letters."""
        product = self.sympy.Integer(1)
        for factor, rest in self._terms(exponent):
            log = next((base for base, letter in self.logs if letter == rest), None)
            if log is not None and factor.is_Integer and not imaginary:
                product *= self._absolute(log) ** factor  # exp(2*ln|f|) = |f|^2
                continue
            product *= self._letter(rest, factor, imaginary=imaginary)
        return product

    def _terms(self, expression: Any) -> list[tuple[Any, Any]]:
        """Return what an exponent is a sum of: each a rational factor and the rest, in its one form."""
        over, under = self.quotient(self._without_squares(expression))
        over, under = over.cancel(under)
        whole, rest = over.div(under)
        found = self._monomials(whole, under.ring.one)
        if len(under) == 1:  # such as x/y: the rest has terms, too
            return found + self._monomials(rest, under)
        if rest:
            content, primitive = rest.primitive()
            factor, under = under.primitive()
            if primitive.LC < 0:
                content, primitive = -content, -primitive
            if under.LC < 0:
                factor, under = -factor, -under
            found.append((self._rational(content / factor), primitive.as_expr() / under.as_expr()))
        return found

    def _monomials(self, over: Any, under: Any) -> list[tuple[Any, Any]]:
        """Return the terms of a polynomial over a single term."""
        return [
            (term.as_expr() / under.as_expr()).as_coeff_Mul(rational=True)
            for term in (over.ring.term_new(powers, coefficient) for powers, coefficient in over.terms())
        ]

    def _without_squares(self, expression: Any) -> Any:
        """Return an expression with i^2 put in."""
        if self.imaginary not in expression.free_symbols:
            return expression
        over, under = self.quotient(expression)
        if self.imaginary in under.as_expr().free_symbols:
            return expression
        even, odd = self._halves(over.as_expr(), self.imaginary, self.sympy.Integer(-1))
        return (even + odd * self.imaginary) / under.as_expr()

    def _absolute(self, factor: Any) -> Any:
        """Return |f| of something written in our letters."""
        return factor * self._letters_sign(factor)

    def _letter(self, rest: Any, factor: Any, *, imaginary: bool) -> Any:
        """Return exp(factor * rest) as a power of a letter, which stands for exp(rest/parts)."""
        key = (rest, imaginary)
        for place, (known, letter, parts) in enumerate(self.powers):
            if known == key:
                finer = lcm(parts, int(factor.q))
                if finer != parts:
                    new = self.sympy.Dummy("exp")
                    self._finer[letter] = new ** (finer // parts)
                    self.powers[place] = key, new, finer
                    letter = new
                return self._raised(letter, factor * finer)
        letter = self.sympy.Dummy("exp")
        self.powers.append((key, letter, int(factor.q)))
        return self._raised(letter, factor * factor.q)

    def _raised(self, letter: Any, power: Any) -> Any:
        if abs(int(power)) > LARGEST_POWER:
            raise TooLongError("a power far too big")
        return letter ** int(power)
