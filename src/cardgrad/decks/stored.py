"""Cards as JSON: in the index a card's own fields in order, its content by the card's kind; elsewhere with names."""

import json
from datetime import date
from typing import Any

from cardgrad.decks.card import Card, Choice, Cloze, Content, Correction, Front, Image, Steps, Typed


def decode_card(text: str) -> Card:
    """Return the card that was stored."""
    card_id, deck, entry, kind, content, tags, hint, why, source, needs, was, path, line, *added = json.loads(text)
    image, corrected = added
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
        Image(*image) if image else None,
        tuple(Correction(*fields) for fields in corrected),
    )


def card_document(card: Card) -> dict[str, Any]:
    """Return a card with all that its entry says, as a JSON object for people's programs."""
    return {
        "id": card.id,
        "kind": card.kind,
        "deck": card.deck,
        "entry": card.entry,
        "path": card.path,
        "line": card.line,
        "tags": list(card.tags),
        "hint": card.hint,
        "why": card.why,
        "source": card.source,
        "needs": list(card.needs),
        "was": list(card.was),
        "image": card.image._asdict() if card.image else None,
        "corrected": [{"day": date.fromordinal(day).isoformat(), "text": text} for day, text in card.corrected],
        "content": as_document(card.content),
    }


def as_document(content: Content) -> dict[str, Any]:
    """Return a card's content as a JSON object for people's programs: what it has not is left out.

    A drill has the keys of its entry in a deck: what is given and derived are objects, and what it asks is a list of
    formulas, and of objects {label: formula}.
    """
    fields = {key: _listed(value) for key, value in content._asdict().items() if value not in (None, "")}
    if "graph" not in fields and "family" not in fields:
        return fields
    parameters = dict(fields.pop("parameters"))
    return {
        **fields,
        "given": dict(fields["given"]),
        "ask": [formula if label is None else {label: formula} for label, formula in fields["ask"]],
        "let": dict(fields["let"]),
        "mistakes": [{"answer": answer, "why": why} for answer, why in fields["mistakes"]],
        "examples": [_example(*example) for example in fields["examples"]],
        **({"with": parameters} if "family" in fields else {}),
    }


def _example(given: list[list[str]], upstream: str | None, answer: str) -> dict[str, Any]:
    """Return an author's example as an object."""
    return {"given": dict(given), **({} if upstream is None else {"upstream": upstream}), "answer": answer}


def _listed(value: Any) -> Any:
    """Return tuples as lists, as JSON has them."""
    return [_listed(item) for item in value] if isinstance(value, tuple) else value


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
    """Return lists as the tuples they were; they nest four deep at most."""
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value
