from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.autodiff.array import Array
from quizgen.matrix_value import MatrixError, matrix_value
from quizgen.notation.parser import read_math
from quizgen.notation.text import to_text
from quizgen.numeric import UndecidableError
from quizgen.point import Value

A = Array([[1, 2, 3], [4, 5, 6]])
B = Array([[1, 0], [-1, 2], [0, Fraction(1, 2)]])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("A @ B", Array([[-1, Fraction(11, 2)], [-1, 13]])),
        ("A^T", Array([[1, 4], [2, 5], [3, 6]])),
        ("A - B^T", Array([[0, 3, 3], [4, 3, Fraction(11, 2)]])),
        ("2*A", Array([[2, 4, 6], [8, 10, 12]])),
        ("A .* A / 2", Array([[Fraction(1, 2), 2, Fraction(9, 2)], [8, Fraction(25, 2), 18]])),
        ("-relu(B)", Array([[-1, 0], [0, -2], [0, Fraction(-1, 2)]])),
        ("A^2 - A .* A", Array([[0, 0, 0], [0, 0, 0]])),
        ("sum(A)", 21),
        ("mean(A) + k", Fraction(17, 2)),
        ("dot(A, A)", 91),
        ("norm2(A) - mse(A, -A)", Fraction(91) - Fraction(4 * 91, 6)),
        ("row_sum(A)", Array([[6], [15]])),
        ("A - rowsum(A)", Array([[-5, -4, -3], [-11, -10, -9]])),  # a column is repeated
        ("softmax(A - A)", Array([[Fraction(1, 3)] * 3] * 2)),
        ("dL/dA", Array([[7]])),
    ],
)
def test_the_value_of_a_formula_of_matrices(text: str, value: Value) -> None:
    assert matrix_value(read_math(text), {"A": A, "B": B, "k": 5, "dL/dA": Array([[7]])}) == value


@pytest.mark.parametrize("text", ["A @ A", "A + B", "k @ A", "A .* B", "dL/dB @ A"])
def test_matrices_that_do_not_fit_are_told(text: str) -> None:
    with pytest.raises(MatrixError):
        matrix_value(read_math(text), {"A": A, "B": B, "k": 5})


def test_the_place_where_matrices_do_not_fit_is_told_with_their_sizes() -> None:
    with pytest.raises(MatrixError) as caught:
        matrix_value(read_math("2*(A @ B + k) @ B^T + A @ A"), {"A": A, "B": B, "k": 5})
    assert (to_text(caught.value.tree), caught.value.shapes) == ("A @ A", ((2, 3), (2, 3)))


@pytest.mark.parametrize("text", ["A * A", "softmax(k)", "sum(k)", "dot(A)", "norm2(A) * sum_i A"])
def test_what_is_not_known_is_undecidable(text: str) -> None:
    with pytest.raises((UndecidableError, MatrixError)):
        matrix_value(read_math(text), {"A": A, "k": 5})


_SQUARE = st.lists(st.lists(st.integers(-9, 9), min_size=3, max_size=3), min_size=3, max_size=3).map(Array)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("(A @ B) @ C", "A @ (B @ C)"),
        ("(A @ B)^T", "B^T @ A^T"),
        ("A @ (B + C)", "A @ B + A @ C"),
        ("sum(A .* (B @ C))", "sum((B^T @ A) .* C)"),
    ],
)
@given(_SQUARE, _SQUARE, _SQUARE)
def test_the_laws_of_matrices_hold(one: str, other: str, a: Array, b: Array, c: Array) -> None:
    values = {"A": a, "B": b, "C": c}
    assert matrix_value(read_math(one), values) == matrix_value(read_math(other), values)
