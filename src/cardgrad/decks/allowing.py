"""Warnings that an author means to have: `allow: [long-answer]` on a card, or on a deck for all of its cards.

What is allowed and never warned of is a fault, so that no old permission hides a new mistake.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cardgrad.decks.fault import Fault
from cardgrad.decks.naming import Item
from cardgrad.decks.reading import Opened
from cardgrad.decks.rule import HANGING_ON_OTHERS, RULES
from cardgrad.decks.tree import Listing, Mapping, Node, Scalar, child


class Permission(NamedTuple):
    """A rule that is allowed where it stands, the names of the entries that it is allowed for, and their lines."""

    rule: str
    node: Node
    who: str
    entries: frozenset[str]
    lines: range


def settle(deck: Opened) -> None:
    """Take back the warnings that a deck allows, and report what it allows for nothing where all rules were looked at.

    They look at cards: what is allowed for an entry that makes none yet may be needed once it is mended or finished.
    """
    unneeded, looked_at = take_back(deck), _looked_at(deck)
    for one in unneeded if deck.file.id is not None else ():
        if one.entries <= looked_at and one.rule in RULES and one.rule not in HANGING_ON_OTHERS:
            told = f"{one.who} allows '{one.rule}', which nothing here breaks: delete it from 'allow'"
            deck.report.error(one.node.start_mark, told)


def take_back(deck: Opened) -> list[Permission]:
    """Take back the warnings that a deck allows, and return the permissions that no warning needed."""
    permissions = list(_permissions(deck))
    faults = deck.report.faults if permissions else []
    used = {place for fault in faults for place, one in enumerate(permissions) if _covers(one, fault)}
    if used:
        deck.report.faults = [fault for fault in faults if not any(_covers(one, fault) for one in permissions)]
    return [one for place, one in enumerate(permissions) if place not in used]


def allowing(deck: Opened, rule: str) -> Iterator[Item]:
    """Yield the entries that allow a rule by themselves."""
    for item in deck.items:
        if "allow" in item.values and any(node.value == rule for node in _allowed(item.node)):
            yield item


def _permissions(deck: Opened) -> Iterator[Permission]:
    if deck.tree is not None:
        everywhere = range(len(deck.report.lines) + 1)
        written = child(deck.tree, "cards")
        is_read = isinstance(written, Listing) and len(written.items) == len(deck.items)
        names = frozenset(item.name for item in deck.items) | ({""} if not is_read else set())  # what is no entry
        yield from (Permission(node.value, node, "the deck", names, everywhere) for node in _allowed(deck.tree))
    for item in (item for item in deck.items if "allow" in item.values):
        lines = range(item.node.start_mark.line + 1, item.last_line + 1)
        who, names = f"card '{item.name}'", frozenset((item.name,))
        yield from (Permission(node.value, node, who, names, lines) for node in _allowed(item.node))


def _looked_at(deck: Opened) -> frozenset[str]:
    """Return the names of the entries that make cards."""
    entries = {card.entry for card in deck.file.cards}
    return frozenset(item.name for item in deck.items if f"{deck.file.id}/{item.name}" in entries)


def _allowed(node: Mapping) -> Sequence[Scalar]:
    """Return the names of rules that a deck or an entry allows."""
    found = child(node, "allow")
    names = found.items if isinstance(found, Listing) else [found]
    return [name for name in names if isinstance(name, Scalar)]


def _covers(permission: Permission, fault: Fault) -> bool:
    return fault.rule == permission.rule and fault.line in permission.lines
