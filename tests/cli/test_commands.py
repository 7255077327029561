"""Every command but `study`: what it says to people and to programs, and how it fails."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cardgrad import __version__

Run = Callable[..., Any]
Write = Callable[[str, str], Path]

DECK = """\
deck: gates
title: Gates in $dL/dW$
notes: |
  # Notes

  An **ADD** gate copies $df/dx$.
cards:
  - {id: one, front: first question, back: first answer, tags: [a, b], source: the book}
  - {id: gap, cloze: "a {{x: b}} c"}
  - {id: pick, prompt: which, choice: {right: good, wrong: [bad]}}
  - {id: order, prompt: sort, steps: [first, second]}
  - {id: word, prompt: name it, type: [multiplication]}
  - {id: mul, graph: f = x * y, given: {x: int 2..9, y: int 11..19}, ask: [d/dx, d/dy]}
"""
KINDS = ["front", "cloze", "choice", "steps", "type", "drill"]
TOMORROW = "2026-03-03T09:00:00+00:00"


@pytest.fixture(autouse=True)
def deck(no_shipped_decks: Path, own_deck: Write) -> Path:
    return own_deck("gates.yaml", DECK)


def document(cardgrad: Run, *arguments: object) -> Any:
    ran = cardgrad(*arguments, "--json")
    assert (ran.code, ran.err) == (0, "")
    return json.loads(ran.out)


# -- cardgrad alone, due


def test_cardgrad_alone_says_what_waits_and_the_command_that_starts(cardgrad: Run) -> None:
    ran = cardgrad()
    assert (ran.code, ran.err) == (0, "")
    assert "Today: 6 new. Start with: cardgrad study" in ran.out


def test_due_is_one_document(cardgrad: Run) -> None:
    cardgrad("study", stdin="\n2\n")
    found = document(cardgrad, "due")
    assert found == {
        "day": "2026-03-02",
        "due": 0,
        "new": 5,
        "unseen": 5,
        "owed": 1,
        "corrected": 0,
        "decks": [{"id": "gates", "title": "Gates in $dL/dW$", "cards": 6, "due": 0, "new": 5}],
        "forecast": [
            {"day": f"2026-03-0{day}", "due": int(day == 3)} for day in range(3, 10)
        ],
        "elsewhere": [],
    }  # fmt: skip


def test_due_shows_decks_and_the_week(cardgrad: Run) -> None:
    cardgrad("study", stdin="\n2\n")
    lines = cardgrad("due").out.splitlines()
    assert lines[0].split() == ["Deck", "Due", "New", "Cards"]
    assert lines[1].split() == ["Gates", "in", "∂L/∂W", "0", "5", "6"]
    week = next(line for line in lines if line.startswith("Tue"))
    assert week.split()[:4] == ["Tue", "03", "Wed", "04"]
    assert lines[-1] == "Today: 5 new, 1 to see once more today. Start with: cardgrad study"


def test_a_home_without_decks_is_no_failure(cardgrad: Run, deck: Path) -> None:
    deck.unlink()
    assert document(cardgrad, "deck", "list") == []
    assert document(cardgrad, "due")["decks"] == []
    assert cardgrad().code == 0
    ran = cardgrad("study")
    assert (ran.code, ran.err) == (2, "cardgrad: there is no card to study.\n")


# -- card


def test_a_new_card_has_no_due_day(cardgrad: Run, deck: Path) -> None:
    found = document(cardgrad, "card", "show", "gates/one")
    assert found == {
        "id": "gates/one",
        "kind": "front",
        "deck": "gates",
        "entry": "gates/one",
        "path": str(deck),
        "line": 8,
        "tags": ["a", "b"],
        "hint": None,
        "why": None,
        "source": "the book",
        "needs": [],
        "was": [],
        "image": None,
        "corrected": [],
        "content": {"front": "first question", "back": "first answer"},
        "easiness": 2.5,
        "interval": 0,
        "repetitions": 0,
        "lapses": 0,
        "due": None,
        "suspended": False,
        "answers": 0,
        "reviews": [],
        "revisions": [],
    }


def test_a_studied_card_shows_its_schedule_and_every_review(cardgrad: Run) -> None:
    cardgrad("study", stdin="\n3\n")
    cardgrad("study", "--new", 0, stdin="\n4\n")
    found = document(cardgrad, "card", "show", "gates/one")
    keys = ("easiness", "interval", "repetitions", "lapses", "due", "answers")
    assert [found[key] for key in keys] == [2.36, 1, 1, 0, "2026-03-03", 2]
    assert [(review["grade"], review["purpose"], review["grader"]) for review in found["reviews"]] == [
        (3, "study", "self"),
        (4, "repeat", "self"),
    ]
    assert {review["at"] for review in found["reviews"]} == {"2026-03-02T09:00:00.000+00:00"}
    assert {review["day"] for review in found["reviews"]} == {"2026-03-02"}


def test_a_card_is_shown_to_people_with_its_place_in_the_file(cardgrad: Run, deck: Path) -> None:
    cardgrad("study", stdin="\n3\n")
    out = cardgrad("card", "show", "one").out
    assert "Due 2026-03-03 (tomorrow)" in out
    assert "Interval 1 d, easiness 2.36, 1 passes in a row, 0 lapses" in out or "1 pass in a row" in out
    assert f"{deck}:8\n" in out
    assert "the book" in out


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_card_is_shown(cardgrad: Run, kind: str) -> None:
    cards = {card["kind"]: card["id"] for card in document(cardgrad, "deck", "show", "gates")["cards"]}
    assert cardgrad("card", "show", cards[kind]).code == 0
    assert document(cardgrad, "card", "show", cards[kind])["kind"] == kind


def test_a_card_whose_deck_is_gone_is_still_known(cardgrad: Run, deck: Path) -> None:
    cardgrad("study", stdin="\n3\n")
    deck.unlink()
    assert document(cardgrad, "card", "show", "gates/one")["answers"] == 1
    assert "in none of your decks" in cardgrad("card", "show", "gates/o").out
    assert cardgrad("undo").code == 0


def test_suspend_resume_reset_and_set_due_move_a_card(cardgrad: Run) -> None:
    cardgrad("study", stdin="\n4\n")
    steps: list[tuple[tuple[str, ...], dict[str, object]]] = [
        (("suspend", "one"), {"suspended": True, "due": "2026-03-03"}),
        (("resume", "one"), {"suspended": False, "due": "2026-03-03"}),
        (("set-due", "one", "5"), {"due": "2026-03-07", "repetitions": 1}),
        (("set-due", "one", "2027-01-31"), {"due": "2027-01-31"}),
        (("reset", "one"), {"due": None, "repetitions": 0, "answers": 1}),
    ]
    for arguments, wanted in steps:
        assert cardgrad("card", *arguments).code == 0
        found = document(cardgrad, "card", "show", "one")
        assert {key: found[key] for key in wanted} == wanted
    for due in ("2027-01-31", "2026-03-07", "2026-03-03"):
        cardgrad("undo")
        assert document(cardgrad, "card", "show", "one")["due"] == due


@pytest.mark.parametrize("day", ["soon", "2026-02-30", "9" * 30, "²", ""])
def test_a_day_that_is_none_is_refused(cardgrad: Run, day: str) -> None:
    ran = cardgrad("card", "set-due", "one", day)
    assert ran.code == 2
    assert "is no day" in ran.err


# -- deck


def test_decks_are_listed(cardgrad: Run, deck: Path) -> None:
    assert document(cardgrad, "deck", "list") == [
        {
            "id": "gates",
            "title": "Gates in $dL/dW$",
            "state": "studied",
            "cards": 6,
            "due": 0,
            "new": 6,
            "errors": 0,
            "warnings": 0,
            "todo": 0,
            "origin": "own",
            "path": str(deck),
        }
    ]
    assert cardgrad("deck", "list").out.splitlines()[1].split() == [
        "gates",
        "Gates",
        "in",
        "∂L/∂W",
        "6",
        "0",
        "6",
        "own",
    ]


def test_a_deck_is_shown_with_its_cards(cardgrad: Run) -> None:
    found = document(cardgrad, "deck", "show", "gates")
    assert [card["kind"] for card in found["cards"]] == KINDS
    assert found["cards"][0]["id"] == "gates/one"
    assert "first question" not in cardgrad("deck", "show", "ga").err


def test_a_drill_says_what_its_problems_are_drawn_from(cardgrad: Run, own_deck: Write) -> None:
    own_deck(
        "more.yaml",
        "deck: more\ncards:\n"
        "  - id: rate\n    graph: f = x * y\n    given: {x: int 2..9, y: [3, 5]}\n    upstream: int 2..5\n"
        "    let: {h: x + 1}\n    ask: h*df/dx\n    unless: x = y\n    targets: mul-not-switched\n"
        "  - id: cost\n    graph: Z = X @ W\n    given: {X: N x D, W: D x M}\n    ask: multiplications(Z)\n"
        "    proof: arithmetic\n"
        "  - {id: any, family: random-graph, with: {gates: 3}}\n",
    )
    shown = cardgrad("card", "show", "more/rate").out.splitlines()
    assert shown.index("Drawn anew each time: x int 2..9; y one of 3, 5; upstream int 2..5") > 1
    assert {"Then h = x + 1", "Never x = y", "About the mistakes: mul-not-switched"} <= set(shown)
    assert "Proof: arithmetic" in cardgrad("card", "show", "more/cost").out.splitlines()
    assert "Graphs of the family random-graph (gates: 3)" in cardgrad("card", "show", "more/any").out.splitlines()
    assert cardgrad("deck", "show", "more").out.splitlines()[-1] == "Proof: arithmetic, for cost"


# -- notes, data, config, undo


def test_notes_are_printed_with_their_mathematics(cardgrad: Run) -> None:
    out = cardgrad("notes", "gates").out
    assert "Notes" in out
    assert "An ADD gate copies ∂f/∂x." in out
    assert document(cardgrad, "notes", "gates")["notes"].startswith("# Notes")


def test_a_deck_without_notes_says_so(cardgrad: Run, own_deck: Write) -> None:
    own_deck("bare.yaml", "deck: bare\ncards:\n  - {id: a, front: Q, back: A}\n")
    ran = cardgrad("notes", "bare")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("cardgrad: the deck bare has no notes")
    assert document(cardgrad, "notes", "bare")["notes"] is None


def test_the_data_path_is_printed(cardgrad: Run, tmp_path: Path) -> None:
    assert cardgrad("data", "path").out == f"{tmp_path / 'home'}\n"
    assert document(cardgrad, "data", "path")["history"] == str(tmp_path / "home" / "history.db")


def test_the_doctor_finds_and_mends_a_schedule_that_is_not_what_the_log_says(cardgrad: Run, tmp_path: Path) -> None:
    import sqlite3

    cardgrad("study", stdin="\n4\n")
    assert cardgrad("data", "doctor").code == 0
    connection = sqlite3.connect(tmp_path / "home" / "history.db")
    connection.execute("UPDATE schedule SET interval = 99")
    connection.commit()
    connection.close()
    ran = cardgrad("data", "doctor", "--json")
    assert (ran.code, json.loads(ran.out)["mended"]) == (3, ["gates/one"])
    assert cardgrad("data", "doctor").code == 0
    assert document(cardgrad, "card", "show", "one")["interval"] == 1


def test_a_folder_of_decks_elsewhere_is_read_and_one_that_is_missing_is_told(cardgrad: Run, tmp_path: Path) -> None:
    folder = tmp_path / "mine" / "week1"
    ran = cardgrad("config", "set", "decks", folder.parent)
    assert ran.out.splitlines()[1] == f"There is no folder {folder.parent} yet: make it, and put decks into it."
    folder.mkdir(parents=True)
    (folder / "d.yml").write_text(DECK)
    assert cardgrad("config", "set", "decks", folder.parent).out.count("\n") == 1
    (row,) = document(cardgrad, "deck", "list")
    assert (row["origin"], row["path"]) == ("own", str(folder / "d.yml"))


def test_settings_are_shown_changed_and_obeyed(cardgrad: Run) -> None:
    assert document(cardgrad, "config") == {"day-turns-at": "04:00", "new-a-day": "10", "decks": "decks"}
    assert cardgrad("config", "set", "new-a-day", "2").code == 0
    assert document(cardgrad, "due")["new"] == 2
    assert cardgrad("config", "set", "day-turns-at", "10:00").code == 0
    assert document(cardgrad, "due")["day"] == "2026-03-01"
    assert "new-a-day" in cardgrad("config").out


@pytest.mark.parametrize(
    ("name", "value"),
    [("new-a-day", "many"), ("new-a-day", "-1"), ("day-turns-at", "25:00"), ("day-turns-at", "x"), ("colour", "red")],
)
def test_a_setting_that_cannot_be_is_refused(cardgrad: Run, name: str, value: str) -> None:
    ran = cardgrad("config", "set", "--", name, value)
    assert ran.code == 2
    assert len(ran.err.splitlines()) == 1
    assert document(cardgrad, "config")["new-a-day"] == "10"


def test_undo_takes_back_one_answer_after_the_other(cardgrad: Run) -> None:
    cardgrad("study", stdin="\n4\n\n5\n")
    assert "the answer graded 5 on gates/gap" in " ".join(cardgrad("undo").out.split())
    assert "the answer graded 4 on gates/one" in " ".join(cardgrad("undo").out.split())
    ran = cardgrad("undo")
    assert (ran.code, ran.out) == (1, "")
    assert "there is nothing to undo" in ran.err


# -- failures


def test_the_version_is_printed(cardgrad: Run) -> None:
    assert cardgrad("--version").out == f"cardgrad {__version__}\n"
    assert cardgrad("--version", "due").out == f"cardgrad {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("study", "gatse"), 2, "there is no deck 'gatse' (did you mean gates?)"),
        (("study", "g"), 2, "'g' names several decks: gates, gradients"),
        (("notes", "nothing"), 2, "there is no deck 'nothing'"),
        (("card", "show", "nothing"), 2, "there is no card 'nothing'"),
        (("study", "./nowhere.yaml"), 2, "nowhere.yaml"),
        (("study", "--limit", "0"), 2, "limit"),
        (("study", "--new", "x"), 2, "new"),
        (("stduy",), 2, "study"),
        (("deck", "lits"), 2, "lits"),
    ],
)
def test_what_is_not_understood_is_said_in_one_sentence(
    cardgrad: Run, own_deck: Write, arguments: tuple[str, ...], code: int, said: str
) -> None:
    own_deck("gradients.yaml", "deck: gradients\ncards:\n  - {id: a, front: Q, back: A}\n")
    ran = cardgrad(*arguments)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("time", ["yesterday", "2026-13-01", "99999-01-01", "0001-01-01"])
def test_a_clock_that_cannot_be_read_is_said(cardgrad: Run, time: str) -> None:
    ran = cardgrad("due", now=time)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"cardgrad: CARDGRAD_NOW is '{time}'")


@pytest.mark.parametrize("text", ["new-a-day = ", "nwe-a-day = 3\n", "new-a-day = 'lots'\n", "\xff"])
def test_settings_that_cannot_be_read_are_said_with_their_file(cardgrad: Run, tmp_path: Path, text: str) -> None:
    path = tmp_path / "home" / "config.toml"
    path.write_bytes(text.encode("latin-1"))
    ran = cardgrad("due")
    assert ran.code in (1, 2)
    assert ran.err.startswith(f"cardgrad: {path}: ")
    assert ran.out == ""


@pytest.mark.parametrize("arguments", [("study",), ("due",), ("deck", "list"), ("config", "set", "new-a-day", "3")])
def test_a_home_that_is_a_file_is_said(cardgrad: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "file").write_text("")
    ran = cardgrad(*arguments, env={"CARDGRAD_HOME": str(tmp_path / "file")})
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"cardgrad: {tmp_path / 'file'}")
    assert len(ran.err.splitlines()) == 1


def test_a_damaged_history_is_said_and_left_alone(cardgrad: Run, tmp_path: Path) -> None:
    path = tmp_path / "home" / "history.db"
    path.write_text("no history" * 1000)
    ran = cardgrad("study")
    assert (ran.code, ran.out) == (1, "")
    assert str(path) in ran.err
    assert path.read_text() == "no history" * 1000


def test_a_closed_pipe_is_no_traceback(tmp_path: Path) -> None:
    command = f"{sys.executable} -m cardgrad deck show gates --json | head -c 1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, env=os.environ)
    assert done.stdout == "{"
    assert "Traceback" not in done.stderr


def test_help_is_there_for_every_command(cardgrad: Run) -> None:
    assert cardgrad("--help").code == 0
    for command in ("study", "due", "undo", "notes", "card", "deck", "data", "config"):
        ran = cardgrad(command, "-h")
        assert ran.code == 0
        assert command in cardgrad("--help").out
