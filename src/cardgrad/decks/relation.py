"""What cards say of other cards: `needs`, the ids to be known before, and `was`, the ids they had themselves.

An id that does not hold is reported and left out; the card itself is studied.
"""

from collections.abc import Iterable, Sequence

from cardgrad.decks.card import Card
from cardgrad.decks.naming import Item
from cardgrad.decks.report import Report
from cardgrad.decks.tree import child

Rivals = dict[tuple[str, str], str]  # (card, former id) -> another card that claims the same former id


def related(sound: Sequence[tuple[Item, list[Card]]], known: set[str], report: Report) -> list[Card]:
    """Return the cards of a deck's sound entries with the ids they name checked; only those that hold are kept."""
    cards = [card for _, cards in sound for card in cards]
    living = {card.id for card in cards}
    rivals = rival_claims((card.id, old) for card in cards for old in card.was)
    return [
        card._replace(needs=_needs(card, item, known, report), was=_was(card, item, living, rivals, report))
        if card.needs or card.was
        else card
        for item, cards in sound
        for card in cards
    ]


def rival_claims(claims: Iterable[tuple[str, str]]) -> Rivals:
    """Return, for each (card, former id) whose former id other cards had as well, the first of those others."""
    by_old: dict[str, list[str]] = {}
    for card, old in claims:
        by_old.setdefault(old, []).append(card)
    return {
        (card, old): cards[1] if card == cards[0] else cards[0]
        for old, cards in by_old.items()
        if len(cards) > 1
        for card in cards
    }


def told_rival(card: str, old: str, other: str) -> str:
    """Return the sentence about a former id that two cards claim."""
    return (
        f"card '{card}' was '{old}', and so was card '{other}': "
        "only one of them can have its history, so delete one 'was'"
    )


def told_living(card: str, old: str) -> str:
    """Return the sentence about a former id that is still a card's."""
    return f"card '{card}' was '{old}', but that card still exists: delete one of them"


def _needs(card: Card, item: Item, known: set[str], report: Report) -> tuple[str, ...]:
    """Return the needs that the deck has, and those of other decks, which are not looked into here."""
    kept = []
    for name in card.needs:
        if name in known or not name.startswith(f"{card.deck}/"):
            kept.append(name)
        else:
            short = name.partition("/")[2]
            guess = report.meant(short, (other.partition("/")[2] for other in known)) or ": correct it, or delete it"
            place = (child(item.node, "needs") or item.node).start_mark
            report.error(place, f"card '{item.name}' needs '{short}', which the deck does not have{guess}")
    return tuple(kept)


def _was(card: Card, item: Item, living: set[str], rivals: Rivals, report: Report) -> tuple[str, ...]:
    """Return the former ids that no living card and no other card has."""
    kept = []
    place = (child(item.node, "was") or item.node).start_mark
    for name in card.was:
        if name in living:
            report.error(place, told_living(item.name, name))
        elif rival := rivals.get((card.id, name)):
            report.error(place, told_rival(item.name, name, rival.partition("/")[2]))
        else:
            kept.append(name)
    return tuple(kept)
