"""The value of a formula as it is written, from its definition: no graph, and no row of the engine's table.

It is what a forward pass is proven with, so everything about arrays is spelt out here once more, entry by entry.
"""

from collections.abc import Callable, Mapping
from typing import Any

from quizgen.autodiff.array import Array, ShapeError
from quizgen.autodiff.number import exp, ln, quotient
from quizgen.notation.symbols import SAME_FUNCTION
from quizgen.notation.tree import Name, Number, Operation, Tree, children
from quizgen.numeric import apply, combine


def written_value(tree: Tree, values: Mapping[str, Any]) -> Any:
    """Return a formula's value: a number or an array; a name without a value is a KeyError."""
    if isinstance(tree, Number):
        return tree.value
    if isinstance(tree, Name):
        return values[tree.name]
    if not isinstance(tree, Operation):
        raise TypeError("a relation has no value")
    if tree.symbol == "matrix":
        return Array([[written_value(entry, values) for entry in children(row)] for row in tree.operands])
    if tree.symbol == "call":
        called, *parts = tree.operands
        name = called.name if isinstance(called, Name) else ""
        inputs = [written_value(part, values) for part in parts]
        return _called(SAME_FUNCTION.get(name, name), inputs)
    inputs = [written_value(part, values) for part in tree.operands]
    match tree.symbol:
        case "negate":
            return _each(lambda x: -x, *inputs)
        case "transpose":
            return _transposed(inputs[0])
        case "@":
            return _product(*inputs)
    sign = "*" if tree.symbol == ".*" else tree.symbol
    return _each(lambda x, y: combine(sign, x, y), *inputs)


def _called(name: str, inputs: list[Any]) -> Any:
    of_arrays = _FUNCTIONS.get(name)
    if of_arrays is not None and all(isinstance(value, Array) for value in inputs):
        return of_arrays(*inputs)
    return _each(lambda *numbers: apply(name, list(numbers)), *inputs)


def _each(formula: Callable[..., Any], *inputs: Any) -> Any:
    """Return a formula of numbers at every place, with what is too small repeated."""
    arrays = [value for value in inputs if isinstance(value, Array)]
    if not arrays:
        return formula(*inputs)
    height = max(array.shape[0] for array in arrays)
    width = max(array.shape[1] for array in arrays)
    return Array(
        [[formula(*(_at(value, row, column) for value in inputs)) for column in range(width)] for row in range(height)]
    )


def _at(value: Any, row: int, column: int) -> Any:
    if not isinstance(value, Array):
        return value
    height, width = value.shape
    return value.flat[(row if height > 1 else 0) * width + (column if width > 1 else 0)]


def _transposed(x: Any) -> Any:
    if not isinstance(x, Array):
        return x
    height, width = x.shape
    return Array([[_at(x, row, column) for row in range(height)] for column in range(width)])


def _product(x: Array, y: Array) -> Array:
    """Return rows times columns: entry (i, j) is the sum over k of x[i, k] * y[k, j]."""
    (height, inner), (other, width) = x.shape, y.shape
    if inner != other:
        raise ShapeError("inner sizes that differ")
    return Array(
        [[_added(x.flat[i * inner + k] * y.flat[k * width + j] for k in range(inner)) for j in range(width)]
         for i in range(height)]
    )  # fmt: skip


def _added(entries: Any) -> Any:
    first, *rest = entries
    for entry in rest:
        first = first + entry
    return first


def _row_by_row(formula: Callable[[tuple[Any, ...]], Any]) -> Callable[[Array], Array]:
    """Return a function of each row; a column is a vector, too."""

    def of_rows(x: Array) -> Array:
        column = x.shape[1] == 1 < x.shape[0]
        rows = [x.flat] if column else x.rows
        found = Array([formula(row) for row in rows])
        return _transposed(found) if column else found

    return of_rows


def _softmax(row: tuple[Any, ...]) -> list[Any]:
    """Return exp(x)/sum of exp(x), each as 1/sum of exp(other - x)."""
    return [quotient(1, _added(exp(other - x) for other in row)) for x in row]


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "sum": lambda x: _added(x.flat),
    "mean": lambda x: quotient(_added(x.flat), len(x.flat)),
    "row_sum": lambda x: Array([[_added(row)] for row in x.rows]),
    "dot": lambda x, y: _added(a * b for a, b in zip(x.flat, y.flat, strict=True)),
    "norm2": lambda x: _added(a * a for a in x.flat),
    "log_loss": lambda x, y: -_added(b * ln(a) for a, b in zip(x.flat, y.flat, strict=True)),
    "mse": lambda x, y: quotient(_added((a - b) ** 2 for a, b in zip(x.flat, y.flat, strict=True)), len(x.flat)),
    "softmax": _row_by_row(_softmax),
}
