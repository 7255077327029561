"""Derivatives from values alone: central differences with an error bound, and the complex step.

The central difference (f(x + h) - f(x - h))/2h is wrong by about h^2 from the curvature; taken at h, h/2 and h/4 the
results tell how much. On exact numbers nothing is rounded, so h can be tiny. The complex step, Im f(x + ih)/h, has
no difference in it that could cancel, and is right to the last digits where f is made of smooth functions.
"""

import cmath
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from quizgen.autodiff.graph import Graph
from quizgen.autodiff.proof import rerun, with_entry

_EXACT_STEP = Fraction(1, 10**9)
_FLOAT_STEP = 2.0**-8  # a power of two, so that x + h is not rounded for numbers of ordinary size
_COMPLEX_STEP = 1e-100


class Estimate(NamedTuple):
    """A derivative, and how far off it can be."""

    value: float
    error: float

    def allows(self, slope: Any) -> bool:
        """Tell whether a slope can be the derivative."""
        return abs(float(slope) - self.value) <= self.error


def central_difference(graph: Graph, values: Sequence[Any], of: int, by: int, entry: int | None = None) -> Estimate:
    """Return d(of)/d(by) of two numbers from nearby values, with a bound on the error; `by` may be an array's entry."""

    def at(number: Any) -> Any:
        return rerun(graph, values, of, by, with_entry(values[by], entry, number))

    x = values[by] if entry is None else values[by].flat[entry]
    size = max(1, abs(x))
    exact = not any(isinstance(value, float) for value in (x, at(x + _EXACT_STEP)))
    first = size * (_EXACT_STEP if exact else _FLOAT_STEP)
    steps = [first, first / 2, first / 4]
    coarse, middle, fine = [(at(x + step) - at(x - step)) / (2 * step) for step in steps]
    better, best = (4 * middle - coarse) / 3, (4 * fine - middle) / 3  # Richardson: the terms in h^2 cancel
    value = (16 * best - better) / 15  # and here those in h^4
    rounding = 0.0 if exact else 64 * 2.0**-52 * max(1.0, abs(float(values[of]))) / float(first)
    spread = max(abs(float(value - best)), abs(float(best - better)))
    return Estimate(float(value), spread + rounding + 2.0**-40 * max(1.0, abs(float(value))))


def complex_step(graph: Graph, values: Sequence[Any], of: int, by: int, entry: int | None = None) -> float:
    """Return d(of)/d(by) of two numbers, from one value at a complex input; `by` may be an array's entry."""
    x = values[by] if entry is None else values[by].flat[entry]
    stepped = with_entry(values[by], entry, Complex(complex(x, _COMPLEX_STEP)))
    found = rerun(graph, values, of, by, stepped)
    return found.value.imag / _COMPLEX_STEP if isinstance(found, Complex) else 0.0


class Complex:
    """A complex number with the functions that the table asks for."""

    __slots__ = ("value",)

    def __init__(self, value: complex) -> None:
        self.value = value

    def __add__(self, other: Any) -> "Complex":
        return Complex(self.value + _plain(other))

    __radd__ = __add__

    def __sub__(self, other: Any) -> "Complex":
        return Complex(self.value - _plain(other))

    def __rsub__(self, other: Any) -> "Complex":
        return Complex(_plain(other) - self.value)

    def __mul__(self, other: Any) -> "Complex":
        return Complex(self.value * _plain(other))

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> "Complex":
        return Complex(self.value / _plain(other))

    def __rtruediv__(self, other: Any) -> "Complex":
        return Complex(_plain(other) / self.value)

    def __pow__(self, exponent: Any) -> "Complex":
        if isinstance(exponent, int) and exponent <= 64:  # by products: the general power loses the tiny part
            product = 1 + 0j
            for _ in range(exponent):
                product *= self.value
            return Complex(product)
        return Complex(cmath.exp(_plain(exponent) * cmath.log(self.value)))

    def __rpow__(self, base: Any) -> "Complex":
        return Complex(cmath.exp(self.value * cmath.log(_plain(base))))

    def __neg__(self) -> "Complex":
        return Complex(-self.value)

    def function(self, name: str, definition: Callable[[Any], Any] | None) -> "Complex":
        """Return a function's value, by its definition where it is none of the basic ones."""
        if definition is not None:
            found: Complex = definition(self)
            return found
        return Complex(
            {"exp": cmath.exp, "ln": cmath.log, "sqrt": cmath.sqrt, "sin": cmath.sin, "cos": cmath.cos}[name](
                self.value
            )
        )

    def where(self, above: Any, otherwise: Any) -> Any:
        """Return one of two, by the sign of the real part."""
        return above if self.value.real > 0 else otherwise


def _plain(value: Any) -> complex:
    return value.value if isinstance(value, Complex) else complex(value)
