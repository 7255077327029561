from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.notation.tree import write_number
from quizgen.parting import Part
from quizgen.typed_number import number_in
from quizgen.unreadable import Unreadable


@pytest.mark.parametrize(
    ("text", "value"),
    [("-8", -8), ("1/3", Fraction(1, 3)), ("2^3 - .5", Fraction(15, 2)), ("sqrt(9/4)", Fraction(3, 2)), ("?", None)],
)
def test_a_number_is_read_exactly(text: str, value: int | Fraction | None) -> None:
    assert number_in(Part(text, 3)) == value


@given(st.fractions(-(10**6), 10**6, max_denominator=10**4))
def test_a_number_is_read_as_it_is_written(value: Fraction) -> None:
    assert number_in(Part(write_number(value), 0)) == value


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("3 +* 4", Unreadable("'*' cannot stand here", 8)),
        ("q", Unreadable("there is no q here", 5)),
        ("[1]", Unreadable("[1] is no number", 5)),
        ("ln(0)", Unreadable("that asks for the logarithm of zero", 5)),
        ("3^400", Unreadable("that number is far too big", 5)),
    ],
)
def test_what_is_no_number_is_refused_at_its_place(text: str, refused: Unreadable) -> None:
    assert number_in(Part(text, 5)) == refused
