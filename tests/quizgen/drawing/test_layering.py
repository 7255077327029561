from collections.abc import Callable

import pytest

from quizgen.autodiff.graph import Graph
from quizgen.drawing.layering import Wire, folded, layer, neighbours


def test_operations_stand_after_their_inputs(build: Callable[..., Graph]) -> None:
    assert layer(build("x", "y", "+ 0 1", "z", "* 2 3")).column == {0: 0, 1: 0, 2: 1, 3: 0, 4: 2}


def test_an_input_that_is_long_not_needed_is_pulled_to_its_first_use(build: Callable[..., Graph]) -> None:
    layers = layer(build("x", "b", "sin 0", "sin 2", "sin 3", "+ 4 1", "* 5 1"))
    assert layers.column[1] == 3
    assert layers.members == [[0], [2], [3], [1, 4], [1, 5], [6]]
    assert layers.passes(4, 1)
    assert not layers.passes(3, 1)


def test_what_stands_before_one_thing_only_is_pulled_with_it(build: Callable[..., Graph]) -> None:
    column = layer(build("x", "a", "b", "* 1 2", "sin 0", "sin 4", "sin 5", "sin 6", "+ 7 3")).column
    assert (column[3], column[1], column[2]) == (4, 3, 3)


def test_a_wire_that_others_use_earlier_is_not_pulled(build: Callable[..., Graph]) -> None:
    assert layer(build("x", "sin 0", "sin 1", "sin 2", "+ 3 0")).column[0] == 0


def test_a_wire_passes_once_for_all_its_users(build: Callable[..., Graph]) -> None:
    layers = layer(build("x", "sin 0", "sin 1", "+ 2 0", "* 3 0"))
    assert neighbours(layers, 1) == [Wire(0, 0, 0), Wire(1, 2, 0)]
    assert layers.members == [[0], [0, 1], [0, 2], [0, 3], [4]]


@pytest.mark.parametrize(
    ("lines", "inside"),
    [
        (["x", "2", "^ 0 1"], {2: 1}),
        (["x", "y", "^ 0 1"], {}),
        (["x", "2", "^ 0 1", "+ 2 1"], {}),
        (["2", "^ 0 0"], {}),
    ],
)
def test_an_exponent_is_drawn_inside_only_if_nothing_else_needs_it(
    lines: list[str], inside: dict[int, int], build: Callable[..., Graph]
) -> None:
    assert folded(build(*lines)) == inside
