"""What the shell completes: ids of decks and cards, tags."""

from cardgrad.cli.context import Context


def complete_deck(incomplete: str) -> list[tuple[str, str]]:
    """Return decks whose id begins so, with their titles."""
    return [(deck.id, deck.title) for deck in Context().library.decks if deck.id.startswith(incomplete)]


def complete_hidden_deck(incomplete: str) -> list[tuple[str, str]]:
    """Return hidden decks whose id begins so, with their titles."""
    return [(deck.id, deck.title) for deck in Context().library.hidden if deck.id.startswith(incomplete)]


def complete_card(incomplete: str) -> list[str]:
    """Return cards whose id begins so."""
    return [card for card, *_ in Context().library.slots() if card.startswith(incomplete)]


def complete_deck_or_card(incomplete: str) -> list[tuple[str, str]]:
    """Return decks whose id begins so, and cards once a deck is typed out."""
    return [(card, "") for card in complete_card(incomplete)] if "/" in incomplete else complete_deck(incomplete)


def complete_tag(incomplete: str) -> list[str]:
    """Return tags that begin so."""
    library = Context().library
    tags = {tag for deck in library.decks for card in library.cards(deck.id) for tag in card.tags}
    return sorted(tag for tag in tags if tag.startswith(incomplete))


def complete_drill(incomplete: str) -> list[str]:
    """Return drills whose id begins so."""
    return [card for card, _, _, kind in Context().library.slots() if kind == "drill" and card.startswith(incomplete)]
