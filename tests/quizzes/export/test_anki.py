"""Anki packages, imported by Anki itself."""

import io
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

from cardgrad.decks.checking import check_data
from cardgrad.decks.fault import ERROR
from cardgrad.decks.importing.deck import made_anew
from cardgrad.decks.importing.sniffing import gather_bytes
from cardgrad.quizzes.export.anki import anki
from cardgrad.quizzes.export.variant import items_of
from cardgrad.quizzes.record import Record

MADE = 1_772_442_000


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    found = Collection(str(tmp_path / "collection.anki2"))
    yield found
    found.close()


@pytest.fixture
def bring(collection: Collection, tmp_path: Path) -> Callable[..., tuple[int, int]]:
    """Import a quiz, and return how many notes were new and how many were updated."""

    def imported(record: Record, made: int = MADE) -> tuple[int, int]:
        path = tmp_path / "quiz.apkg"
        path.write_bytes(anki(record, made).data)
        log = collection.import_anki_package(
            ImportAnkiPackageRequest(package_path=str(path), options=ImportAnkiPackageOptions())
        ).log
        return len(log.new), len(log.updated)

    return imported


def notes(collection: Collection) -> dict[str, tuple[str, str]]:
    """Return front and back by what a note is of."""
    found = (collection.get_note(note) for note in collection.find_notes(""))
    return {note["Reference"]: (note["Front"], note["Back"]) for note in found}


def test_every_card_and_every_problem_is_one_note(
    sample: Record, bring: Callable[..., tuple[int, int]], collection: Collection
) -> None:
    names = {
        variant.question.reference or variant.question.card for item in items_of(sample) for variant in item.variants
    }
    assert bring(sample) == (len(names), 0)
    assert set(notes(collection)) == names
    assert collection.card_count() == len(names)


def test_an_import_again_brings_nothing_new(sample: Record, bring: Callable[..., tuple[int, int]]) -> None:
    bring(sample)
    assert bring(sample) == (0, 0)


def test_an_edited_card_is_updated_and_keeps_its_note(
    nasty: Record, bring: Callable[..., tuple[int, int]], collection: Collection
) -> None:
    bring(nasty)
    before = set(collection.find_notes(""))
    form = nasty.forms[0]
    edited = form.questions[0]._replace(prompt="Now it reads so.")
    again = nasty._replace(forms=(form._replace(questions=(edited, *form.questions[1:])),))
    new, updated = bring(again, MADE + 60)
    assert new == 0
    assert updated >= 1
    assert set(collection.find_notes("")) == before
    assert notes(collection)["deck/one"][0] == "<p>Now it reads so.</p>"


def test_200_problems_arrive_with_their_keys(
    seeded: Record, bring: Callable[..., tuple[int, int]], collection: Collection
) -> None:
    new, _ = bring(seeded)
    assert new == len({question.reference for question in seeded.forms[0].questions})
    found = notes(collection)
    for question in seeded.forms[0].questions:
        back = found[question.reference or ""][1]
        for part in question.parts:
            if "/" not in part.key and len(part.key) <= 10:
                assert part.key.replace("-", "") in back


def test_nasty_text_survives(nasty: Record, bring: Callable[..., tuple[int, int]], collection: Collection) -> None:
    bring(nasty)
    front = notes(collection)["deck/one"][0]
    assert '&lt;&amp;&gt; "it\'s"' in front
    assert "🙂" in front
    assert r"\(x" not in front


def test_tags_name_the_card_and_the_quiz(
    sample: Record, bring: Callable[..., tuple[int, int]], collection: Collection
) -> None:
    bring(sample._replace(name="week 3"))
    assert len(collection.find_notes("tag:quiz::week-3")) == len(collection.find_notes(""))
    assert len(collection.find_notes("tag:cardgrad::gates/swap")) == 2


def test_drawings_come_along(nasty: Record, bring: Callable[..., tuple[int, int]], collection: Collection) -> None:
    bring(nasty)
    assert (Path(collection.media.dir()) / "cardgrad-deck-three.svg").read_text().startswith("<svg")


def test_the_same_quiz_is_the_same_bytes(nasty: Record) -> None:
    first = anki(nasty, MADE).data
    assert anki(nasty, MADE).data == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_card_that_two_items_ask_is_one_note_and_that_is_said(sample: Record) -> None:
    form = sample.forms[0]
    again = form.questions[4]._replace(item="q9", prompt="Asked in another way?")
    record = sample._replace(forms=(form._replace(questions=(*form.questions, again)),))
    assert any(sentence.startswith("q9: gates/sum is in the package") for sentence in anki(record, MADE).said)


def test_a_package_comes_back_as_a_deck_without_a_fault_its_choices_and_orders_as_such(sample: Record) -> None:
    _, gathered = gather_bytes(anki(sample, MADE).data, "quiz.apkg")
    made = made_anew(gathered, "again", "quiz.apkg", "again.yaml")
    assert [str(fault) for fault in check_data(made.data, "again.yaml").faults if fault.severity == ERROR] == []
    questions = {variant.question.card: variant.question for item in items_of(sample) for variant in item.variants}
    prose = [one for one in questions.values() if one.reference is None]
    kinds = Counter(note.kind for note in gathered.notes)
    assert kinds["choice"] == sum(bool(one.options) for one in prose) > 0
    assert kinds["steps"] == sum(bool(one.steps) for one in prose) > 0
    assert not any("$d" in note.answer for note in gathered.notes if "@" in note.source)
