from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.autodiff.array import Array
from quizgen.autodiff.expression import read_graph
from quizgen.autodiff.jacobian import jacobian
from quizgen.autodiff.sweep import backward, forward

NETWORK = "Z = X @ W + b; Y = relu(Z) .* Z - 2*Z"


def exact(height: int, width: int) -> st.SearchStrategy[Array]:
    numbers = st.integers(-5, 5).filter(bool)
    return st.lists(st.lists(numbers, min_size=width, max_size=width), min_size=height, max_size=height).map(Array)


def row_of(value: Array) -> Array:
    """Return the entries as one row, in which a Jacobian counts them."""
    return Array([value.flat])


def test_the_jacobian_of_a_linear_map_is_its_matrix() -> None:
    graph = read_graph("y = [1 2 3; 4 5 6] @ x")
    values = forward(graph, {"x": Array([[7], [8], [9]])})
    assert jacobian(graph, values, graph.output, graph.names["x"]) == Array([[1, 2, 3], [4, 5, 6]])


def test_the_jacobian_of_a_softmax() -> None:
    graph = read_graph("s = softmax(x)")
    values = forward(graph, {"x": Array([[0, 0]])})
    quarter = Fraction(1, 4)
    assert jacobian(graph, values, graph.output, 0) == Array([[quarter, -quarter], [-quarter, quarter]])


def test_the_jacobian_of_a_number_by_a_number_has_one_entry() -> None:
    graph = read_graph("q = 3*x; f = q^2; g = f + y")
    values = forward(graph, {"x": 2, "y": 1})
    assert jacobian(graph, values, graph.names["f"], graph.names["x"]) == Array([[36]])
    assert jacobian(graph, values, graph.names["f"], graph.names["y"]) == Array([[0]])


@given(exact(2, 2), exact(2, 3), exact(1, 3), exact(2, 3), st.sampled_from(["X", "W", "b", "Z"]))
def test_a_backward_sweep_is_the_upstream_gradient_times_the_jacobian(
    x: Array, w: Array, b: Array, upstream: Array, name: str
) -> None:
    graph = read_graph(NETWORK)
    values = forward(graph, {"X": x, "W": w, "b": b})
    place = graph.names[name]
    swept = backward(graph, values, graph.output, upstream).adjoints[place]
    assert row_of(swept) == row_of(upstream) @ jacobian(graph, values, graph.output, place)


@given(exact(2, 2), exact(2, 3), exact(1, 3), exact(2, 3), exact(2, 3), st.fractions(-3, 3, max_denominator=5))
def test_a_backward_sweep_is_linear_in_the_upstream_gradient(
    x: Array, w: Array, b: Array, one: Array, other: Array, factor: Fraction
) -> None:
    graph = read_graph(NETWORK)
    values = forward(graph, {"X": x, "W": w, "b": b})

    def swept(upstream: Any) -> dict[str, Any]:
        adjoints = backward(graph, values, graph.output, upstream).adjoints
        return {name: adjoints[graph.names[name]] for name in "XWb"}

    first, second, both = swept(one), swept(other), swept(one + factor * other)
    assert all(both[name] == first[name] + factor * second[name] for name in "XWb")


@pytest.mark.parametrize("upstream", [1, 3])
def test_a_number_as_upstream_stands_at_every_entry(upstream: int) -> None:
    graph = read_graph("Y = X .* X")
    values = forward(graph, {"X": Array([[1, 2], [3, 4]])})
    assert backward(graph, values, graph.output, upstream).adjoints[0] == 2 * upstream * values[0]


def test_a_softmax_takes_a_column_for_the_same_vector_as_its_row() -> None:
    row, column = Array([[1, 2, 3]]), Array([[1], [2], [3]])
    graph = read_graph("s = softmax(x); f = dot(s, y)")
    found = []
    for x, y in ((row, Array([[1, 0, 0]])), (column, Array([[1], [0], [0]]))):
        values = forward(graph, {"x": x, "y": y})
        found.append(backward(graph, values, graph.output).adjoints[graph.names["x"]].flat)
    assert found[0] == found[1]
    assert all(entry != 0 for entry in found[0])
