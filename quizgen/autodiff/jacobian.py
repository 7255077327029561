"""The Jacobian, row by row: one backward sweep for each entry of the output."""

from collections.abc import Sequence
from typing import Any

from quizgen.autodiff.array import Array, shape_of
from quizgen.autodiff.graph import Graph
from quizgen.autodiff.sweep import backward


def jacobian(graph: Graph, values: Sequence[Any], of: int, by: int) -> Array:
    """Return d(of)/d(by): a row for each entry of the one, a column for each of the other, both read row by row."""
    shape = shape_of(values[of])
    upstreams = [1] if shape is None else [_one_at(shape, place) for place in range(shape[0] * shape[1])]
    swept = [backward(graph, values, of, upstream).adjoints for upstream in upstreams]
    return Array([_entries(adjoints.get(by), values[by]) for adjoints in swept])


def _one_at(shape: tuple[int, int], place: int) -> Array:
    """Return an array of zeros with a one in it."""
    height, width = shape
    return Array([[int(row * width + column == place) for column in range(width)] for row in range(height)])


def _entries(gradient: Any, like: Any) -> list[Any]:
    """Return a gradient as a row; where none arrived it is zero."""
    if gradient is None:
        return [0 for _ in like.flat] if isinstance(like, Array) else [0]
    return list(gradient.flat) if isinstance(gradient, Array) else [gradient]
