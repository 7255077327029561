from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.notation.tree import decimal_places, write_number


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (-8, "-8"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(1, 3), "1/3"),
        (Fraction(7, 50), "0.14"),
        (Fraction(1001, 10), "100.1"),
        (Fraction(1, 5**4), "0.0016"),
    ],
)
def test_a_number_is_written_as_it_would_be_typed(number: int | Fraction, text: str) -> None:
    assert write_number(number) == text


@given(st.integers(-(10**9), 10**9), st.integers(0, 60), st.integers(0, 60), st.sampled_from([1, 1, 3, 7]))
def test_a_written_number_is_the_number_and_no_shorter_decimal_is(over: int, twos: int, fives: int, other: int) -> None:
    number = Fraction(over, 2**twos * 5**fives * other)
    assert Fraction(write_number(number)) == number
    places = decimal_places(number)
    if places is None:
        assert (number * 10**200).denominator != 1
    else:
        assert (number * 10**places).denominator == 1
        assert places == 0 or (number * 10 ** (places - 1)).denominator != 1


def test_the_places_of_a_number_with_a_huge_denominator_are_counted_at_once() -> None:
    assert decimal_places(Fraction(1, 2**19_000)) == 19_000
    assert decimal_places(Fraction(3, 5**8_000)) == 8_000
    assert decimal_places(Fraction(1, 5**8_000 + 2)) is None
