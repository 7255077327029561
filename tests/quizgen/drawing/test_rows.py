from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise, permutations, product
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.autodiff.graph import Graph
from quizgen.drawing.layering import Wire, layer, neighbours
from quizgen.drawing.ordering import crossings, orders
from quizgen.drawing.rows import nearest, place_rows, port_rows


def test_wires_cross_if_their_ends_change_places() -> None:
    assert crossings([0, 1], [2, 3], [Wire(0, 2, 0), Wire(1, 3, 0)]) == 0
    assert crossings([0, 1], [2, 3], [Wire(0, 3, 0), Wire(1, 2, 0)]) == 1
    assert crossings([0, 1], [2], [Wire(0, 2, 1), Wire(1, 2, 0)]) == 1
    assert crossings([0], [2, 3], [Wire(0, 3, 0), Wire(0, 2, 1)]) == 0


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(5, 9), st.integers(0, 1)), unique=True, max_size=12))
def test_crossings_are_counted_as_one_pair_after_another(ends: list[tuple[int, int, int]]) -> None:
    wires = [Wire(*end) for end in ends]
    slow = sum(
        (one.source - other.source) * ((one.target, one.port) > (other.target, other.port) or -1) < 0
        for at, one in enumerate(wires)
        for other in wires[:at]
        if one.source != other.source and (one.target, one.port) != (other.target, other.port)
    )
    assert crossings([0, 1, 2, 3, 4], [5, 6, 7, 8, 9], wires) == slow


def test_a_tree_is_drawn_without_crossings(build: Callable[..., Graph]) -> None:
    graph = build("a", "b", "c", "d", "* 3 1", "* 2 0", "+ 5 4", "sin 6")
    assert orders(layer(graph)) == [[[2, 0, 3, 1], [5, 4], [6], [7]]]


@pytest.mark.parametrize(
    "lines",
    [
        ["a", "b", "sin 0", "cos 0", "sin 1", "cos 1", "- 2 4", "- 5 3", "+ 6 7"],
        ["a", "b", "c", "* 2 0", "* 1 2", "* 0 1", "sin 5", "- 6 3", "+ 4 7"],
        ["a", "b", "c", "sin 2", "sin 1", "sin 0", "+ 3 5", "* 4 6"],
    ],
)
def test_no_order_of_a_small_graph_crosses_less(lines: list[str], build: Callable[..., Graph]) -> None:
    layers = layer(build(*lines))
    between = [neighbours(layers, at) for at in range(len(layers.members) - 1)]

    def crossed(columns: Sequence[Sequence[int]]) -> int:
        return sum(crossings(list(columns[at]), list(columns[at + 1]), wires) for at, wires in enumerate(between))

    fewest = min(crossed(columns) for columns in product(*map(permutations, layers.members)))
    assert {crossed(columns) for columns in orders(layers)} == {fewest}


@given(st.lists(st.tuples(st.integers(-200, 200), st.integers(1, 9), st.integers(1, 3)), min_size=1, max_size=9))
def test_rows_keep_their_distance_and_their_wishes_where_they_can(wanted: list[tuple[int, int, int]]) -> None:
    wishes, weights, gaps = ([part[at] for part in wanted] for at in range(3))
    gaps[0] = 0
    rows = nearest(wishes, weights, gaps)
    assert all(below - above >= gap for (above, below), gap in zip(pairwise(rows), gaps[1:], strict=True))
    floors = [wish // 12 for wish in wishes]
    if all(below - above > gap for (above, below), gap in zip(pairwise(floors), gaps[1:], strict=True)):
        assert rows == floors


@given(st.lists(st.tuples(st.integers(-99, 99), st.integers(1, 3), st.integers(0, 3)), min_size=1, max_size=7))
def test_rows_are_the_nearest_in_the_sense_of_squares(wanted: list[tuple[int, int, int]]) -> None:
    wishes, weights, gaps = ([part[at] for part in wanted] for at in range(3))
    offsets = [sum(gaps[: at + 1]) for at in range(len(gaps))]
    free = [Fraction(wish, 12) - offset for wish, offset in zip(wishes, offsets, strict=True)]

    def mean(first: int, last: int) -> Fraction:
        chosen = range(first, last + 1)
        return sum((weights[at] * free[at] for at in chosen), Fraction(0)) / sum(weights[at] for at in chosen)

    places = range(len(wanted))
    exact = [max(min(mean(a, b) for b in places if b >= at) for a in places if a <= at) for at in places]
    assert nearest(wishes, weights, gaps) == [
        floor(level) + offset for level, offset in zip(exact, offsets, strict=True)
    ]


def test_ports_lie_around_their_operator() -> None:
    assert [port_rows(5, inputs) for inputs in range(5)] == [(), (5,), (4, 6), (4, 5, 6), (3, 4, 6, 7)]


def test_nodes_in_a_column_leave_room_for_two_numbers(build: Callable[..., Graph]) -> None:
    layers = layer(build("x", "y", "z", "+ 0 1", "* 1 2", "- 3 4"))
    for column in place_rows(layers, orders(layers)):
        rows = sorted(column.values())
        assert all(below - above >= 4 for above, below in pairwise(rows))
