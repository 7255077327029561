"""A record as data for the Typst templates: nested lists and objects of text, never Typst's own language."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

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
from cardgrad.quizzes.printing.pieces import description, plain
from cardgrad.quizzes.printing.room import columns_of, may_be_tall
from cardgrad.quizzes.printing.strip import strip
from cardgrad.quizzes.printing.texts import Texts
from cardgrad.quizzes.printing.words import Words, words_of
from cardgrad.quizzes.record import ARRAY, FORMULA, PROSE, TEXT, Form, Heading, Question, Record

_LONG = (TEXT, PROSE, FORMULA)  # what may not fit into a box of the strip
_SHORT, _SHORT_IN_LARGE = 26, 20  # signs of an option that leaves room for another beside it

Json: TypeAlias = Any
Named: TypeAlias = Mapping[str, str]  # the sentences of mistakes, with their names


def sheets(record: Record, forms: Sequence[Form]) -> Json:
    """Return what the students' template sets."""
    words, texts = words_of(record.heading.language), Texts()
    columns = columns_of(record.heading, record.forms)
    narrow = record.heading.large or columns > 1
    found = head(record.heading, words) | {
        "columns": columns,
        "conditions": conditions(record.heading, record.points, words),
        "instructions": texts.place(record.heading.instructions),
        "sections": {title: texts.place(text) for title, text in record.heading.sections},
        "points": points_text(record.points),
        "forms": [_form(form, words, texts, narrow=narrow) for form in forms],
    }
    return found | texts.table()


def keys(record: Record, forms: Sequence[Form], listed: Sequence[Form] = (), named: Named | None = None) -> Json:
    """Return what the key's template sets of these forms, after the table of the keys of all forms listed.

    The sentences of mistakes, which nearly all forms share, follow the table; a question refers to them by name.
    """
    words, texts = words_of(record.heading.language), Texts()
    named = mistakes_named(forms) if named is None else named
    table = _table(listed, texts) if listed else {"table": []}
    told = [{"name": name, "message": texts.place(message)} for message, name in named.items()] if listed else []
    found = (
        head(record.heading, words)
        | table
        | {
            "mistakes": told,
            "forms": [_key(form, words, texts, named) for form in forms],
        }
    )
    return found | texts.table()


def mistakes_named(forms: Sequence[Form]) -> Named:
    """Return a short name for each sentence that a predicted mistake of these forms has."""
    questions = (question for form in forms for question in form.questions if not question.options)
    sentences = dict.fromkeys(mistake.message for question in questions for mistake in question.mistakes)
    return {message: f"M{number}" for number, message in enumerate(sentences, 1)}


def is_solved(forms: Sequence[Form]) -> bool:
    """Tell whether forms come with what there is to say of their keys, or with the keys alone."""
    return any(question.prompt for question in forms[0].questions)


def _table(forms: Sequence[Form], texts: Texts) -> Json:
    items = asked_items(forms[0])
    return {"items": [name for _, _, name in items], "table": [_column(form, items, texts) for form in forms]}


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


def _column(form: Form, items: Sequence[tuple[str, int, str]], texts: Texts) -> Json:
    """Return a form's column of the table of keys: where each item stands on it, and what its key is."""
    found = {
        (question.item, place): {"tag": tag, "key": texts.place(key_text(part)), "prose": part.kind == PROSE}
        for question in form.questions
        for place, (tag, part) in enumerate(tagged(question))
    }
    return {"id": form_id(form), "keys": [found.get((item, place)) for item, place, _ in items]}


def _form(form: Form, words: Words, texts: Texts, *, narrow: bool) -> Json:
    name, number = student_name(form)
    return {
        "id": form_id(form),
        "letter": form.letter,
        "name": plain(name),
        "number": plain(number),
        "strip": _strip(form, texts, filled=False),
        "questions": [_question(question, words, texts, narrow=narrow) for question in form.questions],
    }


def _strip(form: Form, texts: Texts, *, filled: bool) -> Json:
    return [
        [
            {
                "tag": cell.tag,
                "label": texts.place(cell.part.label),
                "equals": cell.part.label.startswith("$"),
                "width": cell.width,
                "points": points_text(cell.part.points),
                "prose": cell.part.kind == PROSE,
                "rows": cell.part.shape[0] if cell.part.shape and cell.part.kind == ARRAY else 0,
                "columns": cell.part.shape[1] if cell.part.shape and cell.part.kind == ARRAY else 0,
                "key": texts.place(key_text(cell.part)) if filled else None,
                "entries": [[texts.place(entry) for entry in row] for row in entries(cell.part)] if filled else [],
            }
            for cell in row
        ]
        for row in strip(form)
    ]


def _question(question: Question, words: Words, texts: Texts, *, narrow: bool) -> Json:
    choices = tuple(option.text for option in question.options) or question.steps
    return {
        "number": str(question.number),
        "section-name": question.section,
        "section": texts.place(question.section),
        "prompt": texts.place(question.prompt),
        "points": how_many(question.points, words),
        "drawing": _drawing(question.drawing),
        "picture": _picture(question.picture),
        "choices": [{"letter": letter, "text": texts.place(text)} for letter, text in lettered(choices)],
        "beside": all(len(plain(text)) <= (_SHORT_IN_LARGE if narrow else _SHORT) for text in choices),
        "answers": [
            {
                "parts": [
                    {"tag": tag, "label": texts.place(part.label)} for tag, part in parts if len(question.parts) > 1
                ],
                "how": texts.place(parts[0][1].how),
                "worth": worth,
            }
            for parts, worth in how_to_answer(question, words)
        ],
        "space": space_of(question),
        "lines": lines_of(question),
        "tall": narrow or may_be_tall(question),
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


def _key(form: Form, words: Words, texts: Texts, named: Named) -> Json:
    name, number = student_name(form)
    return {
        "id": form_id(form),
        "letter": form.letter,
        "name": plain(name),
        "number": plain(number),
        "strip": _strip(form, texts, filled=True),
        "questions": [_solution(question, words, texts, named) for question in form.questions],
    }


def _solution(question: Question, words: Words, texts: Texts, named: Named) -> Json:
    return {
        "number": str(question.number),
        "item": question.item,
        "reference": question.reference or question.card,
        "points": how_many(question.points, words),
        "prompt": texts.place(question.prompt),
        "picture": _picture(question.picture),
        "keys": [
            {
                "label": texts.place(part.label),
                "equals": part.label.startswith("$"),
                "key": texts.place(key_text(part)),
                "accepted": [texts.place(one) for one in part.accepted],
            }
            for part in question.parts
        ],
        "choices": [
            {
                "letter": letter,
                "text": texts.place(option.text),
                "right": option.right,
                "message": texts.place(option.message or ""),
            }
            for (letter, _), option in zip(
                lettered(tuple(one.text for one in question.options)), question.options, strict=True
            )
        ],
        "steps": [{"letter": letter, "text": texts.place(text)} for letter, text in lettered(question.steps)],
        "working": [texts.place(line) for line in question.working],
        "explanation": texts.place(question.explanation),
        "in-strip": all(part.kind not in _LONG and not part.accepted for part in question.parts),
        "mistakes": [
            {
                "name": named[mistake.message],
                "answers": [texts.place(text) for text in mistaken(question, mistake)],
            }
            for mistake in question.mistakes
            if not question.options
        ],
        "drawing": _drawing(question.solution_drawing),
    }
