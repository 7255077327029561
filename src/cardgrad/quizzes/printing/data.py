"""A record as data for the Typst templates: nested lists and objects of text, never Typst's own language."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from cardgrad.quizzes.picture import Picture
from cardgrad.quizzes.printing.labels import (
    asked_items,
    conditions,
    entries,
    form_id,
    how_many,
    how_to_answer,
    key_text,
    lettered,
    lines_of,
    mistaken,
    points_text,
    space_of,
    student_name,
    tagged,
)
from cardgrad.quizzes.printing.pieces import description, pieces, plain
from cardgrad.quizzes.printing.strip import strip
from cardgrad.quizzes.printing.words import Words, words_of
from cardgrad.quizzes.record import ARRAY, PROSE, Form, Heading, Question, Record
from quizgen.notation.text import to_text
from quizgen.notation.typst import to_typst

_SHORT = 26  # signs of an option that leaves room for another beside it

Json = Any


@lru_cache(maxsize=20_000)
def content(text: str) -> Json:
    """Return deck text as a list of pieces; a formula has its tree, and itself in words for screen readers."""
    found: list[Json] = []
    for kind, shown, tree in pieces(text):
        if tree is not None:
            found.append({"kind": kind, "tree": to_typst(tree), "alt": to_text(tree)})
        else:
            found.append({"kind": kind, "text": shown})
    return found


def sheets(record: Record, forms: Sequence[Form]) -> Json:
    """Return what the students' template sets."""
    words = words_of(record.heading.language)
    return head(record.heading, words) | {
        "conditions": conditions(record.heading, record.points, words),
        "instructions": content(record.heading.instructions),
        "sections": {title: content(text) for title, text in record.heading.sections},
        "points": points_text(record.points),
        "forms": [_form(form, words) for form in forms],
    }


def keys(record: Record, forms: Sequence[Form]) -> Json:
    """Return what the key's template sets of these forms."""
    words = words_of(record.heading.language)
    return head(record.heading, words) | {"forms": [_key(form, words) for form in forms]}


def table_of_keys(forms: Sequence[Form]) -> Json:
    """Return the table of the keys of all forms, which stands before the first."""
    items = asked_items(forms[0])
    return {"items": [name for _, _, name in items], "table": [_column(form, items) for form in forms]}


def head(heading: Heading, words: Words) -> Json:
    """Return what every template asks for."""
    return {
        "title": plain(heading.title),
        "course": plain(heading.course),
        "date": plain(heading.date),
        "paper": {"a4": "a4", "letter": "us-letter"}.get(heading.paper.lower(), heading.paper),
        "columns": heading.columns,
        "language": heading.language,
        "large": heading.large,
        "one_sided": heading.one_sided,
        "words": words._asdict(),
        "score": words.points[1].capitalize(),
    }


def _column(form: Form, items: Sequence[tuple[str, int, str]]) -> Json:
    """Return a form's column of the table of keys: where each item stands on it, and what its key is."""
    found = {
        (question.item, place): {"tag": tag, "key": content(key_text(part)), "prose": part.kind == PROSE}
        for question in form.questions
        for place, (tag, part) in enumerate(tagged(question))
    }
    return {"id": form_id(form), "keys": [found.get((item, place)) for item, place, _ in items]}


def _form(form: Form, words: Words) -> Json:
    name, number = student_name(form)
    return {
        "id": form_id(form),
        "letter": form.letter,
        "name": plain(name),
        "number": plain(number),
        "strip": _strip(form, filled=False),
        "questions": [_question(question, words) for question in form.questions],
    }


def _strip(form: Form, *, filled: bool) -> Json:
    return [
        [
            {
                "tag": cell.tag,
                "label": content(cell.part.label),
                "equals": cell.part.label.startswith("$"),
                "width": cell.width,
                "points": points_text(cell.part.points),
                "prose": cell.part.kind == PROSE,
                "rows": cell.part.shape[0] if cell.part.shape and cell.part.kind == ARRAY else 0,
                "columns": cell.part.shape[1] if cell.part.shape and cell.part.kind == ARRAY else 0,
                "key": content(key_text(cell.part)) if filled else None,
                "entries": [[content(entry) for entry in row] for row in entries(cell.part)] if filled else [],
            }
            for cell in row
        ]
        for row in strip(form)
    ]


def _question(question: Question, words: Words) -> Json:
    choices = tuple(option.text for option in question.options) or question.steps
    return {
        "number": str(question.number),
        "section-name": question.section,
        "section": content(question.section),
        "prompt": content(question.prompt),
        "points": how_many(question.points, words),
        "drawing": _drawing(question.drawing),
        "picture": _picture(question.picture),
        "choices": [{"letter": letter, "text": content(text)} for letter, text in lettered(choices)],
        "beside": all(len(plain(text)) <= _SHORT for text in choices),
        "answers": [
            {
                "parts": [{"tag": tag, "label": content(part.label)} for tag, part in parts if len(question.parts) > 1],
                "how": content(parts[0][1].how),
                "worth": worth,
            }
            for parts, worth in how_to_answer(question, words)
        ],
        "space": space_of(question),
        "lines": lines_of(question),
    }


def _drawing(drawing: str | None) -> Json:
    """Return a drawing with its width in points: 96 pixels are 72 of them."""
    if drawing is None:
        return None
    found = re.search(r'<svg[^>]*? width="(\d+)"', drawing)
    return {"svg": drawing, "alt": description(drawing), "width": 0.75 * int(found[1]) if found else 0}


def _picture(picture: Picture | None) -> Json:
    """Return the picture beside a question as a drawing."""
    if picture is None:
        return None
    return {"file": picture.file, "svg": picture.svg, "alt": plain(picture.words), "width": 0.75 * picture.shown_width}


def _key(form: Form, words: Words) -> Json:
    name, number = student_name(form)
    return {
        "id": form_id(form),
        "letter": form.letter,
        "name": plain(name),
        "number": plain(number),
        "strip": _strip(form, filled=True),
        "questions": [_solution(question, words) for question in form.questions],
    }


def _solution(question: Question, words: Words) -> Json:
    return {
        "number": str(question.number),
        "item": question.item,
        "reference": question.reference or question.card,
        "points": how_many(question.points, words),
        "prompt": content(question.prompt),
        "picture": _picture(question.picture),
        "keys": [
            {
                "label": content(part.label),
                "equals": part.label.startswith("$"),
                "key": content(key_text(part)),
                "accepted": [content(one) for one in part.accepted],
            }
            for part in question.parts
        ],
        "choices": [
            {
                "letter": letter,
                "text": content(option.text),
                "right": option.right,
                "message": content(option.message or ""),
            }
            for (letter, _), option in zip(
                lettered(tuple(one.text for one in question.options)), question.options, strict=True
            )
        ],
        "steps": [{"letter": letter, "text": content(text)} for letter, text in lettered(question.steps)],
        "working": [content(line) for line in question.working],
        "explanation": content(question.explanation),
        "mistakes": [
            {
                "answers": [content(text) for text in mistaken(question, mistake)],
                "message": content(mistake.message),
            }
            for mistake in question.mistakes
            if not question.options
        ],
        "drawing": _drawing(question.solution_drawing),
    }
