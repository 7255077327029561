"""Whether an expression is zero, by an exact normal form: a quotient of polynomials in letters that hide nothing.

Every exponential becomes a power of a letter, exp(2*x - y) = X^2/Y; every logarithm a sum of logarithms of irreducible
factors; a square root a letter whose square is known; sine and cosine exponentials of an imaginary number. What is left
is a quotient of polynomials with rational coefficients, and that is zero only if its numerator has no term. No rule is
used that a person would have to believe, and nothing is simplified by trying. Where a sign matters, that of |f| in
ln|f|, it is taken at the point where the expression stands.

The lengths of all polynomials are bounded, and so is the time.
"""

from typing import Any

from quizgen.claims.logarithm import Logarithms
from quizgen.claims.ratio import LARGEST_POWER, TooLongError
from quizgen.claims.symbolic import Point, value_at


def is_zero(expression: Any, at: Point) -> bool:
    """Tell whether an expression is zero wherever the branches are those of the point."""
    if expression.is_Rational:
        return bool(expression == 0)
    form = NormalForm(at)
    numerator, _ = form.quotient(form.plain(expression))
    return form.vanishes(numerator)


class NormalForm(Logarithms):
    """Some expressions at a point, told by letters only."""

    def plain(self, expression: Any) -> Any:
        """Return an expression of letters, whole powers and rational numbers only."""
        if expression not in self._done:
            self._done[expression] = self._plain(expression)
        return self._done[expression]

    def _plain(self, part: Any) -> Any:
        sympy = self.sympy
        if part is sympy.E:
            return self._exponential(sympy.Integer(1), imaginary=False)
        if part is sympy.I:
            return self.imaginary
        if part.is_Atom:
            if part.is_Rational or part.is_Symbol:
                return part
            if part is sympy.pi:
                return self._called("pi", ())
            raise TooLongError(f"{part} has no normal form")
        if part.is_Add or part.is_Mul:
            return part.func(*map(self.plain, part.args))
        if part.is_Pow:
            return self._power(part)
        if isinstance(part, sympy.exp):
            return self._exponential(self.plain(part.args[0]), imaginary=False)
        if isinstance(part, sympy.log):
            return self._logarithm(self.plain(part.args[0]))
        if isinstance(part, sympy.sin | sympy.cos):
            turned = self._exponential(self.plain(part.args[0]), imaginary=True)
            if isinstance(part, sympy.cos):
                return (turned + 1 / turned) / 2
            return -self.imaginary * (turned - 1 / turned) / 2
        if isinstance(part, sympy.Abs):
            return self.plain(part.args[0]) * self._sign(part.args[0])
        if isinstance(part, sympy.sign):
            return sympy.Integer(self._sign(part.args[0]))
        if hasattr(part, "known_as"):
            return self._called(part.known_as, part.args)
        raise TooLongError(f"{type(part).__name__} has no normal form")

    def _power(self, part: Any) -> Any:
        base, exponent = part.base, part.exp
        if base is self.sympy.E:
            return self._exponential(self.plain(exponent), imaginary=False)
        if exponent.is_Integer:
            if abs(int(exponent)) > LARGEST_POWER:
                raise TooLongError("a power far too big")
            return self.plain(base) ** exponent
        if exponent.is_Rational and exponent.q == 2:
            return self._root(base) ** exponent.p
        return self._exponential(self.plain(exponent) * self._logarithm(self.plain(base)), imaginary=False)

    def _root(self, base: Any) -> Any:
        """Return the square root of something, a letter."""
        for known, letter in self.roots:
            if self._same(known, base):
                return letter
        letter = self.sympy.Dummy("root")
        self.roots.append((base, letter))
        return letter

    def _called(self, function: Any, inputs: tuple[Any, ...]) -> Any:
        """Return the letter of an unknown function at these inputs."""
        for known, others, letter in self._calls:
            if known == function and all(map(self._same, others, inputs)):
                return letter
        letter = self.sympy.Dummy("call")
        self._calls.append((function, inputs, letter))
        return letter

    def _same(self, one: Any, other: Any) -> bool:
        """Tell whether two expressions are equal; most that are not differ at the point already."""
        if one == other:
            return True
        if value_at(one, self.at).differs(value_at(other, self.at)):
            return False
        return self.vanishes(self.quotient(self.plain(one) - self.plain(other))[0])
