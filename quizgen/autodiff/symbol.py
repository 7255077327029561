"""Letters in place of numbers: a row's formulas run on them and give the formula itself, as a tree."""

from collections.abc import Callable
from typing import Any

from quizgen.autodiff.operations import OPERATIONS, Elementwise
from quizgen.notation.tree import Name, Number, Operation, Tree


class Symbol:
    """A formula that knows arithmetic, and leaves out what a person would not write: x^1, 1*x."""

    __slots__ = ("tree",)

    def __init__(self, tree: Tree) -> None:
        self.tree = tree

    def __add__(self, other: Any) -> "Symbol":
        return _apply("+", self, other)

    def __radd__(self, other: Any) -> "Symbol":
        return _apply("+", other, self)

    def __sub__(self, other: Any) -> "Symbol":
        return _apply("-", self, other)

    def __rsub__(self, other: Any) -> "Symbol":
        return _apply("-", other, self)

    def __mul__(self, other: Any) -> "Symbol":
        return _apply("*", self, other)

    def __rmul__(self, other: Any) -> "Symbol":
        return self if other == 1 else _apply("*", other, self)

    def __truediv__(self, other: Any) -> "Symbol":
        return _apply("/", self, other)

    def __rtruediv__(self, other: Any) -> "Symbol":
        return _apply("/", other, self)

    def __pow__(self, exponent: Any) -> "Symbol":
        return self if exponent == 1 else _apply("^", self, exponent)

    def __rpow__(self, base: Any) -> "Symbol":
        return _apply("^", base, self)

    def __neg__(self) -> "Symbol":
        return Symbol(Operation("negate", (self.tree,)))

    def function(self, name: str, definition: Callable[[Any], Any] | None) -> "Symbol":
        """Return a call."""
        del definition
        return Symbol(Operation("call", (Name(name), self.tree)))


def _apply(symbol: str, left: Any, right: Any) -> Symbol:
    return Symbol(Operation(symbol, (_tree(left), _tree(right))))


def _tree(value: Any) -> Tree:
    return value.tree if isinstance(value, Symbol) else Number(value)


def local_formula(operation: str, which: int, inputs: tuple[Tree, ...], output: Tree | None = None) -> Tree:
    """Return the local derivative by one of the inputs as a formula: for a product, the other factor.

    A derivative that is told by the output is written with it; that of a switch has no formula and is called relu'(z).

    >>> local_formula("*", 0, (Name("x"), Name("y")))
    Name(name='y')
    """
    row = OPERATIONS[operation]
    if not isinstance(row, Elementwise):
        raise TypeError(f"the {row.name} has no local derivative by numbers")
    called = Operation("call", (Name(operation), *inputs))
    if row.kink is not None:
        primed = Operation("call", (Name(f"{operation}'"), *inputs))
        return primed if row.arity == 1 else Operation("derivative", (called, inputs[which]))
    parts = (output or called, *inputs) if row.from_output else inputs
    letters = [Symbol(part) if not isinstance(part, Number) else part.value for part in parts]
    return _tree(row.local[which](*letters))
