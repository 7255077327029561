"""The peak memory of a real session: start, answer 50 cards of all kinds on a terminal, quit."""

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.material import Material, cardgrad
from benchmarks.pseudo_terminal import PseudoTerminal
from benchmarks.report import Row

BUDGET_MB = 80
ANSWERS = 50
_LAUNCHER = Path(__file__).with_name("launcher.py")


def rows(material: Material) -> Iterator[Row]:
    """Yield the peak of the session's resident memory."""
    note = material.home.parent / "peak"
    command = [sys.executable, str(_LAUNCHER), str(note), *cardgrad("study")]
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
    unit = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes, Linux kibibytes
    peak = int(note.read_text(encoding="ascii")) * unit / 1e6
    yield Row(f"peak memory, {ANSWERS} answers", peak, None, BUDGET_MB, unit="MB", of="one session")


def _types(screen: str) -> bool:
    return screen.endswith("> ")


def _waits(screen: str) -> bool:
    """Tell whether a screen is drawn to its end: by the last word of the key bar, or the sign to type behind."""
    return _types(screen) or screen.rstrip().endswith("q quit")


def _reaction(screen: str) -> tuple[str, bool]:
    """Return the keys that go on from a screen, and whether they answer the card."""
    if _types(screen):
        return ":give-up\r", True
    if "Space show the answer" in screen:
        return " ", False
    if "4 good" in screen:
        return "4", True
    if "Enter next" in screen:
        return "\r", False
    return "1", True  # a choice
