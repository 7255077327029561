"""An engine of its own, to check the other with: dual numbers.

A dual number carries a value and its slope by one variable. It runs a row's *value*, never its derivatives, and knows
only how slopes go through arithmetic; powers are repeated products here, so that not even the power rule is shared.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from quizgen.autodiff.graph import CONSTANT, INPUT, Graph
from quizgen.autodiff.operations import OPERATIONS


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
        value = Fraction(self.value) / other.value
        return Dual(value, (self.slope - value * other.slope) / other.value)

    def __pow__(self, exponent: int) -> "Dual":
        product, factor = Dual(1), self
        while exponent:
            if exponent & 1:
                product = product * factor
            factor = factor * factor
            exponent >>= 1
        return product

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


def _dual(value: Any) -> Dual:
    return value if isinstance(value, Dual) else Dual(value)


def slope(graph: Graph, values: Sequence[Any], of: int, by: int) -> Any:
    """Return d(of)/d(by) at these values, for any two nodes."""
    duals: dict[int, Any] = {by: Dual(values[by], 1)}
    for place in range(by + 1, of + 1):
        node = graph.nodes[place]
        if node.operation not in (INPUT, CONSTANT) and any(parent in duals for parent in node.parents):
            inputs = [duals.get(parent, values[parent]) for parent in node.parents]
            duals[place] = OPERATIONS[node.operation].value(*inputs)
    found = duals.get(of)
    return found.slope if found is not None else 0
