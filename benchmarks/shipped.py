"""The shipped drills, as the benchmarks of problems and of diagnosis take them."""

from functools import cache
from pathlib import Path

from cardgrad.decks.place import files_below, shipped_folder
from cardgrad.decks.reading import read_deck
from quizgen.autodiff.array import Array
from quizgen.drill import Drill, read_drill
from quizgen.problem import make_problem
from quizgen.source import DrillSource


@cache
def shipped_drills() -> tuple[Drill, ...]:
    """Return every drill of the shipped decks."""
    decks = [read_deck(Path(name), name) for name in files_below(str(shipped_folder()))]
    cards = [card for deck in decks for card in deck.cards if isinstance(card.content, DrillSource)]
    return tuple(read_drill(card.id, card.content) for card in cards if isinstance(card.content, DrillSource))


def has_arrays(drill: Drill) -> bool:
    """Tell whether arrays occur in a drill's problems."""
    made = make_problem(drill, 0).made
    return any(isinstance(value, Array) for sample in made.samples for value in sample.values)
