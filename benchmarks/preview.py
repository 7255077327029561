"""`cardgrad deck preview` of one card of an unchanged deck, against what the libraries alone cost, as `explain` is."""

import sys
from collections.abc import Iterator
from functools import partial

from benchmarks.decks import Written
from benchmarks.material import Material, cardgrad
from benchmarks.report import Row
from benchmarks.timing import in_turns, process_seconds

BUDGET = 1.7  # as that of explain
DRILL_BUDGET = 2.8
_FLOOR = [sys.executable, "-c", "import typer, rich.console"]


def rows(material: Material, repetitions: int) -> Iterator[Row]:
    """Yield a flashcard, and a drill: three problems made and proven, and 200 draws that measure it."""
    commands = _FLOOR, _preview(material.flashcard), _preview(material.drill)
    actions = [partial(process_seconds, command, material.environment) for command in commands]
    floor, flashcard, drill = (min(times) for times in in_turns(repetitions, *actions))
    of = f"least of {repetitions}"
    yield Row("preview of a flashcard", flashcard, floor, BUDGET, of=of)
    yield Row("preview of a drill", drill, floor, DRILL_BUDGET, of=of)


def _preview(card: Written) -> list[str]:
    return cardgrad("deck", "preview", card.id.partition("/")[0], "--card", card.id)
