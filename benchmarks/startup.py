"""From the start of the process to the first question on a terminal, against what the libraries alone cost."""

import sys
from collections.abc import Iterator
from functools import partial

from benchmarks.decks import Written
from benchmarks.material import Material, bring_first, cardgrad, warm_library
from benchmarks.pseudo_terminal import PseudoTerminal
from benchmarks.report import Row
from benchmarks.timing import Action, in_turns, process_seconds, timed

BUDGET = 1.6
_FLOOR = [sys.executable, "-c", "import typer, rich.console, sqlite3"]


def rows(material: Material, repetitions: int) -> Iterator[Row]:
    """Yield the first question of either sort, and for information `due` and the decks alone."""
    actions: list[Action] = [
        partial(process_seconds, _FLOOR, material.environment),
        partial(_first_question, material, material.flashcard),
        partial(_first_question, material, material.drill),
        partial(process_seconds, cardgrad("due"), material.environment),
        timed(lambda: warm_library(material.home).close()),
    ]
    floor, flashcard, drill, due, library = (min(times) for times in in_turns(repetitions, *actions))
    of = f"least of {repetitions}"
    yield Row("first question, flashcard", flashcard, floor, BUDGET, of=of)
    yield Row("first question, drill", drill, floor, BUDGET, of=of)
    yield Row("cardgrad due", due, floor, of=of)
    yield Row("opening unchanged decks", library, of=of)


def _first_question(material: Material, card: Written) -> float:
    """Return the seconds until the card's question stands on the terminal."""
    bring_first(material, card)
    terminal = PseudoTerminal(cardgrad("study"), material.environment)
    seen = terminal.wait_until(lambda screen: card.mark in screen)
    terminal.press(":quit\r" if card.kind == "drill" else "q")
    terminal.end()
    return seen - terminal.started
