"""`cardgrad deck preview --watch` in a terminal, beside an editor that saves in its own way."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Start = Callable[..., Any]

DECK = """\
deck: gates
cards:
  - {id: one, front: first question, back: first answer}
  - {id: two, front: second question, back: second answer}
  - id: swap
    graph: f = x * y
    given: {x: int -9..9, y: int -9..9}
    ask: [d/dx, d/dy]
"""
CTRL_C = "\x03"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "gates.yaml"
    path.write_text(DECK, encoding="utf-8")
    return path


def test_a_save_shows_the_card_that_changed_and_a_broken_one_its_faults(tty: Start, path: Path) -> None:
    screen = tty("deck", "preview", str(path), "--watch").sees("gates/one", "first answer", "q: quit")
    path.write_text(DECK.replace("second question", "another question"), encoding="utf-8")
    screen.sees("gates/two", "another question")
    path.write_text(DECK.replace("front: second", "font: second"), encoding="utf-8")
    screen.sees("'two' has an unknown key 'font'", "2 cards can be used; save the deck mended to go on.")
    path.write_text("deck: [x", encoding="utf-8")
    screen.sees("is not closed")
    new = path.with_suffix(".new")
    new.write_text(DECK.replace("second answer", "third answer"), encoding="utf-8")
    new.replace(path)
    screen.sees("gates/two", "third answer")
    assert "not closed" not in screen.text
    screen.keys("q")
    assert screen.ended() == 0


def test_keys_turn_to_other_cards_and_move_within_a_long_one(tty: Start, path: Path) -> None:
    screen = tty("deck", "preview", str(path), "--watch", rows=24, columns=80).sees("gates/one")
    screen.keys("n").sees("gates/two")
    screen.keys("n").sees("gates/swap", "Easy: gates/swap@", "lines more")
    assert len(screen.lines) == 24
    assert screen.lines[0] == "gates/swap"
    screen.keys(" ").sees("Wrong answers that name a mistake")
    assert screen.lines[0] != "gates/swap"
    screen.keys("b").sees("drill")
    assert screen.lines[0] == "gates/swap"
    screen.resized(40, 60).sees("Medium: gates/swap@")
    screen.keys("p").sees("gates/two")
    screen.keys(CTRL_C)
    assert screen.ended() == 130


def test_a_pinned_card_stays(tty: Start, path: Path) -> None:
    screen = tty("deck", "preview", str(path), "--watch", "--card", "two").sees("gates/two", "second answer")
    path.write_text(DECK.replace("first", "fourth").replace("second a", "fifth a"), encoding="utf-8")
    screen.sees("gates/two", "fifth answer")
    screen.keys("\x04")
    assert screen.ended() == 0


def test_a_card_that_its_fault_keeps_away_can_be_watched_until_it_is_there(tty: Start, path: Path) -> None:
    path.write_text(DECK.replace("front: second", "font: second"), encoding="utf-8")
    screen = tty("deck", "preview", str(path), "--watch", "--card", "two").sees("'two' has an unknown key 'font'")
    path.write_text(DECK, encoding="utf-8")
    screen.sees("gates/two", "second answer")
    screen.keys("q")
    assert screen.ended() == 0
    assert "there is no card 'three'" in tty("deck", "preview", str(path), "-w", "--card", "three").sees("three").text


def test_without_a_terminal_each_save_is_printed_until_it_is_interrupted(path: Path) -> None:
    command = [sys.executable, "-m", "cardgrad", "deck", "preview", str(path), "--watch"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True) as running:
        assert running.stdout is not None
        lines = iter(running.stdout.readline, "")
        assert any("first answer" in line for line in lines)
        while not path.read_text(encoding="utf-8").count("sixth"):
            path.write_text(DECK.replace("second answer", "sixth answer"), encoding="utf-8")
        assert any("sixth answer" in line for line in lines)
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=20) == 130
