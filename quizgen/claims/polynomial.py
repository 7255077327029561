"""Quotients of polynomials in letters that stand for exponentials, logarithms, roots and unknown functions."""

from abc import ABC, abstractmethod
from typing import Any

from quizgen.claims.ratio import ratio
from quizgen.claims.symbolic import Point


class Polynomials(ABC):
    """The letters in some expressions, and quotients of polynomials in them."""

    def __init__(self, at: Point) -> None:
        import sympy

        self.sympy = sympy
        self.at = at
        self.imaginary = sympy.Dummy("i")
        self.powers: list[tuple[Any, Any, int]] = []  # exponent, its letter, and how many parts it is cut into
        self.logs: list[tuple[Any, Any]] = []  # an irreducible factor, the letter of its logarithm
        self.roots: list[tuple[Any, Any]] = []  # what is below a root, its letter
        self._calls: list[tuple[Any, tuple[Any, ...], Any]] = []  # a function, its inputs as they came, its letter
        self._finer: dict[Any, Any] = {}  # a letter of an exponential that had to be cut finer
        self.domain: list[tuple[Any, int]] = []  # what must be above or below 0, or nothing would have a value
        self._done: dict[Any, Any] = {}

    @abstractmethod
    def plain(self, expression: Any) -> Any:
        """Return an expression of letters, whole powers and rational numbers only."""

    @property
    def is_complex(self) -> bool:
        """Whether some of the letters stand for what is no real number."""
        return any(imaginary for (_, imaginary), _, _ in self.powers)

    @property
    def positive(self) -> set[Any]:
        """Return the letters that stand for something above 0."""
        return {letter for (_, imaginary), letter, _ in self.powers if not imaginary} | {
            letter for _, letter in self.roots
        }

    def quotient(self, expression: Any) -> tuple[Any, Any]:
        """Return numerator and denominator as polynomials, not reduced."""
        while self._finer and expression.free_symbols & self._finer.keys():
            expression = expression.xreplace(self._finer)
        letters = sorted(expression.free_symbols, key=lambda letter: (letter.name, getattr(letter, "dummy_index", 0)))
        ring = self.sympy.ring(letters or [self.sympy.Symbol("x")], self.sympy.QQ)[0]
        generators = dict(zip(letters, ring.gens, strict=False))
        return ratio(expression, ring, generators)

    def vanishes(self, numerator: Any) -> bool:
        """Tell whether a numerator is zero, once squares of roots and of i are put in."""
        if not numerator:
            return True
        expression = numerator.as_expr()
        for base, letter in [*reversed(self.roots), (self.sympy.Integer(-1), self.imaginary)]:
            if letter not in expression.free_symbols:
                continue
            even, odd = self._halves(expression, letter, self.plain(base))
            if odd != 0 and not self.vanishes(self.quotient(odd)[0]):
                return False
            expression = even
        final, _ = self.quotient(expression)
        return not final

    def _halves(self, expression: Any, letter: Any, square: Any) -> tuple[Any, Any]:
        """Return A and B of A + B*letter, with the square of the letter put in."""
        even = odd = self.sympy.Integer(0)
        for (power,), coefficient in self.sympy.Poly(expression, letter).terms():
            if power % 2:
                odd += coefficient * square ** ((power - 1) // 2)
            else:
                even += coefficient * square ** (power // 2)
        return even, odd

    def _rational(self, number: Any) -> Any:
        return self.sympy.Rational(int(number.numerator), int(number.denominator))

    def _letters_sign(self, factor: Any) -> int:
        """Return the sign of something written in our letters: what its logarithm asks for, or that at the point."""
        for known, sign in self.domain:
            if factor in (known, -known):
                return sign if factor == known else -sign
        return self._sign(factor.xreplace(self._meanings()))

    def _sign(self, part: Any) -> int:
        return self.at.sign(part)

    def _meanings(self) -> dict[Any, Any]:
        """Return what our letters stand for; those that stand for nothing SymPy could work out are left."""
        sympy = self.sympy
        found = {letter: sympy.exp(rest / parts) for (rest, imaginary), letter, parts in self.powers if not imaginary}
        return found | {letter: sympy.log(abs(base)) for base, letter in self.logs}
