"""Sentences in a terminal break between words, and in a pipe not at all."""

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cardgrad.cli.telling import folded, put

Start = Callable[..., Any]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two", 20, ["one two"]),
        ("one two three four five six", 20, ["one two three four", "  five six"]),
        ("short\nand a longer one that is too long", 20, ["short", "and a longer one", "  that is too long"]),
        ("word " + "/a/path/that/is/longer/than/all" + " word", 20,
         ["word", "  /a/path/that/is/longer/than/all", "  word"]),
        ("cannot be read:\nx = 1 + 2 + 3 + 4 + 5 + 6 + 7\n    ^", 20,
         ["cannot be read:", "x = 1 + 2 + 3 + 4 + 5 + 6 + 7", "    ^"]),
        ("梯度 的 链式 法则 很 重要", 20, ["梯度 的 链式 法则 很", "  重要"]),
    ],
)  # fmt: skip
def test_lines_are_folded_between_words_and_none_over_a_caret(text: str, width: int, lines: list[str]) -> None:
    assert folded(text, width).split("\n") == lines


def test_an_error_is_folded_in_a_terminal(tty: Start, tmp_path: Path, no_shipped_decks: Path) -> None:
    screen = tty("deck", "export", "no-such-deck-that-anybody-has-ever-heard-of", "--to", "csv", rows=24, columns=60)
    assert screen.ended() == 2
    lines = [line.rstrip() for line in screen.lines if line.strip()]
    assert len(lines) >= 2
    assert lines[0].startswith("cardgrad: ")
    assert all(line.startswith("  ") for line in lines[1:])


@pytest.mark.parametrize(("columns", "stated", "widest"), [(0, "", 80), (0, "60", 60), (100, "50", 50)])
def test_a_terminal_of_no_known_width_has_80_columns_and_a_stated_one_counts(
    monkeypatch: pytest.MonkeyPatch, columns: int, stated: str, widest: int
) -> None:
    monkeypatch.setenv("COLUMNS", stated)
    terminal = Terminal()
    monkeypatch.setattr("cardgrad.cli.telling.os.get_terminal_size", lambda _: os.terminal_size((columns, 0)))
    put("word " * 60, terminal)
    lines = terminal.getvalue().split("\n")
    assert widest - 5 <= max(map(len, lines)) <= widest


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return 2


def test_a_hidden_deck_is_told_in_whole_words(tty: Start, tmp_path: Path, own_deck: Callable[[str, str], Path]) -> None:
    own_deck("momentum-and-more.yaml", "deck: momentum-and-more\ncards:\n  - {id: a, front: b, back: c}\n")
    screen = tty("deck", "hide", "momentum-and-more", rows=24, columns=60)
    assert screen.ended() == 0
    assert "`cardgrad deck use momentum-and-more`" in " ".join(screen.text.split())
