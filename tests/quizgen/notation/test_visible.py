"""What strangers write steers no terminal and no printer."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from quizgen.notation.visible import visible


@given(st.text())
def test_nothing_unseen_is_left_in_a_text(text: str) -> None:
    assert all(sign == "\n" or sign.isprintable() or sign.isspace() for sign in visible(text))


@given(st.text())
def test_what_is_visible_stays_as_it_is(text: str) -> None:
    assert visible(visible(text)) == visible(text)


def test_line_breaks_of_every_system_are_one_and_a_tab_is_spaces() -> None:
    assert visible("a\r\nb\tc\rd") == "a\nb    c<000D>d"


def test_an_override_of_the_direction_and_an_escape_are_shown_as_codes() -> None:
    assert visible("\u202egnp.exe \x1b[2J") == "<202E>gnp.exe <001B>[2J"


def test_letters_are_composed() -> None:
    assert visible(unicodedata.normalize("NFD", "\u00c5ngstr\u00f6m")) == "\u00c5ngstr\u00f6m"
