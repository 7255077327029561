"""A small matrix of exact numbers: immutable, rows by columns, a vector is a matrix of one row or one column.

Between two arrays `+ - * /` work entry by entry and `@` is the matrix product. A number, a single row or a single
column is repeated as often as the other one needs it. Entries may be anything that knows arithmetic.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import reduce
from operator import add, mul, sub
from typing import Any, TypeAlias

from quizgen.autodiff.number import UndefinedValueError, quotient

Shape: TypeAlias = tuple[int, int]
Rows: TypeAlias = tuple[tuple[Any, ...], ...]


class ShapeError(UndefinedValueError):
    """Two shapes do not go together."""


class Array:
    """Rows of entries, all of one length."""

    __slots__ = ("rows",)

    rows: Rows

    def __init__(self, rows: Iterable[Iterable[Any]]) -> None:
        kept = tuple(map(tuple, rows))
        if not kept or not kept[0] or len(set(map(len, kept))) != 1:
            raise ShapeError("the rows of a matrix have the same number of entries, at least one")
        _keep(self, kept)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError("an array never changes")

    @property
    def shape(self) -> Shape:
        """Return the number of rows and that of columns."""
        return len(self.rows), len(self.rows[0])

    @property
    def transposed(self) -> "Array":
        """Return the array with rows for columns."""
        return of_rows(tuple(zip(*self.rows, strict=True)))

    def entries(self) -> Iterator[Any]:
        """Yield the entries, row by row."""
        for row in self.rows:
            yield from row

    def map(self, formula: Callable[[Any], Any]) -> "Array":
        """Return what a formula makes of each entry."""
        return of_rows(tuple([tuple(map(formula, row)) for row in self.rows]))

    def __add__(self, other: Any) -> "Array":
        return _combine(add, self, other)

    def __radd__(self, other: Any) -> "Array":
        return _combine(add, other, self)

    def __sub__(self, other: Any) -> "Array":
        return _combine(sub, self, other)

    def __rsub__(self, other: Any) -> "Array":
        return _combine(sub, other, self)

    def __mul__(self, other: Any) -> "Array":
        return _combine(mul, self, other)

    def __rmul__(self, other: Any) -> "Array":
        return _combine(mul, other, self)

    def __truediv__(self, other: Any) -> "Array":
        return _combine(quotient, self, other)

    def __rtruediv__(self, other: Any) -> "Array":
        return _combine(quotient, other, self)

    def __neg__(self) -> "Array":
        return of_rows(tuple([tuple([-entry for entry in row]) for row in self.rows]))

    def __matmul__(self, other: Any) -> "Array":
        if type(other) is not Array or len(self.rows[0]) != len(other.rows):
            raise ShapeError(f"the product of {shape_text(self)} by {shape_text(other)}, whose inner sizes differ")
        columns = tuple(zip(*other.rows, strict=True))
        return of_rows(tuple([tuple([reduce(add, map(mul, row, column)) for column in columns]) for row in self.rows]))

    def __eq__(self, other: object) -> bool:
        return self.rows == other.rows if isinstance(other, Array) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.rows)

    def __repr__(self) -> str:
        return f"Array({[list(row) for row in self.rows]})"

    def __str__(self) -> str:
        return f"[{'; '.join(' '.join(map(str, row)) for row in self.rows)}]"


_keep = Array.__dict__["rows"].__set__
_new = Array.__new__


def of_rows(rows: Rows) -> Array:
    """Return an array of rows that are known to be good."""
    made = _new(Array)
    _keep(made, rows)
    return made


def shape_of(value: Any) -> Shape | None:
    """Return an array's shape, and nothing for a number."""
    return (len(value.rows), len(value.rows[0])) if type(value) is Array else None


def shape_text(value: Any) -> str:
    """Return a shape in words: `a 2x3 matrix`, `a number`."""
    return f"a {len(value.rows)}x{len(value.rows[0])} matrix" if type(value) is Array else "a number"


def filled(shape: Shape, entry: Any) -> Array:
    """Return an array of one number throughout."""
    return of_rows(((entry,) * shape[1],) * shape[0])


def total(value: Any) -> Any:
    """Return the sum of all entries."""
    return reduce(add, value.entries()) if type(value) is Array else value


def row_totals(value: Array) -> Array:
    """Return the sum of each row, as a column."""
    return of_rows(tuple([(reduce(add, row),) for row in value.rows]))


def entrywise(formula: Callable[..., Any], *inputs: Any) -> Array:
    """Return what a formula of numbers makes of each place, its inputs repeated where they are too small.

    >>> entrywise(max, Array([[1, 5]]), 3)
    Array([[3, 5]])
    """
    return inputs[0].map(formula) if len(inputs) == 1 else _combine(formula, *inputs)


def _combine(formula: Callable[..., Any], left: Any, right: Any) -> Array:
    """Return a formula's value at each place."""
    if type(right) is not Array:
        return of_rows(tuple([tuple([formula(entry, right) for entry in row]) for row in left.rows]))
    if type(left) is not Array:
        return of_rows(tuple([tuple([formula(left, entry) for entry in row]) for row in right.rows]))
    one, other = left.rows, right.rows
    if len(one) != len(other) or len(one[0]) != len(other[0]):
        one, other = _repeated(left, right), _repeated(right, left)
    return of_rows(tuple([tuple(map(formula, *lines)) for lines in zip(one, other, strict=True)]))


def _repeated(value: Array, like: Array) -> Rows:
    """Return an array's rows, a single row or column repeated as often as the other array needs it."""
    rows, height, width = value.rows, len(like.rows), len(like.rows[0])
    if (len(rows) != height and 1 not in (len(rows), height)) or (
        len(rows[0]) != width and 1 not in (len(rows[0]), width)
    ):
        raise ShapeError(f"{shape_text(value)} and {shape_text(like)} entry by entry, which do not fit together")
    if len(rows[0]) == 1:
        rows = tuple([row * width for row in rows])
    return rows * height if len(rows) == 1 else rows


def fitted(gradient: Any, shape: Shape | None) -> Any:
    """Return a gradient summed over the places that a value of this shape was repeated at."""
    found = shape_of(gradient)
    if found == shape:
        return gradient
    if shape is None:
        return total(gradient)
    if found is None:
        return filled(shape, gradient)
    if shape[0] == 1 != found[0]:
        gradient = of_rows((tuple([reduce(add, column) for column in zip(*gradient.rows, strict=True)]),))
    if shape[1] == 1 != found[1]:
        gradient = row_totals(gradient)
    if gradient.shape != shape:
        raise ShapeError(f"{shape_text(gradient)} as the gradient of a {shape[0]}x{shape[1]} matrix")
    return gradient
