"""`cardgrad deck import`: what a person sees, and what is on the disk afterwards."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest

from cardgrad.cli.deck_import import Format
from cardgrad.decks.importing.sniffing import FORMATS

Run = Callable[..., Any]

PAGE = """\
Slopes Flashcards
1
Q
Slope
A
a rate, as $x^2$
How well did you know this?
1
Not at all
2
3
4
5
Perfectly
2
Q
Path
A
"""


def test_every_format_can_be_said_and_is_documented() -> None:
    documented = (Path(__file__).parents[2] / "docs" / "deck-import.md").read_text(encoding="utf-8")
    assert get_args(Format) == tuple(FORMATS)
    assert [name for name in FORMATS if f"`{name}`" not in documented] == []


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_shipped_decks: Path) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "page.txt"
    path.write_text(PAGE)
    return Path("page.txt")


def test_without_a_place_the_deck_is_on_stdout_and_the_rest_on_stderr(cardgrad: Run, page: Path) -> None:
    ran = cardgrad("deck", "import", page)
    assert ran.code == 0
    assert ran.out.startswith("# Made by `cardgrad deck import`.")
    assert "deck: slopes\ntitle: Slopes\nsource: Slopes (page.txt)\ncards:\n  - id: slope\n" in ran.out
    assert ran.err == (
        "Read: 1 card (1 front), and 1 not finished, from a page of flashcards.\n"
        "Not finished, and not studied until you write what is missing and delete 'todo':\n"
        "  path  the page shows no answer (card 2)\n"
        "Next: cardgrad deck import page.txt -o NAME.yaml\n"
    )


def test_what_is_written_passes_a_check_which_lists_what_is_unfinished(cardgrad: Run, page: Path) -> None:
    ran = cardgrad("deck", "import", page, "-o", "mine.yaml")
    assert (ran.code, ran.err) == (0, "")
    assert (
        ran.out.splitlines()[0] == "Wrote mine.yaml: 1 card (1 front), and 1 not finished, from a page of flashcards."
    )
    assert ran.out.splitlines()[-1] == "Next: cardgrad deck check mine.yaml"
    assert Path("mine.yaml").read_text().split("\n")[3] == "deck: mine"
    ran = cardgrad("deck", "check", "mine.yaml")
    assert ran.code == 0
    assert ran.out.startswith(
        "mine.yaml:14:5: warning: card 'path' is not studied yet (the page shows no answer); it lacks back: write it, "
        "then delete 'todo' [todo]\n\n1 deck, 1 card: 0 errors, 1 warning.\n"
    )


def test_importing_again_updates_and_says_what_it_did(cardgrad: Run, page: Path) -> None:
    cardgrad("deck", "import", page, "-o", "mine.yaml")
    ran = cardgrad("deck", "import", page, "-o", "mine.yaml")
    assert ran.out.splitlines()[0] == "Nothing to update in mine.yaml, from a page of flashcards: 2 as before."
    deck = Path("mine.yaml")
    deck.write_text(deck.read_text().replace("front: Slope", "front: What is a slope?"))
    page.write_text(PAGE.replace("a rate", "the rate") + "a way\n3\nQ\nGoal\nA\nits end\n")
    ran = cardgrad("deck", "import", page, "-o", "mine.yaml")
    assert ran.out == (
        "Updated mine.yaml, from a page of flashcards: 1 new, 1 updated, 1 edited here and kept, 0 as before.\n"
        "It has 3 cards (3 front).\n"
        "New:\n  goal\n"
        "Updated:\n  path\n"
        "Kept as you edited them, though the file says something else now:\n  slope\n"
        "Next: cardgrad deck check mine.yaml\n"
    )
    assert "What is a slope?" in deck.read_text()
    assert "the rate" not in deck.read_text()


def test_the_summary_is_a_document_too(cardgrad: Run, page: Path) -> None:
    ran = cardgrad("deck", "import", page, "--json")
    assert ran.err == ""
    found = json.loads(ran.out)
    assert found["yaml"].startswith("# Made by")
    assert found["todo"] == [{"id": "path", "why": "the page shows no answer", "place": "card 2"}]
    found = json.loads(cardgrad("deck", "import", page, "-o", "mine.yaml", "--json").out)
    assert found == {
        "file": "page.txt", "format": "flashcard-page", "output": "mine.yaml", "deck": "mine", "title": "Slopes",
        "entries": 2, "cards": {"front": 1},
        "todo": [{"id": "path", "why": "the page shows no answer", "place": "card 2"}],
        "added": ["slope", "path"], "updated": [], "unchanged": 0, "edited": [], "vanished": [],
        "not_carried_over": [], "next": "cardgrad deck check mine.yaml",
    }  # fmt: skip


def test_a_file_that_no_import_made_is_only_replaced_by_force(cardgrad: Run, page: Path) -> None:
    mine = Path("mine.yaml")
    for text in ("deck: mine\ncards:\n  - {id: a, front: Q, back: A}\n", "front: 'not closed\n", "no deck"):
        mine.write_text(text)
        ran = cardgrad("deck", "import", page, "-o", mine)
        assert (ran.code, ran.out, mine.read_text()) == (1, "", text)
        assert ran.err.startswith("cardgrad: mine.yaml")
        assert cardgrad("deck", "import", page, "-o", mine, "--force").code == 0
        assert "id: slope" in mine.read_text()


def test_a_link_to_a_deck_stays_a_link(cardgrad: Run, page: Path) -> None:
    cardgrad("deck", "import", page, "-o", "real.yaml")
    Path("link.yaml").symlink_to("real.yaml")
    page.write_text(PAGE + "a way\n")
    assert cardgrad("deck", "import", page, "-o", "link.yaml").code == 0
    assert Path("link.yaml").is_symlink()
    assert "a way" in Path("real.yaml").read_text()


def test_a_page_may_come_through_a_pipe(cardgrad: Run, page: Path) -> None:
    ran = cardgrad("deck", "import", "-", "-o", "mine.yaml", stdin=PAGE)
    assert ran.code == 0
    assert "source: Slopes\n" in Path("mine.yaml").read_text()


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("none.txt",), 2, "none.txt: there is no such file: check the spelling of the path."),
        ((".",), 2, ".: this is a folder: name a file in it."),
        (("page.txt", "-o", "mine.txt"), 2, "-o mine.txt: a deck is a file that ends in .yaml or .yml: write "
         "mine.yaml."),
        (("page.txt", "-o", "no/mine.yaml"), 1, "no/mine.yaml: there is no folder no: make it, or choose another "
         "place."),
        (("page.txt", "--format", "quiz-page"), 1, "page.txt was read as a quiz page, and there is no card in it: say "
         "another --format if it is one."),
        (("page.txt", "--format", "apkg"), 1, "page.txt is a damaged package (File is not a zip file): export it from "
         "Anki again."),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_one_sentence(
    cardgrad: Run, page: Path, arguments: tuple[str, ...], code: int, told: str
) -> None:
    ran = cardgrad("deck", "import", *arguments)
    assert (ran.code, ran.out, ran.err) == (code, "", f"cardgrad: {told}\n")
    assert sorted(path.name for path in Path.cwd().iterdir() if path.is_file()) == ["page.txt"]


def test_json_is_not_taken_for_a_table(cardgrad: Run, page: Path) -> None:
    page.write_text('{\n "cards": [\n  {"id": "a", "front": "b"}\n ]\n}\n')
    ran = cardgrad("deck", "import", page)
    told = "page.txt is JSON, which is no format that cards are read from: export them as CSV instead."
    assert (ran.code, ran.out, ran.err) == (1, "", f"cardgrad: {told}\n")


def test_a_deck_that_would_be_too_large_is_refused(cardgrad: Run, page: Path) -> None:
    Path("big.csv").write_text("front,back\n" + "".join(f"question {n},{'x' * 900}\n" for n in range(1200)))
    ran = cardgrad("deck", "import", "big.csv", "-o", "big.yaml")
    assert ran.code == 1
    assert ran.err.startswith("cardgrad: the deck would have 1,200 entries and 1.2 MB, and a deck has at most 1 MB: ")
    assert not Path("big.yaml").exists()


def test_signs_that_steer_a_terminal_are_shown(cardgrad: Run, page: Path) -> None:
    Path("a.csv").write_text("front,back,col\x1b[31mour\nq\x1b]0;x,a,b\n")
    ran = cardgrad("deck", "import", "a.csv")
    assert "\x1b" not in ran.out + ran.err
    assert "control characters (U+001B), which a deck cannot hold" in ran.err


def test_what_was_imported_is_studied(cardgrad: Run, page: Path) -> None:
    cardgrad("deck", "import", page, "-o", "mine.yaml")
    ran = cardgrad("study", "mine.yaml", stdin="\n4\n")
    assert "a rate, as x²" in ran.out
    assert "1 answer on 1 card" in ran.out
