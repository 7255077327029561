"""Ids that are made of a card's words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardgrad.decks.identity import LONGEST_ID, WORDS_IN_ID, Namer, slug


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("What does a MUL gate do with the gradient?", "what-does-mul-gate-do-with"),
        ("Backpropagation differentiates compositions quickly", "backpropagation-differentiates-compositions"),
        (r"What is $\frac{d y}{d \gamma}$ for $y$?", "what-is-d-y-d-gamma"),
        ("a" * 60, "a" * 48),
        ("a" * 48 + " b", "a" * 48),
        ("a" * 40 + " " + "b" * 7, "a" * 40 + "-" + "b" * 7),
        ("a" * 40 + " " + "b" * 8, "a" * 40),
    ],
)  # fmt: skip
def test_an_id_ends_with_a_word(text: str, name: str) -> None:
    assert Namer(()).derived(text) == name


@given(st.lists(st.text("abc", min_size=1, max_size=60), min_size=1, max_size=12))
def test_an_id_is_made_of_whole_words_and_never_too_long(words: list[str]) -> None:
    name = Namer(()).derived(" ".join(words))
    assert 0 < len(name) <= LONGEST_ID
    kept = [word for word in slug(" ".join(words)).split("-") if word not in ("a", "an", "the")]
    if kept and len(kept[0]) <= LONGEST_ID:
        assert name.split("-") == kept[: min(WORDS_IN_ID, name.count("-") + 1)]
