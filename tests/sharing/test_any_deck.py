"""Whatever is done to a deck's bytes, what can be used of it is shown and written in every format."""

import csv
import io
import json
import random
import zipfile
from pathlib import Path

import pytest

from cardgrad.decks.fault import Fault
from cardgrad.decks.reading import read_data
from cardgrad.sharing.formats import export
from cardgrad.sharing.page import Leaf, deck_page
from cardgrad.sharing.shared import share
from cardgrad.sharing.shown import shown
from tests.decks.test_fuzz import SHIPPED, excerpt, mutated
from tests.sharing.conftest import Page

CASES = 4  # of each shipped deck; a slow run makes more
MANY = 60


def shown_and_shared(path: Path, number: int) -> None:
    chance = random.Random(f"{path.name} {number}")
    found = read_data(mutated(excerpt(path.read_bytes(), chance, 5), chance), "deck.yaml")
    cards = tuple(shown(card, "1") for card in found.cards)
    assert all(isinstance(one.fault, Fault | None) for one in cards)
    page = Page(deck_page(Leaf("deck", found.title, found.notes, cards, found.faults)))
    assert page.open == []
    assert page.tags().count("article") == len(cards)
    shared = share(found.id or "deck", found.title, found.notes, found.cards, 1, "1")
    for to in ("csv", "json", "md"):
        data = export(shared, to, 1).data.decode()
        if to == "csv":
            assert len(list(csv.reader(io.StringIO(data)))) == 1 + len(shared.cards)
        if to == "json":
            assert len(json.loads(data)["cards"]) == len(shared.cards)
    assert zipfile.is_zipfile(io.BytesIO(export(shared, "apkg", 1).data))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_no_mutation_of_a_deck_ends_in_a_traceback(path: Path) -> None:
    for number in range(CASES):
        shown_and_shared(path, number)


@pytest.mark.slow
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_no_mutation_of_many_ends_in_a_traceback(path: Path) -> None:
    for number in range(CASES, MANY):
        shown_and_shared(path, number)
