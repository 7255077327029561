"""Faults that only show between files: ids claimed twice, needs and former ids that do not fit other decks, copies."""

from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path

from cardgrad.decks.card import Card
from cardgrad.decks.fault import ERROR, WARNING
from cardgrad.decks.likeness import near_duplicates
from cardgrad.decks.needs import cycles, entry_of
from cardgrad.decks.place import files_below, shipped_folder
from cardgrad.decks.precedence import same_id_faults
from cardgrad.decks.reading import Opened, read_deck
from cardgrad.decks.relation import rival_claims, told_living, told_rival
from cardgrad.decks.tree import key_node
from cardgrad.decks.unfinished import is_unfinished


class Between:
    """The decks that are checked, and the cards of those that are studied beside them."""

    def __init__(
        self, decks: Sequence[Opened], beside: Sequence[Card] = (), suspended: Collection[str] = frozenset()
    ) -> None:
        self._decks = decks
        checked = {deck.file.id for deck in decks}
        self._cards = [card for deck in decks for card in deck.file.cards]
        self._beside = [card for card in beside if card.deck not in checked]
        self._suspended = suspended
        self._entries = {
            (deck.report.path, f"{deck.file.id}/{item.name}"): (deck, item) for deck in decks for item in deck.items
        }

    def report_relations(self) -> None:
        """Report ids, needs and former ids that do not fit, each at its line."""
        self._same_ids()
        self._needs()
        self._former_ids()
        self._cycles()

    def report_copies(self) -> None:
        """Warn of cards that ask nearly the same."""
        owners = Counter(deck.file.id for deck in self._decks)
        cards = [card for card in self._cards if owners[card.deck] == 1]  # else one file is a copy of another, as told
        for card, earlier in near_duplicates(self._beside, cards):
            where = self._where(card, earlier)
            message = (
                f"card '{card.entry.partition('/')[2]}' asks nearly the same as card '{earlier.entry}' ({where}): "
                "keep one of them, or say in the question what is different"
            )
            self._tell(card, _QUESTION.get(card.kind, "prompt"), message, WARNING, "near-duplicate")

    def _tell(self, card: Card, key: str, message: str, severity: str = ERROR, rule: str = "") -> None:
        """Report something of a card at one of its keys."""
        deck, item = self._entries[card.path, card.entry]
        mark = (key_node(item.node, key) or item.node).start_mark
        deck.report.at(mark.line + 1, mark.column + 1, message, severity, rule)

    def _same_ids(self) -> None:
        by_id: dict[str, list[Opened]] = {}
        for deck in self._decks:
            if deck.file.id is not None:
                by_id.setdefault(deck.file.id, []).append(deck)
        for deck_id, rivals in by_id.items():
            if len(rivals) > 1:
                faults = same_id_faults(deck_id, [deck.report.path for deck in rivals])
                for deck, fault in zip(rivals, faults, strict=True):
                    deck.report.at(fault.line, fault.column, fault.message)

    def _needs(self) -> None:
        """Report needs that no deck has, and those that a learner will not meet."""
        everything = [*self._cards, *self._beside]
        known = {name for card in everything for name in (card.id, card.entry)}
        known.update(name for _, name in self._entries)  # also those that have faults
        if any(need not in known for card in self._cards for need in card.needs):
            known |= _shipped_ids({deck.file.id for deck in self._decks})
        awake = {name for card in everything if card.id not in self._suspended for name in (card.id, card.entry)}
        asleep = {*self._suspended, *map(entry_of, self._suspended)}
        todo = {name for (_, name), (_, item) in self._entries.items() if is_unfinished(item.values)}
        for card in self._cards:
            for need in card.needs:
                if need not in known:
                    guess = self._entries[card.path, card.entry][0].report.meant(need, known)
                    message = f"card '{card.id}' needs '{need}', which is in none of these decks{guess}"
                    self._tell(card, "needs", message)
                elif entry_of(need) in todo:
                    message = f"card '{card.id}' needs '{need}', which is marked todo: finish that card first"
                    self._tell(card, "needs", message, WARNING, "unreachable-needs")
                elif need not in awake and need in asleep:
                    message = (
                        f"card '{card.id}' needs '{need}', which you have suspended: "
                        f"resume it with `cardgrad card resume {need}`, or delete it from needs"
                    )
                    self._tell(card, "needs", message, WARNING, "unreachable-needs")

    def _former_ids(self) -> None:
        living = {card.id for card in self._cards}
        rivals = rival_claims((card.id, old) for card in self._cards for old in card.was)
        for card in self._cards:
            for old in card.was:
                if old in living:
                    self._tell(card, "was", told_living(card.id, old))
                elif rival := rivals.get((card.id, old)):
                    self._tell(card, "was", told_rival(card.id, old, rival))

    def _cycles(self) -> None:
        first: dict[str, Card] = {}
        graph: dict[str, list[str]] = {}
        for card in [*self._cards, *self._beside]:
            if card.needs:  # what needs nothing is in no circle
                first.setdefault(card.entry, card)
                graph.setdefault(card.entry, []).extend(map(entry_of, card.needs))
        for cycle in cycles(graph):
            card = first[cycle[0]]
            if (card.path, card.entry) not in self._entries:
                continue  # told where those decks are checked
            if len(cycle) == 2:
                message = f"card '{card.entry}' needs itself: delete it from needs"
            else:
                message = f"these cards need each other, so none can come first: {' -> '.join(cycle)}: delete one need"
            self._tell(card, "needs", message, rule="needs-cycle")

    def _where(self, card: Card, earlier: Card) -> str:
        if earlier.path == card.path:
            return f"line {earlier.line}"
        folder = str(shipped_folder())
        name = Path(earlier.path).name if earlier.path.startswith(folder) else earlier.path
        return f"{name}:{earlier.line}"


_QUESTION = {"front": "front", "cloze": "cloze", "drill": "graph"}


def _shipped_ids(checked: Collection[str | None]) -> set[str]:
    """Return the ids in the shipped decks, except those whose files are being checked themselves."""
    found: set[str] = set()
    for name in files_below(str(shipped_folder())):
        deck = read_deck(Path(name), name)
        if deck.id not in checked:
            found |= {known for card in deck.cards for known in (card.id, card.entry)}
    return found
