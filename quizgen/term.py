"""A formula that knows arithmetic, so that the engine's own rows run on it and write what a person would.

Nothing is simplified but what nobody writes: a factor 1, a term 0, a double minus, the transpose of a transpose.
"""

from collections.abc import Callable
from typing import Any

from quizgen.autodiff.array import Array
from quizgen.autodiff.number import UndefinedValueError
from quizgen.notation.tree import Name, Number, Operation, Tree


class Term:
    """A formula that knows arithmetic, of a number or of an array, and leaves out what nobody would write."""

    __slots__ = ("is_array", "tree")

    def __init__(self, tree: Tree, *, is_array: bool) -> None:
        self.tree = tree
        self.is_array = is_array

    def __add__(self, other: Any) -> Any:
        return self if _is(other, 0) else _combined("+", self, other)

    def __radd__(self, other: Any) -> Any:
        return self if _is(other, 0) else _combined("+", other, self)

    def __sub__(self, other: Any) -> Any:
        return self if _is(other, 0) else _combined("-", self, other)

    def __rsub__(self, other: Any) -> Any:
        return _combined("-", other, self)

    def __mul__(self, other: Any) -> Any:
        return _product(self, other)

    def __rmul__(self, other: Any) -> Any:
        return _product(other, self)

    def __truediv__(self, other: Any) -> Any:
        return self if _is(other, 1) else _combined("/", self, other)

    def __rtruediv__(self, other: Any) -> Any:
        return _combined("/", other, self)

    def __pow__(self, exponent: Any) -> Any:
        if self.is_array and _is(exponent, 2):
            return self * self  # entry by entry, where an exponent looks like a power of a matrix
        return self if _is(exponent, 1) else _combined("^", self, exponent)

    def __rpow__(self, base: Any) -> Any:
        return _combined("^", base, self)

    def __matmul__(self, other: Any) -> Any:
        return Term(Operation("@", (self.tree, tree_of_term(other))), is_array=True)

    def __neg__(self) -> "Term":
        if isinstance(self.tree, Operation) and self.tree.symbol == "negate":
            return Term(self.tree.operands[0], is_array=self.is_array)
        return Term(Operation("negate", (self.tree,)), is_array=self.is_array)

    @property
    def transposed(self) -> "Term":
        """Return the transpose; that of a transpose is the array itself."""
        if isinstance(self.tree, Operation) and self.tree.symbol == "transpose":
            return Term(self.tree.operands[0], is_array=True)
        return Term(Operation("transpose", (self.tree,)), is_array=True)

    def function(self, name: str, definition: Callable[[Any], Any] | None) -> "Term":
        """Return a call."""
        del definition
        return Term(Operation("call", (Name(name), self.tree)), is_array=self.is_array)


def _is(value: Any, number: int) -> bool:
    return not isinstance(value, Term) and bool(value == number)


def tree_of_term(value: Any) -> Tree:
    """Return a term, or a number among terms, as a formula."""
    if isinstance(value, Term):
        return value.tree
    if isinstance(value, Array) or value is None:
        raise UndefinedValueError("a formula that has no letters here")
    return Operation("negate", (Number(-value),)) if value < 0 else Number(value)


def is_array_term(value: Any) -> bool:
    """Tell whether a value is a formula of an array."""
    return isinstance(value, Term) and value.is_array


def _combined(symbol: str, left: Any, right: Any) -> Term:
    return Term(
        Operation(symbol, (tree_of_term(left), tree_of_term(right))),
        is_array=is_array_term(left) or is_array_term(right),
    )


def _product(left: Any, right: Any) -> Any:
    """Return a product: a minus comes before it, and a 1 is not written."""
    for one, other in ((left, right), (right, left)):
        if _is(one, 1):
            return other
        if _is(one, 0):
            return 0
        if _is(one, -1):
            return -other
        if isinstance(one, Term) and isinstance(one.tree, Operation) and one.tree.symbol == "negate":
            inner = Term(one.tree.operands[0], is_array=one.is_array)
            return -(_product(inner, other) if one is left else _product(other, inner))
    if is_array_term(left) and not is_array_term(right):
        left, right = right, left
    return _combined(".*" if is_array_term(left) and is_array_term(right) else "*", left, right)
