"""Statements of matrices and vectors, gradients by them, entries, sums over indices, shapes."""
# ruff: noqa: E501 - a case is a line

import pytest

from quizgen.claims.text import Formula, examine
from quizgen.claims.verdict import Proven, Refuted, Undecided, Verdict
from quizgen.notation.parser import read_math


def found(*formulas: str) -> list[Verdict]:
    """Return what is found of all statements of a text."""
    said = [Formula(read_math(formula), claim=True) for formula in formulas]
    return [finding.verdict for findings in examine(said) for finding in findings]


LAYER = ["Z = X @ W", "G = dL/dZ"]
NETWORK = ["a1 = W1 @ x + b1", "h = f1(a1)", "a2 = W2 @ h + b2", "y_hat = f2(a2)"]
SOFTMAX = ["y: one-hot", "y_hat = softmax(a)", "L = log_loss(y_hat, y)"]


LAYERS = [
    "X: N x D", "W_1: D x H", "b_1: 1 x H", "W_2: H x C", "b_2: 1 x C",
    "Z = X @ W_1 + b_1", "H_1 = tanh(Z)", "Y = H_1 @ W_2 + b_2",
]  # fmt: skip


@pytest.mark.parametrize(
    ("cost", "statement", "kind"),
    [
        ("L = sum(Y^2)", "dL/dW_2 = H_1^T @ dL/dY", Proven),
        ("L = sum(Y^2)", "dL/dW_2 = X^T @ dL/dY", Refuted),
        ("L = sum(Y^2)", "dL/dZ = dL/dH_1 .* (1 - H_1^2)", Proven),
        ("L = sum(Y^2)", "dL/dW_1 = X^T @ dL/dZ", Proven),
        ("L = sum(Y^2) + sum(W_2^2)", "dL/dW_2 = H_1^T @ dL/dY", Refuted),
        ("L = sum(Y^2) + R; R = sum(W_2^2)", "dL/dW_2 = H_1^T @ dL/dY", Refuted),
        ("L = sum(Y^2) + sum(Z)", "dL/dZ = dL/dH_1 .* (1 - H_1^2)", Refuted),
    ],
)
def test_a_gradient_told_from_a_nearer_one_is_proven_where_all_of_it_comes_through(
    cost: str, statement: str, kind: type
) -> None:
    (verdict,) = found(*LAYERS, *cost.split("; "), statement)
    assert isinstance(verdict, kind)


@pytest.mark.parametrize(
    "text",
    [
        [*LAYER, "dL/dW = X^T @ G", "dL/dX = G @ W^T"],
        ["Z = X @ Y", "X_bar = Z_bar @ Y^T", "Y_bar = X^T @ Z_bar"],
        ["Z = A @ X @ B", "X_bar = A^T @ Z_bar @ B^T"],
        [*NETWORK, "dL/dh = W2^T @ dL/da2", "dL/da1 = dL/dh .* f1'(a1)", "dL/dW1 = dL/da1 @ x^T"],
        [*SOFTMAX, "dL/da = y_hat - y", "dL/dy_hat = -y/y_hat", "L = -sum_k y_k*ln(y_hat_k)"],
        [*SOFTMAX, "L = -ln(sum(y .* y_hat))", "sum(y_hat - y) = 0"],
        ["y: 1 x 3", *SOFTMAX[1:], "y_hat = [0.2, 0.5, 0.3]", "y = [0, 1, 0]", "dL/da = [0.2, -0.5, 0.3]"],
        ["y: m x 1", "L = mse(y_hat, y)", "L = 1/m * sum_i ||y_i - y_hat_i||^2", "dL/dy_hat = 2*(y_hat - y)/m"],
        ["y_hat = W @ x", "L = 1/2*||y_hat - y||^2", "dL/dW = (y_hat - y) @ x^T"],
        ["Z = X @ Y", "dZ_in/dX_ij = Y_jn", "Z_in = sum_p X_ip*Y_pn", "X_bar_ij = sum_n Z_bar_in*Y_jn"],
        ["z = W @ x", "x: n x 1", "dz_i/dW_ij = x_j", "dz/dx = W"],
        ["h = g(z)", "z: n x 1", "dh/dz = diag(g'(z))"],
        ["diag(v) @ u = v .* u"],
        ["Z = X @ W + b", "X: N x D", "W: D x C", "b: 1 x C", "shape(dL/db) = 1 x C", "dL/db_j = sum_i dL/dZ_ij"],
        ["Z = X @ W", "X: N x D", "W: D x C", "shape(dL/dW) = shape(W) = D x C", "shape(Z^T) = C x N"],
        ["z1 = X @ W1", "X = [1, 2]", "dL/dz1 = [8, 0]", "dL/dW1 = [8, 0; 16, 0]"],
        ["h1 = relu(z1)", "z1 = [1, -3]", "dL/dh1 = [8, 20]", "dL/dz1 = [8, 0]"],
        ["Z = X @ Y", "Y = [3, 4; 5, 6]", "Z_bar = [1, 2]", "X_bar = [11, 17]"],
        ["a: 1 x n", "sum(softmax(a)) = 1"],
        ["A: 2 x 3", "B: 3 x 2", "(A @ B)^T = B^T @ A^T"],
        ["p = sigmoid(z)", "L = -sum(y .* ln(p) + (1 - y) .* ln(1 - p))", "dL/dz = p - y"],
        ["softmax(z)_i = exp(z_i)/sum_j exp(z_j)", "(A @ B)_ij = sum_k A_ik*B_kj"],
        ["s = softmax(z)", "z: n x 1", "ds/dz = diag(s) - s @ s^T"],
        ["x^T @ y = y^T @ x", "||x||^2 = x^T @ x"],
        ["x: 1 x N", "y: 1 x N", "x @ y^T = y @ x^T"],
        ["L = ||x - y||_2^2", "nabla_x L = 2*(x - y)"],
        ["z = w^T @ x + b", "L = 1/2*(z - y)^2", "dL/dz = z - y", "dL/dw = (z - y)*x"],
        ["f = x^T @ A @ x", "df/dx = (A + A^T) @ x"],
        ["||x||^2 = sum(x .* x)", "||x||^2 = sum_i x_i^2", "norm2(x) = dot(x, x)"],
    ],
)
def test_what_is_true_is_proven(text: list[str]) -> None:
    verdicts = found(*text)
    assert verdicts
    assert all(isinstance(verdict, Proven) for verdict in verdicts), verdicts


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ([*LAYER, "dL/dW = G @ X^T"], "the left is [8, 32; -7, 12], the right is [8, 28; -8, 12]"),
        ([*LAYER, "dL/dW = X @ G"], "dL/dZ = "),
        ([*LAYER, "X: N x D", "W: D x C", "dL/dW = G @ X^T"], "the sizes do not fit: the matrix product of a 2x2 matrix and a 3x2 matrix"),
        ([*NETWORK, "dL/dh = W2 @ dL/da2"], "W2 = "),
        (["y = W @ x", "dL/dx = W @ dL/dy"], "W = "),
        (["s = softmax(a)", "ds_i/da_j = s_i*(1 - s_j)"], "i = 1, j = 2: "),
        (["h = g(a)", "dL/da = dL/dh @ g'(a)"], "a = "),
        (["s = softmax(a)", "a: n x 1", "ds/da = diag(s)"], "a = "),
        (["x^T @ y = x @ y^T"], "x = "),
        (["f = x^T @ A @ x", "df/dx = 2*A @ x"], "A = "),
        (["z = w^T @ x + b", "L = 1/2*(z - y)^2", "dL/dx = (z - y)*x"], "the left is [-12; 18], the right is [-12; -12]"),
        ([*SOFTMAX, "dL/da = y - y_hat"], "y = [1, 0]"),
        (["L = sum_k y_k*ln(y_hat_k)", "L = log_loss(y_hat, y)"], "y_hat = [2; 1]: the left is -2.07944, the right is 2.07944"),
        (["y: m x 1", "L = 1/2 * sum_i ||y_i - y_hat_i||^2", "L = mse(y_hat, y)"], "the left is 21.5, the right is 43/3"),
        (["Z = X @ Y", "dZ_in/dX_ij = Y_nj"], "j = 2: the left is -2, the right is -1"),
        (["Z = X @ W", "X: N x D", "W: D x C", "shape(dL/dX) = D x N"], "the left is 2 x 3, the right is 3 x 2"),
        (["Z = X @ Y", "Y = [3, 4; 5, 6]", "Z_bar = [1, 2]", "X_bar = [11, 18]"], "Y = [3 4; 5 6], Z_bar = [1 2]"),
        (["h1 = relu(z1)", "z1 = [1, -3]", "dL/dh1 = [8, 20]", "dL/dz1 = [8, 20]"], "the left is [8, 0], the right is [8, 20]"),
    ],
)  # fmt: skip
def test_what_is_false_is_refuted_with_the_arrays_at_which_it_is(text: list[str], part: str) -> None:
    (verdict,) = [verdict for verdict in found(*text) if isinstance(verdict, Refuted)]
    assert part in verdict.counterexample


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (["X: 100000 x 100000", "X @ X = X"], "sizes are whole numbers up to 12 here, or letters"),
        (["X: 0 x 3", "2*X = X + X"], "sizes are whole numbers up to 12 here, or letters"),
        (["Y = X @ X", "dY/dX = X"], "the derivative of a matrix by a matrix has more than two indices"),
        (["X^(-1) @ X = 1"], "X^(-1) is no power entry by entry"),
    ],
)
def test_what_is_left_open_says_why(text: list[str], why: str) -> None:
    (verdict,) = found(*text)
    assert isinstance(verdict, Undecided)
    assert verdict.why.startswith(why)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (["Z = X @ W + b", "dL/db = dL/dZ"], Undecided),
        (["H = tanh(X @ W + b)", "Y = H @ V + c", "dL/dc = dL/dY"], Undecided),
        (["Z = X @ W + b", "X: N x D", "b: 1 x C", "dL/db = dL/dZ"], Refuted),
        (["Z = X @ W + b", "X: 3 x D", "b: 1 x C", "dL/db = [1 1 1] @ dL/dZ"], Proven),
        (["Z = X @ W + b", "dL/dW = X^T @ dL/dZ"], Proven),
        (["z = W @ x + b", "dL/db = dL/dz"], Proven),
    ],
)
def test_a_bias_of_no_stated_size_is_not_taken_to_be_as_large_as_a_batch(text: list[str], kind: type) -> None:
    *_, verdict = found(*text)
    assert isinstance(verdict, kind)


@pytest.mark.parametrize(("right", "kind"), [("s - y", Proven), ("y - s", Refuted), ("s - 2*y", Refuted)])
def test_rows_and_columns_that_only_fit_where_they_have_one_entry_prove_nothing(
    right: str, kind: type[Verdict]
) -> None:
    (verdict,) = found("y: one-hot", "s = softmax(z)", "L = -sum_k y_k*ln(s_k)", f"dL/dz = {right}")
    assert isinstance(verdict, kind)


@pytest.mark.parametrize(("right", "kind"), [("softmax(z)", Proven), ("softmax(2*z)", Refuted)])
def test_an_array_of_one_entry_is_a_number_in_a_sum(right: str, kind: type[Verdict]) -> None:
    (verdict,) = found("c: 1 x 1", f"softmax(z + c) = {right}")
    assert isinstance(verdict, kind)


@pytest.mark.parametrize(("right", "kind"), [("2*W", Proven), ("W", Refuted)])
def test_a_sum_over_ij_is_one_over_both_indices(right: str, kind: type[Verdict]) -> None:
    (verdict,) = found("R = sum_ij W_ij^2", f"dR/dW = {right}")
    assert isinstance(verdict, kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (["a: one-hot", "b: one-hot", "sum_k a_k*b_k = 1"], Refuted),
        (["Y: 2 x 3", "Y: one-hot", "sum_k Y_1k*Y_2k = 0"], Refuted),
        (["Y: 3 x 4", "Y: one-hot", "sum_i Y_i1 <= 1"], Refuted),
        (["y: 1 x 10", "y: one-hot", "y_7*x = 0"], Refuted),
        (["Y: N x C", "Y: one-hot", "sum(Y) = N"], Proven),
        (["Y: N x C", "Y: one-hot", "P = softmax(Z)", "L = -1/N*sum_i sum_k Y_ik*ln(P_ik)", "dL/dZ = (P - Y)/N"], Proven),
        (["Y: N x C", "Y: one-hot", "P = softmax(Z)", "L = -1/N*sum_i sum_k Y_ik*ln(P_ik)", "dL/dZ = P - Y"], Refuted),
    ],
)  # fmt: skip
def test_what_is_one_hot_is_so_at_every_entry_beside_every_other_of_its_kind(
    text: list[str], kind: type[Verdict]
) -> None:
    (verdict,) = found(*text)
    assert isinstance(verdict, kind)


def test_a_gradient_of_a_cost_that_nobody_defined_is_told_from_a_nearer_one() -> None:
    text = ["X: N x D", "b: 1 x C", "Z = X @ W + b", "H = tanh(Z)", "Y = H @ V"]
    verdicts = found(*text, "dL/dW = X^T @ (dL/dH .* (1 - H^2))", "dL/dW = X^T @ (dL/dH .* (1 - H))")
    assert [type(verdict) for verdict in verdicts] == [Proven, Refuted]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (["p = softmax(z/T)", "sum(p) = 1"], Proven),
        (["p = softmax(z/T)", "sum(p) = 2"], Refuted),
    ],
)
def test_what_nothing_tells_of_is_divided_by_a_number(text: list[str], kind: type[Verdict]) -> None:
    *_, verdict = found(*text)
    assert isinstance(verdict, kind)


@pytest.mark.parametrize(
    "text",
    [
        ["y: one-hot", "y_1 = 1", "L = -sum_k y_k*ln(p_k)", "L = -ln(p_1)"],
        ["y: one-hot", "y_1 = 1/2", "y_2*x = x"],
        ["p: 1 x 3", "p: probabilities", "p_1 = 0.7", "p_2 + p_3 = 0.3"],
    ],
)
def test_entries_that_are_given_go_with_what_is_said_of_all(text: list[str]) -> None:
    *_, verdict = found(*text)
    assert isinstance(verdict, Undecided)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (["y_i = sum_j W_ij*x_j", "dy_i/dx_j = sum_j W_ij"], Refuted),
        (["y_i = sum_j W_ij*x_j", "dy_i/dx_j = W_ij"], Proven),
        (["u = sum_i x_i*y_i", "du/dx_i = sum_i y_i"], Refuted),
        (["u = sum_i x_i*y_i", "du/dx_i = y_i"], Proven),
        (["s = softmax(z)", "s_i = exp(z_i)/sum_i exp(z_i)"], Proven),
        (["s_i = exp(z_i)/sum_i exp(z_i)", "sum_i s_i = 1"], Proven),
        (["s_i = exp(z_i)/sum_i exp(z_i)", "sum_i s_i = 2"], Refuted),
    ],
)
def test_an_index_that_a_sum_binds_is_free_beside_the_sum(text: list[str], kind: type[Verdict]) -> None:
    (verdict,) = found(*text)
    assert isinstance(verdict, kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (["X: N x D", "m: 1 x D", "m_j = 1/N*sum_i X_ij", "sum_i (X_ij - m_j) = 0"], Proven),
        (["X: N x D", "m: 1 x D", "m_j = 1/N*sum_i X_ij", "shape(m) = D x 1"], Refuted),
        (["X: N x D", "m: D x 1", "m_j = 1/N*sum_i X_ij", "sum_j (X_ij - m_j) = 0"], Refuted),
        (["y: N x 1", "y_i = x_i^2", "dL/dx_i = 2*x_i*dL/dy_i"], Proven),
        (["a: H x 1", "a_i = sum_j W_ij*x_j", "dL/dx_j = sum_i W_ji*dL/da_i"], Refuted),
    ],
)
def test_an_array_of_a_stated_size_may_be_defined_by_its_entries(text: list[str], kind: type[Verdict]) -> None:
    (verdict,) = found(*text)
    assert isinstance(verdict, kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (["x: N", "L = mean(x)", "dL/dx_i = 1/N"], Proven),
        (["x: N", "L = mean(x)", "dL/dx_i = 1"], Refuted),
        (["x, y: N", "L = sum((x - y)^2)/N", "dL/dx = 2/N*(x - y)"], Proven),
        (["x, y: N", "L = sum((x - y)^2)/N", "dL/dx = 2*(x - y)"], Refuted),
        (["x: 3", "L = mean(x)", "dL/dx_i = 1/3"], Proven),
        (["x ∈ R^n", "W ∈ R^{m x n}", "y = W @ x", "dL/dx = W^T @ dL/dy"], Proven),
        (["x ∈ R^n", "W ∈ R^{n x n}", "y = W @ x", "dL/dx = W @ dL/dy"], Refuted),
        (["x ∈ R^n", "W ∈ R^{n x m}", "y = x @ W", "dL/dx = dL/dy @ W^T"], Proven),
        (["W: M x N", "x: M", "y = W @ x", "dL/dx = W^T @ dL/dy"], Refuted),
        (["W: M x N", "x: N", "h = relu(W @ x)", "dL/dx = W^T @ (dL/dh .* step(W @ x))"], Undecided),
        (["A: N x N", "x: N", "L = x @ A @ x", "dL/dx = (A + A^T) @ x"], Undecided),
        (["x: scalar", "f = x^2", "df/dx = 2*x"], Proven),
        (["x: 1 x 3", "x = 0", "sum(x + 1) = 3"], Proven),
        (["x: 1 x 3", "x = 0", "sum(x + 1) = 1"], Refuted),
    ],
)
def test_a_vector_of_a_stated_length_is_a_row_or_a_column_as_it_is_used(text: list[str], kind: type[Verdict]) -> None:
    (verdict,) = found(*text)
    assert isinstance(verdict, kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (["x: 1 x 2", "y: 1 x 3", "sum_i x_i + sum_i y_i = x_1 + x_2 + y_1 + y_2 + y_3"], Proven),
        (["x: 1 x 2", "y: 1 x 3", "sum_i x_i + sum_i y_i = x_1 + x_2 + y_1 + y_2"], Refuted),
        (["x: N", "y: M", "sum_i x_i*sum_i y_i = sum(x)*sum(y)"], Proven),
        (["x: N", "y: M", "sum_i x_i + sum_i y_i = sum_i (x_i + y_i)"], Undecided),
        (["A: M x N", "B: N x M", "tr(A @ B) = tr(B @ A)"], Proven),
        (["A: M x N", "B: N x M", "tr(A @ B) = -tr(B @ A)"], Refuted),
        (["X: N x D", "s_j = sum_i X_ij", "r_j = sum_i X_ji", "sum_j s_j = sum_j r_j"], Proven),
        (["X: N x D", "sum_ij X_ij = sum_i sum_j X_ij"], Proven),
    ],
)
def test_an_index_counts_something_else_in_every_sum(text: list[str], kind: type[Verdict]) -> None:
    (verdict,) = found(*text)
    assert isinstance(verdict, kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (["A: N x N", "L = tr(A)", "dL/dA = I"], Undecided),
        (["A: N x N", "I: N x N", "L = tr(A)", "dL/dA = I"], Refuted),
        (["V = R*I", "dV/dR = V"], Refuted),
    ],
)
def test_nobody_knows_whether_a_matrix_i_is_the_identity(text: list[str], kind: type[Verdict]) -> None:
    (verdict,) = found(*text)
    assert isinstance(verdict, kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (["x^T @ y = y^T @ x"], Proven),
        (["x @ y^T = y @ x^T"], Undecided),
        (["u, v: N", "W = u @ v^T", "W = W^T"], Undecided),
        (["y = x @ W + b", "dL/dx = dL/dy @ W^T"], Proven),
    ],
)
def test_what_is_false_of_columns_is_not_proven_of_rows(text: list[str], kind: type[Verdict]) -> None:
    (verdict,) = found(*text)
    assert isinstance(verdict, kind)
