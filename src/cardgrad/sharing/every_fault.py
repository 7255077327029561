"""The faults of a deck's file with those of its formulas, which only a reading of the whole file can place."""

from collections.abc import Iterable
from pathlib import Path

from cardgrad.decks.fault import Fault
from cardgrad.sharing.shown import Shown, is_unreadable


def faults_of(path: str, known: Iterable[Fault], cards: Iterable[Shown]) -> list[Fault]:
    """Return what is known of a file, what keeps cards from being shown, and their formulas that cannot be read.

    The file is read only where there is such a formula.
    """
    cards = list(cards)
    found = [*known, *(card.fault for card in cards if card.fault)]
    if any(is_unreadable(text) for card in cards for text in card.texts()):
        found += read_again(path)
    return merged(found)


def read_again(path: str) -> list[Fault]:
    """Return all faults within a file."""
    from cardgrad.decks.reading_formulas import read_with_formulas  # pydantic and YAML

    return list(read_with_formulas(Path(path), path).faults)


def merged(faults: Iterable[Fault]) -> list[Fault]:
    """Return each fault once, in the order of the file."""
    return sorted(dict.fromkeys(faults), key=lambda fault: (fault.line, fault.column))
