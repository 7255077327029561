"""A quiz as one JSON document for programs: every form, numbers as text, texts as deck text and HTML.

It differs from the record in being made for readers: answers have bounds, and formulas are MathML.
"""

import json
from typing import Any

from cardgrad.quizzes.export.asking import explained, key_of
from cardgrad.quizzes.export.exported import Exported
from cardgrad.quizzes.export.markup import MATHML, html, paragraph
from cardgrad.quizzes.export.target import number_of, target
from cardgrad.quizzes.export.variant import right_order
from cardgrad.quizzes.record import NUMBER, Form, Part, Question, Record

VERSION = 1  # raise it when a reader of the old one could go wrong


def document(record: Record) -> Exported:
    """Return a quiz as JSON."""
    heading = record.heading
    body = {
        "cardgrad_quiz": VERSION,
        "name": record.name,
        "title": heading.title,
        "course": heading.course,
        "date": heading.date,
        "minutes": heading.minutes,
        "instructions": _text(heading.instructions),
        "points": str(record.points),
        "forms": [_form(form) for form in record.forms],
    }
    return Exported((json.dumps(body, ensure_ascii=False, indent=1) + "\n").encode(), ())


def _form(form: Form) -> dict[str, Any]:
    """Return a form; whose it is stays in the record."""
    return {"id": form.id, "letter": form.letter, "questions": [_question(question) for question in form.questions]}


def _question(question: Question) -> dict[str, Any]:
    return {
        "item": question.item,
        "number": question.number,
        "section": question.section,
        "kind": question.kind,
        "card": question.card,
        "reference": question.reference,
        "points": question.points,
        "prompt": _text(question.prompt),
        "drawing": question.drawing,
        "picture": question.picture._asdict() if question.picture else None,
        "parts": [_part(question, part) for part in question.parts],
        "options": [
            {**_text(option.text), "right": option.right, "message": _text(option.message or "")}
            for option in question.options
        ],
        "steps": [_text(step) for step in question.steps],
        "order": [question.steps.index(step) for step in right_order(question)] if question.steps else [],
        "mistakes": [
            {"id": one.id, "answer": list(one.answer), "message": _text(one.message)} for one in question.mistakes
        ],
        "key": {"html": key_of(question, MATHML)},
        "solution": {"html": explained(question, MATHML)},
        "solution_drawing": question.solution_drawing,
    }


def _part(question: Question, part: Part) -> dict[str, Any]:
    """Return one asked thing; a number has its bounds, both of which are right."""
    number = number_of(part.key) if part.kind == NUMBER else None
    bounds = target(number, question.digits).bounds() if number is not None else None
    return {
        "name": part.name,
        "kind": part.kind,
        "label": _text(part.label),
        "answer": part.key,
        "accepted": list(part.accepted),
        "bounds": list(bounds) if bounds else None,
        "points": part.points,
        "how": _text(part.how),
        "shape": list(part.shape) if part.shape else None,
    }


def _text(text: str) -> dict[str, str]:
    """Return deck text with what it looks like."""
    return {"text": text, "html": paragraph(text, MATHML) if "\n\n" in text else html(text, MATHML)}
