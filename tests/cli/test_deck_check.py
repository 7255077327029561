"""`cardgrad deck check`: faults with their lines, and how drills do."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Write = Callable[[str, str], Path]

DECK = """\
deck: gates
cards:
  - {id: one, front: first question, back: first answer}
  - {id: mul, graph: f = x * y, given: {x: int -9..9, y: int -9..9}, upstream: int 2..5, ask: [d/dx, d/dy]}
  - id: cost
    graph: Z = X @ W
    given: {X: N x D, W: D x M}
    ask: multiplications(Z)
    proof: arithmetic
"""
WRONG = """\
deck: wrong
cards:
  - id: mul
    graph: f = x * y
    given: {x: int -9..9, y: int -9..9}
    upstream: int 2..5
    ask: [d/dx, d/dy]
    examples:
      - {given: {x: 3, y: -4}, upstream: 2, answer: [-8, 6]}
      - given: {x: 3, y: -4}
        upstream: 2
        answer: 8, 6
  - {id: rare, graph: f = x * y, given: {x: int 2..30, y: int 2..30}, ask: d/dx, unless: x*y > 30}
"""


@pytest.fixture(autouse=True)
def deck(no_shipped_decks: Path, own_deck: Write) -> Path:
    return own_deck("gates.yaml", DECK)


def document(cardgrad: Run, *arguments: object) -> Any:
    ran = cardgrad("deck", "check", *arguments, "--json")
    assert (ran.code, ran.err) == (0, "")
    return json.loads(ran.out)


def test_a_sound_deck_has_no_faults_and_its_drills_are_proven(cardgrad: Run, deck: Path) -> None:
    assert document(cardgrad, deck) == []
    assert cardgrad("deck", "check").out == "2 drills proven, on 20 problems each.\nNo problems found.\n"
    assert cardgrad("deck", "check", "--seeds", "3").out.startswith("2 drills proven, on 3 problems each.\n")
    assert cardgrad("deck", "check", "--seeds", "0").out == "No problems found.\n"


def test_how_each_drill_does_is_told_on_request(cardgrad: Run, deck: Path) -> None:
    lines = cardgrad("deck", "check", "-v", "--seeds", "6").out.splitlines()
    assert lines[0] == "gates/mul  100 % accepted, 3 mistakes told apart, proven 6 times"
    assert lines[1] == "    told apart: mul-not-switched, upstream-forgotten, upstream-not-started, upstream-twice"
    assert lines[2] == "    come to the same: upstream-forgotten = upstream-not-started"
    assert lines[3].startswith("    never show: fan-out-overwritten, ")
    assert lines[4].startswith("gates/cost  63 % accepted, ")
    assert lines[4].endswith(", counted 6 times (proof: arithmetic)")
    assert lines[-2:] == ["2 drills proven, on 6 problems each.", "No problems found."]


def test_how_each_drill_does_is_told_to_programs_too(cardgrad: Run, deck: Path) -> None:
    mul, cost = document(cardgrad, "--verbose", "--seeds", "6")
    assert (mul["path"], mul["line"], mul["severity"], mul["card"]) == (str(deck), 4, "note", "gates/mul")
    assert "3 mistakes told apart, proven 6 times" in mul["message"]
    assert (mul["problems"], mul["proof"], cost["proof"]) == (6, "calculus", "arithmetic")
    assert 0.9 <= mul["accepted"] <= 1
    assert mul["targets"][0] == "mul-not-switched"
    assert mul["merged"] == [["upstream-forgotten", "upstream-not-started"]]
    assert "fan-out-overwritten" in mul["dropped"]


def test_what_is_wrong_with_a_drill_is_told_at_its_line(cardgrad: Run, tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(WRONG)
    ran = cardgrad("deck", "check", path)
    assert ran.code == 3
    first, second, total = ran.out.splitlines()
    assert first == f"{path}:12: card 'mul': the example says 8, 6, and the answer is -8 | 6"
    assert second.startswith(f"{path}:13: card 'rare': only ")
    assert second.endswith(" and 20 % should; most others fail by: unless x * y > 30")
    assert total == "2 errors, 0 warnings."


def test_a_check_says_every_fault_and_ends_with_three(cardgrad: Run, tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("deck: bad\ncards:\n  - {id: a, fornt: Q, back: A}\n  - {id: a, front: Q, back: ''}\n")
    ran = cardgrad("deck", "check", path, "--json")
    assert ran.code == 3
    faults = json.loads(ran.out)
    assert len(faults) >= 2
    assert all(set(fault) == {"path", "line", "severity", "message"} for fault in faults)
    assert {fault["line"] for fault in faults} >= {3, 4}
    assert any("did you mean front" in fault["message"] for fault in faults)
    ran = cardgrad("deck", "check", path)
    assert ran.code == 3
    assert f"{path}:3: " in ran.out
    assert len(ran.err.splitlines()) == 1


def test_a_missing_path_is_a_fault(cardgrad: Run, tmp_path: Path) -> None:
    ran = cardgrad("deck", "check", tmp_path / "none.yaml")
    assert ran.code == 3
    assert str(tmp_path / "none.yaml") in ran.out
