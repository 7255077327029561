"""The peak memory of a real session: start, answer 50 cards of all kinds on a terminal, quit."""

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.material import Material, cardgrad
from benchmarks.pseudo_terminal import PseudoTerminal
from benchmarks.report import Row
from cardgrad.history.log import History
from cardgrad.study.command import GRADES, NEXT, QUIT, REVEAL

BUDGET_MB = 80
ANSWERS = 50
_LAUNCHER = Path(__file__).with_name("launcher.py")


def rows(material: Material) -> Iterator[Row]:
    """Yield the peak of the session's resident memory."""
    note = material.home.parent / "peak"
    command = [sys.executable, str(_LAUNCHER), str(note), *cardgrad("study")]
    before = _answers_kept(material)
    terminal = PseudoTerminal(command, material.environment)
    answers = 0
    while answers < ANSWERS:
        terminal.wait_until(_waits)
        keys, answer = _reaction(terminal.screen)
        terminal.press(keys)
        answers += answer
    terminal.wait_until(_waits)
    terminal.press(":quit\r" if _types(terminal.screen) else "q")
    terminal.end()
    if _answers_kept(material) != before + ANSWERS:
        raise SystemExit("benchmarks: the session did not go as it should: its answers are not in the history.")
    unit = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes, Linux kibibytes
    peak = int(note.read_text(encoding="ascii")) * unit / 1e6
    yield Row(f"peak memory, {ANSWERS} answers", peak, None, BUDGET_MB, unit="MB", of="one session")


def _answers_kept(material: Material) -> int:
    history = History(material.home)
    ((count,),) = history.store.rows("SELECT count(*) FROM event WHERE kind = 'answer'")
    history.close()
    return int(count)


def _types(screen: str) -> bool:
    """Tell whether a line is awaited: the words of the key bar stand there, and the prompt behind them."""
    return ":quit" in screen and screen.endswith((": ", "> "))


def _waits(screen: str) -> bool:
    """Tell whether a screen is drawn to its end: by the last word of the key bar, or the prompt."""
    return _types(screen) or screen.rstrip().endswith(f"{QUIT.key} {QUIT.label}")


def _reaction(screen: str) -> tuple[str, bool]:
    """Return the keys that go on from a screen, and whether they answer the card."""
    if _types(screen):
        return ":give-up\r", True
    if f"Space {REVEAL.label}" in screen:
        return " ", False
    if f"4 {GRADES[4]}" in screen:
        return "4", True
    if f"Enter {NEXT.label}" in screen:
        return "\r", False
    return "1", True  # a choice
