import pytest

from quizgen.matrix_letter import Sizes, matrix_letters, matrix_product
from quizgen.notation.parser import read_math
from quizgen.notation.text import to_text


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("2*(y_hat - y)*x", set()),
        ("X^T @ G", {"X", "G"}),
        ("W - lr * X^T @ dL/dZ", {"W", "X", "dL/dZ"}),
        ("X^T @ (y_hat - y)/m", {"X", "y_hat", "y"}),
        ("G .* f'(Z)", {"G", "Z"}),
        ("e * A @ B", {"A", "B"}),
    ],
)
def test_a_formula_tells_which_letters_are_matrices(text: str, letters: set[str]) -> None:
    assert matrix_letters(read_math(text)) == letters


@pytest.mark.parametrize(
    ("text", "sign", "read"),
    [
        ("X*G", "@", "X @ G"),
        ("2*X*G", "@", "2*X @ G"),
        ("X*(G + H)*k", "@", "X @ (G + H) * k"),
        ("sum(X)*G", "@", "sum(X) * G"),
        ("X*G = k", ".*", "X .* G = k"),
    ],
)
def test_a_product_of_matrices_gets_the_sign_of_one(text: str, sign: str, read: str) -> None:
    assert to_text(matrix_product(read_math(text), frozenset("XGH"), sign)) == read


def test_sizes_are_equal_just_where_the_formula_says_so() -> None:
    tree = read_math("W - lr * X^T @ (Y - Z)")
    general, *special = Sizes(tree, matrix_letters(tree)).choices()
    assert general["W"] == general["X"][1:] + general["Y"][1:]
    assert general["X"][0] == general["Y"][0]
    assert general["Y"] == general["Z"]
    assert len({*general["W"], *general["X"]}) == 3
    assert special == [dict.fromkeys("WXYZ", (2, 2))]


def test_small_letters_may_be_vectors_and_no_matrix_shrinks_to_a_number() -> None:
    tree = read_math("x^T @ W @ x")
    shapes = Sizes(tree, matrix_letters(tree)).choices()
    assert {"x": (3, 1), "W": (3, 3)} in shapes or {"x": (2, 1), "W": (2, 2)} in shapes
    assert all((1, 1) not in shape.values() and 1 not in shape["W"] for shape in shapes)
