"""Checking deck files: the faults in each of them, and those that only show between files."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cardgrad.decks.fault import ERROR, Fault, meant
from cardgrad.decks.place import files_below, shipped_folder
from cardgrad.decks.precedence import same_id_faults
from cardgrad.decks.reading import DeckFile, read_deck
from cardgrad.decks.relation import rival_claims, told_living, told_rival

if TYPE_CHECKING:
    from cardgrad.decks.proving import Proven


class Checked(NamedTuple):
    """What a check finds: all faults, and what the problems of each drill show."""

    faults: list[Fault]
    drills: "list[Proven]"


def check_paths(paths: Sequence[Path], seeds: int = 0) -> Checked:
    """Return what is found in deck files and folders of them, in the order of the paths.

    Of each drill so many problems are made and proven.
    """
    faults: list[Fault] = []
    decks: dict[str, DeckFile] = {}
    for path in paths:
        shown = list(files_below(str(path))) if path.is_dir() else [str(path)]
        if not shown:
            message = "the folder holds no deck: a deck is a file that ends in .yaml or .yml"
            faults.append(Fault(str(path), 0, 0, ERROR, message))
        for name in shown:
            if name not in decks:
                decks[name] = read_deck(Path(name), name, formulas=True, seeds=seeds)
                faults += decks[name].faults
    return Checked(faults + _between(decks), [drill for deck in decks.values() for drill in deck.drills])


def _between(decks: dict[str, DeckFile]) -> list[Fault]:
    """Return the faults between files: ids claimed twice, needs and former ids that do not fit other decks."""
    faults: list[Fault] = []
    by_id: dict[str, list[str]] = {}
    for shown, deck in decks.items():
        if deck.id is not None:
            by_id.setdefault(deck.id, []).append(shown)
    for deck_id, names in by_id.items():
        if len(names) > 1:
            faults += same_id_faults(deck_id, names)
    cards = [card for deck in decks.values() for card in deck.cards]
    living = {card.id for card in cards}
    known = living | {card.entry for card in cards}.union(*(deck.unfinished for deck in decks.values()))
    foreign = {need for card in cards for need in card.needs if need not in known}
    if foreign:
        known |= _shipped_ids(set(by_id))
    rivals = rival_claims((card.id, old) for card in cards for old in card.was)
    for card in cards:
        for need in card.needs:
            if need not in known:
                message = f"card '{card.id}' needs '{need}', which is in none of these decks{meant(need, known)}"
                faults.append(Fault(card.path, card.line, 1, ERROR, message))
        for old in card.was:
            if old in living:
                message = told_living(card.id, old)
            elif rival := rivals.get((card.id, old)):
                message = told_rival(card.id, old, rival)
            else:
                continue
            faults.append(Fault(card.path, card.line, 1, ERROR, message))
    return faults


def _shipped_ids(checked: set[str]) -> set[str]:
    """Return the ids in the shipped decks, except those whose files are being checked themselves."""
    found: set[str] = set()
    for name in files_below(str(shipped_folder())):
        deck = read_deck(Path(name), name)
        if deck.id not in checked:
            found |= {known for card in deck.cards for known in (card.id, card.entry)}
    return found
