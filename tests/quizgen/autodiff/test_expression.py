from fractions import Fraction

import pytest

from quizgen.autodiff.array import Array
from quizgen.autodiff.expression import evaluate, read_graph
from quizgen.autodiff.operations import OPERATIONS
from quizgen.autodiff.sweep import forward
from quizgen.autodiff.symbol import local_formula
from quizgen.notation.fault import NotationError
from quizgen.notation.parser import read_expression
from quizgen.notation.text import to_text


def test_a_graph_keeps_its_nodes_in_the_order_of_the_formula() -> None:
    graph = read_graph("q = x + y\nf = q * z")
    assert [node.label for node in graph.nodes] == ["x", "y", "q", "z", "f"]
    assert graph.inputs() == ["x", "y", "z"]
    assert graph.nodes[graph.output].parents == (2, 3)


def test_an_inner_node_without_a_name_is_called_by_its_formula() -> None:
    assert [node.label for node in read_graph("L = (h - y)^2").nodes] == ["h", "y", "h - y", "2", "L"]


def test_a_node_that_is_used_twice_has_two_users() -> None:
    graph = read_graph("f = x*x + x")
    assert graph.users(graph.names["x"]) == [1, 1, 2]


def test_another_name_for_an_input_is_the_same_node() -> None:
    graph = read_graph("q = x; f = q * q")
    assert graph.names["q"] == graph.names["x"]
    assert graph.nodes[graph.output].parents == (0, 0)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("f = x; f = y", "f is defined twice"),
        ("f = q; q = x", "q is used before it is defined"),
        ("f = q(x)", "no function q"),
        ("f = exp(x, y)", "exp takes 1 input, and here it has 2"),
        ("f = max(x)", "max takes 2 inputs, and here it has 1"),
        ("f = tan(x)", r"no operation tan here \(did you mean tanh\?\)"),
        ("f = [1 2; 3]", "the rows of a matrix are of one length, not of 1 and 2"),
        ("f = [1 x] @ y", "a matrix is written out in numbers; x is none"),
        ("f = x^(1/0)", "an exponent is a whole number here"),
    ],
)
def test_what_the_engine_cannot_run_is_refused(text: str, message: str) -> None:
    with pytest.raises(NotationError, match=message):
        read_graph(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("f = tanh(x)", "no operation tanh"),
        ("f = x^y", "an exponent is a whole number here, not y"),
        ("f = x^(1/2)", "an exponent is a whole number here"),
        ("f = X @ W", "no operation @"),
    ],
)
def test_an_exact_graph_has_only_what_stays_among_the_fractions(text: str, message: str) -> None:
    read_graph(text)
    with pytest.raises(NotationError, match=message):
        read_graph(text, exact=True)


def test_formulas_are_evaluated_from_their_trees_alone() -> None:
    assert evaluate(read_expression("(x + 1)^2/4 - -x"), {"x": 3}) == 7


@pytest.mark.parametrize(
    ("operation", "which", "formula"),
    [("*", 0, "y"), ("*", 1, "x"), ("-", 1, "-1"), ("/", 0, "1/y"), ("/", 1, "-x/(y * y)"), ("negate", 0, "-1")],
)
def test_local_derivatives_are_written_from_the_table(operation: str, which: int, formula: str) -> None:
    names = ("x",) if operation == "negate" else ("x", "y")
    assert to_text(local_formula(operation, which, tuple(map(read_expression, names)))) == formula


def test_the_local_derivative_of_a_square_is_written_as_a_person_would() -> None:
    assert to_text(local_formula("^", 0, (read_expression("h - y"), read_expression("2")))) == "2*(h - y)"
    assert to_text(local_formula("^", 0, (read_expression("x"), read_expression("3")))) == "3*x^2"


def test_every_function_of_the_table_can_be_written() -> None:
    functions = [symbol for symbol in OPERATIONS if symbol.isidentifier() and symbol not in ("negate", "transpose")]
    for symbol in functions:
        names = ["x", "y"][: OPERATIONS[symbol].arity]
        graph = read_graph(f"f = {symbol}({', '.join(names)})")
        assert [node.operation for node in graph.nodes] == ["input"] * len(names) + [symbol]


def test_signs_of_matrices_are_read() -> None:
    graph = read_graph("f = (X @ W)^T .* V ⊙ U")
    assert [node.operation for node in graph.nodes if node.parents] == ["@", "transpose", ".*", ".*"]


def test_a_matrix_is_written_in_rows() -> None:
    graph = read_graph("f = [1 -2; 1/2 0.25] @ x")
    assert graph.nodes[0].constant == Array([[1, -2], [Fraction(1, 2), Fraction(1, 4)]])


def test_powers_have_any_exponent() -> None:
    half = read_graph("f = x^(1/2)")
    assert half.nodes[1].constant == Fraction(1, 2)
    assert read_graph("f = x^y").inputs() == ["x", "y"]
    assert forward(half, {"x": 9})[half.output] == 3


def test_other_spellings_of_functions_are_the_same_operation() -> None:
    assert read_graph("f = log(x)").nodes[1].operation == "ln"
    assert read_graph("f = σ(x)").nodes[1].operation == "sigmoid"
    assert read_graph("f = |x|").nodes[1].operation == "abs"


@pytest.mark.parametrize(
    ("operation", "formula"),
    [
        ("sigmoid", "h*(1 - h)"),
        ("tanh", "1 - h*h"),
        ("exp", "h"),
        ("ln", "1/z"),
        ("sqrt", "1/(2*h)"),
        ("cos", "-sin(z)"),
        ("softplus", "sigmoid(z)"),
        ("relu", "relu'(z)"),
    ],
)
def test_local_derivatives_of_functions_are_written_from_their_output_where_that_is_how_they_go(
    operation: str, formula: str
) -> None:
    written = to_text(local_formula(operation, 0, (read_expression("z"),), read_expression("h")))
    assert written.replace(" ", "") == formula.replace(" ", "")
