"""Packages that Anki itself wrote, in its newer and its older form, and those of genanki; and bombs."""

import io
import random
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path

import genanki
import pytest
import zstandard
from anki.collection import Collection, ExportAnkiPackageOptions

from cardgrad.decks.importing.deck import brought_into, made_anew
from cardgrad.decks.importing.note import Gathered, Note
from cardgrad.decks.importing.sniffing import gather_bytes
from cardgrad.errors import CardgradError
from tests.patience import within


class Anki:
    """A collection of Anki's to write notes into and to export."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.collection = Collection(str(folder / "collection.anki2"))

    def add(self, kind: str, deck: str, *fields: str, tags: tuple[str, ...] = ()) -> None:
        model = self.collection.models.by_name(kind)
        assert model is not None
        note = self.collection.new_note(model)
        note.fields = [*fields, *[""] * (len(note.fields) - len(fields))]
        note.tags = list(tags)
        home = self.collection.decks.id(deck)
        assert home is not None
        self.collection.add_note(note, home)

    def media(self, name: str) -> None:
        (self.folder / name).write_bytes(name.encode())
        self.collection.media.add_file(str(self.folder / name))

    def package(self, *, legacy: bool = False) -> bytes:
        path = self.folder / "out.apkg"
        options = ExportAnkiPackageOptions(
            with_scheduling=False, with_deck_configs=False, with_media=True, legacy=legacy
        )
        self.collection.export_anki_package(out_path=str(path), options=options, limit=None)
        return path.read_bytes()


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[Anki]:
    found = Anki(tmp_path)
    yield found
    found.collection.close()


def gathered(data: bytes) -> Gathered:
    found, result = gather_bytes(data, "my.apkg")
    assert found == "apkg"
    return result


def only(data: bytes) -> Note:
    (note,) = gathered(data).notes
    return note


@pytest.mark.parametrize("legacy", [False, True])
def test_every_note_type_of_anki_arrives(anki: Anki, legacy: bool) -> None:
    anki.media("x.png")
    anki.add("Basic", "ML", "What is <b>it</b>?", '<div>a &lt; b</div><img src="x.png">', tags=("one", "a::b"))
    anki.add("Basic (and reversed card)", "ML", "Sigmoid", r"\(\sigma(x)\)")
    anki.add("Basic (type in the answer)", "ML", "Name it", "upstream")
    anki.add("Basic (optional reversed card)", "ML", "F", "B")
    anki.add("Basic (optional reversed card)", "ML", "F2", "B2", "y")
    anki.add("Cloze", "ML", "the {{c1::sum::what}} of {{c2::two}}", "since so")
    anki.add("Image Occlusion", "ML", "{{c1::image-occlusion:rect:left=.1}}<br>", '<img src="x.png">', "Find it")
    package = anki.package(legacy=legacy)
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert ("collection.anki21b" in archive.namelist()) != legacy
    found = gathered(package)
    assert [(note.kind, note.question, note.answer, note.reverse) for note in found.notes] == [
        ("front", "What is **it**?", "a < b\n[image: x.png]", False),
        ("front", "Sigmoid", r"$\sigma(x)$", True),
        ("type", "Name it", "upstream", False),
        ("front", "F", "B", False),
        ("front", "F2", "B2", True),
        ("cloze", "the {{c1: sum}} of {{c2: two}}", "", False),
        ("front", "Find it\n\n[image: x.png]", "", False),
    ]
    assert found.title == "ML"
    assert found.notes[0].tags == ("a::b", "one")
    assert (found.notes[5].hint, found.notes[5].why) == ("what", "since so")
    assert found.notes[6].todo == "the answer is missing"
    assert "1 media file of the package: x.png" in found.said
    assert found.notes[0].lost == ("the picture x.png",)


def test_both_forms_give_the_same_deck(anki: Anki) -> None:
    for number in range(20):
        anki.add("Basic", f"ML::{number % 2}", f"Question {number}?", f"Answer <i>{number}</i>")
    new, old = (made_anew(gathered(anki.package(legacy=legacy)), "d", "s", "d.yaml") for legacy in (False, True))
    assert new.data == old.data
    assert len(new.deck.cards) == 20
    assert new.deck.faults == ()
    assert new.gathered.title == "ML"
    assert {note.tags for note in new.gathered.notes} == {("ML::0",), ("ML::1",)}


def test_guids_are_the_keys_and_reviews_are_told(anki: Anki) -> None:
    anki.add("Basic", "ML", "Q", "A")
    anki.collection.db.execute("UPDATE cards SET reps = 3")  # type: ignore[union-attr]
    path = anki.folder / "with.apkg"
    options = ExportAnkiPackageOptions(with_scheduling=True, with_deck_configs=False, with_media=False, legacy=True)
    anki.collection.export_anki_package(out_path=str(path), options=options, limit=None)
    found = gathered(path.read_bytes())
    guid = anki.collection.db.scalar("SELECT guid FROM notes")  # type: ignore[union-attr]
    assert found.notes[0].key == f"anki/{guid}"
    assert "Anki's reviews and intervals: the cards begin as new ones here" in found.said


def test_a_note_that_was_edited_in_anki_updates_its_card(anki: Anki) -> None:
    anki.add("Basic", "ML", "One?", "1")
    anki.add("Basic", "ML", "Two?", "2")
    deck = made_anew(gathered(anki.package()), "d", "s", "d.yaml").data
    note = anki.collection.get_note(anki.collection.find_notes("One")[0])
    note["Front"], note["Back"] = "Quite another question?", "one"
    anki.collection.update_note(note)
    anki.add("Basic", "ML", "Three?", "3")
    again = brought_into(deck, gathered(anki.package(legacy=True)), "d.yaml")
    assert (again.outcome.updated, again.outcome.added, again.outcome.unchanged) == (("one",), ("three",), 1)
    assert again.deck.cards[0].content == ("Quite another question?", "one")


def test_signs_that_steer_a_screen_are_dropped_and_told(tmp_path: Path) -> None:
    deck = genanki.Deck(8, "De\x1bck")
    deck.add_note(genanki.Note(genanki.BASIC_MODEL, ["a\x1b[31m\ufdd0b&#x202e;c", "d\u2028e&#27;"], tags=["t\x07"]))
    found = gathered(packed(deck, tmp_path))
    assert found.title == "Deck"
    assert (found.notes[0].question, found.notes[0].answer, found.notes[0].tags) == ("a[31mbc", "d e", ("t",))
    assert found.notes[0].lost == (
        "control characters (U+001B, U+FDD0), which a deck cannot hold",
        "marks that turn the direction of writing (U+202E), which a deck cannot hold",
    )


def packed(deck: genanki.Deck, folder: Path) -> bytes:
    path = folder / "genanki.apkg"
    genanki.Package(deck).write_to_file(path)
    return path.read_bytes()


def test_other_note_types_are_read_by_their_cards_and_told(tmp_path: Path) -> None:
    model = genanki.Model(
        7, "Vocabulary", fields=[{"name": name} for name in ("Word", "Meaning", "Example", "Source", "Rank")],
        templates=[
            {"name": "Read", "qfmt": "{{Word}}", "afmt": "{{FrontSide}}<hr>{{Meaning}}<br>{{Example}}"},
            {"name": "Recall", "qfmt": "{{Meaning}}", "afmt": "{{FrontSide}}<hr>{{Word}}"},
            {"name": "Fill", "qfmt": "{{Example}}", "afmt": "{{Word}}"},
        ],
    )  # fmt: skip
    deck = genanki.Deck(8, "Words")
    deck.add_note(genanki.Note(model, ["adjoint", "gradient of a node", "its adjoint", "a book", "3"]))
    found = gathered(packed(deck, tmp_path))
    note = found.notes[0]
    assert (note.question, note.answer) == ("adjoint", "gradient of a node\n\nExample: its adjoint")
    assert (note.source, note.reverse) == ("a book", True)
    assert note.lost == ("the field Rank", "the card Fill")
    assert found.said == ("the note type Vocabulary is read so: Word asks, Meaning, Example answers",)


def test_a_field_that_holds_an_id_names_the_card_and_is_no_answer(tmp_path: Path) -> None:
    model = genanki.Model(
        7, "With ids", fields=[{"name": name} for name in ("Front", "Back", "Id")],
        templates=[{"name": "Card", "qfmt": "{{Front}}", "afmt": "{{Back}}<p>{{Id}}</p>"}],
    )  # fmt: skip
    deck = genanki.Deck(8, "Words")
    deck.add_note(genanki.Note(model, ["q", "a", "gates/mul-role"]))
    note = only(packed(deck, tmp_path))
    assert (note.answer, note.wish, note.lost) == ("a", "gates/mul-role", ())


def test_a_cloze_of_genanki(tmp_path: Path) -> None:
    deck = genanki.Deck(8, "Words")
    deck.add_note(genanki.Note(genanki.CLOZE_MODEL, ["{{c1::a}} b {{c2::[$]x^2[/$]}}", ""]))
    assert only(packed(deck, tmp_path)).question == "{{c1: a}} b {{c2: $x^2$}}"


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("_", "."), data)
    return out.getvalue()


ZEROS = bytes(30_000_000)


@pytest.mark.parametrize(
    "bomb",
    [
        zipped(collection_anki2=ZEROS),
        zipped(collection_anki21b=zstandard.ZstdCompressor(level=1).compress(ZEROS)),
        zipped(collection_anki21b=zstandard.ZstdCompressor(level=1).compress(bytes(9_000_000)), media=b"{}"),
        zipped(collection_anki2=b"SQLite format 3\0", media=ZEROS),
    ],
    ids=["zip", "zstandard", "small", "media"],
)
def test_bombs_are_not_unpacked(bomb: bytes) -> None:
    with within(1), pytest.raises(CardgradError, match="is not unpacked"):
        gathered(bomb)


def test_a_collection_that_is_too_large_is_not_unpacked_either(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cardgrad.decks.importing.package.MOST_UNPACKED", 3_000_000)
    with pytest.raises(CardgradError, match="grows past 3 MB"):
        gathered(zipped(collection_anki2=random.Random(1).randbytes(3_100_000)))


def database(folder: Path, *statements: str) -> bytes:
    path = folder / "made.anki2"
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return path.read_bytes()


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS id, 'x' AS flds FROM n"
CARDS = "CREATE TABLE cards (nid, ord, did, reps)"
NOTES = "CREATE TABLE notes (id, guid, mid, tags, flds)"
COL = "CREATE TABLE col (models, decks)"


@pytest.mark.parametrize(
    ("statements", "told"),
    [
        ((COL, CARDS, f"CREATE VIEW notes AS {ENDLESS}"), "notes is no table"),
        ((COL, CARDS, "CREATE VIRTUAL TABLE notes USING fts5(flds)"), "notes is no table"),
        ((COL, CARDS), "there is no table notes"),
        ((COL, CARDS, NOTES), "cannot be read"),
        ((COL, CARDS, NOTES, "INSERT INTO col VALUES ('{}', '{}')"), "there is no card in it"),
        (
            (COL, CARDS, NOTES, "INSERT INTO col VALUES ('{}', '{}')", "INSERT INTO notes VALUES (1, 'g', 9, '', 'x')"),
            "cannot be read",
        ),
        ((COL, CARDS, "CREATE TABLE notes (id, guid, mid, tags, flds AS (zeroblob(1000000000)))"), "cannot be read"),
        ((COL, CARDS, NOTES, "INSERT INTO notes VALUES (1, 'g', 9, '', hex(randomblob(4500000)))"), "9.0 MB of text"),
    ],
)
def test_databases_that_are_no_collections(statements: tuple[str, ...], told: str, tmp_path: Path) -> None:
    package = zipped(collection_anki2=database(tmp_path, *statements))
    with within(1), pytest.raises(CardgradError) as refused:
        gathered(package)
    assert told in str(refused.value)


def test_other_zip_files_are_named() -> None:
    for files, told in (
        ({"xl/workbook_xml": b"x"}, "office document"),
        ({"a_txt": b"x"}, "without a collection"),
        ({"collection_anki2": b"no database"}, "cannot be read"),
        ({"collection_anki21b": b"not compressed"}, "damaged package"),
    ):
        with pytest.raises(CardgradError, match=told):
            gathered(zipped(**files))


def test_a_cut_package_is_damaged(anki: Anki) -> None:
    anki.add("Basic", "ML", "Q", "A")
    with pytest.raises(CardgradError, match="damaged package"):
        gathered(anki.package()[:-40])
