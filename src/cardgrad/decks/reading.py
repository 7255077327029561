"""One deck file, read: its cards and all its faults at once.

An entry with an error on any of its lines is left out, the others are studied; where the file cannot be read as YAML,
or has no id that could name its cards, there are none.
"""

import gc
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from cardgrad.decks.card import Card, Image
from cardgrad.decks.correction import read_corrections
from cardgrad.decks.entry import DeckHead, Entry
from cardgrad.decks.fault import Fault
from cardgrad.decks.heading import read_head, stated_id
from cardgrad.decks.identity import full_id, old_card_ids, slug
from cardgrad.decks.naming import Item, named_entries
from cardgrad.decks.relation import related
from cardgrad.decks.report import Report
from cardgrad.decks.source import decode, read_bytes
from cardgrad.decks.syntax import parse
from cardgrad.decks.trap import report_traps, suspect_lines
from cardgrad.decks.tree import Listing, Mapping, child
from cardgrad.decks.unfinished import is_unfinished, report_unfinished
from cardgrad.decks.unfold import unfold
from cardgrad.decks.validation import read_entry


class DeckFile(NamedTuple):
    """What one file holds; without an id it holds no cards either, and `stated` is what people may call it."""

    id: str | None
    stated: str
    title: str
    order: int | None
    notes: str | None
    cards: tuple[Card, ...]
    faults: tuple[Fault, ...]
    unfinished: tuple[str, ...] = ()  # entries marked `todo`, which make no cards and may be needed all the same
    unsettled: bool = False  # a picture is missing or unfit, which can change without the deck


class Opened(NamedTuple):
    """A deck file with what a check looks at beside its cards; `faults` may have become more in the report since."""

    file: DeckFile
    tree: Mapping | None  # None where the file holds no keys
    items: tuple[Item, ...]  # the entries, also those with faults
    report: Report


def read_deck(path: Path, shown: str) -> DeckFile:
    """Read a deck file; `shown` is the path as people see it in faults."""
    return open_deck(path, shown).file


def open_deck(path: Path, shown: str) -> Opened:
    """Read a deck file and keep its tree."""
    report = Report(shown)
    data = read_bytes(path, report)
    return Opened(unread(report), None, (), report) if data is None else open_data(data, shown)


def unread(report: Report) -> DeckFile:
    """Return what is known of a file that could not be read."""
    stem = Path(report.path).stem
    return DeckFile(None, slug(stem), stem, None, None, (), report.sorted_faults())


def read_data(data: bytes, shown: str) -> DeckFile:
    """Read a deck from a file's bytes."""
    return open_data(data, shown).file


def open_data(data: bytes, shown: str) -> Opened:
    """Read a deck from a file's bytes and keep its tree."""
    with uncollected():
        return _opened(data, shown)


@contextmanager
def uncollected() -> Iterator[None]:
    """Leave the collector of garbage off: trees have no cycles, and it would walk big ones again and again."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _opened(data: bytes, shown: str) -> Opened:
    report = Report(shown)
    text = decode(data, report)
    stem = slug(Path(shown).stem)
    report.lines = text.split("\n")
    stated = stated_id(report.lines, stem)
    tree = parse(text, report)
    if not isinstance(tree, Mapping):
        if tree is not None:
            report.unreadable(1, 1, "the deck is a list or a text, not keys: begin with 'deck: ID' and 'cards:'")
        elif report.readable:
            report.unreadable(0, 0, "the file is empty: begin with 'deck: ID' and 'cards:'")
        return Opened(DeckFile(None, stated, stem, None, None, (), report.sorted_faults()), None, (), report)
    reader = _Reader(report)
    head, items, cards = reader.deck(tree, stem)
    identity = head.deck if head and report.readable else None
    title = head.title if head and head.title else (identity or stem).replace("-", " ").capitalize()
    file = DeckFile(
        identity,
        identity or stated,
        title,
        head.order if head else None,
        head.notes if head else None,
        tuple(cards) if identity else (),
        report.sorted_faults(),
        tuple(reader.unfinished),
        report.unsettled,
    )
    return Opened(file, tree, tuple(items), report)


class _Reader:
    """The reading of one deck's tree."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.suspects = suspect_lines(report.lines)
        self.unfinished: list[str] = []

    def deck(self, tree: Mapping, stem: str) -> tuple[DeckHead | None, list[Item], list[Card]]:
        """Return the deck's head, its entries and its sound cards."""
        head = read_head(tree, stem, self.report)
        deck_id = head.deck if head else stem
        listing = child(tree, "cards")
        if not isinstance(listing, Listing):
            return head, [], []
        entries = [(item, self._cards(item, deck_id, head)) for item in named_entries(listing, self.report)]
        bad = self.report.error_lines()
        names = Counter(item.name for item, _ in entries)
        sound = [
            (item, cards)
            for item, cards in entries
            if names[item.name] == 1 and not _any_between(bad, item.node.start_mark.line + 1, item.last_line)
        ]
        known = {name for _, cards in entries for card in cards for name in (card.id, card.entry)}
        cards = related(sound, known.union(self.unfinished), self.report)
        return head, [item for item, _ in entries], cards

    def _cards(self, item: Item, deck_id: str, head: DeckHead | None) -> list[Card]:
        """Return the cards of one entry."""
        who = f"card '{item.name}'"
        if _any_between(self.suspects, item.node.start_mark.line + 1, item.last_line):
            report_traps(item.node, self.report)
        whole = f"{deck_id}/{item.name}"
        if is_unfinished(item.values):
            self.unfinished.append(whole)
            report_unfinished(who, item.node, item.values, self.report)
            return []
        found = read_entry(who, item.node, item.values, self.report)
        if found is None:
            return []
        kind, entry = found
        parts = unfold(who, whole, entry, item.node, self.report)
        source = entry.source or (head.source if head else None)
        image = self._image(who, entry, item)
        corrected = read_corrections(who, entry.corrected, item.node, self.report)
        needs = tuple([full_id(deck_id, name) for name in entry.needs])
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
                was=_former_ids(deck_id, entry.was, part, len(parts) == 1) if entry.was else (),
                path=self.report.path,
                line=item.node.start_mark.line + 1,
                image=None if kind == "front" and part else image,  # beside the question, so not for the reverse
                corrected=corrected,
            )
            for part, content in parts
        ]

    def _image(self, who: str, entry: Entry, item: Item) -> Image | None:
        """Return the entry's picture, which has been looked into; one that cannot be shown is reported."""
        if entry.image is None:
            return None
        from cardgrad.decks.image import UnfitImageError, read_image

        name, alt = entry.image.file, entry.image.alt or ""
        try:
            read_image(self.report.path, name, alt)
        except UnfitImageError as reason:
            self.report.unsettled = True
            self.report.error((child(item.node, "image") or item.node).start_mark, f"{who} {reason}")
        return Image(name, alt)


def _former_ids(deck: str, names: Sequence[str], part: str, alone: bool) -> tuple[str, ...]:
    """Return each id once that a card had, given those that its entry had."""
    return tuple(dict.fromkeys(chain.from_iterable(old_card_ids(deck, name, part, alone) for name in names)))


def _any_between(lines: list[int], start: int, end: int) -> bool:
    """Tell whether any of the ascending lines is one of start .. end."""
    index = bisect_left(lines, start)
    return index < len(lines) and lines[index] <= end
