from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from itertools import permutations

import pytest

from quizgen.autodiff.expression import read_graph
from quizgen.autodiff.graph import INPUT, Graph
from quizgen.autodiff.sweep import backward, forward
from quizgen.families.circuit import Circuit, Gate, in_order, is_sound, shape_of, values, widest
from quizgen.source import DrillSource

Draw = Callable[..., list[DrillSource]]
SETTINGS = [("gates", "2"), ("gates", "5"), ("gates", "8"), ("from_", "add multiply max"), ("from_", "add square")]


def gates(graph: Graph) -> list[str]:
    return [node.operation for node in graph.nodes if node.operation not in (INPUT, "constant")]


@pytest.mark.parametrize(("name", "text"), SETTINGS)
def test_it_has_the_gates_and_the_inputs_that_were_asked_for(draw: Draw, name: str, text: str) -> None:
    wanted = int(text) if name == "gates" else 4
    for drill in draw("random-graph", **{name: text}):
        graph = read_graph(drill.graph)
        assert len(gates(graph)) == wanted
        assert [given for given, _ in drill.given] == list("xyzab")[: len(graph.inputs())] == graph.inputs()
        assert graph.nodes[graph.output].label == "f"
        assert [formula for _, formula in drill.ask] == [f"d/d{name}" for name in graph.inputs()]


def test_a_wanted_number_of_inputs_and_of_gradients_is_kept(draw: Draw) -> None:
    for drill in draw("random-graph", gates="6", inputs="4", asks="2"):
        graph = read_graph(drill.graph)
        uses = Counter({name: len(graph.users(graph.names[name])) for name in graph.inputs()})
        asked = [formula.removeprefix("d/d") for _, formula in drill.ask]
        assert len(uses) == 4
        assert sorted(uses[name] for name in asked) == sorted(uses.values())[-2:]  # where several paths come together


@pytest.mark.parametrize("count", ["3", "4", "7"])
def test_a_fan_out_is_there_when_it_was_asked_for(draw: Draw, count: str) -> None:
    for drill in draw("random-graph", gates=count):
        graph = read_graph(drill.graph)
        assert any(len(graph.users(place)) > 1 for place in range(len(graph.nodes)))


@pytest.mark.parametrize("count", ["2", "3", "4"])
def test_without_a_fan_out_nothing_is_used_twice(draw: Draw, count: str) -> None:
    for drill in draw("random-graph", gates=count, fan_out="no"):
        graph = read_graph(drill.graph)
        assert all(len(graph.users(place)) <= 1 for place in range(len(graph.nodes)))


@pytest.mark.parametrize("kinds", ["add subtract multiply", "add multiply max square"])
def test_each_kind_of_gate_that_was_asked_for_occurs(draw: Draw, kinds: str) -> None:
    signs = {"add": "+", "subtract": "-", "multiply": "*", "max": "max", "square": "^"}
    for drill in draw("random-graph", gates="5", from_=kinds):
        assert {signs[kind] for kind in kinds.split()} == set(gates(read_graph(drill.graph)))


@pytest.mark.parametrize(("name", "text"), SETTINGS)
def test_the_engine_finds_a_slope_at_every_place(draw: Draw, name: str, text: str) -> None:
    points = [(2, -3, 5, -4, 7), (-5, 4, -2, 3, 2), (3, 6, -4, -7, -2), (-3, -6, 4, 5, -7), (6, 2, 7, -5, 4)]
    for drill in draw("random-graph", **{name: text}):
        graph = read_graph(drill.graph)
        moved = set()
        for point in points:
            run = forward(graph, dict(zip(graph.inputs(), point, strict=False)))
            adjoints = backward(graph, run, graph.output).adjoints
            moved |= {place for place in range(len(graph.nodes)) if adjoints.get(place)}
        assert {place for place, node in enumerate(graph.nodes) if node.operation != "constant"} == moved


def test_circuits_that_differ_in_names_only_are_one() -> None:
    gates = (Gate("add", (0, 1)), Gate("multiply", (3, 2)), Gate("subtract", (4, 0)))
    shapes = set()
    for order in permutations(range(3)):
        places = [*order, 3, 4, 5]
        renamed = [Gate(kind, tuple(places[parent] for parent in parents)) for kind, parents in gates]
        shapes |= {shape_of(Circuit(3, tuple(renamed))), shape_of(in_order(Circuit(3, tuple(renamed))))}
    assert len(shapes) == 1
    assert shape_of(Circuit(3, (*gates[:2], Gate("subtract", (0, 4))))) not in shapes


def test_values_are_those_of_the_formulas() -> None:
    gates = (Gate("subtract", (0, 1)), Gate("max", (2, 0)), Gate("square", (3,)), Gate("add", (4, 2)))
    circuit = Circuit(2, (*gates, Gate("multiply", (5, 1))))
    assert values(circuit, (3, -2)) == [3, -2, 5, 5, 25, 30, -60]


@pytest.mark.parametrize(
    ("inputs", "gates"),
    [
        (2, [("add", (0, 1)), ("subtract", (2, 1))]),  # x again
        (2, [("add", (0, 1)), ("subtract", (1, 2)), ("multiply", (3, 0))]),  # r = -x
        (2, [("square", (0,)), ("add", (0, 1)), ("max", (2, 0)), ("add", (4, 3))]),  # x^2 is always the larger
        (2, [("max", (0, 1)), ("multiply", (2, 0)), ("max", (3, 2))]),  # often two equal factors
    ],
)
def test_what_teaches_nothing_is_not_sound(inputs: int, gates: list[tuple[str, tuple[int, ...]]]) -> None:
    assert not is_sound(Circuit(inputs, tuple(Gate(*gate) for gate in gates)), 7)


def test_no_value_is_beyond_the_bound() -> None:
    circuit = Circuit(3, (Gate("add", (0, 1)), Gate("multiply", (3, 2)), Gate("subtract", (0, 4))))
    reach = widest(circuit, range(9, 2, -1), 60)
    assert reach == 5
    assert max(abs(value) for value in values(circuit, (-reach, -reach, reach))) == Fraction(50)
