"""Cards judged by position: the right option of a choice, the right order of steps.

Options and steps are shuffled anew at every appearance, by a generator that only the learner's salt, the card and its
number of answers feed, so that an undone question comes back as it was.
"""

import random
from collections.abc import Sequence
from typing import Any

from cardgrad.decks.card import Card, Choice, Steps
from cardgrad.scheduling.grading import CARD_LIMIT_MS
from cardgrad.study.question import Judgement, Reading, Unreadable, explanation, picture
from cardgrad.study.view import Block

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Choosing:
    """A choice card in front of the learner."""

    tries = 1
    limit_ms = CARD_LIMIT_MS

    def __init__(self, card: Card, content: Choice, shuffle: random.Random) -> None:
        self.card = card
        self.content = content
        self.order = [content.right, *content.wrong]
        shuffle.shuffle(self.order)
        self.options = len(self.order)
        self.right = self.order.index(content.right)

    def shown(self) -> Sequence[Block]:
        """Return the prompt and the numbered options."""
        options = [Block("option", text, str(place)) for place, text in enumerate(self.order, start=1)]
        return [Block("question", self.content.prompt), *picture(self.card), *options]

    def explained(self, *, whole: bool = False) -> Sequence[Block]:  # noqa: ARG002
        """Return the right option."""
        return [Block("answer", self.content.right, str(self.right + 1)), *explanation(self.card)]

    def hints(self) -> Sequence[str]:
        """Return the card's own hint."""
        return [self.card.hint] if self.card.hint else []

    def example(self) -> Sequence[Block]:
        """Return nothing: only drills have worked examples."""
        return []

    def facts(self) -> dict[str, Any]:
        """Return the options as they stood."""
        return {"options": list(self.order)}

    def prompt(self) -> str:
        """Return how to answer."""
        return f"1-{self.options}"

    def read(self, typed: str) -> Reading | Unreadable:
        """Read the number of an option."""
        text = typed.strip()
        place = int(text) - 1 if text.isascii() and text.isdigit() else -1
        if not 0 <= place < self.options:
            return Unreadable(f"choose one of 1 to {self.options}")
        return Reading((place,), self.order[place])

    def judge(self, reading: Reading) -> Judgement:
        """Judge the chosen option."""
        correct = reading.values[0] == self.right
        return Judgement(correct, int(correct), 1)


class Ordering:
    """A steps card in front of the learner."""

    tries = 1
    options = 0
    limit_ms = CARD_LIMIT_MS

    def __init__(self, card: Card, content: Steps, shuffle: random.Random) -> None:
        self.card = card
        self.content = content
        self.order = list(content.steps)
        while self.order == list(content.steps) and len(set(self.order)) > 1:
            shuffle.shuffle(self.order)

    def shown(self) -> Sequence[Block]:
        """Return the prompt and the lettered steps."""
        options = [Block("option", text, letter) for letter, text in zip(_LETTERS, self.order, strict=False)]
        return [Block("question", self.content.prompt), *picture(self.card), *options]

    def explained(self, *, whole: bool = False) -> Sequence[Block]:  # noqa: ARG002
        """Return the steps in their order."""
        steps = [Block("step", text, str(place)) for place, text in enumerate(self.content.steps, start=1)]
        return [Block("answer", self._letters(self.content.steps)), *steps, *explanation(self.card)]

    def hints(self) -> Sequence[str]:
        """Return the card's own hint, then the first step."""
        return [*([self.card.hint] if self.card.hint else []), f"The first is: {self.content.steps[0]}"]

    def example(self) -> Sequence[Block]:
        """Return nothing: only drills have worked examples."""
        return []

    def facts(self) -> dict[str, Any]:
        """Return the steps as they stood."""
        return {"options": list(self.order)}

    def prompt(self) -> str:
        """Return how to answer."""
        return "the letters in order"

    def read(self, typed: str) -> Reading | Unreadable:
        """Read an order: letters or numbers, with or without spaces and commas between them."""
        count = len(self.order)
        words = typed.lower().replace(",", " ").replace(">", " ").split()
        if len(words) == 1 and count > 1:
            words = list(words[0])
        places = [_place(word) for word in words]
        known = _LETTERS[:count]
        if any(not 0 <= place < count for place in places):
            return Unreadable(f"use the letters {known[0]} to {known[-1]}, each once")
        missing = [letter for place, letter in enumerate(known) if place not in places]
        if len(places) != count or missing:
            gone = f"; {', '.join(missing)} missing" if missing else ""
            return Unreadable(f"{len(places)} letters, {count} wanted, each once{gone}")
        return Reading(tuple(self.order[place] for place in places), " ".join(known[place] for place in places))

    def judge(self, reading: Reading) -> Judgement:
        """Judge how many steps stand in their place."""
        pairs = list(zip(reading.values, self.content.steps, strict=True))
        right = sum(given == wanted for given, wanted in pairs)
        if right == len(pairs):
            return Judgement(correct=True, right_parts=right, parts=right)
        place = next(place for place, (given, wanted) in enumerate(pairs, start=1) if given != wanted)
        remark = Block(
            "partly", f"{right} of {len(pairs)} stand in their place; the first that does not is number {place}."
        )
        return Judgement(correct=False, right_parts=right, parts=len(pairs), remarks=(remark,))

    def _letters(self, steps: Sequence[str]) -> str:
        return " ".join(_LETTERS[self.order.index(step)] for step in steps)


def _place(word: str) -> int:
    """Return the place, from 0, that a letter or a number stands for, or -1."""
    if word.isascii() and word.isdigit():
        return int(word) - 1 if len(word) < 3 else -1
    return _LETTERS.find(word) if len(word) == 1 else -1
