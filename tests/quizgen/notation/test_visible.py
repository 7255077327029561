"""What strangers write steers no terminal and no printer."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from quizgen.notation.visible import visible


@given(st.text())
def test_nothing_unseen_is_left_in_a_text(text: str) -> None:
    seen = visible(text).replace("\u200c", "").replace("\u200d", "")  # which stay between letters
    assert all(sign == "\n" or sign.isprintable() or sign.isspace() for sign in seen)


@given(st.text())
def test_what_is_visible_stays_as_it_is(text: str) -> None:
    assert visible(visible(text)) == visible(text)


def test_line_breaks_of_every_system_are_one_and_a_tab_is_spaces() -> None:
    assert visible("a\r\nb\tc\rd") == "a\nb    c<000D>d"


def test_an_override_of_the_direction_and_an_escape_are_shown_as_codes() -> None:
    assert visible("\u202egnp.exe \x1b[2J") == "<202E>gnp.exe <001B>[2J"


def test_letters_are_composed() -> None:
    assert visible(unicodedata.normalize("NFD", "\u00c5ngstr\u00f6m")) == "\u00c5ngstr\u00f6m"


def test_what_joins_letters_of_a_script_is_kept_between_them_and_shown_elsewhere() -> None:
    name = "\u0639\u0644\u06cc\u200c\u0631\u0636\u0627"
    assert visible(name) == name
    assert visible("a\u200cb") == "a<200C>b"
    assert visible(f"\u0639\u200d {name}\u200c") == f"\u0639<200D> {name}<200C>"
    assert visible("\u0639\u200c\u200d\u0631") == "\u0639<200C><200D>\u0631"
