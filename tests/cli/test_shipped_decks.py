"""The main job on the real material: every shipped deck, studied over several simulated days."""

import json
from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]

DECKS = ["computation-graphs", "forward-and-reverse-pass", "losses-and-delta-rule", "matrix-backprop", "reverse-mode"]
ANYTHING = "\n\n4\n" * 600  # reveals and grades, gives up or answers something, goes on


def document(cardgrad: Run, *arguments: str) -> Any:
    return json.loads(cardgrad(*arguments, "--json").out)


def test_the_shipped_decks_are_listed_and_have_no_fault(cardgrad: Run) -> None:
    listed = document(cardgrad, "deck", "list")
    assert sorted(deck["id"] for deck in listed) == DECKS
    assert sum(deck["cards"] for deck in listed) >= 75
    kinds = {card["kind"] for deck in DECKS for card in document(cardgrad, "deck", "show", deck)["cards"]}
    assert kinds == {"front", "cloze", "choice", "steps", "type", "drill"}
    assert [
        fault for fault in document(cardgrad, "deck", "check", "--seeds", "1")["faults"] if fault["severity"] == "error"
    ] == []


@pytest.mark.parametrize("deck", DECKS)
def test_a_shipped_deck_is_studied_over_days(cardgrad: Run, deck: str) -> None:
    answered = []
    for day in ("2026-03-02", "2026-03-03", "2026-03-09"):
        ran = cardgrad("study", deck, "--new", "200", stdin=ANYTHING, now=f"{day}T09:00:00+01:00")
        assert (ran.code, ran.err) == (0, "")
        assert "<00" not in ran.out  # nothing in our own decks has to be made visible
        cards = document(cardgrad, "deck", "show", deck)["cards"]
        found = [document(cardgrad, "card", "show", card["id"]) for card in cards]
        assert all(card["answers"] for card in found)
        assert all(card["due"] > day for card in found)
        answered.append(sum(card["answers"] for card in found))
    assert answered == sorted(set(answered))
    for drill in (card for card in found if card["kind"] == "drill"):
        instances = [review["instance"] for review in drill["reviews"]]
        domains = drill["content"].get("given", {}).values()
        in_letters = bool(domains) and all(str(domain).startswith("letter") for domain in domains)  # just one problem
        assert len(set(instances)) == (1 if in_letters else len(instances))
        assert len(instances) >= 3
    assert cardgrad("data", "doctor").code == 0
