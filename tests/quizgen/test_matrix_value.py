from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.matrix_value import Matrix, MatrixError, matrix_value
from quizgen.notation.parser import read_math
from quizgen.numeric import UndecidableError

A: Matrix = [[1, 2, 3], [4, 5, 6]]
B: Matrix = [[1, 0], [-1, 2], [0, Fraction(1, 2)]]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("A @ B", [[-1, Fraction(11, 2)], [-1, 13]]),
        ("A^T", [[1, 4], [2, 5], [3, 6]]),
        ("A - B^T", [[0, 3, 3], [4, 3, Fraction(11, 2)]]),
        ("2*A", [[2, 4, 6], [8, 10, 12]]),
        ("A .* A / 2", [[Fraction(1, 2), 2, Fraction(9, 2)], [8, Fraction(25, 2), 18]]),
        ("-relu(B)", [[-1, 0], [0, -2], [0, Fraction(-1, 2)]]),
        ("A^2 - A .* A", [[0, 0, 0], [0, 0, 0]]),
        ("sum(A)", 21),
        ("mean(A) + k", Fraction(17, 2)),
        ("dot(A, A)", 91),
        ("dL/dA", [[7]]),
    ],
)
def test_the_value_of_a_formula_of_matrices(text: str, value: Matrix | int | Fraction) -> None:
    assert matrix_value(read_math(text), {"A": A, "B": B, "k": 5, "dL/dA": [[7]]}) == value


@pytest.mark.parametrize("text", ["A @ A", "A + B", "k @ A", "A .* B", "dL/dB @ A"])
def test_matrices_that_do_not_fit_are_told(text: str) -> None:
    with pytest.raises(MatrixError):
        matrix_value(read_math(text), {"A": A, "B": B, "k": 5})


@pytest.mark.parametrize("text", ["A * A", "softmax(A)", "sum(k)", "norm2(A) * sum_i A"])
def test_what_is_not_known_is_undecidable(text: str) -> None:
    with pytest.raises((UndecidableError, MatrixError)):
        matrix_value(read_math(text), {"A": A, "k": 5})


_SQUARE = st.lists(st.lists(st.integers(-9, 9), min_size=3, max_size=3), min_size=3, max_size=3)


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
def test_the_laws_of_matrices_hold(one: str, other: str, a: Matrix, b: Matrix, c: Matrix) -> None:
    values = {"A": a, "B": b, "C": c}
    assert matrix_value(read_math(one), values) == matrix_value(read_math(other), values)
