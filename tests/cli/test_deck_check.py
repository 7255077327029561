"""`cardgrad deck check`: faults with their places, how drills do, and a summary that a person can take in."""

import json
import re
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
    upstream: int 2..6
    ask: [d/dx, d/dy]
    examples:
      - {given: {x: 3, y: -4}, upstream: 2, answer: [-8, 6]}
      - given: {x: 3, y: -4}
        upstream: 2
        answer: 8, 6
  - {id: rare, graph: f = x * y, given: {x: int 2..30, y: int 2..30}, ask: d/dx, unless: x*y > 30}
"""
POOR = "deck: poor\ncards:\n  - {id: two, front: 'What is a gate, and why?', back: b}\n  - {front: f, back: b}\n"


@pytest.fixture(autouse=True)
def deck(no_shipped_decks: Path, own_deck: Write) -> Path:
    return own_deck("gates.yaml", DECK)


def document(cardgrad: Run, *arguments: object, code: int = 0) -> Any:
    ran = cardgrad("deck", "check", *arguments, "--json")
    assert ran.code == code
    return json.loads(ran.out)


def timeless(text: str) -> str:
    return re.sub(r"\d+\.\d s\.", "0.0 s.", text)


def test_a_sound_deck_has_no_faults_and_its_drills_are_proven(cardgrad: Run, deck: Path) -> None:
    assert document(cardgrad, deck)["faults"] == []
    ran = cardgrad("deck", "check")
    assert timeless(ran.out) == (
        "1 deck, 3 cards: no problems found.\n"
        "2 drills proven, on 20 problems each; hardest to draw: gates/cost, 63 % of draws accepted.\n"
        "2 proofs, none of them new; 0.0 s.\n"
    )
    assert "2 drills proven, on 3 problems each" in cardgrad("deck", "check", "--seeds", "3").out
    assert cardgrad("deck", "check", "--seeds", "0").out == "1 deck, 3 cards: no problems found.\n"


def test_how_each_drill_does_is_told_on_request(cardgrad: Run, deck: Path) -> None:
    lines = cardgrad("deck", "check", "-v", "--seeds", "6").out.splitlines()
    assert lines[0] == "gates/mul  100 % accepted, 3 mistakes told apart, proven 6 times"
    assert lines[1] == "    told apart: mul-not-switched, upstream-forgotten, upstream-not-started, upstream-twice"
    assert lines[2] == "    come to the same: upstream-forgotten = upstream-not-started"
    assert lines[3].startswith("    never show: fan-out-overwritten, ")
    assert lines[4].startswith("gates/cost  63 % accepted, ")
    assert lines[4].endswith(", counted 6 times (proof: arithmetic)")


def test_how_each_drill_does_is_told_to_programs(cardgrad: Run, deck: Path) -> None:
    found = document(cardgrad, "--seeds", "6")
    mul, cost = found["drills"]
    assert {*cost["rejected"][0]} == {"reason", "draws"}  # no sentence is a key
    assert (mul["path"], mul["line"], mul["card"], mul["sound"]) == (str(deck), 4, "gates/mul", True)
    assert "3 mistakes told apart, proven 6 times" in mul["message"]
    assert (mul["problems"], mul["proof"], cost["proof"]) == (6, "calculus", "arithmetic")
    assert 0.9 <= mul["accepted"] <= 1
    assert mul["targets"][0] == "mul-not-switched"
    assert mul["merged"] == [["upstream-forgotten", "upstream-not-started"]]
    assert "fan-out-overwritten" in mul["dropped"]
    summary = found["summary"]
    assert (summary["decks"], summary["cards"], summary["errors"], summary["warnings"]) == (1, 3, 0, 0)
    assert (summary["drills_proven"], summary["problems_each"], summary["proofs"]) == (2, 6, 2)
    assert summary["least_accepted"]["card"] == "gates/cost"


def test_what_is_wrong_with_a_drill_is_told_at_its_place(cardgrad: Run, tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(WRONG)
    ran = cardgrad("deck", "check", path)
    assert ran.code == 3
    first, second, _, total, *_ = ran.out.splitlines()
    assert first == f"{path}:12:17: card 'mul': the example says 8, 6, and the answer is -8 | 6"
    assert second.startswith(f"{path}:13:90: card 'rare': only ")
    assert second.endswith(" and 20 % should; most others fail by: unless x * y > 30")
    assert total == "1 deck, 2 cards: 2 errors, 0 warnings."


def test_a_check_says_every_fault_and_ends_with_three(cardgrad: Run, tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("deck: bad\ncards:\n  - {id: a, fornt: Q, back: A}\n  - {id: a, front: Q, back: ''}\n")
    found = document(cardgrad, path, code=3)
    assert found["ok"] is False
    assert all(list(fault) == ["path", "line", "column", "severity", "message", "rule"] for fault in found["faults"])
    assert {(fault["line"], fault["column"]) for fault in found["faults"]} >= {(3, 13), (4, 10)}
    assert any("did you mean front" in fault["message"] for fault in found["faults"])
    ran = cardgrad("deck", "check", path)
    assert ran.code == 3
    assert f"{path}:3:13: card 'a' has " in ran.out
    assert len(ran.err.splitlines()) == 1


def test_a_missing_path_is_a_fault(cardgrad: Run, tmp_path: Path) -> None:
    ran = cardgrad("deck", "check", tmp_path / "none.yaml")
    assert ran.code == 3
    assert str(tmp_path / "none.yaml") in ran.out


def test_warnings_are_told_by_their_rule_and_count_only_if_strict(cardgrad: Run, tmp_path: Path) -> None:
    path = tmp_path / "poor.yaml"
    path.write_text(POOR)
    ran = cardgrad("deck", "check", path)
    assert ran.code == 0
    first, second, blank, total = ran.out.splitlines()
    assert first.startswith(f"{path}:3:15: warning: card 'two' asks two questions at once")
    assert first.endswith(" [two-questions]")
    assert second.startswith(f"{path}:4:5: warning: this card has no id: add 'id: f'")
    assert (blank, total) == ("", "1 deck, 2 cards: 0 errors, 2 warnings.")
    strict = cardgrad("deck", "check", path, "--strict")
    assert (strict.code, strict.out) == (3, ran.out)
    assert strict.err == "cardgrad: 2 problems found: mend the deck and check again.\n"
    found = document(cardgrad, path, "--strict", code=3)
    assert (found["ok"], [fault["rule"] for fault in found["faults"]]) == (False, ["two-questions", "missing-id"])
    assert document(cardgrad, path)["ok"] is True


def test_missing_ids_are_written_and_told(cardgrad: Run, tmp_path: Path) -> None:
    path = tmp_path / "poor.yaml"
    path.write_text(POOR)
    ran = cardgrad("deck", "check", path, "--fix")
    assert ran.out.splitlines()[0] == f"{path}: wrote 1 id: f (line 4)."
    assert path.read_text() == POOR.replace("{front: f", "{id: f, front: f")
    assert "has no id" not in ran.out
    path.write_text(POOR)
    assert document(cardgrad, path, "--fix")["fixed"] == [
        {"path": str(path), "written": [{"line": 4, "id": "f"}], "refused": None}
    ]
    assert document(cardgrad, path, "--fix")["fixed"] == []


def test_a_card_is_compared_with_those_that_are_studied_beside_it(cardgrad: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("deck: mine\ncards:\n  - {id: a, front: First questions, back: x}\n")
    out = cardgrad("deck", "check", path).out
    assert re.search(r":3:13: warning: card 'a' asks nearly the same as card 'gates/one' \(.*gates.yaml:3\)", out)


def test_a_need_that_the_learner_has_suspended_is_told(cardgrad: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("deck: mine\ncards:\n  - {id: a, front: q, back: x, needs: [gates/one]}\n")
    assert cardgrad("deck", "check", path).out.startswith("1 deck, 1 card: no problems")
    assert cardgrad("card", "suspend", "gates/one").code == 0
    out = cardgrad("deck", "check", path).out
    assert "card 'mine/a' needs 'gates/one', which you have suspended: resume it with `cardgrad card resume" in out


def test_a_file_is_checked_where_no_data_folder_can_be_had(cardgrad: Run, tmp_path: Path, deck: Path) -> None:
    (tmp_path / "file").write_text("")
    ran = cardgrad("deck", "check", deck, "--seeds", "1", env={"CARDGRAD_HOME": str(tmp_path / "file" / "home")})
    assert (ran.code, ran.out.splitlines()[0]) == (0, "1 deck, 3 cards: no problems found.")
    assert "Checked without your other decks." in ran.err
    ran = cardgrad("deck", "check", env={"CARDGRAD_HOME": str(tmp_path / "file" / "home")})
    assert (ran.code, ran.out) == (1, "")


def test_a_check_makes_no_history(cardgrad: Run, tmp_path: Path, deck: Path) -> None:
    cardgrad("deck", "check", deck, "--seeds", "1")
    assert sorted(path.name for path in (tmp_path / "home").iterdir()) == ["decks", "index.db", "proofs.db"]


def test_what_stands_in_a_deck_steers_no_terminal(cardgrad: Run, tmp_path: Path) -> None:
    path = tmp_path / "evil.yaml"
    path.write_text(
        'deck: evil\ncards:\n  - {id: a, "fr\\e[31m[red]ont": "\\u202eq", back: b}\n'
        '  - {id: "\\u202e", front: q, back: b}\n'
    )
    ran = cardgrad("deck", "check", path)
    assert ran.code == 3
    assert "\x1b" not in ran.out
    assert "\u202e" not in ran.out
    assert "<001B>[31m[red]ont" in ran.out


STATED = """\
deck: stated
cards:
  - {id: right, front: "What is $d(x^2)/dx$?", back: "$d(x^2)/dx = 2*x$, as $?(x + h)^2$ shows."}
  - {id: wrong, front: "And $d(x^3)/dx$?", back: $d(x^3)/dx = 3*x$}
"""


def test_what_texts_state_is_proven_refuted_and_listed(cardgrad: Run, tmp_path: Path) -> None:
    path = tmp_path / "stated.yaml"
    path.write_text(STATED)
    ran = cardgrad("deck", "check", path, "--verbose")
    assert ran.code == 3
    shown, false, _, total, statements, _ = ran.out.splitlines()
    assert shown == f"{path}:3:79: shown, not checked: $(x + h)^2$"
    assert false.startswith(f"{path}:4:51: card 'wrong': $d(x^3)/dx = 3*x$ is false: at x = ")
    assert total == "1 deck, 2 cards: 1 error, 0 warnings."
    assert statements == "Statements: 1 proven, 1 shown and not checked, 1 false."
    found = document(cardgrad, path, code=3)
    assert found["summary"]["statements"] == {"proven": 1, "undecided": 0, "shown": 1, "false": 1}
    (said,) = found["statements"]["proven"]
    assert (said["of"], said["line"], said["column"], said["text"]) == ("stated/right", 3, 56, "d(x^2)/dx = 2*x")
    path.write_text("# a line more\n" + STATED)
    again = document(cardgrad, path, code=3)
    assert again["summary"]["proofs_known"] == 2
    assert [said["line"] for said in again["statements"]["shown"]] == [4]
    assert again["faults"][0]["line"] == found["faults"][0]["line"] + 1


MIXED = """\
deck: mixed
cards:
  - {front: "What is a momentum of the gradient, and why is it kept at all?", back: b}
  - {id: wrong, front: "Here is $L = w^2$ and $dL/dw = 3*w$.", bakc: y}
"""


def test_in_a_terminal_lines_break_at_words_and_errors_come_last(
    tty: Callable[..., Any], cardgrad: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mixed.yaml").write_text(MIXED)
    piped = cardgrad("deck", "check", "mixed.yaml").out.splitlines()
    assert all(line.startswith("mixed.yaml:") for line in piped[: piped.index("")])
    screen = tty("deck", "check", str(tmp_path / "mixed.yaml"), "--seeds", "0", rows=40, columns=80)
    assert screen.ended() == 3
    lines = [line.rstrip() for line in screen.lines]
    assert max(map(len, lines)) <= 80
    told = [line for line in lines[: lines.index("")] if not line.startswith("    ")]
    assert [" warning: " in line for line in told] == sorted((" warning: " in line for line in told), reverse=True)
    words = " ".join(" ".join(lines).split())
    assert "warning: 1 card has no id" in words
    for line in (line for line in piped[: piped.index("")] if "this card has no id" not in line):
        assert " ".join(line.partition(" ")[2].split()) in words


def test_cards_of_a_file_that_cannot_be_read_are_not_counted(cardgrad: Run, tmp_path: Path, deck: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("deck: broken\ncards:\n  - {id: a, front: b, back: c}\n  - {id: d\n")
    *_, total, said = cardgrad("deck", "check", path).out.splitlines()
    assert total == "1 deck: 1 error, 0 warnings."
    assert said == "The file cannot be used before its errors are mended: its cards are not counted."
    out = cardgrad("deck", "check", path, deck, "--seeds", "0").out
    assert "\n2 decks, 3 cards: 1 error, 0 warnings.\n1 of the files cannot be used before its errors " in out
    assert document(cardgrad, path, code=3)["summary"]["unread"] == 1


def test_entries_with_errors_are_counted_beside_the_cards(cardgrad: Run, tmp_path: Path) -> None:
    path = tmp_path / "some.yaml"
    path.write_text("deck: some\ncards:\n  - {id: a, front: b, back: c}\n  - {id: d, front: e}\n  - {id: f, todo: g}\n")
    assert "1 deck, 1 card and 1 entry with errors: 1 error, 1 warning." in cardgrad("deck", "check", path).out
    assert document(cardgrad, path, code=3)["summary"]["unsound"] == 1
