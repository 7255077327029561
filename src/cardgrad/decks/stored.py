"""Cards as JSON in the index: a card's own fields in order, its content by the card's kind."""

import json
from typing import Any

from cardgrad.decks.card import Card, Choice, Cloze, Content, Front, Steps, Typed


def decode_card(text: str) -> Card:
    """Return the card that was stored."""
    card_id, deck, entry, kind, content, tags, hint, why, source, needs, was, path, line = json.loads(text)
    return Card(
        card_id,
        deck,
        entry,
        kind,
        _content(kind, content),
        tuple(tags),
        hint,
        why,
        source,
        tuple(needs),
        tuple(was),
        path,
        line,
    )


def _content(kind: str, fields: list[Any]) -> Content:
    match kind:
        case "front":
            return Front(*fields)
        case "cloze":
            return Cloze(*fields)
        case "choice":
            return Choice(fields[0], fields[1], tuple(fields[2]))
        case "steps":
            return Steps(fields[0], tuple(fields[1]))
        case "type":
            return Typed(fields[0], tuple(fields[1]))
        case _:
            from quizgen.source import DrillSource  # flashcards do not pay for the engine

            return DrillSource._make(_frozen(field) for field in fields)


def _frozen(value: Any) -> Any:
    """Return lists as the tuples they were; they nest three deep at most."""
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value
