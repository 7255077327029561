"""`cardgrad problem`: one problem shown, judged, named by its reference, and kept when its drill has changed."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Write = Callable[[str, str], Path]

DECK = """\
deck: gates
title: Gates
cards:
  - id: mul
    graph: f = x * y
    given: {x: int 2..9, y: int 11..19}
    upstream: int 2..5
    ask: [d/dx, d/dy]
  - id: net
    graph: |
      z = X @ W
      L = sum(z^2)
    given: {X: 2x2 of int -3..3 except 0, W: 2x2 of int -3..3 except 0}
    ask: [dL/dW, L]
  - id: shape
    graph: Z = X @ W
    given: {X: N x D, W: D x C}
    ask: shape(d/dX)
  - id: balance
    graph: Z = X @ W
    given: {X: letter N x D, W: letter D x C}
    upstream: letter G
    ask: [d/dX, d/dW]
  - id: cost
    graph: Z = X @ W
    given: {X: N x D, W: D x C}
    ask: multiplications(Z)
    proof: arithmetic
  - {id: flash, front: Q, back: A}
"""
DRILLS = ["mul", "net", "shape", "balance", "cost"]


@pytest.fixture(autouse=True)
def gates(own_deck: Write, no_shipped_decks: Path) -> Path:
    del no_shipped_decks
    return own_deck("gates.yaml", DECK)


def document(cardgrad: Run, *arguments: object) -> dict[str, Any]:
    """Return what the command prints as JSON."""
    ran = cardgrad("problem", *arguments, "--json")
    assert (ran.code, ran.err) == (0, "")
    found: dict[str, Any] = json.loads(ran.out)
    return found


def test_a_problem_has_everything_an_instructor_checks(cardgrad: Run) -> None:
    found = document(cardgrad, "gates/mul@40")
    assert (found["drill"], found["seed"], found["reference"]) == ("gates/mul", 40, "gates/mul@40")
    x, y, upstream = (int(text) for text in (found["given"]["x"], found["given"]["y"], found["upstream"]))
    assert found["ask"] == ["dL/dx", "dL/dy"]
    assert found["key"] == f"{upstream * y} | {upstream * x}"
    assert str(x) in found["prompt"]
    swapped = next(mistake for mistake in found["mistakes"] if mistake["id"] == "mul-not-switched")
    assert swapped["answer"] == f"{upstream * x} | {upstream * y}"
    assert swapped["message"].startswith("A product switches")
    assert (found["proof"], found["band"], found["changed"]) == ("dual numbers", "any", False)
    assert found["working"]


def test_the_same_reference_is_the_same_problem_and_the_band_is_in_it(cardgrad: Run) -> None:
    assert document(cardgrad, "gates/mul@41") == document(cardgrad, "gates/mul@41")
    assert [document(cardgrad, f"gates/mul@{40 + band}")["band"] for band in range(4)] == [
        "any", "easy", "medium", "hard",
    ]  # fmt: skip


@pytest.mark.parametrize("drill", DRILLS)
def test_the_key_is_correct_and_each_mistake_is_told_by_its_answer(cardgrad: Run, drill: str) -> None:
    for seed in (4, 9):
        found = document(cardgrad, f"gates/{drill}@{seed}")
        judged = document(cardgrad, f"gates/{drill}@{seed}", "--answer", found["key"])
        assert (judged["verdict"], judged["diagnosis"], judged["credit"]) == ("correct", [], "1")
        assert found["mistakes"]
        for mistake in found["mistakes"]:
            judged = document(cardgrad, f"gates/{drill}@{seed}", "--answer", mistake["answer"])
            assert judged["verdict"] in ("wrong", "partly_correct")
            assert judged["diagnosis"][0] == mistake["id"]


def test_part_of_an_answer_counts(cardgrad: Run) -> None:
    right = document(cardgrad, "gates/mul@40")["key"].split(" | ")
    judged = document(cardgrad, "gates/mul@40", "--answer", f"{right[0]} | 77777")
    assert (judged["verdict"], judged["parts"], judged["credit"]) == ("partly_correct", [True, False], "1/2")


def test_an_answer_that_cannot_be_read_is_not_wrong(cardgrad: Run) -> None:
    judged = document(cardgrad, "gates/mul@40", "--answer", "1 x")
    assert (judged["verdict"], judged["diagnosis"], judged["position"]) == ("unreadable", [], 2)
    ran = cardgrad("problem", "gates/mul@40", "--answer", "1 x")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.splitlines()[1:] == ["1 x", "  ^"]
    assert cardgrad("problem", "gates/mul@40", "--answer", "").code == 1


def test_a_wrong_answer_is_a_value_and_no_error(cardgrad: Run) -> None:
    key = document(cardgrad, "gates/mul@40")["key"]
    ran = cardgrad("problem", "gates/mul@40", "--answer", " | ".join(reversed(key.split(" | "))))
    assert ran.code == 0
    assert "Not correct." in ran.out
    assert "Consistent with: not switched at a product, first at ∂L/∂x." in ran.out
    assert "Correct." in cardgrad("problem", "gates/mul@40", "--answer", key).out


def test_counting_is_marked_wherever_it_is_shown(cardgrad: Run) -> None:
    assert document(cardgrad, "gates/cost@8")["proof"] == "arithmetic"
    assert "Proven by counting again." in cardgrad("problem", "gates/cost@8").out


def test_what_is_given_is_said_in_letters_and_sizes_too(cardgrad: Run) -> None:
    assert document(cardgrad, "gates/balance@4")["given"] == {"X": "letter N x D", "W": "letter D x C"}
    assert re.fullmatch(r"\dx\d", document(cardgrad, "gates/shape@4")["given"]["X"])


def test_the_screen_shows_key_working_drawing_mistakes_and_proof(cardgrad: Run) -> None:
    ran = cardgrad("problem", "gates/mul@40")
    assert (ran.code, ran.err) == (0, "")
    wanted = ["gates/mul@40", "What are", "Answer:", "(*)", "Wrong answers that name a mistake:", "mul-not-switched",
              "Proven a second time by dual numbers.", "for this drill"]  # fmt: skip
    assert all(text in ran.out for text in wanted)
    assert max(map(len, ran.out.splitlines())) <= 80
    assert "To see it again" not in ran.out


def test_a_drill_alone_draws_a_problem_and_says_how_to_see_it_again(cardgrad: Run) -> None:
    ran = cardgrad("problem", "mul")
    (reference,) = re.findall(r"cardgrad problem (gates/mul@\d+)", ran.out)
    again = cardgrad("problem", reference)
    assert again.out.strip() in ran.out
    assert len({document(cardgrad, "mul")["seed"] for _ in range(8)}) > 1


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("gates/mull@4", "did you mean"),
        ("gates/flash@4", "gates/flash is no drill and has no problems"),
        ("gates/mul@x", "names no problem"),
        ("gates/mul@-4", "names no problem"),
        ("gates/mul@", "names no problem"),
        ("@4", "names no problem"),
        ("gates/mul@" + "9" * 5000, "names no problem"),
        ("nothing", "nothing"),
    ],
)
def test_what_names_no_problem_is_refused_in_one_sentence(cardgrad: Run, name: str, said: str) -> None:
    ran = cardgrad("problem", name)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1


def answered(cardgrad: Run, drill: str) -> dict[str, Any]:
    """Give a drill up in a session; return the problem as the log has it."""
    cardgrad("practice", drill, stdin="\n\n\n\n")
    kept = json.loads(cardgrad("card", "show", drill, "--json").out)["reviews"][0]["problem"]
    assert isinstance(kept, dict)
    return kept


def test_a_problem_of_the_log_is_made_again_while_its_drill_is_unchanged(cardgrad: Run) -> None:
    kept = answered(cardgrad, "gates/mul")
    found = document(cardgrad, kept["reference"])
    assert (found["changed"], found["key"]) == (False, " | ".join(kept["key"]))


def test_a_problem_whose_drill_has_changed_is_shown_as_it_was_asked(cardgrad: Run, own_deck: Write) -> None:
    kept = answered(cardgrad, "gates/mul")
    own_deck("gates.yaml", DECK.replace("int 11..19", "int 21..29"))
    found = document(cardgrad, kept["reference"])
    assert (found["changed"], found["prompt"], found["key"]) == (True, kept["prompt"], " | ".join(kept["key"]))
    assert found["given"] == kept["givens"]
    ran = cardgrad("problem", kept["reference"])
    assert (ran.code, ran.err) == (0, "")
    assert "The drill has changed; this is the problem as you were asked it." in ran.out
    assert kept["key"][0] in ran.out
    judged = cardgrad("problem", kept["reference"], "--answer", "1 | 2")
    assert judged.code == 1
    assert "has changed since" in judged.err
    number = int(kept["reference"].rpartition("@")[2])
    assert document(cardgrad, f"gates/mul@{number + 4}")["changed"] is False


def test_a_problem_whose_drill_is_gone_is_still_in_the_log(cardgrad: Run, own_deck: Write) -> None:
    kept = answered(cardgrad, "gates/mul")
    own_deck("gates.yaml", "deck: gates\ncards:\n  - {id: flash, front: Q, back: A}\n")
    assert "in none of your decks any more" in cardgrad("problem", kept["reference"]).out
    assert cardgrad("problem", "gates/mul@3").code == 2


def test_nothing_heavy_is_loaded_while_the_decks_are_unchanged(gates: Path) -> None:
    os.utime(gates, (1, 1))  # a file of this very second is compared once more
    code = (
        "import sys; sys.argv = ['cardgrad', 'problem', 'gates/mul@40']\n"
        "from cardgrad.cli import main\n"
        "try: main()\n"
        "except SystemExit: print([name for name in ('sympy', 'yaml', 'pydantic') if name in sys.modules])"
    )
    for _ in range(2):  # the first one reads the decks
        ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"


def test_a_problem_is_called_as_hard_as_it_was_drawn_to_be(cardgrad: Run) -> None:
    for number, band in ((5, "easy"), (6, "medium"), (7, "hard")):
        assert f"{band} for this drill." in cardgrad("problem", f"gates/mul@{number}").out
        assert document(cardgrad, f"gates/mul@{number}")["band"] == band
