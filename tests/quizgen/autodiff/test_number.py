import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.autodiff import number
from quizgen.autodiff.number import UndefinedValueError, larger, power, quotient, sigmoid, smaller, softplus, sqrt, tanh


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (sqrt(Fraction(9, 4)), Fraction(3, 2)),
        (sqrt(16), 4),
        (number.exp(0), 1),
        (number.ln(1), 0),
        (number.sin(0), 0),
        (number.cos(0), 1),
        (tanh(0), 0),
        (sigmoid(0), Fraction(1, 2)),
        (power(4, Fraction(3, 2)), 8),
        (power(Fraction(2, 3), -2), Fraction(9, 4)),
        (quotient(6, 3), 2),
    ],
)
def test_what_can_be_exact_is(found: Any, wanted: Any) -> None:
    assert found == wanted
    assert not isinstance(found, float)


def test_a_float_stays_a_float() -> None:
    for function in (sqrt, number.exp, number.sin, number.cos, tanh, sigmoid, softplus):
        assert type(function(0.0)) is float, function
    assert type(quotient(4.0, 2)) is float
    assert type(power(4.0, 2)) is float
    assert type(sqrt(2)) is float


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: quotient(1, 0), "a division by zero"),
        (lambda: quotient(1.5, 0.0), "a division by zero"),
        (lambda: power(0, -1), "a division by zero"),
        (lambda: power(-2, Fraction(1, 2)), "a root of a negative number"),
        (lambda: power(9, 100_000), "thousands of digits"),
        (lambda: sqrt(-1), "the square root of a negative number"),
        (lambda: number.ln(-2), "the logarithm of a negative number"),
        (lambda: number.ln(0), "the logarithm of zero"),
    ],
)
def test_what_has_no_value_says_why(call: Callable[[], Any], message: str) -> None:
    with pytest.raises(UndefinedValueError, match=message):
        call()


@given(st.floats(-800, 800))
def test_sigmoid_tanh_and_softplus_never_overflow(x: float) -> None:
    assert 0 <= sigmoid(x) <= 1
    assert sigmoid(x) + sigmoid(-x) == pytest.approx(1)
    assert -1 <= tanh(x) <= 1
    assert softplus(x) == pytest.approx(softplus(-x) + x, rel=1e-12, abs=1e-12)
    if abs(x) < 30:
        assert sigmoid(x) == pytest.approx(1 / (1 + math.exp(-x)), rel=1e-14)


@given(st.fractions(), st.fractions())
def test_the_larger_and_the_smaller_number_are_the_two_numbers(x: Fraction, y: Fraction) -> None:
    assert larger(x, y) == max(x, y)
    assert smaller(x, y) == min(x, y)


def test_at_a_tie_the_first_is_taken() -> None:
    assert type(larger(2, 2.0)) is int
    assert type(smaller(2, 2.0)) is int
