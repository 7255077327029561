from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.autodiff.expression import evaluate, read_graph
from quizgen.autodiff.graph import Graph, GraphBuilder
from quizgen.autodiff.operations import OPERATIONS, UndefinedValueError
from quizgen.autodiff.proof import slope
from quizgen.autodiff.sweep import FAULTS, backward, forward
from quizgen.notation.parser import read_definitions


def gradients(text: str, **values: int | Fraction) -> dict[str, Any]:
    graph = read_graph(text)
    adjoints = backward(graph, forward(graph, values), graph.output).adjoints
    return {name: adjoints.get(place, 0) for name, place in graph.names.items()}


def test_the_graph_every_course_draws() -> None:
    assert gradients("q = x + y; f = q * z", x=-2, y=5, z=-4) == {"x": -4, "y": -4, "z": 3, "q": -4, "f": 1}


def test_both_edges_of_a_square_count() -> None:
    assert gradients("f = x * x", x=7)["x"] == 14


def test_paths_add_at_a_fan_out() -> None:
    assert gradients("a = x*y; f = a*x + a", x=3, y=2) == {"x": 14, "y": 12, "a": 4, "f": 1}


def test_division_stays_exact() -> None:
    found = gradients("f = x / y", x=6, y=-4)
    assert found == {"x": Fraction(-1, 4), "y": Fraction(-3, 8), "f": 1}


def test_powers_may_be_negative() -> None:
    assert gradients("f = x^-2", x=2)["x"] == Fraction(-1, 4)


def test_the_trace_keeps_local_and_upstream_apart() -> None:
    graph = read_graph("f = x * y")
    run = backward(graph, forward(graph, {"x": 3, "y": -4}), graph.output, 2)
    assert [(edge.upstream, edge.local, edge.downstream) for edge in run.trace] == [(2, -4, -8), (2, 3, 6)]


def test_a_sweep_may_start_at_any_node() -> None:
    graph = read_graph("q = x + y; f = q * z")
    values = forward(graph, {"x": 1, "y": 2, "z": 3})
    assert backward(graph, values, graph.names["q"], 10).adjoints[graph.names["x"]] == 10


def test_an_undefined_value_names_its_node() -> None:
    graph = read_graph("q = x - y; f = 1/q")
    with pytest.raises(UndefinedValueError, match="f asks for a division by zero"):
        forward(graph, {"x": 2, "y": 2})
    with pytest.raises(UndefinedValueError, match="thousands of digits"):
        forward(read_graph("a = x^1000; f = a^1000"), {"x": 9})


def test_fifty_thousand_nodes_need_no_recursion() -> None:
    builder = GraphBuilder()
    x = place = builder.input("x")
    for step in range(50_000):
        place = builder.apply("+" if step % 2 else "-", (place, x), "")
    graph = builder.build(place)
    values = forward(graph, {"x": 1})
    assert values[place] == 1
    assert backward(graph, values, place).adjoints[x] == 1
    assert slope(graph, values, place, x) == 1


# ------------------------------------------------------------------ random programs, against two other engines

_POLYNOMIAL = ["+", "-", "*", "negate", "^"]


@st.composite
def programs(draw: st.DrawFn, operations: list[str]) -> tuple[str, dict[str, Fraction | int]]:
    """Return a program in three inputs, in which every line uses any earlier lines, and values for the inputs."""
    names = ["x", "y", "z"]
    lines = []
    for number in range(draw(st.integers(1, 7))):
        symbol = draw(st.sampled_from(operations))
        one, other = draw(st.sampled_from(names)), draw(st.sampled_from(names))
        formula = f"-{one}" if symbol == "negate" else f"{one}^{draw(st.integers(0, 3))}" if symbol == "^" else ""
        names.append(f"v{number}")
        lines.append(f"v{number} = {formula or f'{one} {symbol} {other}'}")
    lines.append(f"f = {' + '.join(names[-3:])}")
    values: dict[str, Fraction | int] = {name: draw(st.fractions(-5, 5, max_denominator=4)) for name in "xyz"}
    return "\n".join(lines), values


def tree_value(text: str, values: Mapping[str, Any]) -> Any:
    """Return the last line's value, from the syntax trees alone."""
    known = dict(values)
    name = ""
    for name, tree, _ in read_definitions(text):
        known[name] = evaluate(tree, known)
    return known[name]


def polynomial_slope(text: str, values: Mapping[str, Any], by: str, degree: int) -> Fraction:
    """Return the exact derivative of a polynomial, from its differences: f'(0) = sum of (-1)^(k+1) D^k f / k."""
    row = [Fraction(tree_value(text, {**values, by: values[by] + step})) for step in range(degree + 1)]
    total = Fraction(0)
    for order in range(1, degree + 1):
        row = [after - before for before, after in pairwise(row)]
        total += Fraction((-1) ** (order + 1), order) * row[0]
    return total


def degree(graph: Graph) -> int:
    """Return a bound on the degree of the output, taking every input as x."""
    degrees: list[int] = []
    for node in graph.nodes:
        below = [degrees[parent] for parent in node.parents]
        if node.operation == "*":
            degrees.append(sum(below))
        elif node.operation == "^":
            degrees.append(below[0] * int(graph.nodes[node.parents[1]].constant))
        else:
            degrees.append(max(below, default=int(node.operation == "input")))
    return degrees[graph.output]


@given(programs(_POLYNOMIAL))
def test_gradients_of_polynomials_agree_with_exact_differences(program: tuple[str, dict[str, Any]]) -> None:
    text, values = program
    graph = read_graph(text)
    bound = degree(graph)
    if bound > 30:
        return
    run = forward(graph, values)
    assert run[graph.output] == tree_value(text, values)
    adjoints = backward(graph, run, graph.output).adjoints
    for name in graph.inputs():
        assert adjoints.get(graph.names[name], 0) == polynomial_slope(text, values, name, bound)


@given(programs([*_POLYNOMIAL, "/"]))
def test_gradients_agree_exactly_with_dual_numbers(program: tuple[str, dict[str, Any]]) -> None:
    text, values = program
    graph = read_graph(text)
    try:
        run = forward(graph, values)
    except UndefinedValueError:
        return
    adjoints = backward(graph, run, graph.output).adjoints
    for name, place in graph.names.items():
        assert adjoints.get(place, 0) == slope(graph, run, graph.output, place), name


def test_each_fault_of_the_sweep_changes_some_gradient() -> None:
    graph = read_graph("a = x*y; b = a*x; f = b^2")
    values = forward(graph, {"x": 3, "y": 2})
    right = backward(graph, values, graph.output, 5).adjoints
    for fault in FAULTS:
        assert backward(graph, values, graph.output, 5, fault).adjoints != right, fault.id


def test_a_mistake_can_be_made_at_one_node_only() -> None:
    graph = read_graph("a = x*y; f = a*z")
    values = forward(graph, {"x": 2, "y": 3, "z": 5})
    rule = OPERATIONS["*"].wrong[0]
    everywhere = backward(graph, values, graph.output, 1, rule).adjoints[graph.names["x"]]
    at_output = backward(graph, values, graph.output, 1, rule, graph.output).adjoints[graph.names["x"]]
    assert (everywhere, at_output) == (6 * 2, 6 * 3)


def test_ids_of_mistakes_are_unique() -> None:
    ids = [rule.id for row in OPERATIONS.values() for rule in row.wrong] + [fault.id for fault in FAULTS]
    assert len(ids) == len(set(ids))
