"""Letters in place of numbers: a row's formulas run on them and give the formula itself, as a tree."""

from typing import Any

from quizgen.autodiff.operations import OPERATIONS
from quizgen.notation.tree import Number, Operation, Tree


class Symbol:
    """A formula that knows arithmetic, and leaves out what a person would not write: x^1, 1*x."""

    __slots__ = ("tree",)

    def __init__(self, tree: Tree) -> None:
        self.tree = tree

    def __add__(self, other: Any) -> "Symbol":
        return _apply("+", self, other)

    def __sub__(self, other: Any) -> "Symbol":
        return _apply("-", self, other)

    def __mul__(self, other: Any) -> "Symbol":
        return _apply("*", self, other)

    def __rmul__(self, other: Any) -> "Symbol":
        return self if other == 1 else _apply("*", other, self)

    def __truediv__(self, other: Any) -> "Symbol":
        return _apply("/", self, other)

    def __rtruediv__(self, other: Any) -> "Symbol":
        return _apply("/", other, self)

    def __pow__(self, exponent: int) -> "Symbol":
        return self if exponent == 1 else _apply("^", self, exponent)

    def __neg__(self) -> "Symbol":
        return Symbol(Operation("negate", (self.tree,)))


def _apply(symbol: str, left: Any, right: Any) -> Symbol:
    return Symbol(Operation(symbol, (_tree(left), _tree(right))))


def _tree(value: Any) -> Tree:
    return value.tree if isinstance(value, Symbol) else Number(value)


def local_formula(operation: str, which: int, inputs: tuple[Tree, ...]) -> Tree:
    """Return the local derivative by one of the inputs as a formula: for a product, the other factor.

    >>> from quizgen.notation.tree import Name
    >>> local_formula("*", 0, (Name("x"), Name("y")))
    Name(name='y')
    """
    letters = [Symbol(part) if not isinstance(part, Number) else part.value for part in inputs]
    return _tree(OPERATIONS[operation].local[which](*letters))
