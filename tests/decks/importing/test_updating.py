"""Importing again: what nobody edited follows the file, everything else stays, and no line moves without need."""

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardgrad.decks.importing.deck import Made, brought_into, is_imported, made_anew
from cardgrad.decks.importing.note import Gathered, Note
from cardgrad.decks.importing.sniffing import gather_bytes
from cardgrad.errors import CardgradError

FIRST = "Q: one?\nA: 1\n\nQ: two?\nA: 2\n\nQ: three?\nA: line\n  more\n"


def read(text: str) -> Gathered:
    return gather_bytes(text.encode(), "notes.md", "markdown")[1]


def made(text: str = FIRST) -> str:
    return made_anew(read(text), "d", "notes.md", "d.yaml").data.decode()


def again(deck: str, text: str) -> tuple[str, Made]:
    result = brought_into(deck.encode(), read(text), "d.yaml")
    assert [fault for fault in result.deck.faults if fault.severity == "error"] == []
    return result.data.decode(), result


def changed_lines(old: str, new: str) -> list[str]:
    """Return the lines of the new text that are not in the old."""
    known = set(old.split("\n"))
    return [line.strip() for line in new.split("\n") if line not in known and "imported:" not in line]


def test_the_same_file_changes_nothing() -> None:
    deck = made()
    text, result = again(deck, FIRST)
    assert text == deck
    assert result.outcome._replace(names=()) == ((), (), (), (), (), 3, (), False)


def test_a_changed_answer_is_updated_in_place_and_keeps_its_id() -> None:
    deck = made().replace("front: two?", 'front: "two?"  # of the book')
    text, result = again(deck, FIRST.replace("A: 2", "A: two, or\n  so"))
    assert result.outcome.updated == ("two",)
    assert result.outcome.unchanged == 2
    assert changed_lines(deck, text) == ["two, or", "so"]
    assert 'front: "two?"  # of the book' in text
    assert again(text, FIRST.replace("A: 2", "A: two, or\n  so"))[0] == text


def test_a_question_whose_wording_was_mended_is_the_same_card() -> None:
    deck = made("Q: What does the gadient do?\nA: flow\n")
    text, result = again(deck, "Q: What does the gradient do?\nA: flow\n")
    assert result.outcome.updated == ("what-does-gadient-do",)
    assert changed_lines(deck, text) == ["front: What does the gradient do?"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Q: What is the derivative of sin(x)?\nA: cos(x)\n", "Q: What is the derivative of cos(x)?\nA: -sin(x)\n"),
        ("Q: What is the derivative of x^2?\nA: 2x\n", "Q: What is the derivative of x^3?\nA: 3x^2\n"),
        ("Q: Is the function sin odd?\nA: yes\n", "Q: Is the function tan odd?\nA: yes\n"),
        ("Q: What does the loss do here?\nA: it increases\n", "Q: What does the loss do there?\nA: it falls\n"),
    ],
)
def test_another_card_that_looks_alike_does_not_take_the_id_and_the_history(old: str, new: str) -> None:
    deck = made(old)
    text, result = again(deck, new)
    assert (len(result.outcome.added), result.outcome.updated, len(result.outcome.vanished)) == (1, (), 1)
    assert text.startswith(deck.rstrip("\n"))


@pytest.mark.parametrize(
    ("new", "answers", "added", "vanished"),
    [
        ("Q: q?\nA: two\n\nQ: q?\nA: one\n", ["one", "two"], (), ()),
        ("Q: q?\nA: two\n", ["one", "two"], (), ("q",)),
        ("Q: q?\nA: two\n\nQ: q?\nA: one\n\nQ: q?\nA: three\n", ["one", "two", "three"], ("q-3",), ()),
        ("Q: q?\nA: three\n\nQ: q?\nA: two\n", ["three", "two"], (), ()),
    ],
)
def test_of_cards_that_share_a_question_none_takes_the_place_of_another(
    new: str, answers: list[str], added: tuple[str, ...], vanished: tuple[str, ...]
) -> None:
    deck = made("Q: q?\nA: one\n\nQ: q?\nA: two\n")
    text, result = again(deck, new)
    assert [line.strip() for line in text.split("\n") if "back:" in line] == [f"back: {one}" for one in answers]
    assert (result.outcome.added, result.outcome.vanished) == (added, vanished)
    assert again(text, new)[0] == text


def test_an_edited_card_is_kept_and_told() -> None:
    deck = made().replace("back: 2", "back: II")
    text, result = again(deck, FIRST)
    assert (text, result.outcome.edited, result.outcome.differing) == (deck, ("two",), ())
    text, result = again(deck, FIRST.replace("A: 2", "A: zwei"))
    assert (text, result.outcome.edited, result.outcome.differing) == (deck, (), ("two",))


def test_an_edit_that_the_file_makes_too_is_no_edit_any_more() -> None:
    deck = made().replace("back: 2", "back: II")
    text, result = again(deck, FIRST.replace("A: 2", "A: II"))
    assert result.outcome.updated == ("two",)
    assert changed_lines(deck, text) == []
    assert again(text, FIRST.replace("A: 2", "A: II"))[1].outcome.unchanged == 3


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("back: 2", "back:   '2'"),
        ("back: 2", 'back: "2"  # a comment'),
        ("front: two?\n    back: 2", "back: 2\n    front: two?"),
        ("- id: two\n    front: two?\n    back: 2\n", "- front: two?\n    back: 2\n    id: two\n"),
        ("- id: two\n", "- id: deux\n    was: two\n"),
        ("back: 2\n", "back: 2\n    needs: [one]\n"),
    ],
)
def test_another_form_of_the_same_is_no_edit(old: str, new: str) -> None:
    deck = made()
    assert old in deck
    deck = deck.replace(old, new)
    text, result = again(deck, FIRST)
    assert (text, result.outcome.unchanged) == (deck, 3)
    text, result = again(deck, FIRST.replace("A: 2", "A: zwei"))
    assert len(result.outcome.updated) == 1
    assert "back: zwei" in text
    for kept in ("was: two", "needs: [one]", "id: deux"):
        assert (kept in text) == (kept in deck)
    assert text.count("# a comment") == deck.count("# a comment")


def test_an_entry_in_braces_is_written_anew() -> None:
    deck = re.sub(
        r"- id: two\n    front: two\?\n    back: 2\n    imported", "- {id: two, front: two?, back: 2, imported", made()
    )
    deck = re.sub(r"(- \{id: two.*\})", r"\1}", deck)
    text, result = again(deck, FIRST.replace("A: 2", "A: zwei"))
    assert result.outcome.updated == ("two",)
    assert "  - id: two\n    front: two?\n    back: zwei\n    imported:" in text


def test_new_cards_are_appended_and_vanished_ones_kept() -> None:
    deck = made() + "\n# the end\nnotes: mine\n"
    text, result = again(deck, "Q: four?\nA: 4\n" + FIRST.replace("Q: one?\nA: 1\n", ""))
    assert (result.outcome.added, result.outcome.vanished) == (("four",), ("one",))
    assert text.index("id: three") < text.index("id: four") < text.index("# the end") < text.index("notes: mine")
    assert "id: one" in text


def test_a_new_card_never_takes_an_id_that_is_taken() -> None:
    deck = made() + "  - {id: four, front: my own, back: card}\n"
    assert again(deck, FIRST + "\nQ: four?\nA: 4\n")[1].outcome.added == ("four-2",)


def test_a_copied_entry_is_its_authors_own() -> None:
    entry = re.search(r"  - id: two.*?(?=  - id: three)", made(), re.DOTALL)
    assert entry
    deck = made() + entry[0].replace("id: two", "id: my-two")
    text, result = again(deck, FIRST.replace("A: 2", "A: zwei"))
    assert result.outcome.updated == ("two",)
    assert "id: my-two\n    front: two?\n    back: 2\n" in text


def test_an_entry_whose_mark_was_deleted_is_not_imported_once_more() -> None:
    deck = re.sub(r"    back: 2\n    imported: .*\n", "    back: II\n", made())
    text, result = again(deck, FIRST)
    assert (text, result.outcome.edited, result.outcome.added) == (deck, ("two",), ())


def test_a_finished_card_is_kept_and_an_answer_that_came_is_taken() -> None:
    deck = made("Q: one?\nQ: two?\nA: 2\n")
    assert "todo: the answer is missing" in deck
    finished = deck.replace("todo: the answer is missing", "back: my own")
    assert again(finished, "Q: one?\nQ: two?\nA: 2\n")[1].outcome.edited == ("one",)
    text, result = again(deck, "Q: one?\nA: 1\n\nQ: two?\nA: 2\n")
    assert result.outcome.updated == ("one",)
    assert "todo" not in text
    assert len(result.deck.cards) == 2


def test_a_card_may_change_its_kind() -> None:
    deck = made_anew(Gathered("t", (Note("anki/1", "front", "x", "b"),)), "d", "s", "d.yaml").data
    notes = (Note("anki/1", "cloze", "x {{c1: b}}"),)
    result = brought_into(deck, Gathered("t", notes), "d.yaml")
    assert [card.id for card in result.deck.cards] == ["d/x/c1"]
    assert b"front" not in result.data


@pytest.mark.parametrize(("mark", "encoding"), [(b"", "utf-8"), (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le")])
def test_line_ends_and_encodings_stay(mark: bytes, encoding: str) -> None:
    deck = mark + made().replace("\n", "\r\n").encode(encoding)
    result = brought_into(deck, read(FIRST.replace("A: 2", "A: zwei")), "d.yaml")
    assert result.outcome.updated == ("two",)
    wanted = made(FIRST.replace("A: 2", "A: zwei")).replace("\n", "\r\n").encode(encoding)
    assert result.data == mark + wanted


def test_a_note_twice_is_one_and_two_that_share_a_question_are_two() -> None:
    text = "Q: x?\nA: 1\nQ: x?\nA: 1\nQ: x?\nA: 2\n"
    result = made_anew(read(text), "d", "s", "d.yaml")
    assert [card.id for card in result.deck.cards] == ["d/x", "d/x-2"]
    assert "line 3, which says the same as line 1" in result.gathered.said
    assert brought_into(result.data, read(text), "d.yaml").outcome.unchanged == 2


def test_study_notes_stay_as_the_deck_has_them_and_that_is_told() -> None:
    first, second = (Gathered("t", (Note("anki/1", "front", "x", "b"),), notes) for notes in ("old", "new"))
    deck = made_anew(first, "d", "s", "d.yaml").data
    assert brought_into(deck, first, "d.yaml").gathered.said == ()
    result = brought_into(deck, second, "d.yaml")
    assert result.data == deck
    assert result.gathered.said == ("the study notes of the file: the deck's own differ from them, and stay",)


def test_decks_that_no_import_made_are_known() -> None:
    assert is_imported(made().encode(), "d.yaml")
    assert not is_imported(b"deck: d\ncards:\n- {front: a, back: b}\n", "d.yaml")
    with pytest.raises(CardgradError, match=r"^d.yaml:3: .* mend it before you import into it\.$"):
        is_imported(b"deck: d\ncards:\n- front: 'a\n", "d.yaml")


names = st.lists(st.sampled_from("abcdefghij"), unique=True, max_size=10)


def texts(asked: list[str], chance: random.Random, answers: dict[str, str]) -> str:
    for name in asked:
        if name not in answers or chance.random() < 0.3:
            answers[name] = chance.choice(["short", "two\n  lines\n\n  and more", "x: # y", "'q'", "- a\n- b"])
    return "".join(f"Q: {name * 7}?\nA: {answers[name]}\n\n" for name in asked) or "Q: none?\nA: none\n"


@given(first=names, second=names, third=names, seed=st.integers(0, 999))
@settings(max_examples=25, deadline=None)
def test_after_any_imports_and_edits_the_deck_holds_what_it_should(
    first: list[str], second: list[str], third: list[str], seed: int
) -> None:
    chance = random.Random(seed)
    answers: dict[str, str] = {}
    deck = made(texts(first, chance, answers))
    for asked in (second, third):
        lines = deck.split("\n")
        edited = [
            number for number, line in enumerate(lines) if line.startswith("    back: ") and chance.random() < 0.3
        ]
        for number in edited:
            if not lines[number].endswith("|-"):
                lines[number] = "    back: 'edited by hand'  # why"
        lines.insert(lines.index("cards:"), "# a comment of mine")
        before = "\n".join(lines)
        text = texts(asked, chance, answers)
        deck, result = again(before, text)
        ids = {card.entry for card in result.deck.cards}
        assert ids >= {card.entry for card in brought_into(before.encode(), read(text), "d").deck.cards}
        assert len(re.findall("edited by hand", deck)) == len(re.findall("edited by hand", before))
        assert deck.count("# a comment of mine") == before.count("# a comment of mine")
        assert len(ids) == len(result.deck.cards) == deck.count("imported:")
        shown = {str(card.content.front): str(card.content.back) for card in result.deck.cards}  # type: ignore[union-attr]
        for note in read(text).notes:
            assert shown[note.question] in (note.answer, "edited by hand")
        assert again(deck, text)[0] == deck
