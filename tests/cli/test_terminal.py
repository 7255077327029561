"""A person at a real terminal: keys, typed lines, signals, sizes."""

import json
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Write = Callable[[str, str], Path]
Start = Callable[..., Any]

FRONTS = """\
deck: gates
title: Gates
notes: An ADD gate copies what arrives.
cards:
  - {id: one, front: first question, back: first answer}
  - {id: two, front: second question, back: second answer}
"""
WORD = """\
deck: words
cards:
  - {id: mul, prompt: which gate, type: [multiplication]}
  - {id: pick, prompt: which one, choice: {right: good, wrong: [bad]}}
"""
CTRL_A, CTRL_C, CTRL_D, UP, BACKSPACE = "\x01", "\x03", "\x04", "\x1b[A", "\x7f"


@pytest.fixture
def gates(own_deck: Write) -> Path:
    return own_deck("gates.yaml", FRONTS)


@pytest.fixture
def words(own_deck: Write) -> Path:
    return own_deck("words.yaml", WORD)


def grades(cardgrad: Run, card: str) -> list[int]:
    return [review["grade"] for review in json.loads(cardgrad("card", "show", card, "--json").out)["reviews"]]


def test_the_first_start_greets_and_asks_over_the_shipped_decks(tty: Start) -> None:
    one = tty("study").sees("Welcome to cardgrad.", "1/10", "q quit")
    assert one.keys("q").ended() == 0


def test_space_reveals_and_grades_and_the_key_bar_says_so(tty: Start, gates: Path, cardgrad: Run) -> None:
    one = tty("study", "gates").sees("first question", "Space show")
    assert "first answer" not in one.text
    one.keys(" ").sees("first answer", "4 good (Space)", "tomorrow")
    one.keys(" ").sees("second question", "2/2")
    one.keys(" ").sees("second answer").keys("5").sees("Done.", "2 answers on 2 cards")
    assert one.keys("\r").ended() == 0
    assert (grades(cardgrad, "gates/one"), grades(cardgrad, "gates/two")) == ([4], [5])


def test_undo_help_and_digits_work_as_single_keys(tty: Start, gates: Path, words: Path, cardgrad: Run) -> None:
    one = tty("study", "gates").sees("first question").keys("?").sees("take back the last line or answer")
    one.keys("x").sees("first question").keys(" ").sees("first answer").keys("2").sees("second question")
    one.keys("u").sees("Undone: gates/one", "first question").keys("q")
    assert one.ended() == 0
    assert grades(cardgrad, "gates/one") == []
    one = tty("study", "words", "--limit", "2").sees("which gate").keys("multiplication\r").sees("Correct.")
    one.keys("\r").sees("which one").keys("1").sees("Graded")
    one.keys("q").ended()
    assert len(grades(cardgrad, "words/pick")) == 1


def test_a_word_after_a_colon_works_where_keys_are_pressed_too(tty: Start, gates: Path, cardgrad: Run) -> None:
    one = tty("study", "gates").sees("first question").keys(" ").sees("first answer").keys("4").sees("second question")
    one.keys(":undo\r").sees("Undone: gates/one", "first question").keys(":q\r")
    assert one.ended() == 0
    assert grades(cardgrad, "gates/one") == []


def test_the_notes_are_read_in_the_pager_and_the_card_stands_there_afterwards(
    tty: Start, gates: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pager = tmp_path / "pager"
    pager.write_text("#!/bin/sh\ncat\nread -r _ </dev/tty\n")
    pager.chmod(0o755)
    monkeypatch.setenv("PAGER", str(pager))
    one = tty("study", "gates").sees("first question").keys("n").sees("An ADD gate copies what arrives.")
    one.keys("\r").sees("first question", "Space show")
    assert one.keys("q").ended() == 0


def test_arrow_and_function_keys_do_nothing_by_themselves(tty: Start, gates: Path, cardgrad: Run) -> None:
    one = tty("study", "gates").sees("first question")
    one.keys(UP, "\x1b[15~", "\x1bOP", "\x1b[1;5C").keys(" ").sees("first answer").keys("4").sees("second question")
    one.keys("q").ended()
    assert grades(cardgrad, "gates/one") == [4]


def test_a_typed_line_can_be_edited(tty: Start, words: Path, cardgrad: Run) -> None:
    one = tty("study", "words").sees("answer:")
    one.keys("ultiplicationx", BACKSPACE, CTRL_A, "m", "\r").sees("Correct.", "multiplication")
    assert one.keys("q").ended() == 0
    assert grades(cardgrad, "words/mul") == [4]


def test_the_up_key_brings_the_last_attempt_back(tty: Start, words: Path, cardgrad: Run) -> None:
    one = tty("study", "words").sees("answer:").keys("multiplicative\r").sees("Try once more.")
    one.keys(UP, *[BACKSPACE] * 3, "ion\r").sees("Correct.")
    one.keys("q").ended()
    assert grades(cardgrad, "words/mul") == [3]


def test_keys_typed_ahead_are_not_lost(tty: Start, gates: Path, words: Path, cardgrad: Run) -> None:
    one = tty("study", "gates", "words", "--limit", "3")
    one.keys(" 4 5multiplication\r\r\r").sees("Done.")
    one.keys("q").ended()
    assert [grades(cardgrad, card) for card in ("gates/one", "gates/two", "words/mul")] == [[4], [5], [4]]


def test_a_pager_that_does_not_wait_leaves_the_notes_to_be_read(
    tty: Start, gates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGER", "cat")
    one = tty("study", "gates").sees("first question").keys("n")
    one.sees("An ADD gate copies what arrives.", "Space show").keys(" ").sees("first answer")
    assert "An ADD gate" not in one.text


@pytest.mark.parametrize("deck", ["gates", "words"])
def test_ctrl_d_leaves_with_the_summary(tty: Start, gates: Path, words: Path, deck: str) -> None:
    one = tty("study", deck).sees("question" if deck == "gates" else "answer:").keys(CTRL_D)
    assert one.ended() == 0
    assert "Due tomorrow" in one.text


@pytest.mark.parametrize("deck", ["gates", "words"])
def test_ctrl_c_stops_at_once_and_every_answer_is_kept(
    tty: Start, gates: Path, words: Path, cardgrad: Run, deck: str
) -> None:
    one = tty("study", "gates", "--limit", "1").sees("first question").keys(" ").sees("first answer").keys("4")
    one.sees("Done.").keys("\r").ended()
    one = tty("study", deck).sees("question" if deck == "gates" else "answer:").keys(CTRL_C)
    assert one.ended() == 130
    assert "Traceback" not in one.text
    assert grades(cardgrad, "gates/one") == [4]


@pytest.mark.parametrize("wait", ["key()", "line('> ')"])
def test_ctrl_c_just_before_a_wait_does_not_wait_for_the_next_key(tty: Start, wait: str) -> None:
    waits = f"""
import _thread, threading
from cardgrad.cli.terminal import Terminal
with Terminal() as terminal:
    threading.Timer(0.5, _thread.interrupt_main).start()  # the flag that a signal sets, and no system call is cut short
    try:
        terminal.{wait}
    except KeyboardInterrupt:
        print("interrupted")
"""
    assert tty("sh", "-c", 'exec "$0" -c "$1"', sys.executable, waits).sees("interrupted").ended() == 0


@pytest.mark.parametrize("death", [signal.SIGKILL, signal.SIGHUP, signal.SIGTERM])
def test_an_answer_outlives_whatever_kills_the_session(tty: Start, gates: Path, cardgrad: Run, death: int) -> None:
    one = tty("study", "gates").sees("first question").keys(" ").sees("first answer").keys("3").sees("second question")
    one.child.kill(death)
    assert one.ended() != 0
    assert grades(cardgrad, "gates/one") == [3]
    assert cardgrad("data", "doctor").code == 0


def test_a_closed_window_keeps_the_answers(tty: Start, gates: Path, cardgrad: Run) -> None:
    one = tty("study", "gates").sees("first question").keys(" ").sees("first answer").keys("3").sees("second question")
    one.child.ptyproc.fileobj.close()
    one.child.wait()
    assert one.child.signalstatus == signal.SIGHUP
    assert grades(cardgrad, "gates/one") == [3]


def test_a_new_size_redraws_the_screen(tty: Start, gates: Path) -> None:
    one = tty("study", "gates").sees("first question", "──────────────────── 1/2")
    one.resized(24, 34).waits(lambda: "────" not in one.text and "1/2" in one.text, "no narrow screen")
    one.resized(10, 80).sees("──────────────────── 1/2", "first question")
    assert one.keys("q").ended() == 0


def test_a_new_size_keeps_the_line_that_is_being_typed(tty: Start, words: Path, cardgrad: Run) -> None:
    one = tty("study", "words").sees("answer:").keys("multi").sees("answer: multi")
    one.resized(20, 60).waits(lambda: "answer: multi" in one.text and "─ 1/2\n" in one.text, "no redrawn line")
    one.keys("plication\r").sees("Correct.").keys("q").ended()
    assert grades(cardgrad, "words/mul") == [4]


@pytest.mark.parametrize(
    ("arguments", "keys"),
    [("gates", "q"), ("gates", CTRL_C), ("gates", CTRL_D), ("words", CTRL_C), ("words", CTRL_D), ("words", ":q\r")],
)
def test_the_terminal_is_left_as_it_was(tty: Start, gates: Path, words: Path, arguments: str, keys: str) -> None:
    program = f"{sys.executable} -m cardgrad study {arguments}"
    one = tty("sh", "-c", f"trap : INT; stty -g >before; {program}; stty -g >after; echo bye", columns=80)
    one.sees("question" if arguments == "gates" else "answer:").keys(keys).sees("bye")
    one.ended()
    assert Path("before").read_text() == Path("after").read_text()


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_dumb_terminal_gets_no_escape_sequences_but_all_the_rest(
    tty: Start, gates: Path, cardgrad: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    one = tty("study", "gates").sees("first question", "Space show").keys(" ").sees("first answer", "4 good")
    one.keys("4").sees("second question").keys("q")
    assert one.ended() == 0
    assert b"\x1b" not in one.written
    assert grades(cardgrad, "gates/one") == [4]


def test_a_hostile_deck_sets_no_title_and_clears_nothing(
    tty: Start, own_deck: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("PAGER", "cat")
    text = '"\\e]0;owned\\a \\e[31m [red]text[/red] [x](http://x) \\u202e end"'
    own_deck(
        "evil.yaml", f"deck: evil\ntitle: {text}\nnotes: {text}\ncards:\n  - {{id: a, front: {text}, back: {text}}}\n"
    )
    one = tty("study", "evil").sees("<001B>]0;owned<0007> <001B>[31m [red]text[/red]").keys(" ").sees("4 good")
    one.keys("q").ended()
    assert one.screen.title == ""
    assert b"\x1b]" not in one.written
    assert "\u202e".encode() not in one.written
    assert tty("notes", "evil").ended() == 0


def test_the_editor_has_the_terminal_and_its_ctrl_c(
    tty: Start, gates: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cardgrad: Run
) -> None:
    editor = tmp_path / "editor"
    change = 'sed -i.bak "s/first question/better question/" "$1"'
    until = 'while [ "$line" != done ]; do read -r line; done'  # whether a shell goes on reading after a trap or not
    editor.write_text(f"#!/bin/sh\ntrap 'echo caught' INT\necho editing\n{until}\n{change}\n")
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))
    one = tty("study", "gates").sees("first question").keys("e").sees("editing")
    one.keys(CTRL_C).sees("caught").keys("done\r").sees("better question")
    one.keys(" ").sees("first answer").keys("4").sees("second question").keys("q")
    assert one.ended() == 0
    assert grades(cardgrad, "gates/one") == [4]


def test_two_sessions_at_once_both_keep_every_answer(tty: Start, gates: Path, words: Path, cardgrad: Run) -> None:
    one = tty("study", "gates").sees("first question")
    other = tty("study", "words").sees("which gate")
    one.keys(" ").sees("first answer").keys("4").sees("second question")
    other.keys("multiplication\r").sees("Correct.").keys("\r").sees("which one")
    one.keys(" ").sees("second answer").keys("5").sees("Done.").keys("q").ended()
    other.keys("q").ended()
    assert [grades(cardgrad, card) for card in ("gates/one", "gates/two", "words/mul")] == [[4], [5], [4]]
    assert cardgrad("data", "doctor").code == 0


MATRIX = """\
deck: matrices
cards:
  - id: net
    graph: "L = sum((X @ W)^2)"
    given: {X: 2x2 of int -3..3 except 0, W: 2x2 of int -3..3 except 0}
    ask: [dL/dX, dL/dW]
"""


def test_matrices_are_typed_row_by_row_and_the_up_key_brings_a_line_back(tty: Start, own_deck: Write) -> None:
    own_deck("matrices.yaml", MATRIX)
    one = tty("study", "matrices", "--seed", "1", rows=40).sees("a worked example").keys("\r")
    one.sees("∂L/∂X (2 × 2):").keys("1 2;\r").sees("∂L/∂X, row 2:").keys("3 x\r").sees("3 x", "there is no x here")
    one.keys(UP).sees("row 2: 3 x").keys(BACKSPACE, "4\r").sees("∂L/∂X = [1 2; 3 4]", "∂L/∂W (2 × 2):")
    one.keys("5 6;\r").sees("∂L/∂W, row 2:").keys(":undo\r").sees("Taken back: 5 6;", "∂L/∂W (2 × 2):")
    one.keys("[[5, 6], [7, 8]]\r").sees("Not correct.", "Try once more.", "∂L/∂X (2 × 2):")
    one.keys(UP).sees("∂L/∂X (2 × 2): 1 2;").keys("\x15:give-up\r").sees("Given up.", "├─(@)")
    assert one.keys("q").ended() == 0


def test_commands_are_not_brought_back_by_the_up_key(tty: Start, words: Path) -> None:
    one = tty("study", "words").sees("which gate").keys("nonsense\r").sees("Try once more.")
    one.keys(":help\r").sees("take back the last line or answer").keys("x").sees("answer:")
    one.keys(UP).sees("answer: nonsense")
    assert one.keys(BACKSPACE * 8, ":quit\r").ended() == 0


def test_a_drawing_gives_way_where_the_screen_is_too_low(tty: Start, own_deck: Write) -> None:
    own_deck("matrices.yaml", MATRIX)
    one = tty("practice", "matrices", "--seed", "1", rows=16).sees("Enter next").keys("\r").sees("∂L/∂X (2 × 2):")
    one.keys(":give-up\r").sees("Given up.", "w working")
    assert "├─(@)" not in one.text
    one.keys("w").waits(lambda: "├─(@)".encode() in one.written, "no drawing")
    assert one.keys("q").ended() == 0
