"""What is due now, what is new, and what the next days bring, deck by deck."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cardgrad.decks.library import Library
from cardgrad.history.log import History
from cardgrad.history.reading import Standing, forecast, standing
from cardgrad.history.untold import cards_untold
from cardgrad.study.queue import Slot

WEEK = 7


class DeckOutlook(NamedTuple):
    """One deck's counts for today."""

    id: str
    title: str
    cards: int
    due: int
    new: int


class Elsewhere(NamedTuple):
    """A deck that was studied by its path: not among the learner's decks, but with cards due now or this week."""

    id: str
    title: str
    path: str
    due: int
    week: int


class Outlook(NamedTuple):
    """Today's counts over all decks; `days` holds what falls due on each of the next seven days, tomorrow first."""

    today: int
    decks: tuple[DeckOutlook, ...]
    due: int
    new: int  # how many new cards today's limit still allows
    unseen: int  # all cards never answered
    owed: int  # cards graded below 4 today that wait for another answer
    days: tuple[int, ...]
    elsewhere: tuple[Elsewhere, ...]
    corrected: int = 0  # cards corrected since they were answered, due or not; they come first
    early: int = 0  # those of them whose day has not come


def outlook(library: Library, history: History, today: int, new_a_day: int) -> Outlook:
    """Return what is due on the study day `today` and in the week after it."""
    found = standing(history, today)
    decks: dict[str, list[int]] = {deck.id: [0, 0, 0] for deck in library.decks}
    days = [0] * WEEK
    coming = forecast(history, today, WEEK + 1)
    corrected = cards_untold(history, library.corrections(), today)
    owed = set(found.owed)
    waiting = 0
    for card, _, deck, _ in library.slots():
        counts = decks[deck]
        counts[0] += 1
        counts[1] += card in found.due
        counts[2] += card not in found.touched
        waiting += card in owed and card not in found.due
    rows = tuple(DeckOutlook(deck.id, deck.title, *decks[deck.id]) for deck in library.decks)
    unseen = sum(row.new for row in rows)
    new = min(unseen, max(0, new_a_day - found.introduced))
    due_here = sum(row.due for row in rows)
    away = library.slots_elsewhere()
    for card, *_ in (*library.slots(), *away):
        if coming.get(card, today) > today:
            days[coming[card] - today - 1] += 1
    return Outlook(
        today,
        rows,
        due_here,
        new,
        unseen,
        waiting,
        tuple(days),
        _elsewhere(library, away, found, coming),
        len(corrected),
        len(corrected.difference(found.due)),
    )


def _elsewhere(
    library: Library, slots: Sequence[Slot], found: Standing, coming: Mapping[str, int]
) -> tuple[Elsewhere, ...]:
    due = Counter(deck for card, _, deck, _ in slots if card in found.due)
    week = Counter(deck for card, _, deck, _ in slots if card in coming and card not in found.due)
    return tuple(
        Elsewhere(deck.id, deck.title, deck.path, due[deck.id], week[deck.id])
        for deck in library.elsewhere
        if due[deck.id] or week[deck.id]
    )
