"""Pictures of cards: shown on pages and in Anki, named everywhere else, and never a reason to stop."""

import csv
import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest

from cardgrad.decks.card import Card
from cardgrad.decks.reading import read_deck
from cardgrad.sharing.anki import anki
from cardgrad.sharing.formats import export
from cardgrad.sharing.page import Leaf, deck_page
from cardgrad.sharing.shared import Shared, share
from cardgrad.sharing.shown import shown
from tests.sharing.conftest import Page

PICTURES = Path(__file__).parents[1] / "decks" / "pictures"
DECK = """\
deck: seen
cards:
  - {id: one, front: what is it, back: a slope, image: {file: slope.png, alt: a "<tangent>"}, reverse: true}
  - {id: two, cloze: "a {{thing}} of {{other: pixels}}", image: slope.png}
  - id: swap
    graph: f = x * y
    given: {x: int -9..9, y: int -9..9}
    ask: [d/dx, d/dy]
    image: drawn.svg
"""


@pytest.fixture
def cards(tmp_path: Path) -> tuple[Card, ...]:
    shutil.copy(PICTURES / "seven-by-five.png", tmp_path / "slope.png")
    shutil.copy(PICTURES / "seven-by-five.svg", tmp_path / "drawn.svg")
    (tmp_path / "seen.yaml").write_text(DECK, encoding="utf-8")
    deck = read_deck(tmp_path / "seen.yaml", str(tmp_path / "seen.yaml"))
    assert deck.faults == ()
    return deck.cards


@pytest.fixture
def shared(cards: tuple[Card, ...]) -> Shared:
    return share("seen", "Seen", None, cards, 2, "1")


def page_of(cards: tuple[Card, ...]) -> Page:
    return Page(deck_page(Leaf("seen", "Seen", None, tuple(shown(card, "1") for card in cards), ())))


def pictures(page: Page) -> list[tuple[str, str]]:
    found = [fields for tag, fields in page.elements if tag == "img" and "*" not in (fields["alt"] or "")]
    return [((fields["src"] or "").partition(";")[0], fields["alt"] or "") for fields in found]


def test_a_page_holds_the_pictures_with_their_words(cards: tuple[Card, ...]) -> None:
    page = page_of(cards)
    assert pictures(page) == [
        ("data:image/png", 'a "<tangent>"'),
        ("data:image/png", "slope.png"),
        ("data:image/png", "slope.png"),
        ("data:image/svg+xml", "drawn.svg"),
    ]
    assert "image: slope.png" not in page.words


def test_anki_gets_each_picture_once_beside_the_question(shared: Shared) -> None:
    with zipfile.ZipFile(io.BytesIO(anki(shared, 1).data)) as archive:
        names = json.loads(archive.read("media"))
        files = {name: archive.read(number) for number, name in names.items()}
        collection = archive.read("collection.anki2")
    plain = {name: data for name, data in files.items() if "solution" not in name}
    assert sorted(Path(name).suffix for name in plain) == [".png", ".svg"]
    assert (PICTURES / "seven-by-five.png").read_bytes() in plain.values()
    for name in plain:
        assert f'<img src="{name}" alt='.encode() in collection
    assert b"image: slope.png" not in collection


def test_other_formats_name_the_picture_and_say_so(shared: Shared) -> None:
    rows = list(csv.DictReader(io.StringIO(export(shared, "csv", 1).data.decode())))
    assert rows[0]["front"] == 'what is it\nimage: slope.png (a "<tangent>")'
    assert rows[-1]["front"].endswith("\nimage: drawn.svg")
    assert "image: drawn.svg" in export(shared, "md", 1).data.decode()
    found = json.loads(export(shared, "json", 1).data)["cards"]
    assert found[0]["image"] == {"file": "slope.png", "alt": 'a "<tangent>"'}
    assert found[1]["image"] is None  # a picture belongs to the question, which the reverse has not
    for to in ("csv", "md", "json"):
        said = export(shared, to, 1).said
        assert said[-1] == "one, two, two/other, swap: the picture is named, and not in the file."


def test_a_picture_that_went_is_said_and_the_rest_is_there(cards: tuple[Card, ...], tmp_path: Path) -> None:
    (tmp_path / "slope.png").unlink()
    page = page_of(cards)
    assert "has the image 'slope.png', but beside the deck there is no such file" in page.words
    assert len(pictures(page)) == 1
    made = anki(share("seen", "Seen", None, cards, 2, "1"), 1)
    assert any("has the image 'slope.png'" in sentence for sentence in made.said)


def test_a_link_out_of_the_folder_is_not_followed(cards: tuple[Card, ...], tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside.png"
    shutil.copy(PICTURES / "seven-by-five.png", outside)
    (tmp_path / "slope.png").unlink()
    (tmp_path / "slope.png").symlink_to(outside)
    page = page_of(cards)
    assert "a link that leads out of the deck's folder" in page.words
    assert len(pictures(page)) == 1
