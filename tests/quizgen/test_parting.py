import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.parting import Part, parts_of
from quizgen.unreadable import Unreadable


@pytest.mark.parametrize(
    ("text", "count", "parts"),
    [
        ("4 -2 3/4", 3, ["4", "-2", "3/4"]),
        ("4, -2;3", 3, ["4", "-2", "3"]),
        ("max(1, 2) (3 - 1)", 2, ["max(1, 2)", "(3 - 1)"]),
        ("2 * 3, 4 ^ 2", 2, ["2 * 3", "4 ^ 2"]),
        ("sqrt (4) 5", 2, ["sqrt (4)", "5"]),
        ("-1 1/2", 1, ["-(1 + 1/2)"]),
        ("1,5 2,5", 2, ["1.5", "2.5"]),
        ("1 1/2 | 3", 2, ["(1 + 1/2)", "3"]),
    ],
)
def test_a_line_is_parted_where_numbers_end(text: str, count: int, parts: list[str]) -> None:
    found = parts_of(text, count)
    assert not isinstance(found, Unreadable)
    assert [part.text for part in found] == parts


def test_a_piece_knows_where_it_begins() -> None:
    assert parts_of("  4,  -2 ", 2) == [Part("4", 2), Part("-2", 6)]


def test_nothing_is_parted_inside_a_label() -> None:
    assert parts_of("new w = 3 4", 2, range(5)) == [Part("new w = 3", 0), Part("4", 10)]


@given(st.text(alphabet="12,;| -+/=()x", max_size=14), st.integers(1, 3))
def test_there_are_as_many_pieces_as_are_wanted_and_each_stands_in_the_line(text: str, count: int) -> None:
    found = parts_of(text, count)
    if not isinstance(found, Unreadable):
        assert len(found) == count
        for part in found:
            assert part.text
            assert text[part.position : part.position + 1] == part.text[0] or part.text[0] in "(-"
