"""The value of a formula at given numbers and matrices: exact as long as their entries are.

Matrices are the engine's, and a single row or column is repeated where a sum needs it, as there.
"""

from collections.abc import Callable, Mapping
from typing import Any

from quizgen.autodiff.array import Array, Shape, ShapeError, entrywise, shape_of
from quizgen.autodiff.operations import OPERATIONS
from quizgen.matrix_letter import TO_NUMBER, letter_of
from quizgen.notation.symbols import SAME_FUNCTION
from quizgen.notation.tree import Name, Operation, Tree
from quizgen.numeric import UndecidableError, apply, combine, number_of, of_a_size
from quizgen.point import Value

_OF_MATRICES = TO_NUMBER | {"row_sum", "rowsum", "softmax"}


class MatrixError(ValueError):
    """Matrices whose sizes do not fit: in which formula, and which sizes, None for a number's."""

    def __init__(self, tree: Tree, *shapes: Shape | None) -> None:
        super().__init__("sizes that do not fit")
        self.tree = tree
        self.shapes = shapes


def matrix_value(tree: Tree, values: Mapping[str, Value]) -> Value:
    """Return a formula's value; sizes that do not fit are a MatrixError."""
    letter = letter_of(tree)
    if letter in values:
        return values[letter]
    if not isinstance(tree, Operation):
        return number_of(tree, {})
    if letter:
        raise MatrixError(tree)  # nothing tells its size
    called = tree.operands[0] if tree.symbol == "call" else None
    inputs = [matrix_value(part, values) for part in tree.operands[called is not None :]]
    try:
        return _called(called.name, inputs) if isinstance(called, Name) else _combined(tree.symbol, inputs)
    except ShapeError as fault:
        raise MatrixError(tree, *map(shape_of, inputs)) from fault


def _combined(symbol: str, inputs: list[Value]) -> Value:
    """Return a value of arithmetic; a number goes with every entry of a matrix."""
    match symbol, inputs:
        case "transpose", [value]:
            return value.transposed if isinstance(value, Array) else value
        case "negate", [value]:
            return -value
        case "@", [left, right]:
            if not isinstance(left, Array) or not isinstance(right, Array):
                raise ShapeError("a matrix product of a number")
            return _of_sizes(left @ right)
        case "*", [Array(), Array()]:
            raise UndecidableError("a product of matrices is written with @ or .*")
        case "+" | "-" | "*" | ".*" | "/" | "^", [left, right]:
            sign = "*" if symbol == ".*" else symbol
            return _entry_by_entry(lambda x, y: combine(sign, x, y), left, right)
    raise UndecidableError(f"{symbol} has no value here")


def _entry_by_entry(formula: Callable[..., Any], *inputs: Value) -> Value:
    """Return a formula of numbers at every entry."""
    return entrywise(formula, *inputs) if any(isinstance(value, Array) for value in inputs) else formula(*inputs)


def _called(name: str, inputs: list[Value]) -> Value:
    """Return a function's value: of numbers at every entry, of whole matrices by the engine's table."""
    if name not in _OF_MATRICES:
        return _entry_by_entry(lambda *numbers: apply(name, list(numbers)), *inputs)
    row = OPERATIONS[SAME_FUNCTION.get(name, name)]
    if len(inputs) != row.arity or not all(isinstance(value, Array) for value in inputs):
        raise UndecidableError(f"{name} of numbers")
    return _of_sizes(row.value(*inputs))


def _of_sizes(value: Any) -> Value:
    """Return a value whose numbers are of a size to go on with."""
    return value.map(of_a_size) if isinstance(value, Array) else of_a_size(value)
