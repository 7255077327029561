"""Deck text in pieces: where lines and paragraphs break."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardgrad.quizzes.printing.pieces import pieces
from quizgen.notation.fault import NotationError
from quizgen.notation.parser import read_math


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("$x$\n$y$", "math line math"),
        ("is\n$x$", "text line math"),
        ("$x$\nis", "math line text"),
        ("a\nb", "text line text"),
        ("a\n\n$x$", "text paragraph math"),
        ("a\n\nb\n$x$", "text paragraph text line math"),
        ("a\n```\ncode\n```\nb", "text block text"),
        ("$x$ and $y$\n", "math text math"),
        ("**a**\n`b`", "bold line code"),
    ],
)
def test_a_new_line_is_one_wherever_it_stands(text: str, kinds: str) -> None:
    assert " ".join(piece.kind for piece in pieces(text)) == kinds


parts = st.sampled_from([
    "x", "-2", "dL/dw", "(a + b)", "|x", "|", "(a", "b)", "[1 2", "3]", '"after', 'one"', '"after one"', "f(x,", "y)",
    "{i", "x, y", "a < b", "x in S", "sum_i x_i", "||v||", "\\frac{1}{2}", "2 x 3", "p(y | x)", "", "1/", "'",
])  # fmt: skip


@given(st.lists(parts, min_size=2, max_size=5).map(" = ".join))
def test_a_formula_is_the_same_whether_it_is_read_whole_or_by_its_sides(formula: str) -> None:
    (piece,) = pieces(f"${formula}$")
    try:
        whole = read_math(formula)
    except NotationError:
        assert (piece.kind, piece.tree) == ("text", None)
    else:
        assert piece.tree == whole
