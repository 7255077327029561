"""A deck taken apart for an import: its lines, and which of its entries an import wrote."""

from typing import NamedTuple

from cardgrad.decks.importing.writing import fingerprint
from cardgrad.decks.naming import Item, named_entries
from cardgrad.decks.report import Report
from cardgrad.decks.source import decode
from cardgrad.decks.syntax import parse
from cardgrad.decks.tree import Listing, Mapping, Plain, child
from cardgrad.errors import CardgradError

_QUESTIONS = ("front", "prompt", "cloze")


class Known(NamedTuple):
    """An entry that an import wrote, or, with no key and no hash, one of the author's own."""

    item: Item
    limit: int  # the line, from 0, before which it ends
    key: str
    hash: str

    @property
    def edited(self) -> bool:
        """Whether it says something else now."""
        return fingerprint(self.item.values) != self.hash


class OldDeck(NamedTuple):
    """A deck's text, taken apart."""

    lines: list[str]
    listing: Listing
    known: list[Known]
    own: list[Known]
    names: set[str]
    end: int  # the line, from 0, in which the key after the cards begins


def old_deck(data: bytes, path: str) -> OldDeck:
    """Return a deck's entries that an import wrote; refuse one that cannot be read whole."""
    report = Report(path)
    text = decode(data, report)
    report.lines = text.split("\n")
    tree = parse(text, report)
    if not report.readable or not isinstance(tree, Mapping):
        first = next(iter(report.sorted_faults()), f"{path}: it is no deck")
        raise CardgradError(f"{first}: mend it before you import into it.")
    listing = child(tree, "cards")
    if not isinstance(listing, Listing):
        listing = Listing([], tree.start_mark)
    items = list(named_entries(listing, report))
    end = _end(tree, listing, len(report.lines))
    following = [item.node.start_mark.line for item in items[1:]] + [end]
    known: dict[str, Known] = {}
    own: list[Known] = []
    for item, limit in zip(items, following, strict=True):
        mark = item.values.get("imported")
        key, stated = (mark.get("key"), mark.get("hash")) if isinstance(mark, dict) else (None, None)
        if not (isinstance(key, str) and isinstance(stated, str)):
            own.append(Known(item, limit, "", ""))
        elif key not in known:  # a copy of an entry is its author's own, too
            known[key] = Known(item, limit, key, stated)
    return OldDeck(report.lines, listing, list(known.values()), own, {item.name for item in items}, end)


def question_of(values: dict[str, Plain]) -> str:
    """Return what an entry asks."""
    return next((text for key in _QUESTIONS if isinstance(text := values.get(key), str)), "")


def _end(tree: Mapping, listing: Listing, lines: int) -> int:
    """Return the line, from 0, in which the key after the cards begins."""
    keys = [key.start_mark.line for key in tree.pairs[::2]]
    return min((line for line in keys if line > listing.start_mark.line), default=lines)
