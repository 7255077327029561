"""A deck as one JSON document with everything in it: texts as deck text and as HTML with MathML."""

import json
from typing import Any

from cardgrad.decks.stored import as_document
from cardgrad.quizzes.export.exported import Exported
from cardgrad.quizzes.export.markup import MATHML, paragraph
from cardgrad.sharing import problem_document
from cardgrad.sharing.notes_html import notes_html
from cardgrad.sharing.shared import Frozen, Shared, SharedCard, answer_text, as_text

VERSION = 1  # raise it when a reader of the old one could go wrong


def document(shared: Shared) -> Exported:
    """Return a deck as JSON."""
    body = {
        "cardgrad_deck": VERSION,
        "id": shared.id,
        "title": shared.title,
        "notes": {"text": shared.notes, "html": notes_html(shared.notes)} if shared.notes else None,
        "cards": [_card(one) for one in shared.cards],
    }
    data = (json.dumps(body, ensure_ascii=False, indent=1) + "\n").encode()
    return Exported(data, shared.said)


def _card(one: SharedCard) -> dict[str, Any]:
    card = one.card
    return {
        "id": card.id,
        "entry": card.entry,
        "kind": card.kind,
        "tags": list(card.tags),
        "needs": list(card.needs),
        "was": list(card.was),
        "source": card.source,
        "image": card.image and card.image._asdict(),
        "hint": _text(card.hint),
        "why": _text(card.why),
        "content": as_document(card.content),
        "question": None if one.problems else _text(as_text(one.shown.question)),
        "answer": None if one.problems else _text(as_text(one.shown.answer)),
        "problems": [_problem(frozen) for frozen in one.problems],
    }


def _problem(frozen: Frozen) -> dict[str, Any]:
    """Return what `cardgrad problem --json` says, with what it looks like."""
    told = problem_document.document(frozen.problem)
    del told["changed"]  # a question that only a history has
    return told | {
        "question": _text(frozen.problem.prompt),
        "answer": _text(answer_text(frozen.problem)),
        "hints": list(frozen.hints),
        "drawing": frozen.question.drawing,
        "solution_drawing": frozen.question.solution_drawing,
    }


def _text(text: str | None) -> dict[str, str] | None:
    """Return deck text with what it looks like."""
    return {"text": text, "html": paragraph(text, MATHML)} if text else None
