"""Which of the deck files that are known are studied, and which are only known: hidden, elsewhere, or gone."""

import os
from collections.abc import Collection, Sequence
from typing import NamedTuple

from cardgrad.decks.fault import Fault
from cardgrad.decks.index import Known
from cardgrad.decks.place import PATH, USED
from cardgrad.decks.precedence import choose_files


class Shelves(NamedTuple):
    """Files by what becomes of their decks; of a deck id each has one file, and the first that has it wins."""

    studied: list[Known]
    hidden: list[Known]
    elsewhere: list[Known]  # read by their path once
    gone: list[Known]  # no more where they were
    sources: list[Known]  # all files that faults are told of: studied, and too broken for it
    unusable: dict[str, str]
    clashes: list[Fault]
    remarks: list[str]


def shelve(here: Sequence[Known], earlier: Sequence[Known], hidden_ids: Collection[str]) -> Shelves:
    """Return what becomes of the files found now, and of those known from `earlier`.

    A file named on the command line is studied, hidden or not.
    """
    put_away = [row for row in here if row.origin != PATH and (row.deck or row.stated) in hidden_ids]
    sources = [row for row in here if row not in put_away] if put_away else list(here)
    studied, unusable, clashes, remarks = choose_files(sources)
    taken = {row.deck for row in studied}
    hidden = _of_other_ids(choose_files(put_away).files, taken)
    named = [row for row in earlier if row.origin in (PATH, USED) and row.deck is not None]
    there = [row for row in named if row.origin == PATH and os.path.exists(row.path)]  # noqa: PTH110 - start-up time
    hidden += _of_other_ids([row for row in there if row.deck in hidden_ids], taken)
    elsewhere = _of_other_ids(there, taken)
    gone = _of_other_ids([row for row in named if not os.path.exists(row.path)], taken)  # noqa: PTH110 - the same
    return Shelves(studied, hidden, elsewhere, gone, sources, unusable, clashes, remarks)


def _of_other_ids(rows: Sequence[Known], taken: set[str | None]) -> list[Known]:
    """Return the last row of each deck id that is not taken, and take it."""
    found = {row.deck: row for row in rows if row.deck not in taken}
    taken |= found.keys()
    return list(found.values())
