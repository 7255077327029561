"""Indices that a text tells apart, and what it says of the indices of a definition."""

import pytest

from quizgen.claims.condition import MORE, NEW
from quizgen.claims.text import Formula, examine
from quizgen.notation.parser import read_math

SOFTMAX = "p_i = exp(z_i)/sum_j exp(z_j)"


def kinds(*formulas: str) -> str:
    """Return P, R or U for each statement; a formula may stand after `if`, `and`, or an `If` that begins a sentence."""
    said = []
    for formula in formulas:
        word, _, rest = formula.partition(" ")
        case = {"if": NEW, "If": NEW, "and": MORE}.get(word, "")
        apart = word in ("If", "Then")
        said.append(Formula(read_math(rest if case or apart else formula), case=case, apart=apart))
    return "".join(type(finding.verdict).__name__[0] for findings in examine(said) for finding in findings)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ([SOFTMAX, "dp_i/dz_j = -p_i*p_j"], "R"),
        ([SOFTMAX, "if i != j", "dp_i/dz_j = -p_i*p_j"], "P"),
        ([SOFTMAX, "if i != j", "dp_i/dz_j = p_i*p_j"], "R"),
        ([SOFTMAX, "if j < i", "dp_i/dz_j = -p_i*p_j"], "P"),
        ([SOFTMAX, "if j <= i", "dp_i/dz_j = -p_i*p_j"], "R"),
        ([SOFTMAX, "if i = j", "dp_i/dz_j = p_i*(1 - p_i)"], "P"),
        ([SOFTMAX, "if i = j", "dp_i/dz_j = -p_i*p_j"], "R"),
        ([SOFTMAX, "if i = j", "dp_i/dz_j = p_i*(1 - p_i)", "if i != j", "dp_i/dz_j = -p_i*p_j"], "PP"),
        (["p = softmax(z)", "L = -log(p_y)", "if k = y", "dL/dz_k = p_k - 1", "if k != y", "dL/dz_k = p_k"], "PP"),
        (["p = softmax(z)", "L = -log(p_y)", "if k = y", "dL/dz_k = p_k"], "R"),
        (["p = softmax(z)", "L = -log(p_y)", "dL/dz_k = p_k"], "R"),
    ],
)
def test_a_statement_is_looked_at_where_its_indices_are_as_told(text: list[str], kind: str) -> None:
    assert kinds(*text) == kind


def test_what_is_told_of_indices_after_a_statement_is_told_of_it_alone() -> None:
    assert kinds(SOFTMAX, "dp_i/dz_j = -p_i*p_j", "if i != j", "Then dp_i/dz_j = -p_i*p_j") == "PR"
    assert kinds(SOFTMAX, "dp_i/dz_j = -p_i*p_j", "If i != j") == "R"


def test_another_case_ends_what_was_told_of_indices() -> None:
    assert kinds(SOFTMAX, "if i != j", "dp_i/dz_j = -p_i*p_j", "if x > 0", "dp_i/dz_j = -p_i*p_j") == "PR"


def test_where_no_entry_has_such_indices_nothing_is_proven() -> None:
    assert kinds("y_i = x_i^2", "if i < j", "and j < k", "and k < i", "d(y_i*y_j)/dx_k = 5") == "U"


def test_letters_that_stand_below_no_name_are_no_indices() -> None:
    assert kinds("f = i^2", "i = j", "df/di = 2*j") == "P"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (["y_i = x_i^2", "dy_i/dx_j = 0"], "R"),
        (["y_i = x_i^2", "if i != j", "dy_i/dx_j = 0"], "P"),
        (["y_i = x_i^2", "if i = j", "dy_i/dx_j = 2*x_i"], "P"),
        (["h_i = tanh(z_i)", "dh_i/dz_i = 1 - h_i^2"], "P"),
        (["y_i = w*x_i", "i = 1, ..., N", "dy_i/dw = x_i"], "P"),
        (["y_i = w*x_i", "i = 1, ..., N", "i*w = w"], "R"),
    ],
)
def test_an_entry_beside_entries_with_another_index_is_that_of_an_array(text: list[str], kind: str) -> None:
    assert kinds(*text) == kind


def test_a_name_with_a_variable_of_its_function_below_is_a_slope_and_no_entry() -> None:
    assert kinds("f = x^2*y", "f_x = 2*x*y", "d(f_x)/dy = 2*x") == "P"
    assert kinds("f = x^2*y", "f_x = 2*x*y", "d(f_x)/dy = x") == "R"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (["x = [1, 2, 3, 4]", "n = 3", "2*sum_i x_i/n = 4"], "R"),
        (["x = [1, 2, 3]", "n = 2", "v = 1/n*sum_i (x_i - 2)^2", "2*v = 2"], "P"),
        (["x = [1, 2, 3]", "n = 2", "v = 1/n*sum_i (x_i - 2)^2", "2*v = 1"], "R"),
        (["x: N", "m = mean(x)", "sum_i x_i/m = N"], "P"),
        (["n = 4", "m = 1/n*sum_i x_i", "sum_i (x_i - m) = 0"], "P"),
    ],
)
def test_a_letter_that_is_something_else_counts_no_terms(text: list[str], kind: str) -> None:
    assert kinds(*text) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (["p = softmax(z)", "dp_i/dz_j = p_i*(delta_ij - p_j)"], "P"),
        (["p = softmax(z)", "dp_i/dz_j = p_i*(delta_ij + p_j)"], "R"),
        (["x: N", "sum_j delta_ij*x_j = x_i"], "P"),
        (["delta: N x N", "x: N", "sum_j delta_ij*x_j = x_i"], "R"),
    ],
)
def test_a_delta_of_two_indices_is_kroneckers(text: list[str], kind: str) -> None:
    assert kinds(*text) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (["dL/dy = g", "y = 3*x", "dL/dx = 3*g"], "P"),
        (["dL/dy = g", "y = 3*x", "dL/dx = g"], "R"),
        (["dL/dY = G", "Y = X @ W", "dL/dW = X^T @ G"], "P"),
        (["q = x*y", "dL/dq = x"], "R"),
    ],
)
def test_a_gradient_may_be_given_a_name(text: list[str], kind: str) -> None:
    assert kinds(*text) == kind
