"""A deck's page: well-formed, alone, and never obeying what it shows."""

import re

import pytest

from cardgrad.decks.fault import ERROR, Fault
from cardgrad.sharing.page import Leaf, deck_page
from cardgrad.sharing.shown import shown
from tests.sharing.conftest import KINDS, NASTY, Page, cards_of, shared_of


def leaf(text: str, *faults: Fault) -> Leaf:
    shared = shared_of(text, 1)
    return Leaf(shared.id, shared.title, shared.notes, tuple(shown(one.card, "1") for one in shared.cards), faults)


@pytest.fixture(scope="module")
def document() -> str:
    return deck_page(leaf(KINDS))


def test_it_is_well_formed_and_needs_no_other_file(document: str) -> None:
    page = Page(document)
    assert page.open == []
    for tag, fields in page.elements:
        assert tag not in ("script", "link", "iframe", "object", "form")
        assert (fields.get("src") or "data:").startswith("data:")
    assert "default-src 'none'" in document


def test_every_card_is_an_article_and_the_contents_lead_to_it(document: str) -> None:
    page = Page(document)
    ids = [fields["id"] for tag, fields in page.elements if tag == "article"]
    assert ids == [f"card-{card.id.partition('/')[2]}" for card in cards_of(KINDS)]
    links = [str(fields["href"]) for tag, fields in page.elements if tag == "a"]
    assert links[:-1] == ["#notes", *(f"#{name}" for name in ids)]
    assert links[-1] == "#card-role"  # what `order` needs
    everything = {fields.get("id") for _, fields in page.elements}
    assert {link[1:] for link in links} <= everything


def test_answers_are_folded_and_questions_are_not(document: str) -> None:
    without = re.sub(r"<details>.*?</details>", "", document, flags=re.DOTALL)
    assert "In the backward flow, what does a MUL gate do?" in without
    assert "sends all of it to the larger input" in without  # among the options
    assert "upstream gradient</p>" not in without
    assert "The other factor is the slope." not in without
    assert "One input's slope is the other." not in without
    assert document.count("<summary>Answer") == len(cards_of(KINDS)) - 2 + 4  # flashcards, and problems of two drills


def test_drills_show_problems_with_drawings_mistakes_and_acceptance(document: str) -> None:
    page = Page(document)
    pictures = [fields["alt"] or "" for tag, fields in page.elements if tag == "img"]
    assert len(pictures) == 6
    assert all("f is * of x and y" in words for words in pictures)
    for said in ("Easy ", "Medium ", "Hard ", "mul-not-switched", "of the draws make a good problem"):
        assert said in page.words
    assert page.tags().count("math") > 60


def test_faults_stand_on_top() -> None:
    fault = Fault("<deck>.yaml", 3, 1, ERROR, "card 'a' has <b>no</b> back \u202e")
    page = deck_page(leaf(KINDS, fault))
    assert page.index("has &lt;b&gt;no&lt;/b&gt; back &lt;202E&gt;") < page.index("Contents")


@pytest.mark.parametrize("words", ["<img src=x onerror=alert(1)>", "</title><script>alert(1)</script>", "<202E>", "+1"])
def test_nasty_text_is_shown_and_never_obeyed(words: str) -> None:
    page = Page(deck_page(leaf(NASTY)))
    assert words in page.words
    assert {"script", "i", "u"}.isdisjoint(page.tags())
    assert page.open == []
    assert not any(name.startswith("on") for _, fields in page.elements for name in fields)


def test_a_drill_without_problems_says_so_in_its_place() -> None:
    text = "deck: d\ncards:\n  - {id: a, graph: f = x * y, given: {x: int 0..1, y: int 0..1}, ask: d/dx}\n"
    found = [shown(card, "1") for card in cards_of(text)]
    page = Page(deck_page(Leaf("d", "D", None, tuple(found), ())))
    assert "no good problem" in page.words
