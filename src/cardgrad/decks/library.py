"""The library: the decks a learner has, with their cards looked up in the index.

Files that have not changed are not read; then neither YAML nor pydantic is imported.
"""

import os
from collections import Counter
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from cardgrad.decks.cache_file import DAMAGE
from cardgrad.decks.card import Card
from cardgrad.decks.fault import ERROR, Fault
from cardgrad.decks.index import Index, Known, Slot, read_slots
from cardgrad.decks.place import OWN, PATH, SHIPPED, Places, files_below, find_decks
from cardgrad.decks.precedence import choose_files
from cardgrad.decks.refresh import refresh
from cardgrad.errors import UsageError

if TYPE_CHECKING:
    from cardgrad.decks.finding import Unusable


class Deck(NamedTuple):
    """A deck as it is listed."""

    id: str
    title: str
    path: str
    origin: str
    cards: int
    order: int | None


def open_library(places: Places, index_path: Path | None) -> "Library":
    """Return the decks of these places, reading those files that have changed; without an index path, all."""
    return Library(places, index_path)


class Library:
    """The decks in use, in study order, and their cards."""

    decks: tuple[Deck, ...]
    elsewhere: tuple[Deck, ...]
    faults: tuple[Fault, ...]
    remarks: tuple[str, ...]

    def __init__(self, places: Places, index_path: Path | None) -> None:
        self.places = places
        self._index = Index(index_path)
        self._file_ids: dict[str, int] = {}
        try:
            self._fill()
        except DAMAGE:
            self._go_on_in_memory()

    def close(self) -> None:
        """Close the index."""
        self._index.close()

    def slots(self, decks: Collection[str] | None = None, tag: str | None = None) -> list[Slot]:
        """Return (card id, entry, deck, kind) of all cards in study order, or of some decks or one tag."""
        wanted = [deck.id for deck in self.decks if decks is None or deck.id in decks]
        return [slot for deck in wanted for slot in self._slots(deck, tag)]

    def slots_elsewhere(self) -> list[Slot]:
        """Return (card id, entry, deck, kind) of the cards of decks elsewhere."""
        return [slot for deck in self.elsewhere for slot in self._slots(deck.id, None)]

    def _slots(self, deck: str, tag: str | None) -> list[Slot]:
        rows = self._rows("SELECT slots FROM file WHERE id = ?", deck)
        slots = read_slots(rows[0][0], deck) if rows else []  # another process may have found the file gone
        if tag is None:
            return slots
        positions = self._rows("SELECT position FROM tag WHERE file = ? AND tag = ? ORDER BY position", deck, tag)
        return [slots[position] for (position,) in positions if position < len(slots)]

    def card(self, card_id: str) -> Card | None:
        """Return a card with all it holds, also one of a deck elsewhere."""
        deck = card_id.partition("/")[0]
        rows = self._rows("SELECT body FROM card WHERE file = ? AND id = ?", deck, card_id)
        return _decoded(rows[0][0]) if rows else None

    def cards(self, deck: str) -> list[Card]:
        """Return the cards of a deck in its order."""
        return [
            _decoded(body) for (body,) in self._rows("SELECT body FROM card WHERE file = ? ORDER BY position", deck)
        ]

    def notes(self, deck: str) -> str | None:
        """Return a deck's study notes."""
        rows = self._rows("SELECT notes FROM file WHERE id = ?", deck)
        return rows[0][0] if rows else None

    def renames(self) -> list[tuple[str, str]]:
        """Return (old id, new id) of all cards that had another id before."""
        return list(self._renames)

    def find_card(self, text: str) -> Card:
        """Return the card that a full id, its card part, or a beginning of either names alone; else a UsageError."""
        card = self.card(text)
        if card is None:
            from cardgrad.decks.finding import find_card_id

            card = self.card(find_card_id(text, self._all_ids(), self._unusable()))
        assert card is not None  # noqa: S101 - chosen among the ids that are there
        return card

    def find_deck(self, text: str) -> Deck:
        """Return the deck that an id or its beginning names alone; else a UsageError."""
        from cardgrad.decks.finding import find_deck_id

        decks = {deck.id: deck for deck in (*self.elsewhere, *self.decks)}
        return decks[find_deck_id(text, list(decks), self._unusable())]

    def _unusable(self) -> "list[Unusable]":
        """Return the decks that are there but cannot be studied, with the errors that say why."""
        from cardgrad.decks.finding import Unusable

        errors = [fault for fault in self.faults if fault.severity == ERROR]
        return [
            Unusable(name, path, [fault for fault in errors if fault.path == path])
            for name, path in self._unusable_paths.items()
        ]

    def _all_ids(self) -> list[str]:
        """Return the ids of all cards, those of decks elsewhere last."""
        return [slot[0] for slot in (*self.slots(), *self.slots_elsewhere())]

    def _rows(self, query: str, deck: str, *parameters: Any) -> list[Any]:
        """Return the rows of a query whose first parameter is a deck's file; a damaged index is made anew."""
        try:
            return self._index.rows(query, (self._file_ids.get(deck), *parameters))
        except DAMAGE:
            self._go_on_in_memory()
            return self._index.rows(query, (self._file_ids.get(deck), *parameters))

    def _go_on_in_memory(self) -> None:
        """Read all decks again, because the index is damaged, locked or cannot be written."""
        self._index.close()
        self._index = Index(None)
        self._fill()

    def _fill(self) -> None:
        """Bring the index up to date and choose one file for each deck id."""
        _require_paths(self.places.paths)
        looked_at = [
            origin for origin, folder in ((SHIPPED, self.places.shipped), (OWN, self.places.own)) if folder is not None
        ]
        here, earlier = refresh(self._index, find_decks(self.places), looked_at)
        chosen, self._unusable_paths, clashes, remarks = choose_files(here)
        self.decks = tuple(_deck(row) for row in chosen)
        ids = {deck.id for deck in self.decks}
        other = {
            row.deck: row for row in earlier if row.deck is not None and row.deck not in ids and row.origin == PATH
        }
        self.elsewhere = tuple(_deck(row)._replace(path=row.path) for row in other.values())  # named from anywhere
        self._file_ids = {row.deck: row.id for row in (*other.values(), *chosen) if row.deck is not None}
        self._renames, twice = self._read_renames()
        self.faults = (*(fault for row in here for fault in _faults(row)), *clashes, *twice)
        self.remarks = tuple(remarks)

    def _read_renames(self) -> tuple[list[tuple[str, str]], list[Fault]]:
        """Return the renames that hold, and faults for those whose old id is still a card or is claimed twice."""
        paths = {self._file_ids[deck.id]: deck.path for deck in self.decks}
        rows = self._index.rows(
            "SELECT rename.file, old, new, line FROM rename JOIN card ON id = new AND card.file = rename.file"
        )
        rows = [row for row in rows if row[0] in paths]
        claims = Counter(old for _, old, _, _ in rows)
        renames, faults = [], []
        for file, old, new, line in rows:
            living = (self._file_ids.get(old.partition("/")[0]), old)
            if self._index.rows("SELECT 1 FROM card WHERE file = ? AND id = ?", living):
                problem = "but that card still exists: delete one of them"
            elif claims[old] > 1:
                problem = "and so was a card of another deck: keep one of the two 'was'"
            else:
                renames.append((old, new))
                continue
            faults.append(Fault(paths[file], line, 1, ERROR, f"card '{new}' was '{old}', {problem}"))
        return renames, faults


def _require_paths(paths: Iterable[Path]) -> None:
    """Refuse paths that name no deck."""
    for path in paths:
        if not os.path.lexists(path):
            raise UsageError(f"{path}: there is no such file or folder: check the spelling of the path.")
        if path.is_dir() and next(files_below(str(path)), None) is None:
            raise UsageError(f"{path}: the folder holds no deck: a deck is a file that ends in .yaml or .yml.")


def _deck(row: Known) -> Deck:
    return Deck(row.deck or "", row.title, row.shown, row.origin, row.cards, row.rank)


def _faults(row: Known) -> list[Fault]:
    """Return the faults of a file as they were when it was read."""
    if row.faults is None:
        return []
    import json

    return [Fault(row.shown, *fault) for fault in json.loads(row.faults)]


def _decoded(body: str) -> Card:
    from cardgrad.decks.stored import decode_card

    return decode_card(body)
