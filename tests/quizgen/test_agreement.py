from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.agreement import Value, agrees, all_agree, is_short, share
from quizgen.autodiff.array import Array
from quizgen.notation.parser import read_math
from quizgen.value import Answer, Size, Symbolic


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


@pytest.mark.parametrize(
    ("key", "value", "right"),
    [
        (0.19661193324148185, Fraction(197, 1000), True),
        (0.19661193324148185, Fraction(196, 1000), False),
        (0.19661193324148185, Fraction(19661, 100000), True),
        (0.19661193324148185, Fraction(1966, 10000), True),  # more digits, well rounded
        (0.19661193324148185, Fraction(1964, 10000), False),
        (0.19661193324148185, Fraction(2, 10), False),
        (-2.5e-7, Fraction(-25, 10**8), True),
        (-2.5e-7, Fraction(0), False),
        (2.0000000000000004, 2, True),
        (0.1236, Fraction(123, 1000), False),
        (0.12349999999999998, Fraction(124, 1000), True),  # a float that near to a tie is one
        (0.12349999999999998, Fraction(123, 1000), True),
        (0.0, 0, True),
        (1.4e-17, 0, True),  # what rounding leaves of a 0
        (1.4e-17, Fraction(1, 10**9), False),
        (1e300, 10**400, False),
        (1.5, None, False),
        (1.5, float("nan"), False),
        (1.5, Array([[1.5]]), False),
    ],
)
def test_a_key_that_is_a_float_is_right_to_the_digits_asked(key: float, value: Value, right: bool) -> None:
    assert agrees(key, value, 3) is right
    assert not is_short(key, 3)


@given(st.floats(1e-6, 1e6), st.integers(2, 6))
def test_a_float_rounded_to_the_digits_asked_or_more_is_accepted(key: float, digits: int) -> None:
    for more in range(3):
        assert agrees(key, Fraction(f"{key:.{digits - 1 + more}e}"), digits) or more  # rounding twice may miss
    assert agrees(key, Fraction(f"{key:.14e}"), digits)


THIRD = Fraction(1, 3)


@pytest.mark.parametrize(
    ("key", "value", "part"),
    [
        (Array([[1, -2], [0, THIRD]]), Array([[1.0, -2], [0, Fraction(333, 1000)]]), Fraction(1)),
        (Array([[1, -2], [0, THIRD]]), Array([[1, 2], [0, None]]), Fraction(1, 2)),
        (Array([[1, -2], [0, THIRD]]), Array([[1, 0], [-2, THIRD]]), Fraction(1, 2)),
        (Array([[1, 2, 3]]), Array([[1], [2], [3]]), Fraction(0)),  # another shape
        (Array([[1, 2, 3]]), 1, Fraction(0)),
        (Array([[5]]), 5, Fraction(0)),
        (Array([[5]]), None, Fraction(0)),
        (5, Array([[5]]), Fraction(0)),
        (5, 5, Fraction(1)),
        (Size(3, 4), Size(3, 4), Fraction(1)),
        (Size(3, 4), Size(4, 3), Fraction(0)),
        (Size(3, 4), None, Fraction(0)),
        (Size(3, 4), (3, 4), Fraction(0)),
    ],
)
def test_of_an_array_the_share_of_right_entries_is_told(key: Answer, value: Value, part: Fraction) -> None:
    assert share(key, value, 3) == part
    assert agrees(key, value, 3) is (part == 1)


def formula(text: str, *points: object) -> Symbolic:
    return Symbolic(read_math(text), points)


MATRIX = Array([[1, 2], [3, 4]])


@pytest.mark.parametrize(
    ("value", "right"),
    [
        (formula("2*x", 6, 8), True),
        (formula("x + x", 6.000000000001, 8), True),
        (formula("x*x", 9, 16), False),
        (formula("x + 3", 6, 7), False),  # at one point only
        (formula("x*x/x*2", 6, None), True),  # no value at the other
        (formula("1/0", None, None), False),
        (formula("X @ G"), False),  # sizes that do not fit: no values
        (formula("X", MATRIX, MATRIX), False),
        (None, False),
        (6, False),
    ],
)
def test_a_formula_is_the_key_where_its_values_are(value: Value, right: bool) -> None:
    assert agrees(formula("2*x", 6, 8), value, 3) is right


def test_a_formula_of_matrices_has_the_shape_of_the_key_too() -> None:
    key = formula("X", MATRIX, MATRIX)
    assert agrees(key, formula("X^T^T", MATRIX, Array(MATRIX.rows)), 3)
    assert not agrees(key, formula("X^T", MATRIX.transposed, MATRIX.transposed), 3)
    assert not agrees(key, formula("sum(X)", 10, 10), 3)


def test_an_answer_is_right_when_every_part_is() -> None:
    assert all_agree((1, Fraction(1, 3)), (1.0, Fraction(333, 1000)), 3)
    assert not all_agree((1, Fraction(1, 3)), (1, None), 3)
