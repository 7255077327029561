"""Statements of single entries: `a_1` is the first one of `a`, or a letter of its own, and nothing true is refuted."""
# ruff: noqa: E501 - a case is a line

import random
from functools import reduce

import pytest

from quizgen.claims.text import Formula as Said
from quizgen.claims.text import examine
from quizgen.claims.verdict import Proven, Refuted, Undecided, Verdict
from quizgen.notation.cursor import MAX_OPERATIONS
from quizgen.notation.parser import read_math
from tests.quizgen.claims.oracle import Formula, derived, differ, mutated, rewritten, size_of, written


def found(*formulas: str) -> list[Verdict]:
    """Return what is found of all statements of a text."""
    said = [Said(read_math(formula), claim=True) for formula in formulas]
    return [finding.verdict for findings in examine(said) for finding in findings]


@pytest.mark.parametrize(
    "text",
    [
        ["softmax(a)_1 = exp(a_1)/sum_j exp(a_j)", "softmax(z)_2 = exp(z_2)/sum_j exp(z_j)"],
        ["d(softmax(a)_1)/da_2 = -softmax(a)_1 * softmax(a)_2", "d(softmax(a)_1)/da_1 = softmax(a)_1*(1 - softmax(a)_1)"],
        ["d(sum_j a_j)/da_1 = 1", "d(sum(a^2))/da_1 = 2*a_1", "a_i + a_1 = a_1 + a_i"],
        ["a: 1 x 2", "sum(a) = a_1 + a_2", "mean(a) = (a_1 + a_2)/2"],
        ["a: 2 x 1", "b: 2 x 1", "a^T @ b = a_1*b_1 + a_2*b_2", "dot(a, b) = a_1*b_1 + a_2*b_2"],
        ["sum_{i=1}^3 w_i*x_i = w_1*x_1 + w_2*x_2 + w_3*x_3"],
        ["z = sum_i w_i*x_i", "dz/dw_1 = x_1"],
        ["z = W @ x", "z_1 = sum_j W_1j*x_j", "dz_1/dW_12 = x_2", "dz_1/dW_21 = 0"],
        ["W: 2 x 2", "x: 2 x 1", "(W @ x)_1 = W_{1,1}*x_1 + W_{1,2}*x_2", "(W @ x)_2 = W_21*x_1 + W_22*x_2"],
        ["y_hat_1 = exp(a_1)/sum_j exp(a_j)", "y_hat = softmax(a)"],
        ["y_hat = softmax(a)", "L = -ln(y_hat_1)", "dL/da_1 = y_hat_1 - 1", "dL/da_2 = y_hat_2"],
        ["y_hat = softmax(a)", "y_hat_1 = 0.7", "L = -ln(y_hat_1)", "dL/da_1 = y_hat_1 - 1"],
        ["z_1 = w_1*x + b_1", "z_2 = w_2*x + b_2", "p = softmax(z)", "L = -ln(p_1)", "dL/dz_1 = p_1 - 1", "dL/dw_1 = (p_1 - 1)*x"],
        ["z: 1 x 2", "z_1 = 2", "z_2 = 3", "sum(z) = 5"],
        ["x: 1 x 2", "f = x_1*x_2", "x_1 = 3", "x_2 = 4", "df/dx = [4, 3]"],
        ["a: 1 x 11", "a_11 + 1 = 1 + a_11"],
    ],
)  # fmt: skip
def test_a_numbered_name_is_an_entry_of_what_is_an_array(text: list[str]) -> None:
    verdicts = found(*text)
    assert verdicts
    assert all(isinstance(verdict, Proven) for verdict in verdicts), verdicts


@pytest.mark.parametrize(
    "text",
    [
        ["z = w_1*x_1 + w_2*x_2", "dz/dw_1 = x_1"],
        ["x = x_1 + x_2", "dx/dx_1 = 1"],
        ["x_1 = 2", "x_2 = 3", "x = x_1*x_2", "x = 6"],
        ["a = [a_1, a_2]", "sum(a) = a_1 + a_2", "softmax(a)_1 = exp(a_1)/sum_j exp(a_j)", "d(sum(a))/da_1 = 1"],
        ["h_1 = relu(W_1 @ x)", "h_2 = W_2 @ h_1", "R = sum(W^2)", "dL/dh_1 = W_2^T @ dL/dh_2"],
        ["f = x^2", "x_1 = x - 1/10*df/dx", "x_1 = 0.8*x"],
        ["f = x^2", "df/dx*(x_1 - x) = 2*x*x_1 - 2*x^2"],
    ],
)
def test_it_is_a_letter_of_its_own_elsewhere(text: list[str]) -> None:
    verdicts = found(*text)
    assert verdicts
    assert all(isinstance(verdict, Proven) for verdict in verdicts), verdicts


@pytest.mark.parametrize(
    "text",
    [
        ["softmax(z)_2 = exp(z_1)/sum_j exp(z_j)"],
        ["a: 1 x 3", "sum(a) = a_1 + a_2"],
        ["sum_{i=1}^3 a_i = a_1 + a_2"],
        ["d(softmax(a)_1)/da_1 = -softmax(a)_1 * softmax(a)_2"],
        ["W: 2 x 3", "W_22 = W_21"],
        ["a: 1 x 2", "a_1 = a_2"],
        ["z: 1 x 2", "z_1 = 2", "z_2 = 3", "sum(z) = 6"],
        ["f = x^2", "x_1 = x - 1/10*df/dx", "x_1 = 0.9*x"],
        ["z: 1 x 2", "z_1 = w_1*x", "z_2 = w_2*x", "p = softmax(z)", "L = -ln(p_1)", "dL/dw_2 = p_1*x"],
    ],
)
def test_what_is_false_of_entries_is_refuted(text: list[str]) -> None:
    *_, verdict = found(*text)
    assert isinstance(verdict, Refuted)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (["sum(a) = a_1 + a_2"], "it holds where a is 2 x 1, and not at every size: say the sizes, as in a: 2 x 1"),
        (["softmax(z)_1 + softmax(z)_2 = 1"], "it holds where z is 2 x 1, and not at every size"),
        (["(W @ x)_1 = W_11*x_1 + W_12*x_2"], "it holds where W is 2 x 2 and x is 2 x 1, and not at every size"),
        (["d(mean(a))/da_1 = 1/3"], "it holds where a is 3 x 1"),
        (["a: 1 x 3", "softmax(a)_4 = exp(a_4)/sum_j exp(a_j)"], "softmax(a) has no entry 4: it is 1 x 3 here"),
        (["a: 1 x 3", "softmax(a)_0 = exp(a_0)/sum_j exp(a_j)"], "softmax(a)_0 is no entry of softmax(a): entries are counted from 1"),
        (["y = w^T @ x + w_0", "dy/dw = x"], "w_0 is no entry of w: entries are counted from 1"),
        (["q = x*y", "q*x_1 = x*y*x_2 + 0*x", "dq_1/dx_2 = y_2"], "nothing tells how q_1 hangs on x_2"),
        (["y = sigmoid(x)", "dy_1/dx_1 = 1 + 0*x_1"], "nothing tells how y_1 hangs on x_1"),
        (["y_hat = softmax(a)", "y_hat_1 = 0.7", "L = -ln(y_hat_1)", "dL/da_1 = -0.3"], "nothing tells what is behind the value of y_hat_1"),
    ],
)  # fmt: skip
def test_where_the_meaning_or_the_size_is_open_an_author_is_told_what_to_write(text: list[str], why: str) -> None:
    *_, verdict = found(*text)
    assert isinstance(verdict, Undecided)
    assert f"{verdict.why}: {verdict.advice}".startswith(why)


SOFTMAX = "s_i = exp(z_i)/sum_j exp(z_j)"
LINEAR = "z_i = sum_j W_ij*x_j + b_i"


@pytest.mark.parametrize(
    "text",
    [
        [SOFTMAX, "ds_i/dz_i = s_i*(1 - s_i)", "ds_1/dz_2 = -s_1*s_2", "sum_i s_i = 1", "s = softmax(z)"],
        [LINEAR, "dz_i/dx_j = W_ij", "dz_k/dx_1 = W_k1", "dz_i/db_i = 1", "z_1 = sum_j W_1j*x_j + b_1"],
        ["W: 2 x 3", "z_i = sum_j W_ij*x_j", "z = W @ x", "dz_k/dx_i = W_ki"],
        [LINEAR, "h_i = relu(z_i)", "L = sum_i h_i^2", "dL/dW_ij = 2*h_i*x_j", "dL/dx_j = sum_i 2*h_i*W_ij"],
        ["L = sum_i (y_i - t_i)^2", "y_i = sum_j W_ij*x_j", "dL/dW_ij = 2*(y_i - t_i)*x_j"],
        ["C_ij = sum_k A_ik*B_kj", "C = A @ B", "dC_11/dA_12 = B_21"],
        ["x: 1 x 3", "mu = mean(x)", "d_i = x_i - mu", "sum_i d_i = 0", "dd_1/dx_1 = 2/3"],
        ["h_i = tanh(z_i)", "dh_i/dz_i = 1 - h_i^2"],
        ["L = sum_i L_i", "L_i = (y_i - t_i)^2", "dL/dy_i = 2*(y_i - t_i)", "dL/dy_1 = 2*(y_1 - t_1)"],
        ["L = 1/n*sum_i L_i", "L_i = -y_i*ln(p_i)", "dL/dp_i = -y_i/(n*p_i)"],
        ["A^T_ij = A_ji", "(A @ B)^T_ij = sum_k A_jk*B_ki"],
    ],
)
def test_an_array_may_be_defined_entry_by_entry(text: list[str]) -> None:
    verdicts = found(*text)
    assert verdicts
    assert all(isinstance(verdict, Proven) for verdict in verdicts), verdicts


@pytest.mark.parametrize(
    "text",
    [
        [SOFTMAX, "ds_i/dz_j = -s_i*s_j"],
        [LINEAR, "dz_i/dx_j = W_ji"],
        [SOFTMAX, "sum_i s_i = 2"],
        ["L = 1/n*sum_i (y_hat_i - y_i)^2", "L = 2*mse(y_hat, y)"],
        ["L = 1/n*sum_i L_i", "L_i = -y_i*ln(p_i)", "dL/dp_i = -y_i/p_i"],
    ],
)
def test_what_is_false_of_such_an_array_is_refuted(text: list[str]) -> None:
    (verdict,) = found(*text)
    assert isinstance(verdict, Refuted)


@pytest.mark.parametrize(
    "text",
    [
        ["mean(x) = 1/n*sum_i x_i"],
        ["mean(x) = sum_i x_i/n"],
        ["mu = 1/n*sum_i x_i", "d_i = x_i - mu", "sum_i d_i = 0"],
        ["L = 1/n*sum_i (y_hat_i - y_i)^2", "L = mse(y_hat, y)"],
        ["x_bar = 1/n*sum_i x_i", "sum_i (x_i - x_bar) = 0"],
    ],
)
def test_a_sum_over_a_count_runs_that_far(text: list[str]) -> None:
    (verdict,) = found(*text)
    assert isinstance(verdict, Proven)


def added(terms: list[Formula]) -> Formula:
    """Return a sum as a formula."""
    return reduce(lambda one, other: ("+", one, other), terms)


def entry_formula(stream: random.Random, size: int, depth: int) -> tuple[str, Formula]:
    """Return a number made of vectors a and b as it is written, and in their entries."""
    a, b = ([f"{name}_{place}" for place in range(1, size + 1)] for name in "ab")
    place = stream.randrange(size)
    exps: list[Formula] = [("exp", entry) for entry in a]
    kinds: list[tuple[str, Formula]] = [
        (a[place], a[place]),
        (b[place], b[place]),
        ("sum(a)", added([*a])),
        ("sum_j b_j", added([*b])),
        ("mean(a)", ("/", added([*a]), size)),
        ("dot(a, b)", added([("*", *pair) for pair in zip(a, b, strict=True)])),
        ("sum_j a_j*b_j", added([("*", *pair) for pair in zip(a, b, strict=True)])),
        ("||b||^2", added([("square", entry) for entry in b])),
        (f"softmax(a)_{place + 1}", ("/", exps[place], added(exps))),
        (f"sigmoid(b)_{place + 1}", ("sigmoid", b[place])),
        ("mse(a, b)", ("/", added([("square", ("-", *pair)) for pair in zip(a, b, strict=True)]), size)),
    ]
    if depth == 0:
        return stream.choice(kinds)
    (left, one), (right, other) = (entry_formula(stream, size, depth - 1) for _ in range(2))
    symbol = stream.choice("+-*")
    return f"({left} {symbol} {right})", (symbol, one, other)


def statement(seed: str, *, true: bool) -> tuple[list[str], str]:
    """Return sizes and a statement of entries that is true, or false somewhere."""
    stream = random.Random(seed)
    size = stream.choice((2, 2, 3))
    letters = [f"{name}_{place}" for name in "ab" for place in range(1, size + 1)]
    while True:
        left, meaning = entry_formula(stream, size, stream.choice((0, 1, 1)))
        if stream.random() < 0.4:
            by = stream.choice(letters)
            left, meaning = f"d({left})/d{by}", derived(meaning, by)
        right = rewritten(stream, meaning, letters)
        if not true:
            right = mutated(stream, right, letters)
            if not differ(meaning, right, stream, letters):
                continue
        if size_of(meaning) + size_of(right) < MAX_OPERATIONS // 2:
            shape = f"1 x {size}" if stream.random() < 0.5 else f"{size} x 1"
            told = [f"a: {shape}", f"b: {shape}"] if stream.random() < 0.6 else []
            return told, f"{left} + 0*(sum(a) + sum(b)) = {written(right)}"


def see_none_wrong(batch: int, count: int) -> None:
    """See that nothing true is refuted and nothing false proven, and that most of what is true is proven."""
    proven = wanted = 0
    for number in range(count):
        sizes, true = statement(f"{batch}-{number}", true=True)
        *_, verdict = found(*sizes, true)
        assert not isinstance(verdict, Refuted), (sizes, true, verdict)
        wanted += bool(sizes)
        proven += bool(sizes) and isinstance(verdict, Proven)
        sizes, false = statement(f"{batch}-{number}", true=False)
        *_, verdict = found(*sizes, false)
        assert not isinstance(verdict, Proven), (sizes, false, verdict)
    assert proven >= wanted * 9 // 10


@pytest.mark.parametrize("batch", range(2))
def test_random_statements_of_entries_are_never_judged_wrongly(batch: int) -> None:
    see_none_wrong(batch, 20)


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(10))
def test_many_random_statements_of_entries_are_never_judged_wrongly(batch: int) -> None:
    see_none_wrong(batch + 100, 75)
