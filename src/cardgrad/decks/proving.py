"""A check of the drills of one deck: many problems of each are made and proven."""

from collections.abc import Sequence
from typing import NamedTuple

from cardgrad.decks.card import Card
from cardgrad.decks.drill_fault import report_drill_error
from cardgrad.decks.report import Report
from cardgrad.decks.tree import Listing, Node, child
from quizgen.drill import DrillError, read_drill
from quizgen.guarantee import Guarantee, guarantee
from quizgen.source import DrillSource


class Proven(NamedTuple):
    """A drill, where it stands, and what its problems show of it."""

    path: str
    line: int
    card: str
    arithmetic: bool  # whether it counts, and has no other proof
    found: Guarantee


def prove_drills(tree: Node, cards: Sequence[Card], seeds: int, report: Report) -> tuple[Proven, ...]:
    """Return what so many problems of each drill show; what is wrong is reported at its line."""
    listing = child(tree, "cards")
    nodes = {node.start_mark.line + 1: node for node in listing.items} if isinstance(listing, Listing) else {}
    proven = []
    for card in cards:
        source = card.content
        if isinstance(source, DrillSource):
            who = f"card '{card.id.partition('/')[2]}'"
            try:
                found = guarantee(read_drill(card.id, source), seeds)
            except DrillError as error:  # it makes no problem at all
                report_drill_error(who, nodes[card.line], error, report)
                continue
            for fault in found.faults:
                report_drill_error(who, nodes[card.line], fault, report)
            proven.append(Proven(card.path, card.line, card.id, bool(source.proof), found))
    return tuple(proven)
