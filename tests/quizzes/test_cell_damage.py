import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardgrad.quizzes.cell_damage import damage, damage_of_words


@pytest.mark.parametrize(
    "text",
    ["2-Jan", "02-Jan", "02. Jan", "Jan-02", "1-Mär", "2-déc.", "2-Feb-26", "01.02.", "2026-01-02", "1/2/2026",
     "01.02.2026", "2026-01-02 00:00:00"],
)  # fmt: skip
def test_a_date_is_named_with_the_fractions_that_it_may_have_been(text: str) -> None:
    found = damage(text)
    assert found is not None
    assert found.startswith(f"{text} is a date that a spreadsheet made")
    assert "/" in found.removeprefix(text)


@pytest.mark.parametrize("text", ["12:30", "1:05:00", "9:15 PM", "#NAME?", "#DIV/0!", "#REF!", "####"])
def test_times_and_errors_are_named(text: str) -> None:
    assert damage(text) is not None


@pytest.mark.parametrize(
    "text", ["", "1/2", "-8", "0.5", "2-1", "1/2/3", "4 -2; 0 6", "x - y", "2 x", "1e-3", "b c d a", "dx/dy", "3x4",
             "2*x", "sum", "Jan", "2.5", "1,5", "5 - 3", "-1/2"]
)  # fmt: skip
def test_answers_are_left_alone(text: str) -> None:
    assert damage(text) is None


@pytest.mark.parametrize(
    ("text", "accepted", "is_damage"),
    [("2-Jan", ["1/2"], True), ("2-Jan", ["a half", "1/2"], True), ("#NAME?", ["-x"], True),
     ("12:30", ["12:30"], False),
     ("2-Jan", ["summed"], False), ("#", ["sharp"], False), ("3/4", ["1/2"], False), ("May 3", ["April"], False)],
)  # fmt: skip
def test_words_are_damaged_only_where_something_was_wanted_that_spreadsheets_change(
    text: str, accepted: list[str], is_damage: bool
) -> None:
    assert (damage_of_words(text, accepted) is not None) == is_damage


@given(st.integers(-99, 99), st.integers(1, 99))
def test_no_fraction_is_a_date(top: int, bottom: int) -> None:
    assert damage(f"{top}/{bottom}") is None


@given(st.text(max_size=30))
def test_any_text_is_looked_at_without_an_error(text: str) -> None:
    found = damage(text)
    assert found is None or found.startswith(text.strip())
