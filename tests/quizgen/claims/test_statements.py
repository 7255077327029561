"""What a text defines, gives and supposes, and what is found of what it states."""
# ruff: noqa: E501 - a case is a line

import pytest

from quizgen.claims.text import Formula, examine, states
from quizgen.claims.verdict import Proven, Refuted, Undecided, Verdict
from quizgen.notation.parser import read_math


def found(*formulas: str) -> list[Verdict]:
    """Return what is found of all statements of a text; a formula after `!` is a line of claims."""
    said = [Formula(read_math(formula.removeprefix("!")), claim=formula.startswith("!")) for formula in formulas]
    return [finding.verdict for findings in examine(said) for finding in findings]


def kinds(*formulas: str) -> str:
    """Return P, R or U for each statement."""
    return "".join(type(verdict).__name__[0] for verdict in found(*formulas))


def test_the_worked_graph_of_the_notes_is_proven_line_by_line() -> None:
    graph = ["f = (x + y)*z", "x = -2", "y = 5", "z = -4", "q = x + y", "f = q*z"]
    swept = ["df/df = 1", "df/dq = z = -4", "df/dz = q = 3", "df/dx = df/dq * 1 = -4", "q = 3", "f = -12"]
    assert kinds(*graph, *swept) == "P" * 10


@pytest.mark.parametrize(
    "text",
    [
        ["q = x + y"],
        ["x = 3", "x = 4"],
        ["f(x) = x^2"],
        ["w <- w - lr * dL/dw"],
        ["x -> 0", "x in A", "x != y", "y ~ x"],
        ["sigmoid(x)", "x + y"],
        ["x > 0"],
        ["X: N x D", "y: one-hot"],
        ["dL/dh = 4"],
        ["f(0) = 1"],
        ["h = sigmoid(a)", "h = 0.8"],
        ["p(y | x) = 0.3"],
    ],
)
def test_definitions_values_suppositions_and_words_state_nothing(text: list[str]) -> None:
    assert found(*text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (["|x| > 0"], "R"),
        (["|x|*|y| > 0"], "R"),
        (["relu(x) + relu(-x) > 0"], "R"),
        (["x^2 > 0"], "R"),
        (["sigmoid(x)*(1 - sigmoid(x)) < 1/4"], "R"),
        (["x >= 0", "2*x > 0"], "R"),
        (["x >= 1", "x^2 - 1 > 0"], "R"),
        (["x <= 0", "-x > 0"], "R"),
        (["x > 0", "y >= 0", "x*y > 0"], "R"),
        (["x > 0", "y >= 0", "z > 0", "z*(x + y) > 0"], "P"),
        (["z > 0", "x >= 0", "y >= 0", "z*(x + y) > 0"], "U"),
        (["x > 0", "2*x > 0"], "P"),
        (["x >= 0", "1/x > 0"], "P"),
        (["|x| + 1 > 0"], "P"),
        (["x >= 0", "2*x >= 0"], "P"),
        (["f = x^2", "f >= 0"], "P"),
        (["|r| < 1", "r^2 < 1"], "P"),
        (["1 >= |r|", "r^2 < 1"], "R"),
        (["|r| < 1", "r^2 < 1/2"], "R"),
        (["f = sin(x)", "|f| < 1/2"], "R"),
        (["f = x^2", "f > 0"], ""),
    ],
)
def test_what_is_above_0_everywhere_but_at_a_border_is_not_above_0(text: list[str], kind: str) -> None:
    assert kinds(*text) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (["z = 2*3 + 1", "z = 7"], "P"),
        (["z = 2*3 + 1", "z = 8"], "R"),
        (["x = 1/2", "x = 2", "x = -3"], ""),
        (["w = 3", "w = 3 - 0.1*6"], ""),
        (["y = x + 1", "x = 3", "y = 4"], "P"),
    ],
)
def test_a_number_after_its_sum_is_what_that_comes_to(text: list[str], kind: str) -> None:
    assert kinds(*text) == kind


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (["y = 5", "x = 3", "y = x + 1"], "y = x + 1 is 4 then, and y = 5 is given too"),
        (["y = x + 1", "y = 5", "x = 3"], "y = x + 1 is 4 then, and y = 5 is given too"),
        (["h = sigmoid(a)", "h = 0.8", "a = 0"], "h = sigmoid(a) is 0.5 then, and h = 0.8 is given too"),
        (["q = x + y", "q = 4", "x = -2", "y = 5"], "q = x + y is 3 then, and q = 4 is given too"),
        (["q = x + y", "q = 3", "x = -2", "y = 5"], ""),
        (["y = x + 1", "y = 5", "x = 4", "x = 3"], ""),  # a new case
    ],
)
def test_values_that_contradict_each_other_are_a_fault(text: list[str], told: str) -> None:
    assert [verdict.counterexample for verdict in found(*text) if isinstance(verdict, Refuted)] == [told][: bool(told)]


DELTA = ["y_hat = softmax(a)", "L = -sum_k y_k*ln(y_hat_k)"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (["sum(y) = 1", *DELTA, "dL/da = y_hat - y"], "P"),
        (["sum_k y_k = 1", *DELTA, "dL/da_i = y_hat_i - y_i"], "P"),
        ([*DELTA, "dL/da_i = y_hat_i - y_i", "sum(y) = 1"], "P"),
        ([*DELTA, 'dL/da_i = y_hat_i - y_i "if" sum(y) = 1'], "P"),
        ([*DELTA, "dL/da_i = y_hat_i - y_i"], "R"),
        (["sum(y) = 2", *DELTA, "dL/da_i = y_hat_i - y_i"], "R"),
        (["sum(y) = 1", "sum(y) = 2", *DELTA, "dL/da_i = y_hat_i - y_i"], "R"),  # another case
        (["!sum(y) = 1", "!sum(y) = 2"], "R"),
        (["sum(y) = 1", "sum(y) = 1"], "P"),
        (["sum(y) = 1", "y_1 = y_2", "x = x^2"], "RR"),
        (["sum(y) = 0", "y > 0", "x = x + 1"], "U"),  # nothing follows from what cannot be
        (["y_hat = softmax(a)", "sum(y_hat) = 1", "sum_k y_hat_k = 2"], "PR"),
        (["y: probabilities", "sum(y) = 1", "sum_k y_k = 2"], "PR"),
        (["y: 1 x 3", "sum(y) = 0", "y_1 = -y_2 - y_3"], "P"),
    ],
)
def test_what_entries_add_up_to_is_supposed_where_nothing_else_tells(text: list[str], kind: str) -> None:
    assert kinds(*text) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (["x >= 0", "d(relu(x))/dx = 1"], "R"),
        (["x > 0", "d(relu(x))/dx = 1"], "P"),
        (["x <= 0", "d(relu(x))/dx = 0"], "P"),  # as the convention has it, of which drills and explanations speak
        (["x >= 0", "relu'(x) = 1"], "R"),
        (["x >= 0", "h = relu(x)", "dh/dx = 1"], "R"),
        (["x >= 1", "d(relu(x - 1))/dx = 1"], "R"),
        (["x >= 1", "d(relu(x))/dx = 1"], "P"),
        (["x >= 0", "d(|x|)/dx = 1"], "R"),
        (["x >= 0", "d(|x|)/dx = x/|x|"], "P"),
        (["x <= y", "d(max(x, y))/dy = 1"], "R"),
        (["x >= y", "d(max(x, y))/dx = 1"], "P"),
        (["z = w*x + b", "f = relu(z)", "z >= 0", "df/dw = x"], "U"),
        (["z = w*x + b", "f = relu(z)", "z > 0", "df/dw = x"], "P"),
        (["d(relu(x))/dx = (1 + d(|x|)/dx)/2"], "P"),  # nothing is said of the corner
    ],
)
def test_a_slope_at_a_corner_is_the_one_of_convention_where_it_is_supposed_to_hold_there(
    text: list[str], kind: str
) -> None:
    assert kinds(*text) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (["x > 0", "x = -1", "|x| = x"], "R"),  # another case
        (["x > 0", "x = 2", "|x| = x"], "P"),
        (["0 < x < 1", "x^2 < x", "x > 2", "x^2 < x"], "PR"),
        (["x > y", "y > z", "z > x", "x = x + 1"], "U"),
        (["x > 1/0", "2*x = x + x"], "U"),
        (["x > 9^9^9^9", "2*x = x + x"], "U"),
        (["x < 2^(1/2)", "x > 0", "x^2 < 1"], "R"),
    ],
)
def test_what_is_supposed_and_cannot_be_proves_nothing(text: list[str], kind: str) -> None:
    assert kinds(*text) == kind


def test_what_fails_at_a_corner_only_says_what_to_suppose() -> None:
    (verdict,) = found("x >= 0", "d(relu(x))/dx = 1")
    assert isinstance(verdict, Refuted)
    assert verdict.counterexample.endswith("(at a corner there is no slope but one of convention: suppose x > 0)")


@pytest.mark.parametrize(
    "formula",
    ["E(2*X) = 2*E(X)", "2*E(X) = E(2*X)", "|x| = sign(x)*x", "2*det(A) = det(2*A)", "4*Var(X) = Var(2*X)"],
)
def test_what_is_said_of_functions_that_nobody_defines_is_left_open(formula: str) -> None:
    assert kinds(formula) == "U"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("argmax(a) = max(a)", "argmax cannot be worked out here, and is no name for another function"),
        ("argmax(a) = 3", "argmax cannot be worked out here"),
        ("norm(x) = sum(x^2)", "norm cannot be worked out here, and is no name for another function: write ||x||"),
        ("sigmod(x) = 1/(1 + exp(-x))", "there is no function sigmod here: write sigmoid, if that is meant"),
        ("sofmax(x) = exp(x)", "there is no function sofmax here: write softmax, if that is meant"),
    ],
)
def test_a_function_that_is_known_by_its_name_is_not_defined_anew(text: str, why: str) -> None:
    for formula in (text, f"!{text}"):
        (verdict,) = found(formula)
        assert isinstance(verdict, Undecided)
        assert f"{verdict.why}: {verdict.advice}".startswith(why)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (["cost(w) = w^2", "cost(3) = 9"], "P"),
        (["loss(w) = (w - 1)^2", "loss'(w) = 2*(w - 1)"], "P"),
        (["silu(x) = x*sigmoid(x)"], "P"),
        (["silu(x) = x*tanh(x)"], "R"),
        (["tr(A @ B) = tr(B @ A)"], "P"),
        (["tr(A @ B) = tr(A)*tr(B)"], "R"),
        (["d(logsumexp(a))/da = softmax(a)"], "P"),
        (["sinh(x)^2 = cosh(x)^2 - 1"], "P"),
    ],
)
def test_some_functions_are_known_by_their_formulas_and_others_defined_by_the_text(text: list[str], kind: str) -> None:
    assert kinds(*text) == kind


@pytest.mark.parametrize(
    ("formula", "kind"),
    [("x^2 != x*x", "R"), ("A @ B != B @ A", "P"), ("x^2 != x", "P"), ("(A @ B)^T != B^T @ A^T", "R"), ("2 != 2", "R")],
)
def test_that_two_formulas_are_not_the_same_is_a_statement(formula: str, kind: str) -> None:
    assert kinds(formula) == kind


def test_a_sum_that_runs_nobody_knows_how_far_is_left_open() -> None:
    (verdict,) = found("x: n x 1", "sum_i 1 = n")
    assert isinstance(verdict, Undecided)
    assert "sum_{i=1}^n" in verdict.why
    assert kinds("sum_{i=1}^n 1 = n", "sum_{i=1}^n i^2 = n*(n + 1)*(2*n + 1)/6") == "PP"


@pytest.mark.parametrize(
    "text",
    [
        ["c > -1/1000000", "relu(c*x) = c*relu(x)"],
        ["c > -1/1000", "|c*x| = c*|x|"],
        ["|x| + |x - 1/1000000| = |2*x - 1/1000000|"],
    ],
)
def test_cases_of_two_conditions_are_no_proof_where_one_of_them_was_not_met(text: list[str]) -> None:
    assert kinds(*text) == "U"


@pytest.mark.parametrize("formula", ["(x^2)^(n/2) = x^n", "|x|^n = x^n", "x^n >= 0", "sqrt(x^(2*n)) = x^n"])
def test_a_power_of_a_negative_number_is_tried_at_odd_exponents(formula: str) -> None:
    assert kinds(formula) == "R"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (["q = x*y", "dL/dx = q_bar*y"], "P"),
        (["q = x*y", "x_bar = dL/dq*y"], "P"),
        (["q = x*y", "dL/dx = q_bar*x"], "R"),
        (["q = x*y", "dL/dx = dJ/dq*y"], "R"),
        (["X: N x D", "W: D x C", "Z = X @ W", "dL/dW_ij = sum_n X_ni*Z_bar_nj"], "P"),
    ],
)
def test_a_bar_is_the_derivative_of_the_one_unknown_cost_beside_it(text: list[str], kind: str) -> None:
    assert kinds(*text) == kind


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            ["s = sigmoid(x)", "ds/dx = s(1 - s)"],
            "a product is written with *: write ds/dx = s * (1 - s), if that is meant",
        ),
        ([r"\sum_{i=1}^n i = \frac{n(n+1)}{2}"], "a product is written with *"),
        ([r"\log(ab) = \log a + \log b"], "a product is written with *: write log(a * b) = "),
        (["softmax(z + c) = softmax(z)"], "it holds where c is a number: say so, as in c: 1 x 1"),
    ],
)
def test_what_is_true_of_another_reading_is_left_open_with_how_to_write_that(text: list[str], told: str) -> None:
    (verdict,) = found(*text)
    assert isinstance(verdict, Undecided)
    assert f"{verdict.why}: {verdict.advice}".startswith(told)


def test_what_is_false_of_any_reading_is_refuted() -> None:
    assert kinds("s = sigmoid(x)", "ds/dx = s(1 + s)") == "R"
    assert kinds("softmax(c*z) = softmax(z)") == "R"


@pytest.mark.parametrize(
    "text",
    [
        ["x: n x 1", "(n - 2)*(n - 3) = 0"],
        ["(sum(x) - 2*mean(x))*(sum(x) - 3*mean(x)) = 0"],
        ["y: one-hot", "(1/mean(y) - 2)*(1/mean(y) - 3) = 0"],
        ["x: n x 1", "(n - 2)*(n - 3)*(n - 4)*(n - 5)*x_i = 0"],
        ["m = 1/n*sum_i x_i", "n*m = sum_i x_i + (n - 2)*(n - 3)"],
        ["sum_{i=1}^n i = n*(n + 1)/2 + (n - 2)*(n - 3)"],
    ],
)
def test_a_size_that_is_a_number_is_tried_beyond_those_that_are_proven(text: list[str]) -> None:
    (verdict,) = found(*text)
    assert isinstance(verdict, Refuted)
    assert "n = " in verdict.counterexample or "mean" in text[-1]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ([r"\sigma^2 = \frac{1}{m}*\sum_i (x_i - \mu)^2"], ""),
        (["sigma^2 = v", "y = x/sigma", "y = x/sqrt(v)", "dy/dx = 1/sigma", "dy/dv = -x/(2*v)"], "PPR"),
        (["sigma^2 = 1/m*sum_i (x_i - mu)^2", "sigma^2 = 2/m*sum_i (x_i - mu)^2"], "R"),
        (["sigma = sqrt(v)", "sigma^2 = 2*v"], "R"),
        (["y = x^2", "x^2 = y"], "P"),
        (["y = x^2", "x^2 = 2*y"], "R"),
        (["x = 3", "x^2 = 10"], "R"),
        (["x^2 = 2*x"], "R"),
    ],
)
def test_the_square_of_a_new_name_defines_it(text: list[str], kind: str) -> None:
    assert kinds(*text) == kind


@pytest.mark.parametrize(
    "text",
    [
        ["sigmoid(x) = 1/(1 + exp(-x))"],
        [r"\sigma(x) = \frac{1}{1+e^{-x}}"],
        ["d(sigmoid(x))/dx = sigmoid(x)*(1 - sigmoid(x))"],
        ["s = sigmoid(x)", "ds/dx = s*(1 - s)"],
        ["sigma'(x) = sigma(x)*(1 - sigma(x))"],
        ["F(x) = f(g(x))", "F'(x) = f'(g(x)) * g'(x)"],
        ["h = g(a)", "a = w*x", "dL/dw = dL/dh * g'(a) * x"],
        ["df/dx = df/du * du/dx"],
        ["dL/dx = dL/da * da/dx + dL/db * db/dx"],
        ["L = L_0 + r/2*w^2", "dL/dw = dL_0/dw + r*w"],
        ["C = L + w^2", "y = w*x", "dL/dw = dL/dy*x"],
        ["f = x^2", "df/dy = 0"],
        ["d(d(x^3)/dx)/dx = 6*x"],
        ["-ln(1/4) = 2*ln(2)"],
        ["x^(1/3)*x^(1/3)*x^(1/3) = x"],
        ["x^y = exp(y*ln(x))"],
        ["sqrt(x)^2 = x"],
        ["sin(2*x) = 2*sin(x)*cos(x)"],
        ["max(x, y) = (x + y + |x - y|)/2"],
        ["max(x, max(y, z)) = max(max(x, y), z)"],
        ["max(x, 2) = 2 + relu(x - 2)", "|x - 2| = max(x - 2, 2 - x)", "min(x, 6) = 6 - relu(6 - x)"],
        ["|x*y| = |x|*|y|", "sqrt(x^2) = |x|", "|x| >= 0", "relu(x)^2 = x*relu(x)"],
        ["relu(exp(x)) = exp(x)"],
        ["x > 2", "|x - 1| = x - 1"],
        ["x > y", "max(x, y) = x"],
        ['max(x, y) = x "if" x >= y'],
        ["x < 0", "d(relu(x))/dx = 0"],
        ["d(|x|)/dx = 1", "x > 0", "d(|x|)/dx = -1", "x < 0"],
        ["E(w) = w^2", "E'(w) = 2*w", "E'(3) = 6"],
        ["f = x^2", "f(x + h) - f(x) = 2*x*h + h^2"],
        ["d(x^n)/dx = n*x^(n - 1)", "d(a^x)/dx = a^x*ln(a)", "d(tan(x))/dx = 1 + tan(x)^2"],
        ["y_hat = 0.8", "L = -ln(y_hat) ~= 0.223"],
        ["a = 2*h", "b = -3*h", "dL/da = 4", "dL/db = 1", "dL/dh = 5"],
        ["s = sigmoid(x)", "s = 0.8", "ds/dx = 0.16"],
        ["a = w*x + b", "h = tanh(a)", "h = 1/2", "x = 3", "w = 2", "dh/dw = 2.25"],
        ["x = 1", "2*x = 2", "x = 3", "2*x = 6"],
        ["f(x) = x^2", "x = 3", "h = 0.1", "(f(x + h) - f(x))/h = 6.1"],
        ["forward(x^2, x, h) = 2*x + h"],
        ["central(x^3, x, h) - d(x^3)/dx = h^2"],
        ["sum_{i=1}^10 i = 55"],
        ["1/3 ~= 0.33"],
        ["1/1024 ~= 0.001"],
        ["2^10 ~= 1000"],
        ["sigmoid(x)*(1 - sigmoid(x)) <= 1/4"],
        ["x^2 + y^2 >= 2*x*y"],
        ["exp(x) > 0"],
        ["x = 3", "x^2 > 8"],
        ["dL/dw = 2*w", "L = w^2"],
        ["y_bar = -f_bar", "c = (f - y)^2"],
    ],
)
def test_what_is_true_is_proven(text: list[str]) -> None:
    verdicts = found(*text)
    assert verdicts
    assert all(isinstance(verdict, Proven) for verdict in verdicts), verdicts


@pytest.mark.parametrize(
    ("text", "counterexample"),
    [
        (["2*x = x + 1"], "at x = 2: the left is 4, the right is 3"),
        (["-42 = -8"], "the left is -42, the right is -8"),
        (["s = sigmoid(x)", "ds/dx = sigmoid(s)*(1 - sigmoid(s))"], "at x = 2: the left is 0.104994, the right is 0.207156"),
        ([r"\sigma(x) = \frac{1}{1} + e^{-x}"], "at x = 2: the left is 0.880797, the right is 1.13534"),
        (["L = w^2", "w = 3", "dL/dw = 2*w = 7"], "at w = 3: the left is 6, the right is 7"),
        (["x = x + 1"], "at x = 2: the left is 2, the right is 3"),
        (["|x| = x"], "at x = -"),
        (["pi ~= 3.15"], "the left is 3.14159, the right is 3.15"),
        (["sqrt((x - 100)^2) = 100 - x"], "at x = 290: the left is 190, the right is -190"),
        (["relu(x - 1000) = 0"], "at x = 26400: the left is 25400, the right is 0"),
        (["x^2 > x"], "at x = 0.5: the left is 0.25, the right is 0.5"),
        (["x = 1", "2*x = 2", "x = 3", "2*x = 2"], "at x = 3: the left is 6, the right is 2"),
        (["exp(x + 1e-30) = exp(x)"], "at x = 2: the left is 7.3890560989306502272304274605"),
    ],
)  # fmt: skip
def test_what_is_false_is_refuted_with_a_place(text: list[str], counterexample: str) -> None:
    (verdict,) = [verdict for verdict in found(*text) if isinstance(verdict, Refuted)]
    assert verdict.counterexample.startswith(counterexample)


def test_an_unknown_function_is_named_as_what_it_was_taken_for() -> None:
    (verdict,) = found("F(x) = f(g(x))", "F'(x) = f'(g(x))")
    assert isinstance(verdict, Refuted)
    assert "g(u) = " in verdict.counterexample
    assert "f(u) = " in verdict.counterexample


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (["dL/dw = 2*w"], "nothing tells how L hangs on w"),
        (["dL/dx = 3*dL/da"], "nothing tells how L hangs on x"),
        (["L = (y - t)^2", "dL/dw = w*dL/dx"], "nothing tells how L hangs on w"),
        (["L = (y - t)^2", "dL/dw - w*dL/dx = 0"], "nothing tells how L hangs on w"),
        (["C = L + w^2", "y = w*x", "dL/dw = dL/dy*w"], "nothing tells how L hangs on w"),
        (["x = 2", "y = 2", "f = x*y", "df/dx = x"], "it holds at the values given here, but not in general: at x = 2, y = 3"),
        (["ln(x) <= x - 1"], "it holds at all 28 points that were tried, but there is no proof"),
        (["9^9^9^9 = 1"], "no numbers were found at which both sides have a value"),
        (["relu(x - 10^12) = 0"], "it holds at all 48 points that were tried, but there is no proof"),
        (["sum_{i=1}^1000000 i = 5"], "nothing tells how far i runs"),
        (["nabla L = 0"], "nabla L has no value that can be worked out here"),
    ],
)  # fmt: skip
def test_what_is_left_open_says_why(text: list[str], why: str) -> None:
    (verdict,) = found(*text)
    assert isinstance(verdict, Undecided)
    assert verdict.why.startswith(why)


def test_a_name_that_is_defined_makes_the_next_equation_a_statement() -> None:
    assert kinds("f = (x + y)*z", "f = x*z + y*z") == "P"
    assert kinds("f = (x + y)*z", "f = x*z - y*z") == "R"


def test_an_equation_that_closes_a_circle_is_a_statement() -> None:
    assert kinds("a = b + 1", "b = a - 1") == "P"
    assert kinds("a = b + 1", "b = a + 1") == "R"


def test_a_line_of_claims_gives_no_letter_a_second_value() -> None:
    assert kinds("x = 3", "!x = 4") == "R"
    assert kinds("x = 3", "!x = 3") == "P"


def test_a_definition_holds_before_it_is_written_and_a_value_only_after() -> None:
    assert kinds("df/dx = z", "f = q*z", "q = x + y") == "P"
    assert kinds("2*x = 6", "x = 3") == "R"


def test_a_derivative_goes_by_another_equation_where_the_first_does_not_lead_there() -> None:
    assert kinds("f = (x + y)*z", "q = x + y", "f = q*z", "df/dq = z") == "PP"


def test_only_equations_and_what_prepares_them_say_anything() -> None:
    assert states(read_math("q = x + y"))
    assert states(read_math("X: N x D"))
    assert not states(read_math("x + y"))
    assert not states(read_math("w <- w - 1"))
