"""One deck id names one deck: which file it is, and where it comes in the study order.

A file named on the command line stands before the learner's own, in their folder or in use, and that before a shipped
one. Two files of the same rank with one id exclude each other, since their histories could not be told apart, unless
they are one file under two names. A learner's own file that replaces a shipped one keeps its place, so that mending a
typo does not move a deck to the end.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from cardgrad.decks.fault import ERROR, Fault
from cardgrad.decks.index import Known
from cardgrad.decks.place import OWN, PATH, SHIPPED, USED

_RANK = {SHIPPED: 0, OWN: 1, USED: 1, PATH: 2}


class Chosen(NamedTuple):
    """The file of each deck id in study order, faults for ids that two files claim, and what replaces what.

    `unusable` has the path of a file that is not studied by the id that it states.
    """

    files: list[Known]
    unusable: dict[str, str]
    clashes: list[Fault]
    remarks: list[str]


def choose_files(here: Sequence[Known]) -> Chosen:
    """Return which of the files that hold decks are studied."""
    by_id: dict[str, list[Known]] = {}
    unusable: dict[str, str] = {}
    for row in here:
        if row.deck is None:
            unusable[row.stated] = row.shown
        else:
            by_id.setdefault(row.deck, []).append(row)
    placed: list[tuple[tuple[int, float, str, str], Known]] = []
    clashes, remarks = [], []
    for deck_id, rows in by_id.items():
        best = max(_RANK[row.origin] for row in rows)
        first = _told_apart([row for row in rows if _RANK[row.origin] == best])
        if len(first) > 1:
            unusable[deck_id] = first[0].shown
            clashes += same_id_faults(deck_id, [row.shown for row in first])
            continue
        (chosen,) = first
        shipped = next((row for row in rows if row.origin == SHIPPED), None)
        placed.append((_study_order(chosen, shipped), chosen))
        for row in rows:
            if row is not chosen and (row.origin == SHIPPED or not same_file(row.path, chosen.path)):
                whose = "the shipped deck" if row.origin == SHIPPED else f"your {row.shown}, the deck"
                remarks.append(f"{chosen.shown} replaces {whose} {deck_id}.")
    placed.sort(key=lambda pair: pair[0])
    return Chosen([row for _, row in placed], unusable, clashes, remarks)


def same_file(path: str, other: str) -> bool:
    """Tell whether two paths lead to one file, by links or otherwise."""
    try:
        return Path(path).samefile(other)
    except (OSError, ValueError):
        return False


def _told_apart(rows: list[Known]) -> list[Known]:
    """Return the rows without those whose file another has already."""
    kept: list[Known] = []
    for row in rows:
        if len(rows) == 1 or not any(same_file(row.path, other.path) for other in kept):
            kept.append(row)
    return kept


def _study_order(row: Known, shipped: Known | None) -> tuple[int, float, str, str]:
    """Return what sorts decks: those that ship by order and title, own by title, named ones as they were named."""
    if row.origin == PATH:
        return 2, 0, "", ""
    if shipped is None:
        return 1, 0, row.title, row.deck or ""
    order = shipped.rank if row.rank is None else row.rank
    return 0, float("inf") if order is None else order, shipped.title, row.deck or ""


def same_id_faults(deck_id: str, paths: Sequence[str]) -> list[Fault]:
    """Return a fault for each of the files that claim one deck id."""
    return [
        Fault(
            path, 0, 0, ERROR,
            f"the deck id '{deck_id}' is also that of {', '.join(other for other in paths if other != path)}, "
            "so neither is studied: give one of them another id",
        )
        for path in paths
    ]  # fmt: skip
