"""One deck file, read: its cards and all its faults at once.

An entry with an error on any of its lines is left out, the others are studied; where the file cannot be read as YAML,
or has no id that could name its cards, there are none.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from yaml import Mark

from cardgrad.decks.card import Card
from cardgrad.decks.entry import DeckHead
from cardgrad.decks.fault import Fault, meant
from cardgrad.decks.identity import derived_id, full_id, old_card_ids, slug
from cardgrad.decks.report import Report
from cardgrad.decks.source import decode, read_bytes
from cardgrad.decks.syntax import parse
from cardgrad.decks.trap import hashed_lines, report_traps
from cardgrad.decks.tree import Listing, Mapping, Plain, child, plain
from cardgrad.decks.unfold import unfold
from cardgrad.decks.validation import fitted, read_entry

_TEXT_KEYS = ("front", "cloze", "prompt", "graph")


class DeckFile(NamedTuple):
    """What one file holds; without an id it holds no cards either."""

    id: str | None
    title: str
    order: int | None
    notes: str | None
    cards: tuple[Card, ...]
    faults: tuple[Fault, ...]


class _Item(NamedTuple):
    """An entry as it stands in the file."""

    node: Mapping
    values: dict[str, Plain]
    name: str
    end: int  # the first line after it, from 0


def read_deck(path: Path, shown: str) -> DeckFile:
    """Read a deck file; `shown` is the path as people see it in faults."""
    report = Report(shown)
    data = read_bytes(path, report)
    return unread(report) if data is None else read_data(data, shown)


def unread(report: Report) -> DeckFile:
    """Return what is known of a file that could not be read."""
    return DeckFile(None, Path(report.path).stem, None, None, (), report.sorted_faults())


def read_data(data: bytes, shown: str) -> DeckFile:
    """Read a deck from a file's bytes."""
    report = Report(shown)
    text = decode(data, report)
    stem = slug(Path(shown).stem)
    tree = parse(text, report)
    if not isinstance(tree, Mapping):
        if tree is not None:
            report.unreadable(1, 1, "the deck is a list or a text, not keys: begin with 'deck: ID' and 'cards:'.")
        elif report.readable:
            report.unreadable(0, 0, "the file is empty: begin with 'deck: ID' and 'cards:'.")
        return DeckFile(None, stem, None, None, (), report.sorted_faults())
    head, cards = _Reader(report, text.split("\n")).deck(tree, stem)
    identity = head.deck if head and report.readable else None
    title = head.title if head and head.title else (identity or stem).replace("-", " ").capitalize()
    return DeckFile(
        identity,
        title,
        head.order if head else None,
        head.notes if head else None,
        tuple(cards) if identity else (),
        report.sorted_faults(),
    )


class _Reader:
    """The reading of one deck's tree."""

    def __init__(self, report: Report, lines: list[str]) -> None:
        self.report = report
        self.lines = lines
        self.hashed = hashed_lines(lines)

    def deck(self, tree: Mapping, stem: str) -> tuple[DeckHead | None, list[Card]]:
        """Return the deck's head and its sound cards."""
        head, deck_id = self._head(tree, stem)
        listing = child(tree, "cards")
        if not isinstance(listing, Listing):
            return head, []
        items = list(self._items(listing))
        entries = [(item, self._cards(item, deck_id, head)) for item in items]
        bad = self.report.error_lines()
        names = Counter(item.name for item in items)
        sound = [
            (item, cards)
            for item, cards in entries
            if names[item.name] == 1 and not _any_between(bad, item.node.start_mark.line + 1, item.end)
        ]
        known = {name for _, cards in entries for card in cards for name in (card.id, card.entry)}
        living = {card.id for _, cards in sound for card in cards}
        return head, [self._related(card, item, known, living) for item, cards in sound for card in cards]

    def _head(self, tree: Mapping, stem: str) -> tuple[DeckHead | None, str]:
        """Return the keys beside the cards, with misfits reported and stepped over, and the deck's id."""
        shallow = Mapping([*tree.pairs], tree.start_mark)
        cards = child(tree, "cards")
        pairs = [
            (key, value) for key, value in zip(tree.pairs[::2], tree.pairs[1::2], strict=True) if value is not cards
        ]
        values = plain(Mapping([node for pair in pairs for node in pair], tree.start_mark), self.report)
        assert isinstance(values, dict)  # noqa: S101 - a mapping gives a dict
        if cards is not None:
            values["cards"] = list(cards.items) if isinstance(cards, Listing) else plain(cards, self.report)  # type: ignore[arg-type]
        if not values.get("deck") and stem:
            self.report.warn(
                tree.start_mark, f"the deck has no id, so the file's name serves: add the line 'deck: {stem}'."
            )
            values["deck"] = stem
        head = fitted(DeckHead, "the deck", shallow, values, self.report)
        if head is None:  # keep what is sound, so that one bad key does not silence the cards
            kept = {key: value for key, value in values.items() if key in ("deck", "cards")}
            head = fitted(DeckHead, "the deck", shallow, kept, Report(self.report.path))
        return head, head.deck if head else stem

    def _items(self, listing: Listing) -> Iterator[_Item]:
        """Yield the entries that are mappings, each with a name; report the others, and names that stand twice."""
        nodes = listing.items
        ends = [node.start_mark.line for node in nodes[1:]] + [len(self.lines)]
        read = [(node, plain(node, self.report), end) for node, end in zip(nodes, ends, strict=True)]
        first: dict[str, Mark] = {}
        taken = {str(values["id"]) for _, values, _ in read if isinstance(values, dict) and "id" in values}
        for node, values, end in read:
            if not isinstance(node, Mapping) or not isinstance(values, dict):
                self.report.error(node.start_mark, "this card is no set of keys: write '- front: ...' and 'back: ...'.")
                continue
            name = values.get("id")
            if not isinstance(name, str) or not name:
                name = self._derived(node, values, taken)
                taken.add(name)
            elif name in first:
                line = first[name].line + 1
                mark = (child(node, "id") or node).start_mark
                self.report.error(
                    mark, f"the id '{name}' stands twice (first in line {line}): rename one of the cards."
                )
            first.setdefault(name, node.start_mark)
            yield _Item(node, values, name, end)

    def _derived(self, node: Mapping, values: dict[str, Plain], taken: set[str]) -> str:
        text = next((value for key in _TEXT_KEYS if isinstance(value := values.get(key), str)), "")
        name = derived_id(text, taken)
        message = f"this card has no id: add 'id: {name}', so that its history survives a change of its text."
        self.report.warn(node.start_mark, message)
        return name

    def _cards(self, item: _Item, deck_id: str, head: DeckHead | None) -> list[Card]:
        """Return the cards of one entry."""
        who = f"card '{item.name}'"
        report_traps(item.node, self.lines, self.hashed, self.report)
        found = read_entry(who, item.node, item.values, self.report)
        if found is None:
            return []
        kind, entry = found
        whole = f"{deck_id}/{item.name}"
        parts = unfold(who, whole, entry, item.node, self.report)
        source = entry.source or (head.source if head else None)
        needs = tuple(full_id(deck_id, name) for name in entry.needs)
        return [
            Card(
                id=f"{whole}/{part}" if part else whole,
                deck=deck_id,
                entry=whole,
                kind=kind,
                content=content,
                tags=tuple(entry.tags),
                hint=entry.hint,
                why=entry.why,
                source=source,
                needs=needs,
                was=tuple(old for name in entry.was for old in old_card_ids(deck_id, name, part, len(parts) == 1)),
                path=self.report.path,
                line=item.node.start_mark.line + 1,
            )
            for part, content in parts
        ]

    def _related(self, card: Card, item: _Item, known: set[str], living: set[str]) -> Card:
        """Return the card with the ids it names checked against the deck; only those that hold are kept."""
        if not card.needs and not card.was:
            return card
        needs, was = [], []
        for name in card.needs:
            if name in known or not name.startswith(f"{card.deck}/"):
                needs.append(name)
            else:
                short = name.partition("/")[2]
                guess = meant(short, [other.partition("/")[2] for other in known])
                place = (child(item.node, "needs") or item.node).start_mark
                self.report.error(place, f"card '{item.name}' needs '{short}', which the deck does not have{guess}.")
        for name in card.was:
            if name not in living:
                was.append(name)
            else:
                place = (child(item.node, "was") or item.node).start_mark
                self.report.error(place, f"card '{item.name}' was '{name}', but that card still exists: delete one.")
        return card._replace(needs=tuple(needs), was=tuple(was))


def _any_between(lines: list[int], start: int, end: int) -> bool:
    """Tell whether any of the ascending lines is one of start .. end."""
    index = bisect_left(lines, start)
    return index < len(lines) and lines[index] <= end
