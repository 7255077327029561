from fractions import Fraction

import pytest

from quizgen.domain import DrillError, Grid, Hidden, Letter, Numbers, OneHot, Probabilities, Sized
from quizgen.domain_text import read_domain


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
        ("decimal -0.2..0.1 places 1", (Fraction(-1, 5), Fraction(-1, 10), 0, Fraction(1, 10))),
        ("decimal 0..0.03 places 2 except 0", (Fraction(1, 100), Fraction(1, 50), Fraction(3, 100))),
        ("fraction 0..1 denominator 3", (Fraction(1, 3), Fraction(1, 2), Fraction(2, 3))),
        ("fraction -1..0 denominator 3 except -1/2", (Fraction(-2, 3), Fraction(-1, 3))),
    ],
)
def test_a_domain_is_a_range_or_a_list_of_exact_numbers(
    text: str | tuple[str, ...], values: tuple[Fraction | int, ...]
) -> None:
    assert read_domain(text, "given.x") == Numbers(values)


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("2x3 of int 1..2", Grid((2, 3), Numbers((1, 2)))),
        ("2 × 3 of int 1..2", Grid((2, 3), Numbers((1, 2)))),
        ("N x D of int 1..2", Grid(("N", "D"), Numbers((1, 2)))),
        ("N x D", Sized(("N", "D"))),
        ("NxD", Sized(("N", "D"))),
        ("1xC", Sized((1, "C"))),
        ("letter N x D", Letter(("N", "D"))),
        ("letter", Letter(None)),
        ("one-hot 3", OneHot(3)),
        ("probabilities 3 step 0.1", Probabilities(3, Fraction(1, 10))),
        ("probabilities 4 step 1/20", Probabilities(4, Fraction(1, 20))),
        ("unknown", Hidden(None)),
        ("unknown 2x3", Hidden((2, 3))),
    ],
)
def test_a_domain_is_an_array_a_size_a_letter_or_nothing_known(text: str, domain: object) -> None:
    assert read_domain(text, "given.x") == domain


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("int 4..1", r"ends before it begins: write 1\.\.4$"),
        ("int 1..1 except 1", "no number is left"),
        ("itn 1..4", "itn"),
        ("in 3", r"in says nothing about numbers \(did you mean int\?\)"),
        ("integer -9..9", r"integer says nothing about numbers \(did you mean int\?\)"),
        ("int", "int says a range too; a range reads int -9..9"),
        ("int 1...9", "a range has two dots: 1..9"),
        ("int 1..99999", "at most 10000"),
        ("0.1..0.5", "says its step"),
        ("int 1..4 step 0", "a step is above 0"),
        ("", "'nothing' is no number"),
        (("1/0",), "division by zero"),
        (("x",), "'x' is no number"),
        ("2x9 of int 1..2", "1 to 6 rows and columns"),
        ("2x of int 1..2", "no size"),
        ("one-hot 1", "2 to 6 entries"),
        ("one-hot", "'nothing' is no number"),
        ("probabilities 3 step 0.3", "divides 1"),
        ("probabilities 5 step 1/2", "at most 1/5"),
        ("decimal 0..1 places 9", "1 to 4 places"),
        ("fraction 0..1 denominator 99", "2 to 20"),
        ("fraction 0..1 denominator 2 except 1/2", "no number is left"),
        ("decimal 3", r"'3' is no range; decimals read decimal 0\.\.2 places 2"),
        ("fraction 3", r"'3' is no range; fractions read fraction -1\.\.1 denominator 4"),
        ("onehot 3", r"did you mean one-hot\?"),
        ("1-9", "1-9 is one number, -8: a range reads 1..9"),
        ("int -3 - 3", "-3 - 3 is one number, -6: a range reads -3..3"),
        ("2x2 int -3..3", "between a size and its numbers stands 'of': write 2x2 of int -3..3"),
        ("N x D 1..2", "between a size and its numbers stands 'of': write N x D of 1..2"),
        ("exact 3", r"exact says nothing about numbers \(did you mean except\?\)"),
        ("2 x 3 x 4", "'2 x 3 x 4' is no size; one reads 2x3 or N x D"),
        ("2 x N, 3", "'2 x N, 3' is no size; one reads 2x3 or N x D"),
        ("3-1", r"3-1 is one number, 2: a range reads 1\.\.3$"),
    ],
)
def test_a_fault_in_a_domain_is_one_sentence_with_its_field(text: str | tuple[str, ...], message: str) -> None:
    with pytest.raises(DrillError, match=message) as fault:
        read_domain(text, "given.x")
    assert fault.value.field == "given.x"


@pytest.mark.parametrize("text", ["NxD", "N x D", "N×D", "N  x  D"])
def test_a_size_of_letters_is_written_with_spaces_or_without(text: str) -> None:
    assert read_domain(text, "given.x") == Sized(("N", "D"))


def test_a_word_with_an_x_in_it_is_no_size() -> None:
    with pytest.raises(DrillError, match="exact says nothing about numbers"):
        read_domain("exact", "given.x")
