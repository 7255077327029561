"""Values as they are typed and written: exact in full, in a table short, and never a bare number for a name."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.autodiff.number import UndefinedValueError
from quizgen.notation.fault import NotationError
from quizgen.notation.text import to_text
from quizgen.quantity import cell_of, first_digits, read_name, read_value, text_of, tree_of


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("-4", "-4"),
        ("−4", "-4"),
        ("1/2", "1/2"),
        ("0.1", "1/10"),
        ("6/3", "2"),
        ("[1 2; 3 4]", "[[1, 2], [3, 4]]"),
        ("[1, -1/3]", "[[1, -1/3]]"),
        ("exp(0)", "1"),
        ("-sin(1)*0", "0.0"),
    ],
)
def test_values_are_read_and_written_exactly(typed: str, written: str) -> None:
    assert text_of(read_value(typed)) == written


@pytest.mark.parametrize(
    ("typed", "message", "place"),
    [
        ("nan", "nan is none", 0),
        ("[1 a]", "a is none", 3),
        ("[]", "at least one entry", 0),
        ("[[1, 2], [3, 4]]", "one pair of brackets", 0),
        ("[1 2; 3]", "not of 1 and 2", 0),
        ("2 x", "an operation is missing", 2),
    ],
)
def test_what_is_no_value_is_told_with_its_place(typed: str, message: str, place: int) -> None:
    with pytest.raises(NotationError, match=message) as fault:
        read_value(typed)
    assert fault.value.position == place


def test_a_value_that_no_float_holds_is_told() -> None:
    with pytest.raises(UndefinedValueError, match="too large for a float"):
        read_value("exp(1000)")


def test_a_name_is_read_in_its_plain_spelling() -> None:
    assert [read_name(text) for text in ("α", "W_{1}", "ŷ", "x", "a b", "2", "$", "")] == [
        "alpha", "W_1", "y_hat", "x", "a b", "2", "$", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "cell", "formula"),
    [
        (0, "0", "0"),
        (-0.0, "0", "0"),
        (Fraction(-3, 2), "-3/2 (-1.5)", "-1.5"),
        (Fraction(1, 3), "1/3 (0.333333)", "1/3"),
        (2 / 3, "0.666667", "0.666667"),
        (1e-7, "1e-07", "10^(-7)"),
        (-1.5e300, "-1.5e+300", "-1.5*10^300"),
        (10**39 + 1, "1e+39", str(10**39 + 1)),
        (Fraction(10**400, 3), "3.33333e+399", "3.33333*10^399"),
        (Fraction(1, 10**400), "1e-400", "10^(-400)"),
    ],
)
def test_long_numbers_are_written_by_their_first_digits(value: Any, cell: str, formula: str) -> None:
    assert cell_of(value) == cell
    assert to_text(tree_of(value)) == formula


@given(st.fractions(max_denominator=10**6).filter(lambda value: abs(value) < 10**6))
def test_the_first_digits_of_a_fraction_are_those_of_its_float(value: Fraction) -> None:
    assert abs(float(first_digits(value)) - float(value)) <= 1e-5 * abs(float(value))
