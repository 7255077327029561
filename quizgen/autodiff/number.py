"""Functions of a number, each exact where it can be: sqrt(9/4) is 3/2 and exp(0) is 1, but exp(1) is a float.

What is no number brings its own way to compute: a dual number, a line of generated code, a formula in letters. It is
asked for a function by name, with a definition in terms of simpler ones in case it does not know that one.
"""

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any, TypeAlias

Exact: TypeAlias = int | Fraction
Number: TypeAlias = int | Fraction | float
Formula: TypeAlias = Callable[..., Any]

NUMBERS = frozenset([int, Fraction, float])
_EXACT = (int, Fraction)  # faster to ask for than their union

_MAX_BITS = 20_000


class UndefinedValueError(ArithmeticError):
    """An operation has no value at its inputs; `place` is the node, where one is to blame."""

    def __init__(self, message: str, place: int | None = None) -> None:
        super().__init__(message)
        self.place = place


TOO_LARGE = "a number too large for a float"


def see_sensible(value: Any) -> None:
    """See that a number is no infinite float and has no thousands of digits, and so each number of an array."""
    kind = type(value)
    if kind is float:
        if value - value != 0.0:
            raise OverflowError
    elif kind is int:
        if value.bit_length() > _MAX_BITS:
            raise UndefinedValueError("a number with thousands of digits")
    elif kind is Fraction:
        if max(value.numerator.bit_length(), value.denominator.bit_length()) > _MAX_BITS:
            raise UndefinedValueError("a number with thousands of digits")
    else:
        flat = getattr(value, "flat", ())
        if flat and type(flat[0]) is float:
            whole = sum(flat)
            if type(whole) is float and whole - whole == 0.0:  # which no infinity leaves so
                return
        for entry in flat:
            see_sensible(entry)


def quotient(x: Any, y: Any) -> Any:
    """Return x/y, exact: 6/3 is the integer 2."""
    if type(y) is float or type(x) is float:
        if y == 0:
            raise UndefinedValueError("a division by zero")
        return x / y
    if isinstance(y, _EXACT):
        if y == 0:
            raise UndefinedValueError("a division by zero")
        if isinstance(x, _EXACT):
            ratio = Fraction(x) / y
            return ratio.numerator if ratio.denominator == 1 else ratio
    return x / y


def power(x: Any, n: Any) -> Any:
    """Return x^n: exact for a whole n, and for a half one of a square."""
    if type(n) is int:
        if n == 1:
            return x
        return x**n if type(x) is float and n > 0 else _whole_power(x, n)
    if type(n) is Fraction and n.denominator == 1:
        return _whole_power(x, n.numerator)
    if type(x) not in NUMBERS or type(n) not in NUMBERS:
        return x**n
    if x < 0:
        raise UndefinedValueError("a root of a negative number")
    if x == 0:
        return 0 * x if n > 0 else quotient(1, x)
    if type(n) is Fraction and n.denominator == 2:
        root = sqrt(x)
        if type(root) is not float:
            return _whole_power(root, n.numerator)
    return math.pow(x, n)


def _whole_power(x: Any, n: int) -> Any:
    if isinstance(x, _EXACT) and max(x.numerator.bit_length(), x.denominator.bit_length()) * abs(n) > _MAX_BITS:
        raise UndefinedValueError("a number with thousands of digits")
    return x**n if n >= 0 else quotient(1, x**-n)


def sqrt(x: Any) -> Any:
    """Return the square root, exact for a square."""
    if type(x) not in NUMBERS:
        return x.function("sqrt", None)
    if x < 0:
        raise UndefinedValueError("the square root of a negative number")
    if type(x) is not float:
        over, under = math.isqrt(x.numerator), math.isqrt(x.denominator)
        if over * over == x.numerator and under * under == x.denominator:
            return quotient(over, under)
    return math.sqrt(x)


def exp(x: Any) -> Any:
    """Return e^x; e^0 is exactly 1."""
    if type(x) not in NUMBERS:
        return x.function("exp", None)
    return 1 if type(x) is not float and x == 0 else math.exp(x)


def ln(x: Any) -> Any:
    """Return the natural logarithm; that of 1 is exactly 0."""
    if type(x) not in NUMBERS:
        return x.function("ln", None)
    if x <= 0:
        raise UndefinedValueError("the logarithm of zero" if x == 0 else "the logarithm of a negative number")
    return 0 if type(x) is not float and x == 1 else math.log(x)


def sin(x: Any) -> Any:
    """Return the sine; that of 0 is exactly 0."""
    if type(x) not in NUMBERS:
        return x.function("sin", None)
    return 0 if type(x) is not float and x == 0 else math.sin(x)


def cos(x: Any) -> Any:
    """Return the cosine; that of 0 is exactly 1."""
    if type(x) not in NUMBERS:
        return x.function("cos", None)
    return 1 if type(x) is not float and x == 0 else math.cos(x)


def tanh(x: Any) -> Any:
    """Return (e^x - e^-x)/(e^x + e^-x); at 0 it is exactly 0."""
    if type(x) not in NUMBERS:
        return x.function("tanh", lambda x: (exp(x) - exp(-x)) / (exp(x) + exp(-x)))
    return 0 if type(x) is not float and x == 0 else math.tanh(x)


def sigmoid(x: Any) -> Any:
    """Return 1/(1 + e^-x), which never overflows; at 0 it is exactly 1/2."""
    if type(x) not in NUMBERS:
        return x.function("sigmoid", lambda x: 1 / (1 + exp(-x)))
    if type(x) is not float and x == 0:
        return Fraction(1, 2)
    small = math.exp(-abs(x))
    return 1 / (1 + small) if x > 0 else small / (1 + small)


def softplus(x: Any) -> Any:
    """Return ln(1 + e^x), which never overflows."""
    if type(x) not in NUMBERS:
        return x.function("softplus", lambda x: ln(1 + exp(x)))
    return max(x, 0) + math.log1p(math.exp(-abs(x)))


def where(x: Any, above: Any, otherwise: Any) -> Any:
    """Return the second where x > 0, the third where it is not."""
    if type(x) not in NUMBERS:
        return x.where(above, otherwise)
    return above if x > 0 else otherwise


def relu(x: Any) -> Any:
    """Return x where it is above 0, and a 0 of its own kind where it is not."""
    if type(x) not in NUMBERS:
        return x.where(x, x - x)
    return x if x > 0 else x - x


def step(x: Any) -> Any:
    """Return 1 above 0, and 0 elsewhere."""
    if type(x) not in NUMBERS:
        return x.where(1, 0)
    return 1 if x > 0 else 0


def larger(x: Any, y: Any) -> Any:
    """Return the larger number, the first at a tie."""
    return where(y - x, y, x)


def smaller(x: Any, y: Any) -> Any:
    """Return the smaller number, the first at a tie."""
    return where(x - y, y, x)
