"""Anki's gaps as ours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardgrad.decks.cloze import read_cloze
from cardgrad.decks.importing.gap import gapped
from cardgrad.decks.importing.html_text import from_html


@pytest.mark.parametrize(
    ("anki", "ours"),
    [
        ("the {{c1::sum}} of {{c2::two}}", "the {{c1: sum}} of {{c2: two}}"),
        ("<b>{{c1::sum}}</b>", "**{{c1: sum}}**"),
        ("<b>{{c1::sum</b>}}", "{{c1: sum}}"),
        (r"\(x = {{c1::y^2}}\)", "$x = {{c1: y^2}}$"),
        (r"{{c1::\(x^2\)}}", "{{c1: $x^2$}}"),
        (r"\(x^{ {{c1::2}} }\)", "$x^{ {{c1: 2}} }$"),
        (r"\(x^{{{c1::2}}}\)", "$x^{ {{c1: 2}}}$"),
        (r"{{c1::\(\frac{a}{b}\)}}", r"{{c1: $\frac{a}{b}$}}"),
        (r"\({{c1::\frac{a}{b}}}\)", r"${{c1: \frac{a}{b}}}$"),  # Anki itself ends the gap too early here
        ("{{c1::a<br>b}}", "{{c1: a\nb}}"),
        ("{{c1::one}}, {{not a gap}}", "{{c1: one}}, { {not a gap}}"),
        ("{{c1,2::both}} x", "{{c1: both}} x"),
    ],
)
def test_gaps_are_carried_over(anki: str, ours: str) -> None:
    found = gapped(anki, from_html)
    assert found.cloze == ours
    assert read_cloze(found.cloze)


def test_hints_go_with_the_names_of_their_gaps_where_there_are_several() -> None:
    assert gapped("{{c1::a::one}} {{c2::b}}", from_html).hint == "one"
    assert gapped("{{c1::a::one}} {{c2::b::two}}", from_html).hint == "c1: one; c2: two"


def test_a_gap_in_a_gap_is_text_and_told() -> None:
    found = gapped("{{c1::a {{c2::b::h}} c}}", from_html)
    assert found.cloze == "{{c1: a b c}}"
    assert found.lost == ("the gap c2 inside another gap, which is plain text now",)


def test_gaps_that_a_deck_cannot_have_become_a_question() -> None:
    found = gapped("so {{c1::$x}} = 3$ it is", from_html)
    assert (found.cloze, found.question, found.answer) == ("", "so ____ = 3$ it is", "so $x = 3$ it is")
    assert "across the edge of a formula" in found.lost[0]


@given(
    st.lists(st.sampled_from(["{{c1::", "{{c2::", "}}", "::", "{", "}", "$", "a", " ", "<b>", "\\(", "\\)", "`"])).map(
        "".join
    )
)
def test_whatever_is_there_it_is_a_cloze_or_a_question(text: str) -> None:
    found = gapped(text, from_html)
    if found.cloze:
        assert read_cloze(found.cloze)
    assert not any("\ufdd0" <= sign <= "\ufdef" for part in found for sign in "".join(part))
