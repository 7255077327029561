"""A deck as Markdown, read by a reader that we did not write."""

from markdown_it import MarkdownIt

from cardgrad.sharing.markdown import markdown
from cardgrad.sharing.shared import Shared
from tests.sharing.conftest import Page


def text_of(shared: Shared) -> str:
    return markdown(shared).data.decode()


def read(shared: Shared) -> Page:
    """Return what a reader makes of it that obeys HTML."""
    return Page(MarkdownIt("commonmark", {"html": True}).enable("table").render(text_of(shared)))


def test_title_notes_and_cards_stand_under_each_other(kinds: Shared) -> None:
    lines = text_of(kinds).split("\n")
    headings = [line for line in lines if line.startswith("#")]
    assert headings[:5] == ["# Gates in the backward flow", "## Notes", "### A product", "## Cards", "### role"]
    assert r"It **switches**: $\frac{\partial f}{\partial x} = y$ for $f = x \cdot y$." in lines
    assert sum(line.startswith("#### ") for line in lines) == sum(len(one.problems) for one in kinds.cards)


def test_each_card_has_its_answer_and_what_goes_with_it(kinds: Shared) -> None:
    text = text_of(kinds)
    assert "**Answer:** sum\n\nThe gradient at a fan-out" in text
    assert "**Hint:** Think of a rectangle." in text
    assert "**Why:** The other factor is the slope." in text
    assert "**Source:** Lecture 4" in text
    assert "**Tags:** gates, slopes" in text
    assert "- 1) forward pass\n- 2) loss\n- 3) backward pass" in text


def test_a_problem_has_its_drawing_its_working_and_its_mistakes(kinds: Shared) -> None:
    text = text_of(kinds)
    assert text.count("├─(*)─") == 6  # with what is given, and with everything
    assert text.count("(mul-not-switched)") == 3
    assert r"- $\frac{\partial L}{\partial x} = \frac{\partial L}{\partial f} \cdot y" in text


def test_no_text_is_taken_for_more_than_its_words(nasty: Shared) -> None:
    page = read(nasty)
    assert {"script", "img", "u", "i"}.isdisjoint(page.tags())
    links = [fields["href"] for tag, fields in page.elements if tag == "a"]
    assert links == []
    assert "=cmd() <img src=x onerror=alert(1)>" in page.words
    assert "javascript:alert(1)" in page.words
    assert "\u202e" not in text_of(nasty)


def test_links_in_notes_lead_to_the_web(kinds: Shared) -> None:
    notes = (
        "[a](https://x.org) [b](JavaScript:x) [c](#d) [e](java&#115;cript:x) <javascript:x>\n\n[r]: javascript:x\n[s]"
    )
    page = read(kinds._replace(notes=notes))
    assert [fields["href"] for tag, fields in page.elements if tag == "a"] == ["https://x.org", "#d"]


def test_markdown_holds_everything_but_other_accepted_answers(kinds: Shared) -> None:
    assert markdown(kinds).said == (*kinds.said, "name: of the accepted answers only the first is there.")
