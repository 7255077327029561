"""`cardgrad deck export`: one file for each format, and what it does not hold on stderr."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Write = Callable[[str, str], Path]

DECK = """\
deck: gates
title: Gates
notes: Some notes.
cards:
  - {id: one, front: first question, back: first answer, needs: [two]}
  - {id: two, front: second question, back: second answer}
  - {id: swap, graph: f = x * y, given: {x: int -9..9, y: int -9..9}, ask: [d/dx, d/dy]}
"""


@pytest.fixture(autouse=True)
def deck(no_shipped_decks: Path, own_deck: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return own_deck("gates.yaml", DECK)


@pytest.mark.parametrize("to", ["apkg", "csv", "json", "md"])
def test_each_format_is_one_file_which_is_named_and_the_same_each_time(
    cardgrad: Run, deck: Path, tmp_path: Path, to: str
) -> None:
    ran = cardgrad("deck", "export", "gates", "--to", to)
    assert (ran.code, ran.out) == (0, f"gates.{to}\n")
    first = (tmp_path / f"gates.{to}").read_bytes()
    assert cardgrad("deck", "export", deck, "--to", to, "-o", "again").code == 0
    assert (tmp_path / "again").read_bytes() == first
    assert cardgrad("deck", "export", "gates", "--to", to, "--force").code == 0
    assert (tmp_path / f"gates.{to}").read_bytes() == first


@pytest.mark.parametrize("to", ["apkg", "csv", "md"])
def test_what_is_exported_can_be_imported(cardgrad: Run, tmp_path: Path, to: str) -> None:
    assert cardgrad("deck", "export", "gates", "--to", to, "--problems", "2").code == 0
    assert cardgrad("deck", "import", f"gates.{to}", "-o", "back.yaml").code == 0
    found = json.loads(cardgrad("deck", "preview", "back.yaml", "--json").out)
    assert found["faults"] == []
    questions = [card["question"][0]["text"] for card in found["cards"]]
    assert questions[:2] == ["first question", "second question"]
    assert len(questions) == 4
    assert all("$?f = x" in question for question in questions[2:])


def test_what_a_format_does_not_hold_is_said_beside_the_output(cardgrad: Run) -> None:
    assert "gates: a table has no place for study notes." in cardgrad("deck", "export", "gates", "--to", "csv").err
    assert cardgrad("deck", "export", "gates", "--to", "json").err == (
        "cardgrad: swap: 5 problems that stay as they are.\n"
    )


def test_drills_become_as_many_problems_as_wanted(cardgrad: Run, tmp_path: Path) -> None:
    def problems(*options: str) -> list[str]:
        assert cardgrad("deck", "export", "gates", "--to", "json", "--force", *options).code == 0
        found = json.loads((tmp_path / "gates.json").read_text(encoding="utf-8"))
        return [problem["reference"] for problem in found["cards"][2]["problems"]]

    assert len(problems()) == 5
    assert problems("--problems", "2") == problems()[:2]
    assert set(problems("--seed", "other")).isdisjoint(problems())


def test_what_people_call_a_format_is_understood_as_a_guess(cardgrad: Run) -> None:
    ran = cardgrad("deck", "export", "gates", "--to", "Anki")
    told = "cardgrad: --to Anki: there is no such format (did you mean apkg?): it is one of apkg, csv, json, md.\n"
    assert (ran.code, ran.err) == (2, told)


def test_a_file_that_is_there_is_kept(cardgrad: Run, tmp_path: Path) -> None:
    (tmp_path / "gates.md").write_text("mine", encoding="utf-8")
    ran = cardgrad("deck", "export", "gates", "--to", "md")
    assert ran.code == 1
    assert "--force" in ran.err
    assert (tmp_path / "gates.md").read_text(encoding="utf-8") == "mine"


def test_entries_with_faults_are_left_out_and_named(cardgrad: Run, own_deck: Write, tmp_path: Path) -> None:
    path = own_deck("gates.yaml", DECK.replace("front: first", "font: first"))
    ran = cardgrad("deck", "export", path, "--to", "csv")
    assert ran.code == 0
    assert f"{path}:5: card 'one'" in ran.err
    assert "first answer" not in (tmp_path / "gates.csv").read_text(encoding="utf-8")


def test_entries_that_are_not_finished_are_left_out_and_named(cardgrad: Run, own_deck: Write) -> None:
    own_deck("half.yaml", "deck: half\ncards:\n  - {id: a, front: q, back: b}\n  - {id: b, front: r, todo: later}\n")
    ran = cardgrad("deck", "export", "half", "--to", "csv")
    assert (ran.code, ran.err) == (
        0, "cardgrad: not finished, and left out: b; delete their 'todo' when they are.\n",
    )  # fmt: skip


def test_a_deck_that_cannot_be_used_is_refused(cardgrad: Run, own_deck: Write) -> None:
    ran = cardgrad("deck", "export", own_deck("x.yaml", "deck: [x"), "--to", "csv")
    assert (ran.code, ran.out) == (1, "")
    assert "mend the deck first" in ran.err


@pytest.mark.parametrize(
    "arguments", [("gates", "--to", "anki"), ("gates",), ("nowhere", "--to", "csv"), ("x.yaml", "--to", "csv")]
)
def test_what_does_not_exist_is_refused(cardgrad: Run, arguments: tuple[str, ...]) -> None:
    assert cardgrad("deck", "export", *arguments).code == 2


def test_the_package_is_as_old_as_the_deck(cardgrad: Run, deck: Path, tmp_path: Path) -> None:
    cardgrad("deck", "export", "gates", "--to", "apkg")
    os.utime(deck, (1_700_000_000, 1_700_000_000))
    cardgrad("deck", "export", "gates", "--to", "apkg", "-o", "old.apkg")
    assert (tmp_path / "old.apkg").read_bytes() != (tmp_path / "gates.apkg").read_bytes()
