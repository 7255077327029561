"""Decks imported by Anki itself."""

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

from cardgrad.sharing.anki import anki, deck_id
from cardgrad.sharing.shared import Shared
from tests.sharing.conftest import KINDS, Page, shared_of

MADE = 1_772_442_000
PROBLEMS = 4  # three of the drill with numbers, one of that with letters


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    found = Collection(str(tmp_path / "collection.anki2"))
    yield found
    found.close()


@pytest.fixture
def bring(collection: Collection, tmp_path: Path) -> Callable[[bytes], tuple[int, int]]:
    """Import a package, and return how many notes were new and how many were updated."""

    def imported(package: bytes) -> tuple[int, int]:
        path = tmp_path / "deck.apkg"
        path.write_bytes(package)
        log = collection.import_anki_package(
            ImportAnkiPackageRequest(package_path=str(path), options=ImportAnkiPackageOptions())
        ).log
        assert not log.conflicting
        return len(log.new), len(log.updated)

    return imported


Bring = Callable[[bytes], tuple[int, int]]


def notes(collection: Collection) -> dict[str, dict[str, str]]:
    """Return the fields of the notes by what they are of."""
    return {note["Id"]: dict(note.items()) for note in map(collection.get_note, collection.find_notes(""))}


def cards(collection: Collection, name: str) -> list[tuple[str, str]]:
    """Return question and answer of the cards of a note as a learner sees them, without the style sheet."""
    found = (collection.get_card(card) for card in collection.find_cards(f'"Id:{name}"'))
    return [tuple(side.partition("</style>")[2] for side in (card.question(), card.answer())) for card in found]  # type: ignore[misc]


def test_every_entry_and_every_problem_is_one_note(kinds: Shared, bring: Bring, collection: Collection) -> None:
    # role, sum, sum/m (its gap is in a formula), pair, max, order, name, and the problems
    assert bring(anki(kinds, MADE).data) == (7 + PROBLEMS, 0)
    # role twice, three gaps of sum, the one of pair once for both
    assert collection.card_count() == 2 + 3 + 1 + 1 + 3 + PROBLEMS
    assert "cardgrad::Gates in the backward flow" in [deck.name for deck in collection.decks.all_names_and_ids()]


def test_an_import_again_brings_nothing_new(kinds: Shared, bring: Bring) -> None:
    package = anki(kinds, MADE).data
    bring(package)
    assert bring(package) == (0, 0)


def test_one_edited_card_is_one_updated_note_where_the_export_replaces_the_earlier_one(
    kinds: Shared, bring: Bring, collection: Collection
) -> None:
    first = anki(kinds, MADE).data
    bring(first)
    before = set(collection.find_notes(""))
    edited = shared_of(KINDS.replace("what does a MUL gate do?", "what does a product do?"))
    second = anki(edited, MADE + 60, first).data
    assert bring(second) == (0, 1)
    assert set(collection.find_notes("")) == before
    assert "what does a product do?" in notes(collection)["gates/role"]["Front"]
    assert bring(anki(kinds, MADE + 30, second).data) == (0, 1)  # back again, with a file that is older
    assert "what does a MUL gate do?" in notes(collection)["gates/role"]["Front"]


def test_an_edited_card_is_updated_also_from_another_file(kinds: Shared, bring: Bring, collection: Collection) -> None:
    bring(anki(kinds, MADE).data)
    new, updated = bring(anki(shared_of(KINDS.replace("sends all", "sends everything")), MADE + 60).data)
    assert (new, updated >= 1) == (0, True)
    assert "sends everything" in notes(collection)["gates/max"]["Back"]


def test_notes_say_what_they_are_by_a_tag_that_may_come_later(
    kinds: Shared, bring: Bring, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr("cardgrad.sharing.anki.LISTED", ())
        bring(anki(kinds, MADE).data)
    assert bring(anki(kinds, MADE + 60).data)[0] == 0
    for kind, card in (("choice", "max"), ("steps", "order"), ("type", "name")):
        (found,) = collection.find_notes(f"tag:cardgrad::{kind}")
        assert collection.get_note(found)["Id"] == f"gates/{card}"


def test_a_renamed_card_keeps_its_note(kinds: Shared, bring: Bring, collection: Collection) -> None:
    bring(anki(kinds, MADE).data)
    renamed = KINDS.replace("id: role", "id: factor\n    was: [role]").replace("needs: [role]", "needs: [factor]")
    renamed = renamed.replace("id: sum", "id: total\n    was: [sum]")
    new, updated = bring(anki(shared_of(renamed), MADE + 60).data)
    assert (new, updated >= 2) == (0, True)
    assert {"gates/factor", "gates/total", "gates/total/m"} <= set(notes(collection))
    assert not {"gates/role", "gates/sum", "gates/sum/m"} & set(notes(collection))


@pytest.mark.parametrize("before", [b"", b"no package", b"PK\x03\x04"])
def test_a_file_that_is_no_package_is_replaced_as_if_it_were_not_there(kinds: Shared, before: bytes) -> None:
    assert anki(kinds, MADE, before).data == anki(kinds, MADE).data


def test_the_same_deck_is_the_same_bytes(kinds: Shared) -> None:
    first = anki(kinds, MADE).data
    assert anki(shared_of(KINDS), MADE).data == first
    assert anki(kinds, MADE, first).data == first


def test_a_deck_is_known_by_its_id_and_not_by_its_title(kinds: Shared) -> None:
    with zipfile.ZipFile(io.BytesIO(anki(kinds._replace(title="Other"), MADE).data)) as archive:
        assert str(deck_id("gates")).encode() in archive.read("collection.anki2")
    assert deck_id("gates") == 2_072_534_119 != deck_id("other")


def test_a_reversible_card_is_asked_both_ways(kinds: Shared, bring: Bring, collection: Collection) -> None:
    bring(anki(kinds, MADE).data)
    (there, back) = cards(collection, "gates/role")
    assert there[0].startswith("<p>In the backward flow, what does a MUL gate do?</p>")
    assert back[0].startswith(r"<p>It switches. For \(f = x \cdot y\)")
    assert "Think of a rectangle." in there[0]  # behind a link
    for side in (there[1], back[1]):
        assert "The other factor is the slope." in side
        assert "Lecture 4" in side


def test_gaps_are_ankis_gaps_and_several_of_one_name_one_card(
    kinds: Shared, bring: Bring, collection: Collection
) -> None:
    bring(anki(kinds, MADE).data)
    text = notes(collection)["gates/sum"]["Text"]
    assert text == (
        r"<p>The gradient at a fan-out is the {{c1::sum}} of the {{c2::gradients}} along "
        r"<strong>its {{c3::branches}}</strong>, \(y = x + 1\).</p>"
    )
    ((question, answer),) = cards(collection, "gates/pair")
    assert re.sub(r"<[^>]*>", "", question).strip() == "[...] first, then [...], always."
    assert re.sub(r"<[^>]*>", "", answer).startswith("Forward first, then backward, always.")
    assert "<code>y = ____ + 1</code>" in notes(collection)["gates/sum/m"]["Front"]


def test_problems_have_their_key_their_working_and_their_drawings(
    kinds: Shared, bring: Bring, collection: Collection
) -> None:
    bring(anki(kinds, MADE).data)
    drill = next(one for one in kinds.cards if one.card.id == "gates/swap")
    assert len(collection.find_notes("tag:cardgrad::gates/swap")) == 3
    assert len(collection.find_notes("tag:drills")) == 3
    for frozen in drill.problems:
        note = notes(collection)[frozen.problem.reference]
        for value in frozen.problem.answer:
            assert rf"\({value}\)" in note["Back"]
        assert "A product switches" in note["Back"]
        assert note["Why"] == "One input's slope is the other."
        for name in re.findall(r'<img src="([^"]*)"', note["Front"] + note["Back"]):
            assert (Path(collection.media.dir()) / name).read_text().startswith("<svg")
        assert note["Front"].count("<img") == 1 == note["Back"].count("<img")


def test_nasty_text_is_shown_and_obeyed_neither_by_html_nor_by_anki(
    nasty: Shared, bring: Bring, collection: Collection
) -> None:
    bring(anki(nasty, MADE).data)
    ((question, answer),) = cards(collection, "nasty/one")
    words = Page(question).words
    for said in (
        "=cmd() <img src=x onerror=alert(1)>",
        "{{c1::x}}",
        "[sound:x.mp3]",
        "[latex]y[/latex]",
        r"\(x\)",
        "<202E>",
        '& "q"',
    ):
        assert said in words
    assert r"\(x &lt; 2\)" in question
    assert r"\(x\)" not in question
    assert {"script", "img", "b", "i", "u"}.isdisjoint(Page(question + answer).tags())
    found = cards(collection, "nasty/two")
    assert "a free :: text with [...] and" in Page(found[0][0]).words
    assert "b::c <b>" in Page(found[0][1]).words
    assert r"\(x_{i_{j} }\)" in found[1][1]


def test_media_are_named_in_the_package(kinds: Shared) -> None:
    with zipfile.ZipFile(io.BytesIO(anki(kinds, MADE).data)) as archive:
        names = json.loads(archive.read("media"))
        assert set(archive.namelist()) == {"collection.anki2", "media", *names}
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_what_anki_does_not_do_is_said(kinds: Shared) -> None:
    said = anki(kinds, MADE).said
    assert "sum/m: the gap is in a formula, so that it is a front and a back in Anki." in said
    assert "max, order, name: Anki judges no answers, and shuffles nothing." in said
    assert "gates: Anki has no place for study notes." in said
