from fractions import Fraction
from math import exp

import pytest

from quizgen.autodiff.array import Array
from quizgen.autodiff.number import UndefinedValueError
from quizgen.drill import DrillError, DrillSource, read_drill
from quizgen.pinning import preimage
from quizgen.problem import make_problem
from quizgen.proving import ProofError, prove


def test_a_pinned_sigmoid_differentiates_from_its_output_and_stays_exact() -> None:
    source = DrillSource(
        "z = w*x + b\nh = sigmoid(z)", (("h", "0.8"), ("x", "3"), ("w", "2")), ((None, "dh/dw"), (None, "dh/db"))
    )
    problem = make_problem(read_drill("d/c", source), 1)
    assert problem.answer == (Fraction(48, 100), Fraction(16, 100))
    assert all(isinstance(key, Fraction) for key in problem.answer)
    assert list(problem.givens) == ["h", "x", "w"]


def test_what_only_a_pinned_node_needs_is_not_given_and_cannot_be_asked_for() -> None:
    source = DrillSource("z = w*x\nh = tanh(z)", (("h", "0.5"),), ((None, "dh/dz"),))
    assert make_problem(read_drill("d/c", source), 1).answer == (Fraction(3, 4),)
    for asked in ("z", "dh/dw"):
        with pytest.raises(DrillError, match="cannot be told from what is given"):
            make_problem(read_drill("d/c", source._replace(ask=((None, asked),))), 1)


def test_a_pinned_softmax_with_a_log_loss_gives_the_delta_rule() -> None:
    source = DrillSource(
        "y_hat = softmax(a)\nL = -sum(y .* ln(y_hat))",
        (("y_hat", "probabilities 3 step 0.1"), ("y", "one-hot 3")),
        ((None, "dL/da"),),
    )
    drill = read_drill("d/c", source)
    for seed in range(20):
        problem = make_problem(drill, seed)
        assert problem.answer == (problem.givens["y_hat"] - problem.givens["y"],)  # type: ignore[operator]


def test_a_pinned_layer_tells_the_sizes_of_what_is_behind_it() -> None:
    source = DrillSource(
        "Z = X @ W + b\nH = sigmoid(Z)\nL = sum(H)",
        (("X", "2x3 of int 1..3"), ("H", "2x2 of 0.1..0.9 step 0.1"), ("b", "unknown 1x2")),
        ((None, "dL/dW"), (None, "dL/db")),
    )
    problem = make_problem(read_drill("d/c", source), 1)
    by_w, by_b = problem.answer
    assert isinstance(by_w, Array)
    assert isinstance(by_b, Array)
    assert (by_w.shape, by_b.shape) == ((3, 2), (1, 2))
    h, x = problem.givens["H"], problem.givens["X"]
    assert by_w == x.transposed @ (h * (1 - h))  # type: ignore[union-attr,operator]


def test_a_size_that_nothing_tells_is_asked_for() -> None:
    source = DrillSource(
        "Z = X @ W\nH = sigmoid(Z)\nL = sum(H)", (("H", "2x2 of 0.1..0.9 step 0.1"),), ((None, "dL/dZ"),)
    )
    with pytest.raises(DrillError, match=r"nothing tells the size of (X|W): say it, as in (X|W): unknown 2x3"):
        make_problem(read_drill("d/c", source), 1)


def test_a_pinned_sum_takes_any_value_and_its_inputs_stay_unknown() -> None:
    source = DrillSource("z = w*x + b\nf = z^2", (("z", "int 2..9"), ("x", "int 2..9")), ((None, "df/dw"),))
    problem = make_problem(read_drill("d/c", source), 1)
    assert problem.answer == (2 * problem.givens["z"] * problem.givens["x"],)  # type: ignore[operator]


def test_a_wrong_derivative_of_a_pinned_node_is_caught() -> None:
    source = DrillSource("h = sigmoid(z)", (("h", "0.8"),), ((None, "dh/dz"),))
    made = make_problem(read_drill("d/c", source), 1).made
    with pytest.raises(ProofError, match="by the sweep"):
        prove(made._replace(answer=(Fraction(8, 10),)))


@pytest.mark.parametrize(
    ("operation", "x", "value"),
    [("sigmoid", 0, Fraction(1, 2)), ("exp", 2.0, exp(2.0)), ("sqrt", 9, 3), ("negate", -4, 4), ("tanh", 0, 0)],
)
def test_a_preimage_is_what_the_operation_makes_the_value_of(operation: str, x: float, value: float) -> None:
    assert preimage(operation, value) == pytest.approx(x)


@pytest.mark.parametrize(("operation", "value"), [("sigmoid", 2), ("tanh", -3), ("exp", -1), ("softplus", -1)])
def test_a_value_that_an_operation_never_has_is_an_error(operation: str, value: int) -> None:
    with pytest.raises(UndefinedValueError, match=f"a value that {operation} never has"):
        preimage(operation, value)


def test_probabilities_that_do_not_sum_to_one_are_none() -> None:
    with pytest.raises(UndefinedValueError, match="a value that softmax never has"):
        preimage("softmax", Array([[Fraction(1, 2), Fraction(1, 4)]]))


@pytest.mark.parametrize(
    ("graph", "givens", "asked", "sentence"),
    [
        (
            "q = x + 1; f = q*q",
            {"x": "2x2 of 1..4", "q": "5"},
            "df/dx",
            "given.q: q is given as a number, and its",
        ),
        ("z = X @ w; h = relu(z)", {"X": "2", "w": "3", "z": "5"}, "dh/dX", "given.z: its formula cannot be worked ou"),
    ],
)
def test_a_given_node_has_the_shape_of_its_formula(
    graph: str, givens: dict[str, str], asked: str, sentence: str
) -> None:
    drill = read_drill("d/c", DrillSource(graph, tuple(givens.items()), ((None, asked),)))
    with pytest.raises(DrillError) as raised:
        make_problem(drill, 1)
    assert str(raised.value).startswith(sentence)


def test_what_nobody_knows_is_not_shown() -> None:
    source = DrillSource("z = w*x\nh = tanh(z)", (("h", "0.5"),), ((None, "dh/dz"),), show=("z",))
    with pytest.raises(DrillError, match="show: z cannot be shown: what is given does not tell it"):
        read_drill("d/c", source)
