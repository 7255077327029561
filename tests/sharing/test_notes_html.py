"""Study notes as HTML: Markdown is obeyed, HTML is not, and formulas are MathML."""

from hypothesis import given
from hypothesis import strategies as st

from cardgrad.sharing.notes_html import notes_html
from tests.sharing.conftest import Page


def test_markdown_and_formulas_are_written_out() -> None:
    found = notes_html("# On $x^2$\n\n- one\n- **two**\n\n| a | b |\n|---|---|\n| $y$ | `$z` |\n\n```\n$f$\n```")
    page = Page(found)
    assert page.tags().count("math") == 2
    assert found.startswith("<h3>On <math")
    assert {"ul", "li", "strong", "table", "code", "pre"} <= set(page.tags())
    assert "$f$" in page.words
    assert "$z" in page.words


def test_a_formula_that_cannot_be_read_stands_as_it_is() -> None:
    assert Page(notes_html("so $x +$ is")).words.strip() == "so x + is"


def test_html_is_shown_and_links_lead_only_to_the_web() -> None:
    page = Page(
        notes_html(
            "<script>alert(1)</script> <b>b</b>\n\n<img src=x>\n\n[a](javascript:x) [b](https://x.org) ![c](http://x/y.png)"
        )
    )
    assert set(page.tags()) <= {"p", "a"}
    assert "<script>alert(1)</script> <b>b</b>" in page.words
    links = [fields for tag, fields in page.elements if tag == "a"]
    assert [link["href"] for link in links] == ["https://x.org", "http://x/y.png"]
    assert {link["rel"] for link in links} == {"noreferrer"}


def test_a_formula_in_a_link_changes_no_attribute() -> None:
    page = Page(notes_html('[a](http://$x$ "t $y$ u") and $z$'))
    for tag, fields in page.elements:
        if tag == "a":
            assert set(fields) <= {"href", "title", "rel"}
    assert page.open == []


@given(st.text("ab$`*_#<>[]()!|-\n\"'&\\:\ue000\ue0010", max_size=60))
def test_no_text_opens_an_element_of_its_own(text: str) -> None:
    page = Page(notes_html(text))
    assert page.open == []
    assert {"script", "img", "b", "iframe"}.isdisjoint(page.tags())
    for _tag, fields in page.elements:
        assert not any(name.startswith("on") for name in fields)
        assert not (fields.get("href") or "").lower().startswith(("javascript", "data", "file", "vbscript"))
