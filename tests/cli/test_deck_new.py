"""`deck new` and `deck schema` in the folder where an author works."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cardgrad.decks.schema import schema_text
from cardgrad.decks.starting import template_names

Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "decks"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


def test_a_new_deck_works_as_it_is_and_its_schema_lies_beside_it(cardgrad: Run, folder: Path) -> None:
    done = cardgrad("deck", "new", "week-3")
    assert (done.code, done.err) == (0, "")
    assert "cardgrad deck check week-3.yaml" in done.out
    assert sorted(path.name for path in folder.iterdir()) == ["cardgrad.schema.json", "week-3.yaml"]
    assert Path("cardgrad.schema.json").read_text(encoding="utf-8") == schema_text()
    first = Path("week-3.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=cardgrad.schema.json"
    assert cardgrad("study", "week-3.yaml", "--limit", 1, stdin="\n4\n").code == 0


@pytest.mark.parametrize("name", template_names())
def test_every_template_passes_a_check_beside_the_shipped_decks_and_its_drills_are_proven(
    name: str, cardgrad: Run
) -> None:
    cardgrad("deck", "new", "week-3", "--from", name)
    done = cardgrad("deck", "check", "week-3.yaml", "--seeds", 5, "--verbose")
    assert (done.code, "warning:" in done.out, "(warning)" in done.out) == (0, False, False), done.out
    text = Path("week-3.yaml").read_text(encoding="utf-8")
    drills = re.findall(r"accepted, (\d+) mistakes? told apart, proven [1-9]", done.out)
    assert len(drills) == len(re.findall(r"^    (?:graph|family):", text, re.MULTILINE)) >= 1
    assert all(int(told_apart) >= 2 for told_apart in drills)


def test_nothing_that_is_there_is_replaced_without_force(cardgrad: Run) -> None:
    path = Path("week-3.yaml")
    path.write_text("mine", encoding="utf-8")
    done = cardgrad("deck", "new", "week-3")
    assert (done.code, path.read_text(encoding="utf-8")) == (1, "mine")
    assert done.err == "cardgrad: week-3.yaml is there already: choose another name, or replace it with --force.\n"
    assert cardgrad("deck", "new", "week-3", "--force").code == 0
    assert "deck: week-3" in path.read_text(encoding="utf-8")


def test_a_schema_that_is_there_stays_and_an_old_one_is_told(cardgrad: Run) -> None:
    path = Path("cardgrad.schema.json")
    path.write_text("{}", encoding="utf-8")
    done = cardgrad("deck", "new", "week-3", "--force")
    assert (done.code, path.read_text(encoding="utf-8")) == (0, "{}")
    assert "`cardgrad deck schema -o cardgrad.schema.json --force` renews it" in done.err
    assert cardgrad("deck", "schema", "-o", path, "--force").code == 0
    assert cardgrad("deck", "new", "week-4").err == ""


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("My Deck", "my-deck"), ("Woche_3.yaml", "woche-3"), ("decks/Ä b", "decks/a-b"), ("???", "week-3"),
        ("x" * 300, "x" * 60),
    ],
)  # fmt: skip
def test_a_name_that_is_no_id_gets_one_that_is(name: str, better: str, cardgrad: Run, folder: Path) -> None:
    done = cardgrad("deck", "new", name)
    assert (done.code, list(folder.iterdir())) == (2, [])
    assert done.err.endswith(
        f"is no id for a deck, which is made of a-z, 0-9 and hyphens, 60 at most: write {better}.\n"
    )


def test_it_may_begin_as_a_template_a_deck_or_a_file(cardgrad: Run) -> None:
    assert cardgrad("deck", "new", "one", "--from", "lecture").code == 0
    assert cardgrad("deck", "new", "copy", "--from", "matrix").code == 0
    assert cardgrad("deck", "new", "again", "--from", "copy.yaml").code == 0
    shown = json.loads(cardgrad("deck", "show", "matrix-backprop", "--json").out)["cards"]
    texts = [Path(f"{name}.yaml").read_text(encoding="utf-8") for name in ("copy", "again")]
    assert texts[1] == texts[0].replace("copy", "again").replace("Copy", "Again")
    assert all(f"id: {card['entry'].partition('/')[2]}\n" in texts[0] for card in shown)


def test_an_unknown_start_lists_what_there_is(cardgrad: Run, folder: Path) -> None:
    done = cardgrad("deck", "new", "one", "--from", "lectrue")
    assert (done.code, list(folder.iterdir())) == (2, [])
    assert (
        "'lectrue' (did you mean lecture?): the templates are starter, drills, lecture; the decks computation-graphs, "
        in done.err
    )


def test_a_start_of_any_length_is_only_unknown(cardgrad: Run) -> None:
    assert cardgrad("deck", "new", "one", "--from", "x" * 300).code == 2


def test_a_second_deck_of_an_id_is_told(cardgrad: Run, own_deck: Callable[[str, str], Path]) -> None:
    there = own_deck("gates.yaml", "deck: gates\ncards: [{id: a, front: x, back: y}]\n")
    done = cardgrad("deck", "new", "gates")
    assert done.code == 0
    assert done.err == (
        f"cardgrad: {there} has the id gates too, and so the same history: if that is not meant, rename one.\n"
    )


def test_a_folder_that_is_not_there_is_told(cardgrad: Run) -> None:
    done = cardgrad("deck", "new", "no/week-3")
    assert (done.code, done.err) == (
        1, "cardgrad: no/week-3.yaml: there is no folder no: make it, or choose another place.\n"
    )  # fmt: skip


def test_the_schema_is_printed_as_one_document_and_written_where_wanted(cardgrad: Run) -> None:
    done = cardgrad("deck", "schema")
    assert (done.code, done.err) == (0, "")
    assert json.loads(done.out)["$schema"] == "http://json-schema.org/draft-07/schema#"
    written = cardgrad("deck", "schema", "-o", "deck.json")
    assert "# yaml-language-server: $schema=deck.json" in written.out
    assert json.loads(Path("deck.json").read_text(encoding="utf-8")) == json.loads(done.out)
    assert cardgrad("deck", "schema", "-o", "deck.json").code == 1
