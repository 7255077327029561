"""`cardgrad quiz take`, over the sample quiz of tests/quizzes and over decks."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cardgrad.history.log import History
from cardgrad.history.reading import answers_of

SAMPLE = Path(__file__).parents[1] / "quizzes" / "sample.record.json"
RIGHT = "-14\n18\n5\n-25\nb\nc\nsummed\nbcda\npaths add up\n-23 -19\n2\n"
DECK = """deck: gates
cards:
  - id: swap
    graph: f = x * y
    given: {x: int 2..9, y: int -9..-2}
    ask: [d/dx]
  - id: add
    prompt: What does an ADD gate do?
    choice:
      right: it distributes
      wrong: [it swaps, it routes]
"""


@pytest.fixture
def quiz(tmp_path: Path) -> Path:
    shutil.copy(SAMPLE, tmp_path / "sample.record.json")
    return tmp_path / "sample.record.json"


def history(tmp_path: Path) -> History:
    return History(tmp_path / "home")


def test_a_quiz_is_taken_in_one_pass_with_a_review(cardgrad: Any, quiz: Path, golden: Callable[..., None]) -> None:
    lines = "18\n-14\n6\n-30\na\nc\nmultiplied\nbcad\nbecause\n\n\n0.5\n"
    ran = cardgrad("quiz", "take", quiz, "--minutes", 30, stdin=lines)
    assert (ran.code, ran.err) == (0, "")
    golden("quiz-take.txt", ran.out)


def test_every_answer_is_in_the_history_and_no_schedule_moves(cardgrad: Any, quiz: Path, tmp_path: Path) -> None:
    ran = cardgrad("quiz", "take", quiz, stdin=RIGHT)
    assert "Score: 12 of 12 points (100 %)" in ran.out
    log = history(tmp_path)
    answers = [answers_of(log, question, 9) for question in ("gates/swap", "gates/why", "gates/layer")]
    assert [(one.grade, one.purpose) for (one,) in answers] == [(4, "quiz")] * 3
    assert answers[1][0].facts["typed"] == ["paths add up"]
    assert {schedule.due for schedule in log.schedules().values()} == {None}
    assert log.fold() == log.schedules()
    log.close()


def test_answers_move_the_schedule_when_asked(cardgrad: Any, quiz: Path, tmp_path: Path) -> None:
    cardgrad("quiz", "take", quiz, "--schedule", stdin=RIGHT)
    log = history(tmp_path)
    assert {schedule.repetitions for schedule in log.schedules().values()} == {1}
    log.close()


def test_answers_given_before_the_input_ends_are_kept(cardgrad: Any, quiz: Path, tmp_path: Path) -> None:
    ran = cardgrad("quiz", "take", quiz, stdin="-14\n18\n5\n")
    assert "Score: 3 of 12 points (25 %)" in ran.out
    log = history(tmp_path)
    assert [one.facts["typed"] for one in answers_of(log, "gates/circuit", 9)] == [["5 | "]]
    assert answers_of(log, "gates/loss", 9) == []
    log.close()


def test_a_quiz_of_which_nothing_is_answered_is_not_said_to_be_kept(cardgrad: Any, quiz: Path) -> None:
    ran = cardgrad("quiz", "take", quiz, stdin="")
    assert "Score: 0 of 12 points" in ran.out
    assert ran.out.endswith("Nothing was answered, and nothing is kept.\n")


def test_where_no_answer_could_be_kept_none_is_asked_for(cardgrad: Any, quiz: Path, tmp_path: Path) -> None:
    (tmp_path / "home").write_text("no folder")
    ran = cardgrad("quiz", "take", quiz, stdin=RIGHT)
    assert (ran.code, ran.out, "data folder" in ran.err) == (1, "", True)


def test_another_form_can_be_taken(cardgrad: Any, quiz: Path) -> None:
    assert "x = 4" in cardgrad("quiz", "take", quiz, "--form", "b").out
    ran = cardgrad("quiz", "take", quiz, "--form", "C")
    assert (ran.code, "has no form C: it has A, B" in ran.err) == (2, True)


def test_a_quiz_is_drawn_from_decks(cardgrad: Any, own_deck: Any, no_shipped_decks: Path) -> None:
    own_deck("gates.yaml", DECK)
    first, second = (cardgrad("quiz", "take", "gates", "--questions", 2, "--seed", 5) for _ in range(2))
    assert (first.code, first.err) == (0, "")
    assert "Question 2 of 2" not in first.out  # the input ended at the first
    assert "Score: 0 of 2 points" in first.out
    assert first.out == second.out


def test_a_quiz_file_is_taken_without_printing_it(cardgrad: Any, own_deck: Any, no_shipped_decks: Path,
                                                  tmp_path: Path) -> None:  # fmt: skip
    own_deck("gates.yaml", DECK)
    (tmp_path / "week3.yaml").write_text(
        "title: Week three\nquestions:\n  - {card: gates/add, points: 2}\n", encoding="utf-8"
    )
    ran = cardgrad("quiz", "take", tmp_path / "week3.yaml", stdin="a\n")
    assert "Week three" in ran.out
    assert "1 question, 2 points." in ran.out
    (tmp_path / "bad.yaml").write_text("title: x\nquestions:\n  - {cart: gates/add}\n", encoding="utf-8")
    assert cardgrad("quiz", "take", tmp_path / "bad.yaml").code == 3


def test_a_quiz_that_is_not_there_is_one_sentence(cardgrad: Any, tmp_path: Path) -> None:
    ran = cardgrad("quiz", "take", tmp_path / "none.record.json")
    assert (ran.code, ran.err.count("\n"), "there is no such quiz" in ran.err) == (1, 1, True)


def test_a_quiz_is_taken_with_real_keys_and_ctrl_c_keeps_what_was_given(quiz: Path, tty: Any, tmp_path: Path) -> None:
    screen = tty("quiz", "take", str(quiz), rows=40)
    screen.sees("∂L/∂x (exact):").keys("-14\r")
    screen.sees("∂L/∂y (exact):").keys("18\r")
    screen.sees("Question 2 of 8").keys("5\r")
    screen.sees("f (exact):").keys("\x03")
    screen.sees("every answer given is kept")
    assert screen.ended() == 130
    log = history(tmp_path)
    assert len(answers_of(log, "gates/swap", 9)) == 1
    assert len(answers_of(log, "gates/circuit", 9)) == 1  # one of its two boxes was filled in
    log.close()


def test_at_the_end_of_its_minutes_a_quiz_stops_by_itself_and_what_was_entered_counts(
    quiz: Path, tty: Any, tmp_path: Path
) -> None:
    short = f"""
from cardgrad.quizzes.taking import Taking
Taking.seconds_left = lambda self, now: None if len(self._cells) == 0 else 0.6
import sys
sys.argv = ["cardgrad", "quiz", "take", {str(quiz)!r}, "--minutes", "1"]
from cardgrad.cli import main
main()
"""
    screen = tty("sh", "-c", 'exec "$0" -c "$1"', sys.executable, short, rows=40)
    screen.sees("∂L/∂x (exact):").keys("-14\r")
    screen.sees("∂L/∂y (exact):").keys("1")
    screen.sees("Time is up; what was not entered by then does not count.", "Score:")
    assert screen.ended() == 0
    log = history(tmp_path)
    assert len(answers_of(log, "gates/swap", 9)) == 1
    log.close()


def test_the_review_works_out_what_was_not_all_right(cardgrad: Any, own_deck: Any, no_shipped_decks: Path) -> None:
    own_deck("gates.yaml", "deck: gates\ncards:\n  - {id: a, graph: f = x^2, given: {x: [7]}, ask: d/dx}\n")
    ran = cardgrad("quiz", "take", "gates", "--questions", "1", stdin="?\n")
    told = ran.out.partition("You: nothing\n")[2].split("\n")
    assert "14" in told[0]
    assert "  ∂f/∂x = 2x = 14" in told[1:]
    right = cardgrad("quiz", "take", "gates", "--questions", "1", stdin="14\n")
    assert "2x = 14" not in right.out


def test_a_key_of_several_lines_stands_below_its_heading(cardgrad: Any, own_deck: Any, no_shipped_decks: Path) -> None:
    own_deck("gates.yaml", 'deck: gates\ncards:\n  - {id: a, front: Draw it., back: "```\\nx -+\\n   +- z\\n```"}\n')
    ran = cardgrad("quiz", "take", "gates", "--questions", "1", stdin="a wire\n1\n")
    assert "`" not in ran.out
    assert "Key:\n  x -+\n     +- z\n" in ran.out


def test_problems_for_a_calculator_are_asked_when_one_is_allowed(
    cardgrad: Any, own_deck: Any, no_shipped_decks: Path
) -> None:
    own_deck("e.yaml", "deck: e\ncards:\n  - {id: a, graph: f = exp(x), given: {x: int 1..9}, ask: d/dx}\n")
    refused = cardgrad("quiz", "take", "e", "--questions", "1")
    assert (refused.code, "needs a calculator" in refused.err) == (1, True)
    ran = cardgrad("quiz", "take", "e", "--questions", "1", "--calculator")
    assert "significant digits" in ran.out
