"""docs/decks.md: every deck in it passes a check, and every command in it runs."""

import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "decks.md").read_text(encoding="utf-8")
WRAPPING = "deck: page\ncards:\n- {id: mul-gate, front: What does a MUL gate do, back: It switches.}\n"
PIXEL = bytes.fromhex(  # a picture of one white pixel
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000"
    "000a49444154789c63f80f0001010100b138f6140000000049454e44ae426082"
)
WARNING = re.compile(r"^.*(?:: warning:|\(warning\)).*$", re.MULTILINE)
PROVEN = re.compile(r"accepted, (\d+) mistakes? told apart, (?:proven|counted) [1-9]")
Run = Callable[..., Any]
NOTES = "front,back\nWhat does an ADD gate do?,It hands the gradient on.\n"  # what the page imports


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def named(deck: str) -> str:
    return deck.split()[1] if deck.startswith("deck:") else deck.split()[2]


def commands() -> Iterator[list[str]]:
    for block in blocks("sh"):
        for line in block.strip().splitlines():
            yield shlex.split(line)


def test_there_are_enough_examples_to_test() -> None:
    assert len(blocks("yaml")) >= 15
    assert len(list(commands())) >= 15
    assert set(re.findall(r"^```(\w+)", PAGE, re.MULTILINE)) == {"yaml", "sh"}


@pytest.mark.usefixtures("no_shipped_decks")  # which have some cards that are nearly the same
@pytest.mark.parametrize("deck", blocks("yaml"), ids=named)
def test_every_deck_in_the_page_passes_a_check(deck: str, tmp_path: Path, cardgrad: Run) -> None:
    path = written(deck, tmp_path)
    seeds = 0 if "family:" in deck else 3  # of a family every structure is proven, which takes its time
    done = cardgrad("deck", "check", path, "--seeds", seeds, "--verbose")
    assert (done.code, WARNING.findall(done.out)) == (0, []), done.out
    if seeds:
        assert len(PROVEN.findall(done.out)) == len(re.findall(r"^  graph:", deck, re.MULTILINE)), done.out
        assert all(int(count) >= 2 for count in PROVEN.findall(done.out)), done.out


@pytest.mark.slow
@pytest.mark.usefixtures("no_shipped_decks")
@pytest.mark.parametrize("deck", [deck for deck in blocks("yaml") if "family:" in deck], ids=named)
def test_every_family_in_the_page_is_proven(deck: str, tmp_path: Path, cardgrad: Run) -> None:
    done = cardgrad("deck", "check", written(deck, tmp_path), "--seeds", 3, "--verbose")
    assert (done.code, WARNING.findall(done.out)) == (0, []), done.out
    assert len(PROVEN.findall(done.out)) == deck.count("family:") >= 5


def written(deck: str, folder: Path) -> Path:
    """A block of the page as a deck file, with the pictures that it names."""
    path = folder / "page.yaml"
    path.write_text(deck if deck.startswith("deck:") else WRAPPING + deck, encoding="utf-8")
    for picture in re.findall(r"image: (\S+)", deck):
        (folder / picture).write_bytes(PIXEL)
    return path


def test_every_page_that_it_names_is_there() -> None:
    named = re.findall(r"\]\(([^)#]+)\)", PAGE)
    assert len(named) >= 3
    assert [name for name in named if not (ROOT / "docs" / name).is_file()] == []


def test_the_faults_that_the_page_explains_are_those_that_are_told() -> None:
    sources = [
        path.read_text(encoding="utf-8") for folder in ("src", "quizgen") for path in (ROOT / folder).rglob("*.py")
    ]
    told = re.sub(r'"\s*\n\s*f?"', "", "\n".join(sources))
    table = PAGE.partition("| it says | it means |\n|---|---|\n")[2].partition("\n\n")[0]
    explained = [line.split(" | ")[0].removeprefix("| ") for line in table.splitlines()]
    assert len(explained) >= 12
    for sentence in explained:
        for piece in filter(None, re.split(r"\s*\.\.\.\s*", sentence)):
            assert piece.strip("(?), ") in told, piece


def test_every_command_in_the_page_runs_one_after_the_other(
    cardgrad: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("cards.csv").write_text(NOTES, encoding="utf-8")
    for program, *words in commands():
        assert program == "cardgrad"
        done = cardgrad(*words)
        assert done.code == 0, (words, done.out, done.err)
