"""Every row of the table against four engines that share no rule with it, and every wrong rule caught by each."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import pytest

from quizgen.autodiff.array import Array
from quizgen.autodiff.difference import central_difference, complex_step
from quizgen.autodiff.expression import read_graph
from quizgen.autodiff.graph import Graph
from quizgen.autodiff.operations import OPERATIONS, Elementwise, WrongRule
from quizgen.autodiff.proof import agree, gradient
from quizgen.autodiff.sweep import (
    ALL_FAULTS,
    BROADCAST_NOT_SUMMED,
    FAULTS,
    OUTER_AT_INPUT,
    RIGHT,
    Fault,
    backward,
    forward,
    kinks,
)
from quizgen.autodiff.symbolic import symbolic_slope

HALF = Fraction(1, 2)

# Every formula holds its operation once, inside others, so that an upstream gradient and an inner derivative matter.
SAMPLES: dict[str, tuple[str, Mapping[str, Any]]] = {
    "+": ("f = (x + y)^2", {"x": 3, "y": -5}),
    "-": ("f = (x - y)^2", {"x": 3, "y": -5}),
    "*": ("f = (x * y)^2", {"x": 3, "y": -5}),
    "/": ("f = (x / y)^2", {"x": 3, "y": -5}),
    "^": ("f = 2 * (x + 1)^3", {"x": 3}),
    "negate": ("f = (-x)^3", {"x": 3}),
    ".*": ("f = sum((x .* y)^2)", {"x": Array([[1, 2], [3, 4]]), "y": Array([[5, -6], [7, HALF]])}),
    "exp": ("f = 3 * exp(x)", {"x": HALF}),
    "ln": ("f = 3 * ln(x)", {"x": 5}),
    "sqrt": ("f = 3 * sqrt(x)", {"x": 4}),
    "sin": ("f = 3 * sin(x)", {"x": 1}),
    "cos": ("f = 3 * cos(x)", {"x": 1}),
    "square": ("f = 3 * square(x)", {"x": 5}),
    "max": ("f = max(x, y)^2", {"x": 3, "y": 5}),
    "min": ("f = min(x, y)^2", {"x": 3, "y": 5}),
    "abs": ("f = 3 * abs(x)", {"x": -5}),
    "sigmoid": ("f = 3 * sigmoid(x)", {"x": HALF}),
    "tanh": ("f = 3 * tanh(x)", {"x": HALF}),
    "relu": ("f = 3 * relu(x)", {"x": -5}),
    "leaky_relu": ("f = 3 * leaky_relu(x)", {"x": -5}),
    "softplus": ("f = 3 * softplus(x)", {"x": 2}),
    "@": ("f = sum((x @ y)^2)", {"x": Array([[1, 2], [3, 4]]), "y": Array([[5, -6], [7, HALF]])}),
    "transpose": ("f = sum((x^T @ y)^2)", {"x": Array([[1, 2], [3, 4]]), "y": Array([[5, -6], [7, HALF]])}),
    "sum": ("f = sum(x)^2", {"x": Array([[1, 2], [3, 4]])}),
    "mean": ("f = mean(x)^2", {"x": Array([[1, 2], [3, 4]])}),
    "row_sum": ("f = sum(row_sum(x)^2)", {"x": Array([[1, 2], [3, 4]])}),
    "softmax": ("f = sum(softmax(x) .* y)", {"x": Array([[1, 2, 0]]), "y": Array([[3, -1, 2]])}),
    "dot": ("f = dot(x, y)^2", {"x": Array([[1, 2]]), "y": Array([[3, 5]])}),
    "norm2": ("f = norm2(x)^2", {"x": Array([[1, 2]])}),
    "log_loss": ("f = 3 * log_loss(x, y)", {"x": Array([[HALF, HALF / 2]]), "y": Array([[2, 1]])}),
    "mse": ("f = 3 * mse(x, y)", {"x": Array([[1, 2], [3, 4]]), "y": Array([[0, 5], [1, 1]])}),
}

# A checker tells whether a gradient by one input is right: an array by an array, a number by a number.
Checker = Callable[[Graph, list[Any], int, Any], bool]


def by_duals(graph: Graph, values: list[Any], by: int, found: Any) -> bool:
    return agree(gradient(graph, values, graph.output, by), found)


def entries(value: Any, found: Any) -> list[tuple[int | None, Any]]:
    return list(enumerate(found.flat)) if isinstance(value, Array) else [(None, found)]


def by_differences(graph: Graph, values: list[Any], by: int, found: Any) -> bool:
    return all(
        central_difference(graph, values, graph.output, by, entry).allows(slope)
        for entry, slope in entries(values[by], found)
    )


def by_complex_step(graph: Graph, values: list[Any], by: int, found: Any) -> bool:
    return all(
        agree(complex_step(graph, values, graph.output, by, entry), slope)
        for entry, slope in entries(values[by], found)
    )


def by_sympy(graph: Graph, values: list[Any], by: int, found: Any) -> bool:
    return all(
        agree(symbolic_slope(graph, values, graph.output, by, entry), slope)
        for entry, slope in entries(values[by], found)
    )


CHECKERS: list[Checker] = [by_duals, by_differences, by_complex_step, by_sympy]


def verdicts(checker: Checker, text: str, inputs: Mapping[str, Any], mistake: WrongRule | Fault = RIGHT) -> list[bool]:
    """Return for each input whether the checker takes the gradient for the right one."""
    graph = read_graph(text)
    values = forward(graph, inputs)
    adjoints = backward(graph, values, graph.output, 1, mistake).adjoints
    return [checker(graph, values, graph.names[name], adjoints[graph.names[name]]) for name in inputs]


def test_every_operation_has_a_sample() -> None:
    assert set(SAMPLES) == set(OPERATIONS)
    for symbol, (text, _) in SAMPLES.items():
        assert symbol in [node.operation for node in read_graph(text).nodes]


@pytest.mark.parametrize("symbol", OPERATIONS)
def test_each_right_rule_stands_before_each_checker_and_each_wrong_one_is_caught_by_each(symbol: str) -> None:
    for checker in CHECKERS:
        assert all(verdicts(checker, *SAMPLES[symbol])), checker
        for rule in OPERATIONS[symbol].wrong:
            assert not all(verdicts(checker, *SAMPLES[symbol], rule)), (checker, rule.id)


# Two of the faults show only where an upstream gradient is given, and one only on arrays.
_CHAINED = [fault for fault in FAULTS if fault.id not in ("upstream-not-started", "upstream-twice")]


@pytest.mark.parametrize("fault", [*_CHAINED, OUTER_AT_INPUT], ids=lambda fault: fault.id)
def test_each_fault_of_the_sweep_is_caught_by_each_checker(fault: Fault) -> None:
    for checker in CHECKERS:
        assert not all(verdicts(checker, "q = (2*x + 1)^3; f = q * x + q", {"x": 3}, fault)), checker


def test_a_gradient_that_is_not_summed_over_the_batch_has_not_the_shape_of_the_bias() -> None:
    inputs = {"x": Array([[1, 2], [3, 4]]), "b": Array([[5, 6]])}
    graph = read_graph("f = sum((x + b)^2)")
    values = forward(graph, inputs)
    bias = graph.names["b"]
    assert backward(graph, values, graph.output).adjoints[bias] == Array([[28, 36]])
    wrong = backward(graph, values, graph.output, 1, BROADCAST_NOT_SUMMED).adjoints[bias]
    assert wrong == Array([[12, 16], [16, 20]])
    assert not by_duals(graph, values, bias, wrong)


@pytest.mark.parametrize(
    "fault", [fault for fault in ALL_FAULTS if fault.id.startswith("upstream")], ids=lambda fault: fault.id
)
def test_faults_with_the_upstream_gradient_show_where_one_is_given(fault: Fault) -> None:
    graph = read_graph("f = x * y")
    values = forward(graph, {"x": 3, "y": 5})
    assert backward(graph, values, graph.output, 7, fault).adjoints != backward(graph, values, graph.output, 7).adjoints


def test_ids_of_mistakes_are_unique_and_messages_are_sentences() -> None:
    mistakes: list[WrongRule | Fault] = [rule for row in OPERATIONS.values() for rule in row.wrong]
    mistakes += ALL_FAULTS
    assert len({mistake.id for mistake in mistakes}) == len(mistakes)
    assert all(mistake.message.endswith(".") and mistake.name for mistake in mistakes)


def test_each_row_says_its_rule_and_has_a_wrong_one_in_the_same_form() -> None:
    for symbol, row in OPERATIONS.items():
        assert row.rule.endswith("."), symbol
        assert row.wrong, symbol
        assert all(len(rule.local) == row.arity for rule in row.wrong), symbol


@pytest.mark.parametrize(
    ("text", "inputs", "slopes"),
    [
        ("f = relu(x)", {"x": 0}, {"x": 0}),
        ("f = leaky_relu(x)", {"x": 0}, {"x": Fraction(1, 100)}),
        ("f = abs(x)", {"x": 0}, {"x": 0}),
        ("f = max(x, y)", {"x": 2, "y": 2}, {"x": 1, "y": 0}),
        ("f = min(x, y)", {"x": 2, "y": 2}, {"x": 1, "y": 0}),
    ],
)
def test_at_a_kink_the_slope_is_the_one_of_the_convention(
    text: str, inputs: Mapping[str, Any], slopes: Mapping[str, Any]
) -> None:
    graph = read_graph(text)
    values = forward(graph, inputs)
    assert kinks(graph, values) == [graph.output]
    adjoints = backward(graph, values, graph.output).adjoints
    assert {name: adjoints[graph.names[name]] for name in inputs} == slopes
    row = OPERATIONS[graph.nodes[graph.output].operation]
    assert isinstance(row, Elementwise)
    assert row.convention


def test_beside_a_kink_and_on_one_entry_of_an_array() -> None:
    graph = read_graph("f = relu(x)")
    assert kinks(graph, forward(graph, {"x": 1})) == []
    assert kinks(graph, forward(graph, {"x": Array([[1, 0], [2, 3]])})) == [graph.output]


@pytest.mark.parametrize("symbol", [symbol for symbol, row in OPERATIONS.items() if row.from_output])
def test_what_is_differentiated_from_its_output_needs_no_input(symbol: str) -> None:
    text, inputs = SAMPLES[symbol]
    graph = read_graph(text)
    values = forward(graph, inputs)
    place = next(place for place, node in enumerate(graph.nodes) if node.operation == symbol)
    right = backward(graph, values, graph.output).adjoints
    below = graph.nodes[place].parents[0]  # of a pinned node nobody knows what is below
    values[below] = values[below].map(lambda _: None) if isinstance(values[below], Array) else None
    assert backward(graph, values, graph.output).adjoints == right


def test_a_wrong_rule_can_look_at_the_upstream_gradient() -> None:
    graph = read_graph("f = relu(x)")
    rule = next(rule for rule in OPERATIONS["relu"].wrong if rule.takes_upstream)
    values = forward(graph, {"x": -3})
    swept = [backward(graph, values, graph.output, upstream, rule).adjoints[0] for upstream in (5, -5)]
    assert swept == [5, 0]
