from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.agreement import Value, agrees, all_agree


@pytest.mark.parametrize(
    ("key", "value", "right"),
    [
        (6, 6.0, True),
        (6, Fraction(12, 2), True),
        (1234, 1230, False),  # a whole number is exact
        (Fraction(1, 4), Fraction(1, 4), True),
        (Fraction(1, 4), Fraction(26, 100), False),
        (Fraction(1, 4), Fraction(251, 1000), False),  # a short decimal is exact
        (Fraction(1, 3), Fraction(333, 1000), True),
        (Fraction(1, 3), Fraction(33, 100), False),
        (Fraction(1, 3), Fraction(3333, 10000), True),
        (Fraction(1, 3), Fraction(3338, 10000), False),  # more digits must round to the key
        (Fraction(2, 3), Fraction(667, 1000), True),
        (Fraction(2, 3), Fraction(666, 1000), False),
        (Fraction(-2, 3), Fraction(-667, 1000), True),
        (Fraction(1, 32), Fraction(313, 10000), True),  # 0.03125: either neighbour of a tie
        (Fraction(1, 32), Fraction(312, 10000), True),
        (Fraction(1, 32), Fraction(314, 10000), False),
        (Fraction(1, 3000), Fraction(0), False),  # near zero is not zero
        (Fraction(1, 3), 1 / 3, True),
        (0, Fraction(1, 10**9), False),
        (5, None, False),
        (5, float("nan"), False),
        (5, float("inf"), False),
    ],
)
def test_agreement_is_exact_or_to_three_digits(key: int | Fraction, value: Value, right: bool) -> None:
    assert agrees(key, value, 3) is right


@given(st.fractions(-999, 999, max_denominator=999))
def test_a_key_rounded_to_the_digits_asked_is_always_accepted(key: Fraction) -> None:
    if key == 0:
        return
    for digits in (3, 4, 5):
        assert agrees(key, Fraction(f"{float(key):.{digits - 1}e}"), digits) or key.denominator == 1
        assert agrees(key, Fraction(f"{float(key):.{digits + 6}e}"), digits) or key.denominator == 1


def test_an_answer_is_right_when_every_part_is() -> None:
    assert all_agree((1, Fraction(1, 3)), (1.0, Fraction(333, 1000)), 3)
    assert not all_agree((1, Fraction(1, 3)), (1, None), 3)
