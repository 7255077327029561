"""Whatever stands in a file, an import ends in a sound deck or in a sentence, and soon."""

import io
import random
import sqlite3
import zipfile
from pathlib import Path

import genanki
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardgrad.decks.fault import ERROR
from cardgrad.decks.importing.deck import brought_into, made_anew
from cardgrad.decks.importing.sniffing import FORMATS, gather_bytes
from cardgrad.errors import CardgradError
from tests.patience import within

WORDS = (
    "\n1\nQ\n", "\n2\nQ\nx\nA\n", "\nA\n", "Why?\nWhy?\n",
    "1", "2", "Q", "A", "Q:", "A:", "**Q:**", "# Head", "term :: meaning", "How well did you know this?", "Perfectly",
    "Signup and view all the answers", "Study Notes", "Description", "- item", "1. one", "front,back", '"', '""', ",",
    "\t", ";", "#separator:tab", "#html:true", "#tags column:3", "#guid column:1", "{{c1::", "}}", "{{", "::", "$",
    "$$", "\\(", "\\)", "[latex]", "[/latex]", "<b>", "</b>", "<script>", "<li>", "<ol>", "<pre>", "</pre>", "<sub>",
    "</sub>", "<img src='a.png'>", "&nbsp;", "`", "```", "**", "\\", "\u202e", "\x07", "é", "x^2", "\\frac{a}{b}",
    "[sound:a.mp3]",
    "{", "}", "...", "---", ": ", " #", "'", "|", "\ufdd0", "\ufdd2", "Antworten?", "\n\n", "<!--", "<a href='http://x'>",
)  # fmt: skip


def sound(data: bytes, name: str, stated: str | None) -> bool:
    """Tell whether the bytes become a deck; it must be sound then, and importing again must change nothing."""
    with within(1, (data[:300], stated)):
        try:
            _, gathered = gather_bytes(data, name, stated)
            made = made_anew(gathered, "d", "somewhere", "d.yaml")
        except CardgradError as error:
            told = str(error)
            assert told.startswith((name, "the deck")), told
            assert "\n" not in told
            made = None
    if made is None:
        return False
    assert [fault for fault in made.deck.faults if fault.severity == ERROR] == [], (data, made.data.decode())
    entries = {card.entry for card in made.deck.cards} | set(made.deck.unfinished)
    assert len(entries) == len(made.gathered.notes), (data, made.data.decode())
    again = brought_into(made.data, gathered, "d.yaml")
    assert (again.data, again.outcome.unchanged) == (made.data, len(made.gathered.notes))
    return True


@pytest.mark.parametrize("stated", [None, *FORMATS])
def test_texts_of_odd_pieces(stated: str | None) -> None:
    chance = random.Random(f"pieces {stated}")
    done = 0
    for _ in range(80):
        text = "".join(
            chance.choice(WORDS) + chance.choice(("\n", "\n", " ", "")) for _ in range(chance.randint(1, 40))
        )
        start = "front,back\none,two\n" if stated == "csv" else ""
        done += sound((start + text).encode(), "odd.txt", stated)
    assert done > 0 or stated == "apkg"


@given(data=st.binary(max_size=300), stated=st.sampled_from([None, *FORMATS]))
@settings(max_examples=200, deadline=None)
def test_random_bytes(data: bytes, stated: str | None) -> None:
    sound(data, "random.bin", stated)


@given(text=st.text(max_size=200), stated=st.sampled_from(["csv", "tsv", "markdown", "anki-text"]))
@settings(max_examples=300, deadline=None)
def test_random_texts(text: str, stated: str) -> None:
    sound(f"front\tback\n{text}\tb\n".encode("utf-8", "replace"), "random.txt", stated)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("package") / "small.apkg"
    deck = genanki.Deck(1, "Small")
    for place in range(3):
        deck.add_note(genanki.Note(genanki.BASIC_MODEL, [f"Q{place}", f"A{place}"]))
    genanki.Package(deck).write_to_file(path)
    return path.read_bytes()


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Return bytes with a few of them changed, cut or doubled."""
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data))
        match chance.randrange(3):
            case 0:
                data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
            case 1:
                data = data[:at] + data[at + chance.randint(1, 60) :]
            case _:
                data = data[:at] + data[at : at + chance.randint(1, 60)] + data[at:]
    return data


def test_damaged_packages(package: bytes) -> None:
    chance = random.Random("packages")
    assert sound(package, "small.apkg", None)
    for _ in range(80):
        sound(damaged(package, chance), "small.apkg", "apkg")


def test_damaged_collections(package: bytes) -> None:
    chance = random.Random("collections")
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        collection = archive.read("collection.anki2")
    done = 0
    for _ in range(80):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("collection.anki2", damaged(collection, chance))
        done += sound(out.getvalue(), "small.apkg", "apkg")
    assert done > 5  # some damage hits what nobody reads


@pytest.mark.parametrize(
    "column",
    ["models = '[]'", "models = '{\"1\": 3}'", "models = 'x'", "models = '{}'", "decks = '[1]'", "decks = x'ff'"],
)
def test_collections_whose_json_is_another(package: bytes, column: str, tmp_path: Path) -> None:
    path = tmp_path / "collection"
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        path.write_bytes(archive.read("collection.anki2"))
    connection = sqlite3.connect(path)
    connection.execute(f"UPDATE col SET {column}")
    connection.commit()
    connection.close()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.write(path, "collection.anki2")
    assert not sound(out.getvalue(), "small.apkg", None)


@pytest.mark.parametrize(
    "piece",
    ["<", "<a ", "<a '", '<a "', "<!--", "{{c1::", "}}", "$", "\\(", "[latex]", "`", "**", "<b>", "<sub>", "<ul><li>",
     "&", "[sound:", "\u202e", "{", "\n", " ", '"', "```\n", "Q: x\n", "1. x\n", "# x\n", "x :: y\n", "1\nQ\n", "![",
     "a "],
)  # fmt: skip
@pytest.mark.parametrize("stated", ["tsv", "markdown"])
def test_long_runs_of_one_sign_take_no_longer(piece: str, stated: str) -> None:
    run = piece * ((5_000 if "\n" in piece else 40_000) // len(piece))
    text = f"# a {run} b\nfront\tback\n<br>{run}\tx{run}\n"
    sound(text.encode(), "long.txt", stated)


EXPORTED = (
    "### one", "### two/op", "#### Easy: d/swap@12", "#### Hard: x", "**Question:**", "**Question:** what $x = 1$?",
    "**Hint:** h", "**Answer:** a", "**Answer:**", "- a) one", "- 1) two", "- one", "b a", "1) two", "**Why:** so",
    "**Source:** s", "**Tags:** x, y", "**Tags:** , ,", "```", "\\", "\\$", "${}x = 2$", "$\\frac{a}{b}$", "**b**",
    "`c`", "``d`e``", "## Notes", "    code", "&lt;", "\\<",
)  # fmt: skip


def test_odd_pieces_of_an_export() -> None:
    chance = random.Random("export")
    done = 0
    for _ in range(300):
        pieces = [chance.choice(EXPORTED) for _ in range(chance.randint(0, 30))]
        text = "# T\n\n## Cards\n\n### first\n\n**Question:** q\n" + "".join(f"{piece}\n\n" for piece in pieces)
        done += sound(text.encode(), "odd.md", None)
    assert done > 30
