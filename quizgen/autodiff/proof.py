"""An engine of its own, to check the other with: dual numbers.

A dual number carries a value and its slope by one variable. It runs a row's *value*, never its derivatives, and knows
only how slopes go through arithmetic and exp, ln, sqrt, sin, cos; powers are repeated products here and tanh is made
of exponentials, so that no rule of the table is shared. A new operation needs nothing here. In arrays it is an entry.
"""
# ruff: noqa: ARG005  slopes take the input and the value

import math
from collections.abc import Callable, Sequence
from typing import Any

from quizgen.autodiff.array import Array, of_shape, shape_of, total
from quizgen.autodiff.graph import CONSTANT, INPUT, Graph
from quizgen.autodiff.number import UndefinedValueError, cos, exp, ln, power, quotient, sin, sqrt
from quizgen.autodiff.operations import OPERATIONS
from quizgen.autodiff.row import value_of

_CLOSE = 1e-12  # of the size of a float
_ROUNDING = 1e-15  # of 1, what a cancellation such as 1 - h*h leaves behind; no more, or vanishing gradients would pass

_SLOPES: dict[str, tuple[Callable[[Any], Any], Callable[[Any, Any], Any]]] = {  # value, slope by input and value
    "exp": (exp, lambda x, y: y),
    "ln": (ln, lambda x, y: quotient(1, x)),
    "sqrt": (sqrt, lambda x, y: quotient(1, y + y)),
    "sin": (sin, lambda x, y: cos(x)),
    "cos": (cos, lambda x, y: -sin(x)),
}


class Dual:
    """value + slope * e, with e*e = 0."""

    __slots__ = ("slope", "value")

    def __init__(self, value: Any, slope: Any = 0) -> None:
        self.value = value
        self.slope = slope

    def __add__(self, other: Any) -> "Dual":
        other = _dual(other)
        return Dual(self.value + other.value, self.slope + other.slope)

    def __sub__(self, other: Any) -> "Dual":
        other = _dual(other)
        return Dual(self.value - other.value, self.slope - other.slope)

    def __mul__(self, other: Any) -> "Dual":
        other = _dual(other)
        return Dual(self.value * other.value, self.slope * other.value + self.value * other.slope)

    def __truediv__(self, other: Any) -> "Dual":
        other = _dual(other)
        value = quotient(self.value, other.value)
        return Dual(value, quotient(self.slope - value * other.slope, other.value))

    def __pow__(self, exponent: Any) -> "Dual":
        if not isinstance(exponent, int):  # x^n = exp(n ln x), told without a float where the power itself is exact
            n = _dual(exponent)
            value = power(self.value, n.value)
            by_exponent = value * ln(self.value) * n.slope if n.slope else 0
            return Dual(value, value * quotient(n.value * self.slope, self.value) + by_exponent)
        product, factor = Dual(1), self
        while exponent:
            if exponent & 1:
                product = product * factor
            factor = factor * factor
            exponent >>= 1
        return product

    def __rpow__(self, base: Any) -> "Dual":
        return Dual(base) ** self

    def __neg__(self) -> "Dual":
        return Dual(-self.value, -self.slope)

    def __radd__(self, other: Any) -> "Dual":
        return _dual(other) + self

    def __rsub__(self, other: Any) -> "Dual":
        return _dual(other) - self

    def __rmul__(self, other: Any) -> "Dual":
        return _dual(other) * self

    def __rtruediv__(self, other: Any) -> "Dual":
        return _dual(other) / self

    def function(self, name: str, definition: Callable[[Any], Any] | None) -> "Dual":
        """Return a function's value and slope, by its definition where it is none of the basic ones."""
        if definition is not None:
            found: Dual = definition(self)
            return found
        function, by_input = _SLOPES[name]
        value = function(self.value)
        return Dual(value, by_input(self.value, value) * self.slope)

    def where(self, above: Any, otherwise: Any) -> Any:
        """Return one of two, by the sign of the value."""
        return above if self.value > 0 else otherwise


def _dual(value: Any) -> Dual:
    return value if isinstance(value, Dual) else Dual(value)


def slope(graph: Graph, values: Sequence[Any], of: int, by: int) -> Any:
    """Return d(of)/d(by) at these values, for any two nodes that are numbers."""
    found = rerun(graph, values, of, by, Dual(values[by], 1))
    return found.slope if isinstance(found, Dual) else 0


def rerun(graph: Graph, values: Sequence[Any], of: int, by: int, value: Any) -> Any:
    """Return the value of one node when another one has this value instead of its own."""
    changed: dict[int, Any] = {by: value}
    for place in range(by + 1, of + 1):
        node = graph.nodes[place]
        if node.operation not in (INPUT, CONSTANT) and any(parent in changed for parent in node.parents):
            inputs = [changed.get(parent, values[parent]) for parent in node.parents]
            try:
                changed[place] = value_of(node.operation, OPERATIONS[node.operation], inputs)
            except OverflowError as fault:
                raise UndefinedValueError(f"{node.label} is too large to be proven", place) from fault
    return changed.get(of, values[of])


def gradient(graph: Graph, values: Sequence[Any], of: int, by: int, upstream: Any = 1) -> Any:
    """Return upstream * d(of)/d(by), summed over the entries of an array `of`, in the shape of `by`."""
    value = values[by]
    if not isinstance(value, Array):
        return _weighted(rerun(graph, values, of, by, Dual(value, 1)), upstream)
    duals = [with_entry(value, entry, Dual(old, 1)) for entry, old in enumerate(value.flat)]
    return of_shape(value.shape, tuple(_weighted(rerun(graph, values, of, by, dual), upstream) for dual in duals))


def with_entry(value: Any, entry: int | None, new: Any) -> Any:
    """Return an array with one entry replaced, its entries counted row by row; or what replaces a number."""
    if entry is None:
        return new
    return of_shape(value.shape, (*value.flat[:entry], new, *value.flat[entry + 1 :]))


def _weighted(found: Any, upstream: Any) -> Any:
    """Return the slopes of a run, times upstream, added up."""
    slopes = found.map(lambda entry: _dual(entry).slope) if isinstance(found, Array) else _dual(found).slope
    return total(upstream * slopes)


def agree(one: Any, other: Any) -> bool:
    """Tell whether two results are the same: exactly, or floats to twelve digits of the largest entry."""
    if isinstance(one, Array) or isinstance(other, Array):
        if shape_of(one) != shape_of(other):
            return False
        pairs = list(zip(one.flat, other.flat, strict=True))
    else:
        pairs = [(one, other)]
    floats = [abs(entry) for pair in pairs for entry in pair if isinstance(entry, float)] if len(pairs) > 1 else []
    size = max(floats, default=0.0)
    return all(_agree(left, right, size) for left, right in pairs)


def _agree(one: Any, other: Any, size: float) -> bool:
    if isinstance(one, float) or isinstance(other, float):
        return math.isclose(one, other, rel_tol=_CLOSE, abs_tol=max(_CLOSE * size, _ROUNDING))
    return bool(one == other)
