"""Every entry of a deck with the name that its cards are known by for good."""

from collections.abc import Iterator
from typing import NamedTuple

from cardgrad.decks.fault import WARNING
from cardgrad.decks.identity import Namer
from cardgrad.decks.report import Report
from cardgrad.decks.tree import Listing, Mapping, Node, Plain, TooMany, child, plain

MISSING_ID = "missing-id"
ENTRIES_LIMIT = 10_000  # of one deck; a megabyte holds no more that say something
_TEXT_KEYS = ("front", "cloze", "prompt", "graph")  # a missing id is made from the first of these


class Item(NamedTuple):
    """An entry as it stands in the file, up to and with its last line (from 1)."""

    node: Mapping
    values: dict[str, Plain]
    name: str
    last_line: int


def named_entries(listing: Listing, report: Report) -> Iterator[Item]:
    """Yield the entries that are mappings, each with a name; report the others, and names that stand twice."""
    nodes = listing.items
    if not nodes:
        return
    if len(nodes) > ENTRIES_LIMIT:
        told = f"the deck has {len(nodes)} entries, and {ENTRIES_LIMIT} are the most: write several decks"
        report.unreadable(nodes[ENTRIES_LIMIT].start_mark.line + 1, 1, told)
        return
    last_lines = [node.start_mark.line for node in nodes[1:]] + [len(report.lines)]
    values = [_values(node, report) for node in nodes]
    namer = Namer(str(found["id"]) for found in values if isinstance(found, dict) and "id" in found)
    first: dict[str, int] = {}
    for node, found, last_line in zip(nodes, values, last_lines, strict=True):
        if report.is_full:
            report.unreadable(0, 0, "the file has more faults than are listed: mend these first")
            return
        if found is None:
            continue
        if not isinstance(node, Mapping) or not isinstance(found, dict):
            report.error(node.start_mark, "this card is no set of keys: write '- front: ...' and 'back: ...'")
            continue
        name = found.get("id")
        if not isinstance(name, str) or not name:
            text = next((text for key in _TEXT_KEYS if isinstance(text := found.get(key), str)), "")
            name = namer.derived(text)
            message = f"this card has no id: add 'id: {name}', so that its history survives a change of its text"
            report.at(node.start_mark.line + 1, node.start_mark.column + 1, message, WARNING, MISSING_ID)
        elif name in first:
            mark = (child(node, "id") or node).start_mark
            report.error(mark, f"the id '{name}' stands twice (first in line {first[name]}): rename one of the cards")
        line = node.start_mark.line + 1
        first.setdefault(name, line)
        yield Item(node, found, name, max(line, last_line))


def _values(node: Node, report: Report) -> "Plain | None":
    """Return what a node holds; None, with a report, where that is more than anybody could mean."""
    try:
        return plain(node, report)
    except TooMany as error:
        report.error(error.node.start_mark, f"{error}: write several cards")
        return None
