from types import SimpleNamespace
from typing import Any, cast

import pytest

from quizgen.agreement import agrees
from quizgen.autodiff.array import Array
from quizgen.autodiff.unknown import UNKNOWN
from quizgen.matrix_value import matrix_value
from quizgen.notation.parser import read_math
from quizgen.notation.text import to_text
from quizgen.parting import Part
from quizgen.point import Value
from quizgen.problem import Problem
from quizgen.typed_formula import formula_in, misfit
from quizgen.unreadable import Unreadable
from quizgen.value import Symbolic

POINTS: tuple[dict[str, Value], ...] = tuple(
    {
        "x": 2 + k,
        "y": 3 - 7 * k,
        "X": Array([[1, 2 + k, -3], [4, 0, 5]]),
        "W": Array([[1, k], [2, 3], [-1, 4], [5, 2 - k]]).transposed,
        "G": Array([[2, -3, 4, 5 + k], [1, k, -2, 3]]),
        "b": Array([[1, 5, -k, 2]]),
    }
    for k in range(3)
)  # X is 2x3, W is 2x4, G is 2x4, b is a row


def key(text: str) -> Symbolic:
    tree = read_math(text)
    return Symbolic(tree, tuple(matrix_value(tree, point) for point in POINTS))


def read(accepted: str, typed: str) -> Symbolic:
    found = formula_in(Part(typed, 0), key(accepted), POINTS)
    assert isinstance(found, Symbolic), found
    return found


@pytest.mark.parametrize(
    ("accepted", "typed", "right"),
    [
        ("2*x*y", "2x y", True),
        ("2*x*y", "x*y + x y", True),
        ("2*x*y", "x*y", False),
        ("3*(x + 1)", "3(x+1)", True),
        ("x^2", "x³/x", True),
        ("x*y", "exp(ln(x*y))", False),  # which has a value at one point of three only
        ("x", "exp(ln(x))", True),
        ("X^T @ G", "X^T G", True),
        ("X^T @ G", "Xᵀ G", True),
        ("X^T @ G", "(G^T X)^T", True),
        ("X^T @ G", "X^T * G", True),
        ("X^T @ G", "G^T X", False),
        ("X^T @ G", "X G", False),
        ("X^T @ G", "G X^T", False),
        ("G @ W^T", "G W^T", True),
        ("G @ W^T", "W G^T", False),
        ("G .* W", "W*G", True),
        ("(G .* W) @ G^T", "(G * W) @ G^T", True),
        ("G + b", "b + G", True),  # a row is added to every row
        ("G + b", "G - b", False),
        ("row_sum(G)", "row_sum(G)", True),
        ("row_sum(G)", "sum(G)", False),
        ("2*G/8", "G/4", True),
    ],
)
def test_a_typed_formula_is_right_where_its_values_are_those_of_the_key(accepted: str, typed: str, right: bool) -> None:
    assert agrees(key(accepted), read(accepted, typed), 3) is right


def test_a_product_is_read_by_what_its_letters_stand_for() -> None:
    assert to_text(read("G @ W^T", "X^T G").tree) == "X^T @ G"  # X is in the problem, though not in the key
    assert to_text(read("G .* b", "2x G b").tree) == "2*x * G .* b"


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        ("1/2x", Unreadable("this can be read in two ways; write (1/2)*x or 1/(2*x)", 8)),
        ("2*z", Unreadable("there is no z here", 7)),
        ("h(x)", Unreadable("there is no function h here", 5)),
        ("2*x +", Unreadable("the formula ends too soon", 10)),
        ("softmax(x)", Unreadable("this cannot be compared with the answer; write it another way", 5)),
        ("sum_i x", Unreadable("sum needs its input in parentheses, as sum(x)")),
    ],
)
def test_what_is_no_formula_in_these_letters_is_asked_again(typed: str, refused: Unreadable) -> None:
    assert formula_in(Part(typed, 5), key("2*x"), POINTS) == refused


def test_letters_that_nobody_knows_are_no_letters() -> None:
    points: list[dict[str, Any]] = [{**point, "z": UNKNOWN} for point in POINTS]
    assert formula_in(Part("z", 0), key("x"), points) == Unreadable("there is no z here", 0)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("X G", "$X @ G$ multiplies $N × D$ by $N × 4$: the inner sizes differ."),
        ("(G + X) W^T", "In $G + X$ the sizes do not fit: $N × 4$ and $N × D$."),
        ("x @ G", "In $x @ G$ the sizes do not fit: a number and $N × 4$."),
        ("X^T G", None),
    ],
)
def test_a_formula_whose_sizes_do_not_fit_is_read_and_the_sizes_are_told(
    typed: str, sentence: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quizgen.draw.letter_sizes", lambda drill: drill.sizes, raising=False)
    problem = cast(
        Problem, SimpleNamespace(made=SimpleNamespace(points=POINTS, drill=SimpleNamespace(sizes={"N": 2, "D": 3})))
    )
    found = read("X^T @ G", typed)
    assert (found.points == ()) is (sentence is not None)
    assert misfit(problem, found) == sentence
