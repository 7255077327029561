"""The rules whose warnings an author may allow, by the names that stand behind them."""

from typing import Literal, get_args

Rule = Literal[
    "two-questions",
    "long-answer",
    "near-duplicate",
    "longest-option",
    "equation-in-words",
    "stray-formula",
    "undecided",
    "unreadable-formula",
    "unreachable-needs",
]
RULES: tuple[Rule, ...] = get_args(Rule)

ABOUT: dict[Rule, str] = {
    "two-questions": "A card asks two questions at once.",
    "long-answer": "An answer has more words than are recalled.",
    "near-duplicate": "Two cards ask nearly the same, also in two decks.",
    "longest-option": "In every choice card of a deck the right option is the longest.",
    "equation-in-words": "A deck has equations that stand in plain words, where nothing checks them.",
    "stray-formula": "A formula stands outside of dollars, where it is not read as one.",
    "undecided": "A statement was neither proven nor refuted.",
    "unreadable-formula": "A formula cannot be read, and is shown as it is typed.",
    "unreachable-needs": "A card needs one that is marked `todo` or suspended.",
}
"""What each rule warns of."""

HANGING_ON_OTHERS: tuple[Rule, ...] = ("near-duplicate", "unreachable-needs")
"""Rules that may have nothing to warn of only because other decks are not there."""
