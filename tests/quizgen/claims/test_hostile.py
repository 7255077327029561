"""Formulas that are made to take long end soon, with a verdict."""

import random

import pytest

from quizgen.claims.text import Formula, examine
from quizgen.claims.verdict import Undecided
from quizgen.notation.parser import NotationError, read_math
from tests.patience import within


def nested(inner: str, form: str, times: int) -> str:
    for _ in range(times):
        inner = form.format(inner)
    return inner


TOWER, SINES = nested("x", "exp({})", 45), nested("x", "sin({})", 45)
SQUARES, UNITS = nested("x", "({})^2 + 1", 40), nested("x", "sigmoid({})", 40)


@pytest.mark.parametrize(
    "text",
    [
        ["9^9^9^9 = 1"],
        ["2^1000^1000 = x"],
        ["(x + y)^1000 = (y - x)^1000"],
        ["(x + y + z)^90*(x - y + z)^90 = (x - y + z)^90*(z + y + x)^90 + 0*x"],
        ["x^1000*y^1000*z^1000 = (x*y*z)^999"],
        [f"{TOWER} = {TOWER} + 0*x"],
        [f"{SINES} = {SINES} + 0*x"],
        [f"d({SQUARES})/dx = 1"],
        [f"d({UNITS})/dx = d({UNITS})/dx * 1"],
        ["sum_{i=1}^60 sum_{j=1}^60 sum_{k=1}^60 i*j*k = 5"],
        [*(f"a{n + 1} = a{n} + a{n}" for n in range(100)), "a100 = 2^100*a0", "da100/da0 = 2^100"],
        [*(f"a{n + 1} = exp(a{n})*sin(a{n})" for n in range(50)), "da50/da0 = 1"],
        ["X: 12 x 12", "Y: 12 x 12", "(X @ Y) @ X = X @ (Y @ X)"],
        ["f(x) = g(x)", "g(x) = f(x)", "f(x) = f(x + 1)"],
        ["exp(1e60) = exp(10^60)"],
        [f"2*{n} = {2 * n}" for n in range(400)],
    ],
)
def test_it_ends_soon(text: list[str]) -> None:
    formulas = [Formula(read_math(formula)) for formula in text]
    with within(5):  # two statements at most, at two seconds each
        examine(formulas)


def test_after_two_that_took_too_long_nobody_waits_for_the_rest() -> None:
    chain = [f"a{n + 1} = exp(a{n})*sin(a{n})" for n in range(50)]
    formulas = [Formula(read_math(formula)) for formula in (*chain, *(f"da{n}/da0 = 1" for n in range(20, 50)))]
    with within(6):
        examine(formulas)


def test_too_many_definitions_refute_nothing() -> None:
    chain = [f"a{n + 1} = a{n} + b{n}" for n in range(1000)]
    found = examine([Formula(read_math(formula)) for formula in (*chain, "a900 = a0")])
    verdicts = [finding.verdict for findings in found for finding in findings]
    assert verdicts
    assert all(isinstance(verdict, Undecided) for verdict in verdicts)


PIECES = """
x y W X Z h_i x_ij y_hat Z_bar L dL/dx dZ/dW f(x) g'(x) softmax(a) sum(x) sum_i(x_i) [1,2] [1;2] [1,2;3,4] ||x|| |x|
2 0 -1 1/2 0.5 + - * / @ .* ^2 ^T ^(-1) ^x = = = < <= ~= : != -> <- in ( ) , max(x,y) relu(z) exp(x) ln(x) sqrt(x)
diag(v) shape(X) N*D one-hot probabilities e pi infinity d(x^2)/dx dx/dx tan(x) log_loss(x,y) mse(x,y) dot(x,y)
row_sum(X) forward(f,x,h) central(x^2,x,h) step(w,lr) p(y|x) "if" softmax(z)_i W_1 h_{t-1} x_bar
"""


@pytest.mark.parametrize("batch", range(5))
def test_formulas_put_together_at_random_end_in_verdicts(batch: int) -> None:
    stream, pieces = random.Random(batch), PIECES.split()
    for _ in range(300):
        formulas = []
        for _ in range(stream.randint(1, 5)):
            text = " ".join(stream.choice(pieces) for _ in range(stream.randint(2, 8)))
            try:
                formulas.append(Formula(read_math(text), claim=stream.random() < 0.3))
            except NotationError:
                continue
        examine(formulas)
