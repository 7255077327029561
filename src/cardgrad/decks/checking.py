"""Checking deck files: the faults in each of them, those that only show between files, and what they prove."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple

from cardgrad.decks.allowing import settle
from cardgrad.decks.between import Between
from cardgrad.decks.card import Card
from cardgrad.decks.fault import Fault
from cardgrad.decks.place import files_below
from cardgrad.decks.proof_store import ProofStore
from cardgrad.decks.proving import Proofs, Watch, prove
from cardgrad.decks.reading import Opened, open_data, open_deck, uncollected, unread
from cardgrad.decks.report import Report
from cardgrad.decks.style import report_style


class Around(NamedTuple):
    """What decks are checked against: the cards studied beside them, and those of all that the learner suspended."""

    cards: Sequence[Card] = ()
    suspended: Collection[str] = frozenset()


class Checked(NamedTuple):
    """What a check finds."""

    faults: list[Fault]  # in the order of the files
    decks: int
    cards: int
    unread: int  # decks that nothing can be read of until they are mended: their cards are not counted
    unsound: int  # entries of the others that are no cards yet
    nameless: dict[str, int]  # how many entries of a file have no id
    proofs: Proofs


def check_paths(
    paths: Sequence[Path],
    seeds: int = 0,
    around: Around | None = None,
    store: Path | None = None,
    cores: int = 1,
    watch: Watch = lambda *_: None,
) -> Checked:
    """Return what is found in deck files and folders of them, in the order of the paths.

    Of each drill so many problems are made and proven; what the file `store` knows to be proven is not done again. On
    several cores other processes prove, which import the program's main module as well.
    """
    with uncollected():
        decks = _read(paths)
    return _checked(decks, seeds, around or Around(), store, cores, watch)


def check_data(data: bytes, shown: str, seeds: int = 0, store: Path | None = None) -> Checked:
    """Return what is found in a deck's bytes."""
    return _checked([open_data(data, shown)], seeds, Around(), store, 1, lambda *_: None)


def _read(paths: Sequence[Path]) -> list[Opened]:
    """Return every deck once."""
    decks: dict[str, Opened] = {}
    for path in paths:
        shown = list(files_below(str(path))) if path.is_dir() else [str(path)]
        if not shown:
            report = Report(str(path))
            report.at(0, 0, "the folder holds no deck: a deck is a file that ends in .yaml or .yml")
            decks[str(path)] = Opened(unread(report), None, (), report)
        for name in shown:
            if name not in decks:
                decks[name] = open_deck(Path(name), name)
    return list(decks.values())


def _checked(
    decks: Sequence[Opened], seeds: int, around: Around, store: Path | None, cores: int, watch: Watch
) -> Checked:
    with uncollected():
        between = Between(decks, around.cards, around.suspended)
        between.report_relations()
        between.report_copies()
    proofs = ProofStore(store)
    try:
        proven = prove(decks, seeds, proofs, cores, watch)
    finally:
        proofs.close()
    with uncollected():
        for deck in decks:
            report_style(deck)  # after all else, since a rule is silent where another has told it at its place
            settle(deck)
    return Checked(
        [fault for deck in decks for fault in deck.report.sorted_faults()],
        len(decks),
        sum(len(deck.file.cards) for deck in decks),
        sum(deck.file.id is None for deck in decks),
        sum(_unsound(deck) for deck in decks),
        {deck.report.path: count for deck in decks if (count := sum("id" not in item.values for item in deck.items))},
        proven,
    )


def _unsound(deck: Opened) -> int:
    """Return how many entries of a deck make no cards, though nothing says that they are unfinished."""
    if deck.file.id is None:
        return 0
    sound = {card.entry for card in deck.file.cards}.union(deck.file.unfinished)
    return sum(f"{deck.file.id}/{item.name}" not in sound for item in deck.items)
