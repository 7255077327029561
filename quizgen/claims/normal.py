"""Whether an expression is zero, by an exact normal form: a quotient of polynomials in letters that hide nothing.

Every exponential becomes a power of a letter, exp(2*x - y) = X^2/Y; every logarithm a sum of logarithms of irreducible
factors; a square root a letter whose square is known; sine and cosine exponentials of an imaginary number. What is left
is a quotient of polynomials with rational coefficients, and that is zero only if its numerator has no term. No rule is
used that a person would have to believe, and nothing is simplified by trying. Where a sign matters, that of |f| in
ln|f|, it is taken at the point where the expression stands.

The lengths of all polynomials are bounded, and so is the time.
"""

from math import lcm
from typing import Any

from quizgen.claims.ratio import LARGEST_POWER, TooLongError, ratio
from quizgen.claims.symbolic import Point, value_at

_LONGEST_FACTORED = 60  # terms of a polynomial
_LARGEST_NUMBER = 10**12  # whose prime factors are looked for


def is_zero(expression: Any, at: Point) -> bool:
    """Tell whether an expression is zero wherever the branches are those of the point."""
    if expression.is_Rational:
        return bool(expression == 0)
    form = NormalForm(at)
    numerator, _ = form.quotient(form.plain(expression))
    return form.vanishes(numerator)


class NormalForm:
    """The letters that stand for exponentials, logarithms, roots and unknown functions in some expressions."""

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

    def _sign(self, part: Any) -> int:
        return self.at.sign(part)

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

    def _rational(self, number: Any) -> Any:
        return self.sympy.Rational(int(number.numerator), int(number.denominator))

    def _without_squares(self, expression: Any) -> Any:
        """Return an expression with i^2 put in."""
        if self.imaginary not in expression.free_symbols:
            return expression
        over, under = self.quotient(expression)
        if self.imaginary in under.as_expr().free_symbols:
            return expression
        even, odd = self._halves(over.as_expr(), self.imaginary, self.sympy.Integer(-1))
        return (even + odd * self.imaginary) / under.as_expr()

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

    def _logarithm(self, inner: Any) -> Any:
        """Return the logarithm of something as a sum of those of its irreducible factors."""
        over, under = self.quotient(self._without_squares(inner))
        if under.is_ground and len(over) < _LONGEST_FACTORED:
            self._note_domain(*over.factor_list())
        return self._log_of(over) - self._log_of(under)

    def _note_domain(self, constant: Any, factors: list[tuple[Any, int]]) -> None:
        """Take the sign that a lone factor must have for its logarithm to be there at all: no branch is taken by it."""
        if len(factors) == 1 and factors[0][1] % 2:
            self.domain.append((factors[0][0].as_expr(), 1 if constant > 0 else -1))

    def _log_of(self, polynomial: Any) -> Any:
        constant, factors = polynomial.factor_list() if len(polynomial) < _LONGEST_FACTORED else (1, [(polynomial, 1)])
        total = self._log_of_number(constant)
        for factor, power in factors:
            expression = factor.as_expr()
            exponent = next((key for key, letter, _ in self.powers if letter == expression), None)
            if exponent is not None and not exponent[1]:
                parts = next(parts for _, letter, parts in self.powers if letter == expression)
                total += power * exponent[0] / parts
            else:
                total += power * self._log_letter(expression)
        return total

    def _log_of_number(self, constant: Any) -> Any:
        sympy = self.sympy
        number = sympy.Rational(constant.numerator, constant.denominator) if constant != 1 else sympy.Integer(1)
        if max(abs(int(number.p)), int(number.q)) > _LARGEST_NUMBER:
            return self._log_letter(number)
        total = sympy.Integer(0)
        for whole, sign in ((abs(int(number.p)), 1), (int(number.q), -1)):
            for prime, power in sympy.factorint(whole).items():
                total += sign * power * self._log_letter(sympy.Integer(prime))
        return total

    def _log_letter(self, factor: Any) -> Any:
        for known, letter in self.logs:
            if known == factor or known == -factor or self.sympy.expand(known + factor) == 0:
                return letter
        letter = self.sympy.Dummy("ln")
        self.logs.append((factor, letter))
        return letter

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

    def _letters_sign(self, factor: Any) -> int:
        """Return the sign of something written in our letters: what its logarithm asks for, or that at the point."""
        for known, sign in self.domain:
            if factor in (known, -known):
                return sign if factor == known else -sign
        return self._sign(factor.xreplace(self._meanings()))

    def _meanings(self) -> dict[Any, Any]:
        """Return what our letters stand for; those that stand for nothing SymPy could work out are left."""
        sympy = self.sympy
        found = {letter: sympy.exp(rest / parts) for (rest, imaginary), letter, parts in self.powers if not imaginary}
        return found | {letter: sympy.log(abs(base)) for base, letter in self.logs}

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
