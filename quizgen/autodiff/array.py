"""A small matrix of exact numbers: immutable, rows by columns, a vector is a matrix of one row or one column.

Between two arrays `+ - * /` work entry by entry and `@` is the matrix product. A number, a single row or a single
column is repeated as often as the other one needs it. Entries may be anything that knows arithmetic.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache, reduce
from itertools import chain, repeat
from operator import add, itemgetter, mul, neg, sub
from typing import Any, TypeAlias

from quizgen.autodiff.number import UndefinedValueError, quotient

Shape: TypeAlias = tuple[int, int]


class ShapeError(UndefinedValueError):
    """Two shapes do not go together."""


class Array:
    """A shape and the entries, row by row."""

    __slots__ = ("flat", "shape")

    flat: tuple[Any, ...]
    shape: Shape

    def __new__(cls, rows: Iterable[Iterable[Any]]) -> "Array":
        """Return an array of rows, which are all of one length."""
        kept = list(map(tuple, rows))
        if not kept or not kept[0] or len(set(map(len, kept))) != 1:
            raise ShapeError("the rows of a matrix have the same number of entries, at least one")
        return of_shape((len(kept), len(kept[0])), tuple(chain.from_iterable(kept)))

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError("an array never changes")

    @property
    def rows(self) -> list[tuple[Any, ...]]:
        """Return the rows."""
        width, flat = self.shape[1], self.flat
        return [flat[start : start + width] for start in range(0, len(flat), width)]

    @property
    def columns(self) -> list[tuple[Any, ...]]:
        """Return the columns."""
        width, flat = self.shape[1], self.flat
        return [flat[start::width] for start in range(width)]

    @property
    def transposed(self) -> "Array":
        """Return the array with rows for columns."""
        height, width = self.shape
        flat = self.flat
        return of_shape((width, height), _turned(height, width)(flat) if height > 1 < width else flat)

    def map(self, formula: Callable[[Any], Any]) -> "Array":
        """Return what a formula makes of each entry."""
        return of_shape(self.shape, tuple(map(formula, self.flat)))

    def __add__(self, other: Any) -> "Array":
        return _combine(add, self, other)

    def __radd__(self, other: Any) -> "Array":
        return _combine(add, other, self)

    def __sub__(self, other: Any) -> "Array":
        return _combine(sub, self, other)

    def __rsub__(self, other: Any) -> "Array":
        return _combine(sub, other, self)

    def __mul__(self, other: Any) -> "Array":
        if type(other) is int and other == 1:
            return self
        return _combine(mul, self, other)

    def __rmul__(self, other: Any) -> "Array":
        return _combine(mul, other, self)

    def __truediv__(self, other: Any) -> "Array":
        return _combine(quotient, self, other)

    def __rtruediv__(self, other: Any) -> "Array":
        return _combine(quotient, other, self)

    def __neg__(self) -> "Array":
        return of_shape(self.shape, tuple(map(neg, self.flat)))

    def __matmul__(self, other: Any) -> "Array":
        if type(other) is not Array:
            raise ShapeError(f"the matrix product of {shape_text(self)} and {shape_text(other)}")
        if self.shape[1] != other.shape[0]:
            raise ShapeError(
                f"the matrix product of {shape_text(self)} and {shape_text(other)}, whose inner sizes differ"
            )
        (height, inner), width = self.shape, other.shape[1]
        left, right = self.flat, other.flat
        entries = [x * y for x in left[::inner] for y in right[:width]]  # a sum of columns times rows
        for place in range(1, inner):
            row = right[place * width : (place + 1) * width]
            entries = list(map(add, entries, [x * y for x in left[place::inner] for y in row]))
        return of_shape((height, width), tuple(entries))

    def __rmatmul__(self, other: Any) -> "Array":
        raise ShapeError(f"the matrix product of {shape_text(other)} and {shape_text(self)}")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Array):
            return NotImplemented
        return self.shape == other.shape and self.flat == other.flat

    def __hash__(self) -> int:
        return hash((self.shape, self.flat))

    def __repr__(self) -> str:
        return f"Array({[list(row) for row in self.rows]})"

    def __str__(self) -> str:
        return f"[{'; '.join(' '.join(map(str, row)) for row in self.rows)}]"


_set_shape, _set_flat = Array.__dict__["shape"].__set__, Array.__dict__["flat"].__set__
_new = object.__new__


def of_shape(shape: Shape, flat: tuple[Any, ...]) -> Array:
    """Return an array of this shape; its entries stand row by row."""
    made = _new(Array)
    _set_shape(made, shape)
    _set_flat(made, flat)
    return made


@lru_cache(64)
def _turned(height: int, width: int) -> Callable[[tuple[Any, ...]], tuple[Any, ...]]:
    """Return what takes the entries of a matrix of this shape column by column."""
    return itemgetter(*[row * width + column for column in range(width) for row in range(height)])


def shape_of(value: Any) -> Shape | None:
    """Return an array's shape, and nothing for a number."""
    return value.shape if type(value) is Array else None


def shape_text(value: Any) -> str:
    """Return a shape in words: `a 2x3 matrix`, `a number`."""
    return f"a {value.shape[0]}x{value.shape[1]} matrix" if type(value) is Array else "a number"


def filled(shape: Shape, entry: Any) -> Array:
    """Return an array of one number throughout."""
    return of_shape(shape, (entry,) * (shape[0] * shape[1]))


def total(value: Any) -> Any:
    """Return the sum of all entries."""
    return reduce(add, value.flat) if type(value) is Array else value


def row_totals(value: Array) -> Array:
    """Return the sum of each row, as a column."""
    return of_shape((value.shape[0], 1), tuple([reduce(add, row) for row in value.rows]))


def column_totals(value: Array) -> Array:
    """Return the sum of each column, as a row."""
    width, flat = value.shape[1], value.flat
    totals = flat[:width]
    for start in range(width, len(flat), width):
        totals = tuple(map(add, totals, flat[start : start + width]))
    return of_shape((1, width), totals)


def entrywise(formula: Callable[..., Any], *inputs: Any) -> Array:
    """Return what a formula of numbers makes of each place, its inputs repeated where they are too small.

    >>> entrywise(max, Array([[1, 5]]), 3)
    Array([[3, 5]])
    """
    if len(inputs) == 1:
        return of_shape(inputs[0].shape, tuple(map(formula, inputs[0].flat)))
    if len(inputs) == 2:
        return _combine(formula, *inputs)
    arrays = [value for value in inputs if type(value) is Array]
    shape = reduce(lambda shape, value: _common(filled(shape, 0), value), arrays[1:], arrays[0].shape)
    flats = [_repeated(value, shape) if type(value) is Array else repeat(value) for value in inputs]
    return of_shape(shape, tuple(map(formula, *flats)))


def _combine(formula: Callable[..., Any], left: Any, right: Any) -> Array:
    """Return a formula's value at each place."""
    if type(right) is not Array:
        return of_shape(left.shape, tuple(map(formula, left.flat, repeat(right))))
    if type(left) is not Array:
        return of_shape(right.shape, tuple(map(formula, repeat(left), right.flat)))
    shape = left.shape
    if shape == right.shape:
        return of_shape(shape, tuple(map(formula, left.flat, right.flat)))
    shape = _common(left, right)
    return of_shape(shape, tuple(map(formula, _repeated(left, shape), _repeated(right, shape))))


def _common(left: Array, right: Array) -> Shape:
    """Return the shape that two arrays have once single rows and columns are repeated."""
    (height, width), (other_height, other_width) = left.shape, right.shape
    if (height != other_height and height != 1 != other_height) or (width != other_width and width != 1 != other_width):
        raise ShapeError(f"{shape_text(left)} and {shape_text(right)} entry by entry, which do not fit together")
    return max(height, other_height), max(width, other_width)


def _repeated(value: Array, shape: Shape) -> tuple[Any, ...]:
    """Return an array's entries, a single row or column repeated to this shape."""
    flat = value.flat
    if value.shape[1] != shape[1]:
        flat = tuple(entry for entry in flat for _ in range(shape[1]))
    return flat * shape[0] if value.shape[0] != shape[0] else flat


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
        gradient = column_totals(gradient)
    if shape[1] == 1 != found[1]:
        gradient = row_totals(gradient)
    if gradient.shape != shape:
        raise ShapeError(f"{shape_text(gradient)} as the gradient of a {shape[0]}x{shape[1]} matrix")
    return gradient
