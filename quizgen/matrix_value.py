"""The value of a formula at given matrices: lists of rows, exact as long as their entries are."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from quizgen.autodiff.operations import Exact
from quizgen.matrix_letter import TO_NUMBER, letter_of
from quizgen.notation.tree import Name, Operation, Tree
from quizgen.numeric import UndecidableError, apply, combine, number_of

Scalar: TypeAlias = Exact | float
Matrix: TypeAlias = list[list[Scalar]]
Value: TypeAlias = Matrix | Scalar


class MatrixError(ValueError):
    """Matrices whose sizes do not fit."""


def matrix_value(tree: Tree, values: Mapping[str, Value]) -> Value:
    """Return a formula's value; sizes that do not fit are a MatrixError."""
    letter = letter_of(tree)
    if letter in values:
        return values[letter]
    if not isinstance(tree, Operation):
        return number_of(tree, {})
    if letter:
        raise MatrixError(f"nothing tells the size of {letter}")
    match tree:
        case Operation("call", (Name(name), *inputs)):
            return _called(name, [matrix_value(part, values) for part in inputs])
        case Operation("transpose", (inner,)):
            value = matrix_value(inner, values)
            return [list(column) for column in zip(*value, strict=True)] if isinstance(value, list) else value
        case Operation("negate", (inner,)):
            return _entrywise(lambda x: -x, matrix_value(inner, values))
        case Operation("+" | "-" | "*" | ".*" | "/" | "^" | "@" as symbol, (left, right)):
            return _combined(symbol, matrix_value(left, values), matrix_value(right, values))
    raise UndecidableError(f"{tree.symbol} has no value here")


def _combined(symbol: str, left: Value, right: Value) -> Value:
    """Return a value of arithmetic; a number goes with every entry of a matrix."""
    both = isinstance(left, list) and isinstance(right, list)
    if symbol == "@":
        return _product(left, right)
    if symbol == "*" and both:
        raise UndecidableError("a product of matrices is written with @ or .*")
    return _entrywise(lambda x, y: combine("*" if symbol == ".*" else symbol, x, y), left, right)


def _product(left: Value, right: Value) -> Matrix:
    if not isinstance(left, list) or not isinstance(right, list) or len(left[0]) != len(right):
        raise MatrixError("these do not fit in a matrix product")
    columns = list(zip(*right, strict=True))
    return [[_total([combine("*", x, y) for x, y in zip(row, column, strict=True)]) for column in columns]
            for row in left]  # fmt: skip


def _total(entries: list[Scalar]) -> Scalar:
    total: Scalar = 0
    for entry in entries:
        total = combine("+", total, entry)
    return total


def _entrywise(formula: Callable[..., Scalar], *values: Value) -> Value:
    """Return a formula of numbers at every entry."""
    matrices = [value for value in values if isinstance(value, list)]
    if not matrices:
        return formula(*values)
    rows, columns = len(matrices[0]), len(matrices[0][0])
    if any((len(matrix), len(matrix[0])) != (rows, columns) for matrix in matrices):
        raise MatrixError("matrices of different sizes")
    return [
        [formula(*(value[row][column] if isinstance(value, list) else value for value in values))
         for column in range(columns)]
        for row in range(rows)
    ]  # fmt: skip


def _called(name: str, inputs: list[Value]) -> Value:
    """Return a function's value: of numbers at every entry, of matrices where it makes a number of them."""
    if name not in TO_NUMBER:
        return _entrywise(lambda *numbers: apply(name, list(numbers)), *inputs)
    if name == "dot" and len(inputs) == 2:
        inputs = [_combined(".*", *inputs)]
    if len(inputs) != 1 or not isinstance(inputs[0], list):
        raise UndecidableError(f"{name} of numbers")
    entries = [entry for row in inputs[0] for entry in row]
    return combine("/", _total(entries), len(entries)) if name == "mean" else _total(entries)
