import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.autodiff.operations import UndefinedValueError
from quizgen.notation.parser import read_expression, read_math
from quizgen.numeric import UndecidableError, number_of


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2^10 - 1", 1023),
        ("6/4", Fraction(3, 2)),
        ("(9/4)^(3/2)", Fraction(27, 8)),
        ("relu(-2) + max(1, 2)", 2),
        ("leaky_relu(-3)", Fraction(-3, 100)),
        ("leaky_relu(3)", 3),
        ("1^1000 - (-1)^999", 2),
        ("0^5", 0),
        ("exp(0) + sigmoid(0) - ln(1)", Fraction(3, 2)),
    ],
)
def test_what_can_be_exact_is(text: str, value: int | Fraction) -> None:
    found = number_of(read_expression(text), {})
    assert found == value
    assert not isinstance(found, float)


@given(st.floats(-30, 30))
def test_functions_of_floats_keep_their_identities(x: float) -> None:
    def at(text: str) -> float:
        return float(number_of(read_expression(text), {"x": x}))

    assert at("sigmoid(x) + sigmoid(-x)") == pytest.approx(1)
    assert at("softplus(x) - softplus(-x)") == pytest.approx(x, abs=1e-12)
    assert at("tanh(x)") == pytest.approx(at("2*sigmoid(2*x) - 1"), abs=1e-12)
    assert at("exp(softplus(x))") == pytest.approx(1 + math.exp(x))


@pytest.mark.parametrize("x", [-5000, 5000])
def test_sigmoid_and_softplus_do_not_overflow(x: int) -> None:
    assert number_of(read_expression("sigmoid(x)"), {"x": x}) == (x > 0)
    assert number_of(read_expression("softplus(x)"), {"x": x}) == max(x, 0)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("exp(700)*exp(700)", "far too big"),
        ("exp(700)*exp(700) - exp(700)*exp(700)", "far too big"),
        ("(2^1000)^5", "far too big"),
        ("1/(2^1000)^5", "far too big"),
        ("(1/3)^1000^3", "far too big"),
        ("square(2^999*2^999*2^999)", "far too big"),
        ("2.5^10000", "at most 1000|far too big"),
        ("exp(1000)", "outside what a function takes"),
        ("ln(-1)", "the logarithm of a negative number"),
        ("sqrt(-1)", "the square root of a negative number"),
        ("sqrt(2)^5000", "at most 1000|far too big"),
        ("max(1)", "max of 1 numbers|outside"),
        ("1/(2 - 2)", "division by zero"),
    ],
)
def test_a_value_that_cannot_be_worked_with_is_undefined(text: str, message: str) -> None:
    with pytest.raises((UndefinedValueError, ValueError), match=message):
        number_of(read_expression(text), {})


@pytest.mark.parametrize("text", ["softmax(x)", "mean(x)", "x = y", "[1 2]", "sum_i x_i"])
def test_what_has_no_number_is_undecidable(text: str) -> None:
    with pytest.raises(UndecidableError):
        number_of(read_math(text), {"x": 1, "y": 2})


def test_an_unknown_function_has_one_value_at_one_input() -> None:
    one, other, same = (number_of(read_math(text), {"x": 2}) for text in ("f(x)", "f(x + 1)", "f(4/x)"))
    assert one == same
    assert one != other
