"""Markdown as people take notes for flashcards."""

import pytest

from cardgrad.decks.importing.note import Gathered
from cardgrad.decks.importing.sniffing import gather_bytes


def gathered(text: str) -> Gathered:
    found, result = gather_bytes(text.encode(), "notes.md")
    assert found == "markdown"
    return result


def pairs(text: str) -> list[tuple[str, str]]:
    return [(note.question, note.answer) for note in gathered(text).notes]


@pytest.mark.parametrize(
    "text",
    [
        "Q: one?\nA: two\n",
        "**Q:** one?\n**A:** two\n",
        "**Q**: one?\n**A**: two\n",
        "- Q: one?\n  A: two\n",
        "1. Q: one?\n   A: two\n",
        "Question: one?\n\nAnswer: two\n",
        "Q1: one?\nA1: two\n",
        "one? :: two\n",
        "- one? :: two\n",
        "1. one?\n   two\n",
        "1) one?\n\n   two\n",
        "# T\n\n## one?\n\ntwo\n",
        "## one?\ntwo\n",
    ],
)
def test_every_way_to_ask(text: str) -> None:
    assert pairs(text) == [("one?", "two")]


def test_answers_go_on_until_the_next_question() -> None:
    text = "Q: one\nmore?\nA: two\n\n- a\n- b :: c\n\n```\nQ: code\n```\n\n---\nQ: three\nA: four\n"
    assert pairs(text) == [("one\nmore?", "two\n\n- a\n- b :: c\n\n```\nQ: code\n```"), ("three", "four")]


def test_headings_over_questions_are_the_title_and_tags() -> None:
    found = gathered("# Slopes\n\n## First part\nQ: a\nA: b\n\n## Rest\nc :: d\n")
    assert found.title == "Slopes"
    assert [note.tags for note in found.notes] == [("first-part",), ("rest",)]


def test_headings_are_questions_and_what_is_before_them_the_notes() -> None:
    found = gathered("# Title\nAbout it.\n\n## Part\n\n### What is *it*?\nThis.\n\n### And that?\nThat.\n")
    assert (found.title, found.study_notes) == ("Title", "About it.")
    assert [(note.question, note.answer, note.tags) for note in found.notes] == [
        ("What is *it*?", "This.", ("part",)), ("And that?", "That.", ("part",)),
    ]  # fmt: skip


def test_a_question_without_an_answer_is_unfinished() -> None:
    assert [note.todo for note in gathered("Q: a\nQ: b\nA: c\n").notes] == ["the answer is missing", ""]


def test_both_directions() -> None:
    assert [note.reverse for note in gathered("a ::: b\nc :: d\n").notes] == [True, False]


def test_what_was_not_understood_is_told_with_its_line() -> None:
    found = gathered("Hello.\nYou.\n\na :: b\n\nBye.\n")
    assert found.said == (
        "lines 1-2, which are part of no card: Hello. (and 1 more)", "line 6, which is part of no card: Bye.",
    )  # fmt: skip


def test_a_heading_that_asks_among_other_ways_to_ask_is_told() -> None:
    text = "Q: one?\nA: 1\n\n## What is two?\nIt is 2.\n\n## Part\nQ: three?\nA: 3\n### What is four?\n## Empty\n"
    assert gathered(text).said == (
        "lines 4-5, which are part of no card: ## What is two? (and 1 more)",
        "line 10, which is part of no card: ### What is four?",
    )


def test_pictures_are_named_and_formulas_kept() -> None:
    (note,) = gathered("Q: ![a graph](g.png) of $x^2$\nA: `x` **y** $\\delta W$ for $5\n").notes
    assert note.question == "[image: g.png, a graph] of $x^2$"
    assert note.answer == "`x` **y** `\\delta W` for \\$5"
    assert note.lost == ("the picture g.png", "the formula \\delta W, which cannot be read here: it is code now")


def test_numbered_lists_inside_answers_stay_there() -> None:
    assert pairs("# T\n## How?\n1. first\n2. second\n") == [("How?", "1. first\n2. second")]


def test_numbered_questions_stand_beside_other_ways_to_ask() -> None:
    text = "# T\n1. one?\n   two\n2. three\n\n   - four\n## Words\na :: b\n\n1. no question\n"
    assert pairs(text) == [("one?", "two"), ("three", "- four"), ("a", "b")]
    assert gathered(text).said == ("line 10, which is part of no card: 1. no question",)


def test_notes_that_only_look_like_an_export_are_read_as_anybodys() -> None:
    text = (
        "# T\n\n## Cards\n\n**Question:** one?\n**Answer:** two\n\n### more\n\n**Question:** three?\n**Answer:** four\n"
    )
    assert pairs(text) == [("one?", "two"), ("three?", "four")]
    assert [note.wish for note in gathered(text).notes] == ["", ""]


def test_what_was_exported_comes_back_under_its_ids_also_where_somebody_wrote_into_it() -> None:
    text = (
        "# T\n\n## Cards\n\n### one\n\n**Question:** a \\*b\\* \\_\\_ **c**?\n\n**Answer:** two\\\nlines\n\n"
        "**Hint:** not in its place\n\n**Tags:** x, y\n"
    )
    (note,) = gathered(text).notes
    assert (note.wish, note.tags) == ("one", ("x", "y"))
    assert note.question == r"a \*b\* __ **c**?"
    assert note.answer == "two\nlines\n\n**Hint:** not in its place"
