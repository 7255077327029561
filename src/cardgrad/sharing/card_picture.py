"""The picture beside a card for pages and packages, which show it, and its name for what only names it."""

from cardgrad.decks.card import Card
from cardgrad.decks.image import ImageError
from cardgrad.quizzes.picture import Picture, pictures_of
from cardgrad.study.question import picture

__all__ = ["ImageError", "card_picture", "named_picture"]


def card_picture(card: Card) -> Picture | None:
    """Return a card's picture with its bytes; an ImageError where it cannot be shown any more."""
    return pictures_of([card]).get(card.id)


def named_picture(card: Card) -> str:
    """Return what stands in the place of a card's picture, as deck text; nothing where it has none."""
    return "\n".join(block.text for block in picture(card))
