from fractions import Fraction

import pytest

from quizgen.domain import DrillError, read_domain


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("int 1..4", (1, 2, 3, 4)),
        ("int -2..2 except 0", (-2, -1, 1, 2)),
        ("int −2..2 except −1, 1", (-2, 0, 2)),
        ("3..5", (3, 4, 5)),
        ("0.1..0.4 step 0.1", (Fraction(1, 10), Fraction(1, 5), Fraction(3, 10), Fraction(2, 5))),
        ("int 0..10 step 5", (0, 5, 10)),
        ("7", (7,)),
        (("0.1", "1/4", "-2"), (Fraction(1, 10), Fraction(1, 4), -2)),
        (("1", "1.0", "2"), (1, 2)),
    ],
)
def test_a_domain_is_a_range_or_a_list_of_exact_numbers(
    text: str | tuple[str, ...], values: tuple[Fraction | int, ...]
) -> None:
    assert read_domain(text, "given.x") == values


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("int 4..1", "ends before it begins"),
        ("int 1..1 except 1", "no number is left"),
        ("itn 1..4", "itn"),
        ("in 3", r"in says nothing about numbers \(did you mean int\?\)"),
        ("int 1..99999", "at most 10000"),
        ("0.1..0.5", "says its step"),
        ("int 1..4 step 0", "a step is above 0"),
        ("", "'nothing' is no number"),
        (("1/0",), "division by zero"),
        (("x",), "'x' is no number"),
    ],
)
def test_a_fault_in_a_domain_is_one_sentence_with_its_field(text: str | tuple[str, ...], message: str) -> None:
    with pytest.raises(DrillError, match=message) as fault:
        read_domain(text, "given.x")
    assert fault.value.field == "given.x"
