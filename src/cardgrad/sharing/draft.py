"""A deck's file while its author writes it: what changed since the last look, and which card shows it.

Editors save in several ways: into the file, or into another that then takes its name. So a file is looked at by its
name each time, and one that is gone for a moment is only not there yet.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from cardgrad.decks.card import Card
from cardgrad.decks.fault import ERROR, Fault
from cardgrad.decks.reading import DeckFile
from cardgrad.decks.reading_formulas import read_with_formulas

NOTES = ""  # shown instead of a card's id: the deck's study notes

Stamp = tuple[int, int, int] | None


class Draft(NamedTuple):
    """A file as it was last read."""

    path: str
    stamp: Stamp
    deck: DeckFile
    sound: tuple[Card, ...]  # the cards of the last reading that had any
    notes: str | None
    shown: str  # the id of the card to show, or NOTES

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Return what is wrong with the file as it is now."""
        return self.deck.faults

    @property
    def card(self) -> Card | None:
        """Return the card to show as it is now; nothing where it cannot be used, or the notes are shown."""
        return next((card for card in self.deck.cards if card.id == self.shown), None)

    @property
    def place(self) -> str:
        """Return which of its cards is shown, in words; nothing where none is."""
        ids = [card.id for card in self.deck.cards]
        return f"card {ids.index(self.shown) + 1} of {len(ids)}" if self.shown in ids else ""

    def turned(self, places: int) -> "Draft":
        """Return the draft with a card further on shown, or further back; the notes, if there are any, come first."""
        ids = [*([NOTES] if self.deck.notes else []), *(card.id for card in self.deck.cards)]
        if not ids:
            return self
        place = ids.index(self.shown) if self.shown in ids else 0
        return self._replace(shown=ids[max(0, min(len(ids) - 1, place + places))])


def opened(path: str, wanted: str | None = None) -> Draft:
    """Return a file as it is now, with its first card to show, or the wanted one."""
    stamp, deck = _stamp(path), _read(path)
    first = deck.cards[0].id if deck.cards else NOTES
    return Draft(path, stamp, deck, deck.cards, deck.notes, wanted or first)


def is_as_before(draft: Draft) -> bool:
    """Tell whether a file need not be read again; one that is gone may be about to be replaced."""
    if _stamp(draft.path) not in (draft.stamp, None):
        return False
    return not draft.deck.unsettled or _read(draft.path) == draft.deck  # a missing picture may have come


def looked_at_again(draft: Draft, pinned: str | None = None) -> Draft:
    """Return the file as it is now, with the card to show that changed, unless another is pinned."""
    fresh = opened(draft.path)
    if not fresh.deck.cards:  # broken for now: what comes is compared with the last that was sound
        return fresh._replace(sound=draft.sound, notes=draft.notes, shown=pinned or draft.shown)
    shown = pinned or _changed(draft.sound, fresh.deck.cards)
    if shown is None:
        shown = NOTES if fresh.deck.notes and fresh.deck.notes != draft.notes else _still(draft, fresh)
    return fresh._replace(shown=shown)


def _still(draft: Draft, fresh: Draft) -> str:
    """Return the id of the card that was shown, or of the one in its place if it was taken out.

    A card that only its faults keep from being shown is the one that is being written.
    """
    ids = [card.id for card in draft.sound]
    left = [card.id for card in fresh.deck.cards]
    gone = [name for name in ids if name not in left]
    if gone and any(fault.severity == ERROR for fault in fresh.faults):
        return gone[0]
    if draft.shown not in gone:
        return draft.shown
    return left[min(ids.index(draft.shown), len(left) - 1)]


def _changed(before: Sequence[Card], now: Sequence[Card]) -> str | None:
    """Return the id of the first card that is new or reads otherwise; where it stands does not matter."""
    known = {card.id: _meaning(card) for card in before}
    return next((card.id for card in now if known.get(card.id) != _meaning(card)), None)


def _meaning(card: Card) -> Card:
    return card._replace(path="", line=0)


def _read(path: str) -> DeckFile:
    return read_with_formulas(Path(path), path)


def _stamp(path: str) -> Stamp:
    """Return what tells that a file was saved; nothing while it is not there."""
    try:
        status = os.stat(path)  # noqa: PTH116  several times a second
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
