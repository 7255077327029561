"""Cards that the learner reveals and grades: front and back, and cloze."""

from collections.abc import Sequence
from typing import Any

from cardgrad.decks.card import Card, Cloze, Front
from cardgrad.scheduling.grading import CARD_LIMIT_MS
from cardgrad.study.question import explanation, picture
from cardgrad.study.view import Block


class Recall:
    """A flashcard in front of the learner."""

    tries = 0
    limit_ms = CARD_LIMIT_MS

    def __init__(self, card: Card, content: Front | Cloze) -> None:
        self.card = card
        self.content = content

    def shown(self) -> Sequence[Block]:
        """Return the front, or the text with its gap."""
        content = self.content
        question = content.front if isinstance(content, Front) else content.question
        return [Block("question", question), *picture(self.card)]

    def explained(self, *, whole: bool = False) -> Sequence[Block]:  # noqa: ARG002  there is no longer form
        """Return the back, or the whole text with the gap's words named."""
        content = self.content
        if isinstance(content, Front):
            return [Block("answer", content.back), *explanation(self.card)]
        return [Block("answer", content.answer), Block("plain", content.full), *explanation(self.card)]

    def hints(self) -> Sequence[str]:
        """Return the card's own hint."""
        return [self.card.hint] if self.card.hint else []

    def example(self) -> Sequence[Block]:
        """Return nothing: only drills have worked examples."""
        return []

    def facts(self) -> dict[str, Any]:
        """Return nothing: the text is in the deck."""
        return {}
