"""Every error is one sentence that names the node, and carries it."""

from typing import Any

import pytest

from quizgen.autodiff.array import Array, ShapeError
from quizgen.autodiff.expression import position_of, read_graph
from quizgen.autodiff.graph import InputError, check_inputs
from quizgen.autodiff.number import UndefinedValueError
from quizgen.autodiff.operations import OPERATIONS
from quizgen.autodiff.sweep import backward, forward
from quizgen.autodiff.unknown import is_known

MATRIX = Array([[1, 2, 3], [4, 5, 6]])


@pytest.mark.parametrize(
    ("text", "inputs", "message"),
    [
        ("q = x - y; f = 1/q", {"x": 2, "y": 2}, "f asks for a division by zero"),
        ("f = 3 + ln(x)", {"x": -2}, r"ln\(x\) asks for the logarithm of a negative number"),
        ("f = 3 + ln(x)", {"x": 0}, r"ln\(x\) asks for the logarithm of zero"),
        ("f = sqrt(x - 1)", {"x": 0}, "f asks for the square root of a negative number"),
        ("f = x^y", {"x": -2, "y": 0.5}, "f asks for a root of a negative number"),
        ("h = exp(x); f = 1/h", {"x": 1000}, "h asks for a number too large for a float"),
        ("q = x * x; f = 1/q", {"x": 1e200}, "q asks for a number too large for a float"),
        ("f = x + 1", {"x": float("inf")}, "x asks for a number too large for a float"),
        ("f = x + 1", {"x": float("nan")}, "x asks for a number too large for a float"),
        ("a = x^999; b = a^999; f = b*b", {"x": 9}, "b asks for a number with thousands of digits"),
        ("f = x * x", {"x": 10**6000}, "f asks for a number with thousands of digits"),
        ("f = X + 1/Y", {"X": 1, "Y": Array([[1, 0]])}, "1/Y asks for a division by zero"),
        ("f = X .* X", {"X": Array([[1e200, 1.0]])}, "f asks for a number too large for a float"),
    ],
)
def test_an_undefined_value_names_its_node(text: str, inputs: dict[str, Any], message: str) -> None:
    graph = read_graph(text)
    with pytest.raises(UndefinedValueError, match=f"^{message}$") as fault:
        forward(graph, inputs)
    assert fault.value.place is not None
    assert message.startswith(("ln", graph.nodes[fault.value.place].label))


@pytest.mark.parametrize(
    ("text", "inputs", "message"),
    [
        (
            "f = X * X",
            {"X": MATRIX},
            r"f asks for \* between a 2x3 matrix and a 2x3 matrix: write @ for the matrix product, .\* for entry.*",
        ),
        ("f = X @ X", {"X": MATRIX}, "f asks for the matrix product of a 2x3 matrix and a 2x3 matrix, whose inner.*"),
        ("f = X @ y", {"X": MATRIX, "y": 2}, "f asks for the matrix product of a 2x3 matrix and a number"),
        ("f = X + X^T", {"X": MATRIX}, "f asks for a 2x3 matrix and a 3x2 matrix entry by entry, which do not fit.*"),
        ("f = dot(X, X^T)", {"X": MATRIX}, "f asks for the dot product of a 2x3 matrix and a 3x2 matrix, which do.*"),
        ("f = mse(X, 1)", {"X": MATRIX}, "f asks for the mean squared error of a 2x3 matrix and a number, which do.*"),
        ("f = softmax(x)", {"x": 1}, "f asks for the softmax of a vector, or of each row of a number, not of a matrix"),
    ],
)
def test_shapes_are_named_both(text: str, inputs: dict[str, Any], message: str) -> None:
    graph = read_graph(text)
    with pytest.raises(ShapeError, match=f"^{message}$") as fault:
        forward(graph, inputs)
    assert fault.value.place == graph.output


def test_a_gradient_that_is_undefined_names_its_node() -> None:
    graph = read_graph("q = sqrt(x); f = q + 1")
    values = forward(graph, {"x": 0})
    with pytest.raises(UndefinedValueError, match="the gradient at q asks for a division by zero") as fault:
        backward(graph, values, graph.output)
    assert fault.value.place == graph.names["q"]


@pytest.mark.parametrize("n", [0, 3])
@pytest.mark.parametrize("x", [-2, 0, -0.5, 0.0])
def test_the_slope_by_an_exponent_is_refused_by_name_where_there_is_none(x: float, n: int) -> None:
    graph = read_graph("q = x^n; f = 2*q")
    values = forward(graph, {"x": x, "n": n})
    if x == 0 and n > 0:
        assert backward(graph, values, graph.output).adjoints[graph.names["n"]] == 0
        return
    with pytest.raises(UndefinedValueError, match="the gradient at q asks for the slope by an exponent") as fault:
        backward(graph, values, graph.output)
    assert "write the exponent as a number" in str(fault.value)
    constant = read_graph(f"q = x^{n}; f = 2*q")
    swept = backward(constant, forward(constant, {"x": x}), constant.output).adjoints
    assert swept[constant.names["x"]] == 2 * n * x ** (n - 1 if n else 0)


def test_a_gradient_that_overflows_names_the_first_node_it_does_so_at() -> None:
    graph = read_graph("a = 2*x; b = c*a; f = c*b")
    values = forward(graph, {"x": 1e-200, "c": 1e200})
    with pytest.raises(UndefinedValueError, match=r"^the gradient at a asks for a number too large for a float$"):
        backward(graph, values, graph.output, 1.0)


def test_a_wrong_rule_that_does_not_fit_the_shapes_leaves_only_its_own_gradient_unknown() -> None:
    graph = read_graph("Z = X @ W")
    values = forward(graph, {"X": MATRIX, "W": Array([[1, 2], [3, 4], [5, 6]])})
    missing = next(rule for rule in OPERATIONS["@"].wrong if rule.id == "matmul-transpose-missing")
    swept = backward(graph, values, graph.output, 1, missing).adjoints
    assert is_known(swept[graph.output])
    assert not is_known(swept[graph.names["X"]])


@pytest.mark.parametrize(
    ("given", "message", "name"),
    [
        ({"x": 1, "y": 2}, "z has no value", "z"),
        ({"x": 1, "y": 2, "Z": 3}, r"z has no value \(did you mean Z\?\)", "z"),
        ({"x": 1, "y": 2, "z": 3, "w": 4}, "the formula has no w", "w"),
        ({"x": 1, "y": 2, "z": 3, "q": 4}, "q is computed by the formula; only its inputs are given", "q"),
    ],
)
def test_names_and_values_have_to_match(given: dict[str, Any], message: str, name: str) -> None:
    graph = read_graph("q = x + y; f = q * z")
    with pytest.raises(InputError, match=f"^{message}$") as fault:
        check_inputs(graph, given)
    assert fault.value.name == name


def test_a_missing_input_is_told_by_the_run_too() -> None:
    with pytest.raises(InputError, match="y has no value"):
        forward(read_graph("f = x * y"), {"x": 1})


def test_the_place_of_a_node_in_the_text_is_found_whatever_the_spaces() -> None:
    text = "exp_f = x-y;  f = 3 + ln( exp_f ) + x"
    graph = read_graph(text)
    assert "ln(exp_f)" in [node.label for node in graph.nodes]
    assert position_of(text, "ln(exp_f)") == text.index("ln(")
    assert position_of(text, "f") == text.index("f =", 8) + 4
    assert position_of(text, "x") == text.index("x-y")
    assert position_of(text, "x + y") is None
