"""Logarithms as sums of those of irreducible factors: ln(x^2*y) is 2*ln(x) + ln(y)."""

from typing import Any

from quizgen.claims.exponential import Exponentials

_LONGEST_FACTORED = 60  # terms of a polynomial
_LARGEST_NUMBER = 10**12  # whose prime factors are looked for


class Logarithms(Exponentials):
    """The letters of logarithms, each of one factor."""

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
