from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.autodiff.array import Array
from quizgen.autodiff.expression import evaluate_any
from quizgen.autodiff.proof import agree
from quizgen.notation.parser import read_expression
from quizgen.written import written_value

ENTRIES = st.integers(1, 9) | st.fractions(Fraction(1, 9), 9, max_denominator=9)


@st.composite
def matrices(draw: st.DrawFn, rows: int, columns: int) -> Array:
    return Array([[draw(ENTRIES) for _ in range(columns)] for _ in range(rows)])


FORMULAS = [
    "A @ B", "A^T", "A .* A - A/2", "B @ A", "sum(A)", "mean(A)", "row_sum(A)", "dot(A, A)", "norm2(A)", "mse(A, C)",
    "log_loss(A, C)", "softmax(A)", "softmax(k)", "-A + C", "A + r", "A .* k", "relu(A - 3)", "A^2", "sigmoid(A)",
    "x*y - x/y", "max(x, y)", "x^3 - exp(y)", "leaky_relu(y - x)", "ln(x) + sqrt(y)", "abs(x - y)", "[1 2; 3 4] @ B^T",
]  # fmt: skip


@pytest.mark.parametrize("formula", FORMULAS)
@settings(max_examples=20)
@given(st.data())
def test_the_written_value_is_the_engines(formula: str, data: st.DataObject) -> None:
    values = {
        "A": data.draw(matrices(2, 3)),
        "C": data.draw(matrices(2, 3)),
        "B": data.draw(matrices(3, 2)),
        "r": data.draw(matrices(1, 3)),
        "k": data.draw(matrices(2, 1)),
        "x": data.draw(ENTRIES),
        "y": data.draw(ENTRIES),
    }
    tree = read_expression(formula)
    assert agree(written_value(tree, values), evaluate_any(tree, values))


def test_a_missing_name_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        written_value(read_expression("x + 1"), {})
