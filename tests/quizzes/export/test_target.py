from fractions import Fraction

from hypothesis import example, given
from hypothesis import strategies as st

from cardgrad.quizzes.export.target import around, number_of, spellings, target
from quizgen.agreement import agrees

KEYS = st.fractions(min_value=-1000, max_value=1000, max_denominator=2000)
DIGITS = st.integers(1, 6)


@given(KEYS, DIGITS, st.integers(-40, 40))
@example(Fraction(625, 10000), 2, 0)
@example(Fraction(9996, 10007), 3, 20)
def test_a_number_is_within_the_bounds_exactly_if_our_judge_takes_it(key: Fraction, digits: int, steps: int) -> None:
    right = target(key, digits)
    number = right.value + (right.tolerance or Fraction(1, 100)) * steps / 20
    assert right.holds(number) == agrees(key, number, digits)


@given(KEYS, DIGITS)
def test_every_spelling_is_read_as_the_key(key: Fraction, digits: int) -> None:
    for text in spellings(key, digits):
        number = number_of(text.replace("−", "-"))
        assert number is not None
        assert agrees(key, number, digits), text


@given(KEYS, DIGITS)
def test_the_bounds_are_written_exactly(key: Fraction, digits: int) -> None:
    right = target(key, digits)
    assert tuple(map(Fraction, right.texts())) == (right.value, right.tolerance)
    assert tuple(map(Fraction, right.bounds())) == (right.value - right.tolerance, right.value + right.tolerance)


@given(KEYS, DIGITS)
def test_a_tolerance_around_the_key_itself_lets_nothing_wrong_in(key: Fraction, digits: int) -> None:
    for number in (key - around(key, digits), key + around(key, digits)):
        assert agrees(key, number, digits)


def test_what_rounding_leaves_of_a_zero_is_zero() -> None:
    assert target(Fraction(6.1e-17), 3).holds(Fraction(0))
    assert target(Fraction("-0.0"), 3).texts() == ("0", "0")


def test_people_may_leave_out_the_zero_and_write_a_fraction() -> None:
    assert {"-0.5", "-.5", "-1/2", "−0.5"} <= set(spellings(Fraction(-1, 2), 3))
    assert {"0.333", "0.33333", "1/3"} <= set(spellings(Fraction(1, 3), 3))
    assert "0.33" not in spellings(Fraction(1, 3), 3)
