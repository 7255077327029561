"""An enclosure holds the value that mpmath finds with more digits, and calls no number different from itself."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.autodiff.number import UndefinedValueError, exp, ln, sigmoid, sqrt, tanh
from quizgen.claims.enclosure import PRECISION, Enclosure, pi

NUMBERS = st.fractions(min_value=-30, max_value=30, max_denominator=60)


def holds(found: Enclosure, value: Any) -> bool:
    """Tell whether an enclosure holds a value, told by mpmath to many digits."""
    interval = found.interval
    with mpmath.workprec(3 * PRECISION):
        low, high = (mpmath.mpf(end._mpi_[0]) for end in (interval.a, interval.b))
        return bool(low <= value <= high)


def real(number: Fraction) -> Any:
    return mpmath.mpf(number.numerator) / number.denominator


@settings(max_examples=60)
@given(NUMBERS, NUMBERS)
def test_every_function_is_enclosed(x: Fraction, y: Fraction) -> None:
    with mpmath.workprec(3 * PRECISION):
        one, other = Enclosure(x), Enclosure(y)
        assert holds(exp(one), mpmath.exp(real(x)))
        assert holds(tanh(one), mpmath.tanh(real(x)))
        assert holds(sigmoid(one + exp(other / 4)), 1 / (1 + mpmath.exp(-real(x) - mpmath.exp(real(y) / 4))))
        assert holds(ln(one * one + 1), mpmath.log(real(x) ** 2 + 1))
        assert holds(sqrt(other * other + 2), mpmath.sqrt(real(y) ** 2 + 2))
        assert holds(one.function("sin", None), mpmath.sin(real(x)))
        assert holds(one.function("cos", None), mpmath.cos(real(x)))
        assert holds(pi() * one, mpmath.pi * real(x))
        assert holds((one * one + 1) ** (other / 7), (real(x) ** 2 + 1) ** (real(y) / 7))


@given(NUMBERS, NUMBERS)
def test_arithmetic_stays_exact(x: Fraction, y: Fraction) -> None:
    one, other = Enclosure(x), Enclosure(y)
    assert (one + other).exact == x + y
    assert (one - other * one).exact == x - y * x
    assert (one**3).exact == x**3
    if y:
        assert (one / other).exact == x / y


@given(NUMBERS)
def test_two_ways_to_one_number_are_never_called_different(x: Fraction) -> None:
    one = Enclosure(x)
    assert not exp(one).differs(exp(one / 2) ** 2)
    assert not tanh(one).differs(2 * sigmoid(2 * one) - 1)
    assert exp(one).differs(exp(one + Fraction(1, 10**35)))


@pytest.mark.parametrize("value", ["1/0", "ln(-1)", "sqrt(-1)", "exp(10^9)", "(-2)^(1/2)", "9^(10^6)"])
def test_what_has_no_value_says_so(value: str) -> None:
    formulas: dict[str, Callable[[], Any]] = {
        "1/0": lambda: 1 / Enclosure(0),
        "ln(-1)": lambda: ln(Enclosure(-1)),
        "sqrt(-1)": lambda: sqrt(Enclosure(-1)),
        "exp(10^9)": lambda: exp(Enclosure(10**9)),
        "(-2)^(1/2)": lambda: Enclosure(-2) ** Fraction(1, 2),
        "9^(10^6)": lambda: Enclosure(9) ** (10**6),
    }
    with pytest.raises(UndefinedValueError):
        formulas[value]()


def test_a_sign_too_close_to_call_takes_no_branch() -> None:
    nothing = exp(Enclosure(1)) - exp(Enclosure(Fraction(1, 2))) ** 2
    assert nothing.sign is None
    with pytest.raises(UndefinedValueError):
        nothing.where(1, 0)


def test_numbers_are_written_short() -> None:
    assert str(Enclosure(Fraction(-1, 8))) == "-0.125"
    assert str(Enclosure(Fraction(1, 3))) == "1/3"
    assert str(sigmoid(Enclosure(2))) == "0.880797"
    assert sigmoid(Enclosure(2)).text(12) == "0.880797077978"


def test_what_cannot_be_told_from_0_is_written_as_0() -> None:
    nothing = sqrt(Enclosure(2)) * sqrt(Enclosure(2)) - 2
    assert nothing.sign is None
    assert (str(nothing), nothing.text(40)) == ("0", "0")
