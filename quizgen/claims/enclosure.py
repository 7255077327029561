"""Numbers that are never wrong: exact as long as they can be, and then an interval that surely holds the value.

What differs beyond its intervals is different for sure, so that a refutation needs no tolerance.
"""

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from operator import add, mul, sub
from typing import Any

from quizgen.autodiff.number import Exact, UndefinedValueError, quotient
from quizgen.notation.tree import write_number

PRECISION = 160  # bits
_MAX_BITS = 4_000  # of an exact numerator or denominator; past it a number goes on as an interval
_WIDEST = 100_000  # what exp, sin and cos are asked for
_MOST_POWER = 100_000
_DIGITS = 6


@cache
def _intervals() -> Any:
    """Return the interval arithmetic of mpmath, imported when the first number is no fraction."""
    from mpmath.ctx_iv import MPIntervalContext

    intervals = MPIntervalContext()
    intervals.prec = PRECISION
    return intervals


class Enclosure:
    """A number: an exact one, or an interval round it."""

    __slots__ = ("inner",)

    def __init__(self, inner: Any) -> None:
        self.inner = inner

    @property
    def exact(self) -> Exact | None:
        """Return the number itself, if it is known."""
        return self.inner if isinstance(self.inner, int | Fraction) else None

    @property
    def interval(self) -> Any:
        """Return the number as an interval."""
        return _widened(self.inner)

    @property
    def sign(self) -> int | None:
        """Return 1, 0 or -1, or nothing where the interval leaves it open."""
        if isinstance(self.inner, int | Fraction):
            return (self.inner > 0) - (self.inner < 0)
        return 1 if self.inner.a > 0 else -1 if self.inner.b < 0 else None

    def __add__(self, other: Any) -> "Enclosure":
        return _combined(add, self, other)

    def __radd__(self, other: Any) -> "Enclosure":
        return _combined(add, other, self)

    def __sub__(self, other: Any) -> "Enclosure":
        return _combined(sub, self, other)

    def __rsub__(self, other: Any) -> "Enclosure":
        return _combined(sub, other, self)

    def __mul__(self, other: Any) -> "Enclosure":
        return _combined(mul, self, other)

    def __rmul__(self, other: Any) -> "Enclosure":
        return _combined(mul, other, self)

    def __truediv__(self, other: Any) -> "Enclosure":
        return _divided(self, other)

    def __rtruediv__(self, other: Any) -> "Enclosure":
        return _divided(other, self)

    def __neg__(self) -> "Enclosure":
        return Enclosure(-self.inner)

    def __pow__(self, exponent: Any) -> "Enclosure":
        if not isinstance(exponent, _KINDS):
            return NotImplemented
        return _power(self, Enclosure(_inner(exponent)))

    def __rpow__(self, base: Any) -> "Enclosure":
        return _power(Enclosure(_inner(base)), self)

    def function(self, name: str, definition: Callable[[Any], Any] | None) -> "Enclosure":
        """Return a function's value, by its definition where it is none of the basic ones."""
        if definition is not None:
            found: Enclosure = definition(self)
            return found
        return _FUNCTIONS[name](self)

    def where(self, above: Any, otherwise: Any) -> "Enclosure":
        """Return one of two, by the sign; where that is open, nothing."""
        if self.sign is None:
            raise UndefinedValueError("a sign too close to call")
        return Enclosure(_inner(above if self.sign > 0 else otherwise))

    def __gt__(self, other: Any) -> bool:
        sign = (self - other).sign
        if sign is None:
            raise UndefinedValueError("a sign too close to call")
        return bool(sign > 0)

    def differs(self, other: "Enclosure") -> bool:
        """Tell whether it is surely another number."""
        return (self - other).sign not in (0, None)

    def __repr__(self) -> str:
        return f"Enclosure({self})"

    def __str__(self) -> str:
        return self.text(_DIGITS)

    def text(self, digits: int) -> str:
        """Return the number as a person would write it, to so many digits where it is not short."""
        if self.exact is not None:
            written = write_number(self.exact)
            if len(written) <= 2 * _DIGITS:
                return written
        from mpmath import mp, nstr

        middle = self.interval.mid
        with mp.workprec(PRECISION):
            return str(nstr(mp.mpf(middle.a), digits)).removesuffix(".0")


_KINDS = (Enclosure, int, Fraction)


def pi() -> Enclosure:
    """Return the number pi."""
    return Enclosure(_intervals().pi)


def _inner(value: Any) -> Any:
    return value.inner if isinstance(value, Enclosure) else value


def _widened(value: Any) -> Any:
    """Return a number as an interval."""
    if isinstance(value, int):
        return _intervals().mpf(value)
    if isinstance(value, Fraction):
        return _intervals().mpf(value.numerator) / _intervals().mpf(value.denominator)
    return value


def _kept(value: Any) -> Enclosure:
    """Return a result, an exact one only while it is of a size to go on with."""
    if isinstance(value, int | Fraction):
        if max(value.numerator.bit_length(), value.denominator.bit_length()) > _MAX_BITS:
            return Enclosure(_widened(value))
        return Enclosure(value)
    if not all(map(_is_finite, value._mpi_)):
        raise UndefinedValueError("a number far too big")
    return Enclosure(value)


def _is_finite(end: Any) -> bool:
    """Tell whether an end of an interval is a number: sign, digits, power of two, and how many digits."""
    _, digits, power, _ = end
    return bool(digits or not power)


def _combined(formula: Callable[[Any, Any], Any], one: Any, other: Any) -> Enclosure:
    """Return a result of arithmetic; what is no number here, such as a dual number, has its own."""
    if not isinstance(one, _KINDS) or not isinstance(other, _KINDS):
        return NotImplemented  # type: ignore[no-any-return]
    one, other = _inner(one), _inner(other)
    if isinstance(one, int | Fraction) and isinstance(other, int | Fraction):
        return _kept(formula(one, other))
    return _kept(formula(_widened(one), _widened(other)))


def _divided(one: Any, other: Any) -> Enclosure:
    if isinstance(other, _KINDS) and not Enclosure(_inner(other)).sign:
        raise UndefinedValueError("a division by zero")
    return _combined(quotient, one, other)


def _power(base: Enclosure, exponent: Enclosure) -> Enclosure:
    n = exponent.exact
    if n is not None and n.denominator == 1:
        count = abs(n.numerator)
        if count > _MOST_POWER:
            raise UndefinedValueError("a number far too big")
        value = base.inner
        bits = max(value.numerator.bit_length(), value.denominator.bit_length()) if base.exact is not None else 0
        power = _kept(value**count if bits * count <= _MAX_BITS else _widened(value) ** count)
        return power if n >= 0 else _divided(1, power)
    if base.sign == 0 and exponent.sign == 1:
        return Enclosure(0)
    if base.sign != 1:
        raise UndefinedValueError("a root of a negative number")
    if n is not None and n.denominator == 2:
        return _power(_sqrt(base), Enclosure(n.numerator))
    return _exp(exponent * _ln(base))


def _sqrt(x: Enclosure) -> Enclosure:
    from quizgen.autodiff.number import sqrt

    if x.sign is None or x.sign < 0:
        raise UndefinedValueError("the square root of a negative number")
    root = sqrt(x.exact) if x.exact is not None else 0.0
    return Enclosure(root) if not isinstance(root, float) else _kept(_intervals().sqrt(x.interval))


def _exp(x: Enclosure) -> Enclosure:
    return Enclosure(1) if x.exact == 0 else _kept(_intervals().exp(_near(x)))


def _ln(x: Enclosure) -> Enclosure:
    if x.sign != 1:
        raise UndefinedValueError("the logarithm of a number that is not above 0")
    return Enclosure(0) if x.exact == 1 else _kept(_intervals().log(x.interval))


def _sin(x: Enclosure) -> Enclosure:
    return Enclosure(0) if x.exact == 0 else _kept(_intervals().sin(_near(x)))


def _cos(x: Enclosure) -> Enclosure:
    return Enclosure(1) if x.exact == 0 else _kept(_intervals().cos(_near(x)))


def _near(x: Enclosure) -> Any:
    """Return an interval that a function can be asked for without taking long."""
    interval = x.interval
    if not (interval.a > -_WIDEST and interval.b < _WIDEST):
        raise UndefinedValueError("a number far too big")
    return interval


_FUNCTIONS: dict[str, Callable[[Enclosure], Enclosure]] = {
    "exp": _exp,
    "ln": _ln,
    "sqrt": _sqrt,
    "sin": _sin,
    "cos": _cos,
}
