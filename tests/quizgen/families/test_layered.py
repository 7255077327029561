"""Layer shapes, deep chains, and a unit before several others."""

from collections.abc import Callable
from typing import Any

import pytest

from quizgen.autodiff.array import filled, shape_of
from quizgen.autodiff.expression import read_graph
from quizgen.autodiff.sweep import forward
from quizgen.drill import read_drill
from quizgen.problem import make_problem
from quizgen.source import DrillSource
from quizgen.value import Size

Draw = Callable[..., list[DrillSource]]


def sizes(drill: DrillSource) -> dict[str, tuple[int, int]]:
    read = {}
    for name, domain in drill.given:
        assert isinstance(domain, str)
        rows, columns = domain.split("x")
        read[name] = int(rows), int(columns)
    return read


@pytest.mark.parametrize("layers", ["1", "2", "3"])
def test_sizes_fit_and_are_all_different(draw: Draw, layers: str) -> None:
    for drill in draw("layer-shapes", layers=layers, bias="no"):
        given = sizes(drill)
        chain = list(given.values())
        assert [left[1] for left in chain[:-1]] == [right[0] for right in chain[1:]]
        assert len({chain[0][0], *(columns for _, columns in chain)}) == int(layers) + 2


def test_a_gradient_has_the_shape_of_what_it_belongs_to(draw: Draw) -> None:
    for drill in draw("layer-shapes", layers="3"):
        problem = make_problem(read_drill("family/shapes", drill), 1)
        graph = read_graph(drill.graph)
        values = forward(graph, {name: filled(shape, 1) for name, shape in sizes(drill).items()})
        for (_, formula), answer in zip(drill.ask, problem.answer, strict=True):
            name = formula.removeprefix("shape(d/d").removesuffix(")")
            assert answer == Size(*(shape_of(values[graph.names[name]]) or ()))


@pytest.mark.parametrize(("activation", "loss"), [("sigmoid", "no"), ("tanh", "yes")])
def test_a_gradient_meets_a_factor_in_each_layer(draw: Draw, activation: str, loss: str) -> None:
    """The product of the factors, worked out by hand, is what the engine gives."""
    for drill in draw("deep-chain", layers="4", activation=activation, loss=loss):
        problem = make_problem(read_drill("family/deep", drill), 3)
        given: dict[str, Any] = dict(problem.givens)
        product = 2 * (given["h4"] - given["y"]) if loss == "yes" else 1
        for layer in (4, 3, 2):
            h = given[f"h{layer}"]
            product *= given[f"w{layer}"] * (h * (1 - h) if activation == "sigmoid" else 1 - h * h)
        assert problem.answer[-2] == product
        h = given["h1"]
        first = h * (1 - h) if activation == "sigmoid" else 1 - h * h
        far = {"w1": given["x"], "b1": 1, "x": given["w1"]}
        assert problem.answer[-1] == product * first * far[drill.ask[-1][1].rpartition("/d")[2]]


def test_biases_of_a_deep_chain_are_left_open(draw: Draw) -> None:
    for drill in draw("deep-chain", layers="3"):
        graph = read_graph(drill.graph)
        given = dict(drill.given)
        assert [name for name in graph.inputs() if name not in given] == ["b1", "b2", "b3"]


@pytest.mark.parametrize("units", ["2", "3", "4"])
def test_a_hidden_unit_s_gradient_is_the_sum_over_the_next_layer(draw: Draw, units: str) -> None:
    numbers = range(1, int(units) + 1)
    for drill in draw("fan-out-sum", units=units, next="linear"):
        problem = make_problem(read_drill("family/sum", drill), 5)
        given: dict[str, Any] = dict(problem.givens)
        h = given["h"] if "h" in given else given["w"] * given["x"]
        behind = [given.get(f"z{n}", given[f"v{n}"] * h) - given[f"y{n}"] for n in numbers]
        assert problem.answer[0] == behind[0]
        assert problem.answer[1] == sum(error * given[f"v{n}"] for error, n in zip(behind, numbers, strict=True))


def test_a_unit_feeds_as_many_others_as_was_said(draw: Draw) -> None:
    for drill in draw("fan-out-sum", units="4"):
        graph = read_graph(drill.graph)
        assert len(graph.users(graph.names["h"])) == 4
