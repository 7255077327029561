"""A deck file read with the formulas in its texts: those that cannot be read are among its faults."""

from pathlib import Path

from cardgrad.decks.allowing import take_back
from cardgrad.decks.formula import formulas
from cardgrad.decks.reading import DeckFile, Opened, open_deck
from cardgrad.decks.spoken import spoken
from cardgrad.decks.stray import report_strays
from cardgrad.decks.tree import Scalar, child


def read_with_formulas(path: Path, shown: str) -> DeckFile:
    """Read a deck file and every formula in it; what they state is not decided."""
    deck = open_deck(path, shown)
    _report_formulas(deck)
    return deck.file._replace(faults=deck.report.sorted_faults())


def _report_formulas(deck: Opened) -> None:
    """Warn of the formulas of a deck that cannot be read."""
    report = deck.report
    notes = child(deck.tree, "notes") if deck.tree else None
    if isinstance(notes, Scalar):
        report_strays("the deck's notes", notes, notes.value, report)
        list(formulas("the deck's notes", notes, notes.value, report))
    for item in deck.items:
        spoken(f"card '{item.name}'", item.node, report)
    take_back(deck)
