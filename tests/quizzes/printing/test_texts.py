"""Deck texts as data: numbers are words, and formulas are named by their sides."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardgrad.quizzes.printing.texts import Formula, Texts, content
from quizgen.notation.parser import read_math
from quizgen.notation.text import to_text
from quizgen.notation.tree import write_number
from quizgen.notation.typst import to_typst
from quizgen.notation.unicode import to_unicode

decimals = st.builds(
    lambda n, places: write_number(Fraction(n, 10**places)), st.integers(-9999, 9999), st.integers(0, 4)
)


@given(decimals)
def test_a_number_is_the_word_that_unicode_has_for_it(number: str) -> None:
    assert content(f"${number}$") == [to_unicode(read_math(number))]


@given(st.lists(decimals, min_size=1, max_size=5))
def test_a_row_of_numbers_is_a_word_that_no_line_breaks(numbers: list[str]) -> None:
    row = f"[{' '.join(numbers)}]"
    assert content(f"${row}$") == [to_unicode(read_math(row)).replace(" ", "\u2007")]


@pytest.mark.parametrize("written", ["1.50", "007", "-0", "12.0", "[1.50 2]"])
def test_a_number_in_another_spelling_is_read_first(written: str) -> None:
    assert content(f"${written}$") == [to_unicode(read_math(written)).replace(" ", "\u2007")]


def test_sides_that_equations_share_stand_in_the_table_once() -> None:
    texts = Texts()
    texts.place("$dL/dw = x * 2 = 6$ and $dL/dw = x * 2 = 8$")
    table = texts.table()
    first, _, second = table["texts"][0]
    assert first["sides"][:2] == second["sides"][:2]
    assert len(table["sides"]) == len({*first["sides"], *second["sides"]}) == 4
    assert first["alt"] == "dL/dw = x * 2 = 6"


@pytest.mark.parametrize(
    "formula",
    ["x = 1", "a = b = c + 1", "x < 3", "a = b < c", "x = 1, y = 2", 'y = "if" x > 0', "p(y | x) = 1", "f", "(a = b)"],
)
def test_sides_put_together_are_the_formula(formula: str) -> None:
    texts = Texts()
    texts.place(f"${formula}$")
    table = texts.table()
    (piece,) = table["texts"][0]
    assert piece["alt"] == to_text(read_math(formula))
    assert _flat([table["sides"][place] for place in piece["sides"]]) == _flat(to_typst(read_math(formula)))


def test_deck_text_keeps_the_order_of_its_pieces() -> None:
    assert content("Set **all** of `w` to $x$.") == [
        "Set ", {"kind": "bold", "text": "all"}, " of ", {"kind": "code", "text": "w"}, " to ",
        Formula((read_math("x"),), "x"), ".",
    ]  # fmt: skip


def _flat(sides: Any) -> list[Any]:
    """Return boxes side by side, without the equals signs that the template puts between sides."""
    if not isinstance(sides, list):
        return [] if sides == {"kind": "sign", "text": "=", "class": "relation"} else [sides]
    return [box for part in sides for box in _flat(part)]
