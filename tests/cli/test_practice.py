"""`cardgrad practice`: what it picks, what it says, and that the schedule stays."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cardgrad.history.log import History
from cardgrad.history.reading import answers_of
from quizgen.problem import read_reference

Run = Callable[..., Any]
Write = Callable[[str, str], Path]
Start = Callable[..., Any]

FRONTS = """\
deck: gates
title: Gates
cards:
  - {id: one, front: first question, back: first answer, tags: [sum]}
  - {id: two, front: second question, back: second answer}
  - {id: three, cloze: "a {{x: gap}} and a {{y: second one}}"}
"""
DRILL = """\
deck: drills
title: Drills
cards:
  - id: mul
    graph: f = x * y
    given: {x: int 2..9, y: int 11..19}
    ask: [d/dx, d/dy]
"""
STAYS = "Your schedule stays as it is."


@pytest.fixture(autouse=True)
def _decks(no_shipped_decks: Path, own_deck: Write) -> None:
    own_deck("gates.yaml", FRONTS)
    own_deck("drills.yaml", DRILL)


def reviews(cardgrad: Run, card: str) -> list[tuple[int, str]]:
    found = json.loads(cardgrad("card", "show", card, "--json").out)["reviews"]
    return [(review["grade"], review["purpose"]) for review in found]


def opening(ran: Any) -> str:
    assert (ran.code, ran.err) == (0, "")
    return str(ran.out.splitlines()[0])


def test_answers_are_logged_and_nothing_becomes_due(cardgrad: Run) -> None:
    before = cardgrad("due", "--json").out
    ran = cardgrad("practice", "gates/one", stdin="\n1\n")
    assert "first answer" in ran.out
    assert "Gates  practice" in ran.out
    assert "0 of 1 answer good (0 %)" in ran.out
    assert "  gates/one" in ran.out.splitlines()
    assert reviews(cardgrad, "gates/one") == [(1, "practice")]
    assert cardgrad("due", "--json").out == before


def test_a_practice_answer_can_be_undone_afterwards_and_is_asked_first_again(cardgrad: Run) -> None:
    cardgrad("practice", "gates/one", stdin="\n1\n")
    assert cardgrad("undo").out == "Undone: the answer graded 1 on gates/one. The next practice asks it again.\n"
    assert reviews(cardgrad, "gates/one") == []
    for seed in "abc":
        assert "first question" in cardgrad("practice", "--seed", seed, "--count", 1).out


def test_without_a_choice_it_takes_what_was_met_and_all_where_nothing_was(cardgrad: Run) -> None:
    assert opening(cardgrad("practice")) == f"Practice: 5 cards. {STAYS}"
    cardgrad("study", "gates", "--limit", 2, stdin="\n4\n\n4\n")
    assert opening(cardgrad("practice")) == f"Practice: 2 cards. {STAYS}"
    assert opening(cardgrad("practice", "gates")) == f"Practice: 4 cards. {STAYS}"


@pytest.mark.parametrize(
    ("picked", "cards"),
    [
        (["gates"], 4), (["ga"], 4), (["gates/one"], 1), (["gates/tw"], 1), (["gates/three"], 2),
        (["gates/three/x"], 1), (["mul"], 1), (["drills", "gates/one"], 2), (["drills", "drills/mul"], 1),
        (["--tag", "sum"], 1), (["gates", "--tag", "sum"], 1),
    ],
)  # fmt: skip
def test_decks_cards_siblings_and_tags_are_picked_by_name(cardgrad: Run, picked: list[str], cards: int) -> None:
    noun = "card" if cards == 1 else "cards"
    assert opening(cardgrad("practice", *picked)) == f"Practice: {cards} {noun}. {STAYS}"


def test_a_deck_file_is_practised_where_it_is(cardgrad: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "my.yaml").write_text(DRILL.replace("drills", "mine"))
    monkeypatch.chdir(tmp_path)
    for path in ("my.yaml", "./my.yaml", str(tmp_path / "my.yaml")):
        assert opening(cardgrad("practice", path)) == f"Practice: 1 card. {STAYS}"
    away = cardgrad("practice", "mine/mul")
    assert (away.code, away.out) == (2, "")
    assert away.err.startswith("cardgrad: the deck 'mine' is not among your decks: name its file, ")


def test_a_broken_deck_file_is_not_replaced_by_all_other_cards(cardgrad: Run, tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("deck: broken\ncards:\n  - {id: a, front: Q}\n")
    ran = cardgrad("practice", path)
    assert (ran.code, ran.out) == (2, "")
    assert f"{path}:3: " in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["gates/ome"], "there is no card 'gates/ome' (did you mean gates/one?)"),
        (["gatse"], "there is no deck 'gatse' (did you mean gates?)"),
        (["gates/t"], "'gates/t' names several cards: gates/two, gates/three/x, gates/three/y: write one in full."),
        (["--tag", "nope"], "no card here has the tag 'nope'"),
        (["nope.yaml"], "nope.yaml: there is no such file or folder"),
        (["--count", "0"], "'--count': 0 is not in the range"),
        (["--band", "harder"], "'harder' is not one of 'easy', 'medium', 'hard'"),
        (["--missed", "-1"], "'--missed': -1 is not in the range"),
    ],
)
def test_what_it_does_not_understand_it_says_and_asks_nothing(cardgrad: Run, arguments: list[str], said: str) -> None:
    ran = cardgrad("practice", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_the_count_asks_fewer_cards_or_drills_more_often(cardgrad: Run) -> None:
    assert opening(cardgrad("practice", "--count", 2)) == f"Practice: 2 of 5 cards. {STAYS}"
    assert opening(cardgrad("practice", "drills", "--count", 3)) == f"Practice: 3 questions on 1 card. {STAYS}"
    assert "3/3" in cardgrad("practice", "drills", "--count", 3, stdin="\n" + ":give-up\n\n" * 3).out


@pytest.mark.parametrize(("band", "number"), [("easy", 1), ("medium", 2), ("hard", 3)])
def test_the_band_says_how_hard_problems_are(cardgrad: Run, band: str, number: int) -> None:
    cardgrad("practice", "drills", "--band", band, stdin="\n:give-up\n")
    history = History(Path(os.environ["CARDGRAD_HOME"]))
    (answer,) = answers_of(history, "drills/mul", 9)
    history.close()
    assert read_reference(answer.facts["problem"]["reference"])[2] == number


def test_what_was_missed_within_the_days_is_practised_again(cardgrad: Run) -> None:
    nothing = cardgrad("practice", "--missed", 1)
    assert nothing.code == 0
    assert nothing.out == "Nothing here was missed today: there is nothing to practise again.\n"
    cardgrad("study", "gates", "--limit", 2, stdin="\n4\n\n2\n")
    ran = cardgrad("practice", "--missed", 2, now="2026-03-03T09:00:00+00:00")
    assert opening(ran) == f"Practice: 1 card. {STAYS}"
    assert "second question" in ran.out
    later = cardgrad("practice", "--missed", 2, now="2026-03-04T09:00:00+00:00").out
    assert later == "Nothing here was missed within 2 days: there is nothing to practise again.\n"


def test_a_suspended_card_rests_unless_it_is_named(cardgrad: Run) -> None:
    cardgrad("card", "suspend", "drills/mul")
    assert opening(cardgrad("practice")) == f"Practice: 4 cards. {STAYS}"
    assert opening(cardgrad("practice", "drills/mul")) == f"Practice: 1 card. {STAYS}"
    ran = cardgrad("practice", "drills")
    assert (ran.code, ran.out) == (2, "")
    assert "every card here is suspended" in ran.err


def test_the_same_seed_asks_the_same(cardgrad: Run) -> None:
    outs = {cardgrad("practice", "--seed", seed, stdin="\n:quit\n").out for seed in ("a", "b", "c", "d", "a")}
    assert len(outs) == 4


def test_at_a_terminal_it_looks_like_study_and_says_that_it_is_practice(tty: Start, cardgrad: Run) -> None:
    one = tty("practice", "gates/one").sees(STAYS, "Gates  practice", "first question", "1/1").keys(" ")
    one.sees("first answer", "3 hard · 4 good (Space)").keys("1").sees("Look at these again:")
    one.keys("u").sees("Undone: gates/one", "first question").keys("q").ended()
    assert reviews(cardgrad, "gates/one") == []
