"""The library: the decks a learner has, with their cards looked up in the index.

Files that have not changed are not read; then neither YAML nor pydantic is imported.
"""

import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from cardgrad.decks.cache_file import DAMAGE
from cardgrad.decks.card import Card
from cardgrad.decks.fault import ERROR, WARNING, Fault
from cardgrad.decks.index import Index, Known, Slot, read_slots
from cardgrad.decks.place import OWN, SHIPPED, Places, files_below, find_decks
from cardgrad.decks.refresh import refresh
from cardgrad.decks.shelving import shelve
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
    errors: int = 0
    warnings: int = 0
    unfinished: tuple[str, ...] = ()  # ids of entries marked `todo`


def open_library(places: Places, index_path: Path | None) -> "Library":
    """Return the decks of these places, reading those files that have changed; without an index path, all."""
    return Library(places, index_path)


class Library:
    """The decks in use, in study order, and their cards.

    Not studied are those `elsewhere`, read by their path once; `hidden` ones; and what is `gone`, whose file is no more
    where it was: the first two can be looked at all the same.
    """

    decks: tuple[Deck, ...]
    elsewhere: tuple[Deck, ...]
    hidden: tuple[Deck, ...]
    gone: tuple[Deck, ...]
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

    def slots_hidden(self) -> list[Slot]:
        """Return (card id, entry, deck, kind) of the cards of hidden decks."""
        return [slot for deck in self.hidden for slot in self._slots(deck.id, None)]

    def _slots(self, deck: str, tag: str | None) -> list[Slot]:
        rows = self._rows("SELECT slots FROM file WHERE id = ?", deck)
        slots = read_slots(rows[0][0], deck) if rows else []  # another process may have found the file gone
        if tag is None:
            return slots
        positions = self._rows("SELECT position FROM tag WHERE file = ? AND tag = ? ORDER BY position", deck, tag)
        return [slots[position] for (position,) in positions if position < len(slots)]

    def card(self, card_id: str) -> Card | None:
        """Return a card with all it holds, also one of a deck elsewhere or hidden."""
        deck = card_id.partition("/")[0]
        rows = self._rows("SELECT body FROM card WHERE file = ? AND id = ?", deck, card_id)
        return _decoded(rows[0][0]) if rows else None

    def cards(self, deck: str) -> list[Card]:
        """Return the cards of a deck in its order."""
        return [
            _decoded(body) for (body,) in self._rows("SELECT body FROM card WHERE file = ? ORDER BY position", deck)
        ]

    def faults_of(self, deck: Deck) -> list[Fault]:
        """Return the faults of a deck's file, hidden or not, with those that only show beside other decks."""
        stored = self._rows(f"SELECT {', '.join(Known._fields)} FROM file WHERE id = ?", deck.id)
        own = [fault for row in stored for fault in _faults(Known._make(row))]
        return list(dict.fromkeys([*own, *(fault for fault in self.faults if fault.path == deck.path)]))

    def gone_cards(self) -> dict[str, str]:
        """Return the cards of decks whose file is gone, each with where it was."""
        paths = dict(zip(self._gone_ids, (deck.path for deck in self.gone), strict=True))
        return {
            card: path
            for file, path in paths.items()
            for (card,) in self._index.rows("SELECT id FROM card WHERE file = ?", (file,))
        }

    def notes(self, deck: str) -> str | None:
        """Return a deck's study notes."""
        rows = self._rows("SELECT notes FROM file WHERE id = ?", deck)
        return rows[0][0] if rows else None

    def renames(self) -> list[tuple[str, str]]:
        """Return (old id, new id) of all cards that had another id before."""
        return list(self._renames)

    def corrections(self) -> dict[str, list[int]]:
        """Return the days of the corrections of each card that has any."""
        found: dict[str, list[int]] = {}
        studied = {self._file_ids[deck.id] for deck in self.decks}
        for file, card, day in self._corrections:
            if file in studied:
                found.setdefault(card, []).append(day)
        return found

    def find_card(self, text: str) -> Card:
        """Return the card that a full id, its card part, or a beginning of either names alone; else a UsageError."""
        card = self.card(text)
        if card is None:
            from cardgrad.decks.finding import find_card_id

            card = self.card(find_card_id(text, self._all_ids(), self.unusable()))
        assert card is not None  # noqa: S101 - chosen among the ids that are there
        return card

    def find_deck(self, text: str) -> Deck:
        """Return the deck that an id or its beginning names alone, hidden or not; else a UsageError."""
        from cardgrad.decks.finding import find_deck_id

        decks = {deck.id: deck for deck in (*self.elsewhere, *self.hidden, *self.decks)}
        return decks[find_deck_id(text, list(decks), self.unusable())]

    def find_studied_deck(self, text: str) -> Deck:
        """Return the deck that a name means, to be asked; one that is hidden or elsewhere is a UsageError."""
        found = self.find_deck(text)
        if found in self.hidden:
            raise UsageError(f"the deck '{found.id}' is hidden: `cardgrad deck use {found.id}` brings it back.")
        if found in self.elsewhere:
            raise UsageError(
                f"the deck '{found.id}' is not among your decks: name its file, {found.path}, or keep it with"
                f" `cardgrad deck use {found.path}`."
            )
        return found

    def unusable(self) -> "list[Unusable]":
        """Return the decks that are there but cannot be studied, with the errors that say why."""
        from cardgrad.decks.finding import Unusable

        errors = [fault for fault in self.faults if fault.severity == ERROR]
        return [
            Unusable(name, path, [fault for fault in errors if fault.path == path])
            for name, path in self._unusable_paths.items()
        ]

    def origin_of(self, path: str) -> str:
        """Return where a file was found that decks are read from: shipped, own, used or path."""
        return self._origins[path]

    def _all_ids(self) -> list[str]:
        """Return the ids of all cards, those of decks that are not studied last."""
        return [slot[0] for slot in (*self.slots(), *self.slots_hidden(), *self.slots_elsewhere())]

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
        shelves = shelve(here, earlier, self.places.hidden)
        self.decks = tuple(_deck(row) for row in shelves.studied)
        self.hidden = tuple(_deck(row) for row in shelves.hidden)
        self.elsewhere = tuple(_deck(row)._replace(path=row.path) for row in shelves.elsewhere)  # named from anywhere
        self.gone = tuple(_deck(row)._replace(path=row.path) for row in shelves.gone)
        known = (*shelves.elsewhere, *shelves.hidden, *shelves.studied)
        self._file_ids = {row.deck: row.id for row in known if row.deck is not None}
        self._gone_ids = [row.id for row in shelves.gone]
        self._unusable_paths = shelves.unusable
        self._origins = {row.shown: row.origin for row in shelves.sources}
        self._corrections = self._index.rows("SELECT file, card, day FROM correction")
        self._renames, twice = self._read_renames()
        self.faults = (*(fault for row in shelves.sources for fault in _faults(row)), *shelves.clashes, *twice)
        self.remarks = (*shelves.remarks, *_missing(self.places.used))

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
            from cardgrad.decks.source import near_name

            guess = near_name(path)
            raise UsageError(f"{path}: there is no such file or folder{guess}: check the spelling of the path.")
        if path.is_dir() and next(files_below(str(path)), None) is None:
            raise UsageError(f"{path}: the folder holds no deck: a deck is a file that ends in .yaml or .yml.")


def _missing(used: Iterable[str]) -> Iterator[str]:
    """Yield a sentence about each path in use at which there is nothing."""
    from shlex import quote

    for path in used:
        if not os.path.exists(path):  # noqa: PTH110 - start-up time
            yield f"{path}, which you use, is gone: bring it back, or `cardgrad deck hide {quote(path)}`."


def _deck(row: Known) -> Deck:
    severities = [fault.severity for fault in _faults(row)]
    told = severities.count(ERROR), severities.count(WARNING), tuple(row.unfinished.split())
    return Deck(row.deck or "", row.title, row.shown, row.origin, row.cards, row.rank, *told)


def _faults(row: Known) -> list[Fault]:
    """Return the faults of a file as they were when it was read."""
    if row.faults is None:
        return []
    import json

    return [Fault(row.shown, *fault) for fault in json.loads(row.faults)]


def _decoded(body: str) -> Card:
    from cardgrad.decks.stored import decode_card

    return decode_card(body)
