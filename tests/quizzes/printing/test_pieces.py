"""Deck text in pieces: where lines and paragraphs break."""

import pytest

from cardgrad.quizzes.printing.pieces import pieces


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
