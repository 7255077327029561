"""A quiz as CSV: a row for each thing that is asked on each form; texts are deck text."""

import re

from cardgrad.quizzes.export.exported import Exported, Remarks
from cardgrad.quizzes.export.target import around, number_of
from cardgrad.quizzes.naming import LETTERS
from cardgrad.quizzes.record import NUMBER, Form, Part, Question, Record
from cardgrad.quizzes.table import write_table
from quizgen.notation.tree import write_number
from quizgen.notation.visible import visible

_COLUMNS = ("form", "number", "item", "part", "card", "seed", "prompt", "answer", "tolerance", "points", "mistakes")
_DATE = re.compile(r"-?\d{1,2}/\d{1,2}")


def table(record: Record) -> Exported:
    """Return a quiz as CSV in UTF-8, everything quoted, safe in spreadsheets."""
    remarks = Remarks()
    options = max((len(question.options) for form in record.forms for question in form.questions), default=0)
    rows = [
        _row(form, question, place, options)
        for form in record.forms
        for question in form.questions
        for place in range(len(question.parts))
    ]
    for question in (question for form in record.forms for question in form.questions):
        remarks.say_accepted(question)
        if question.drawing:
            remarks.say(question.item, "a table has no drawings: the prompt is all that is there.")
        if question.picture:
            remarks.say(question.item, f"a table has no pictures: {question.picture.file} is missing in it.")
        if question.working or question.explanation:
            remarks.say(question.item, "a table has no worked solutions.")
        if any(_DATE.fullmatch(part.key) for part in question.parts):
            remarks.say(question.item, "a spreadsheet takes 1/2 for a date: import the answers as text.")
    correct = ["correct"] if options else []
    columns = [*_COLUMNS, *(f"option_{letter}" for letter in LETTERS[:options]), *correct]
    return Exported(write_table(columns, rows).encode(), remarks.sentences())


def _row(form: Form, question: Question, place: int, options: int) -> list[str]:
    """Return the cells of one asked thing."""
    part = question.parts[place]
    told = [f"{one.id}: {one.answer[place]}" for one in question.mistakes if place < len(one.answer)]
    texts = [option.text for option in question.options]
    right = [letter for letter, option in zip(LETTERS, question.options, strict=False) if option.right]
    cells = [
        form.id, str(question.number), question.item, part.name, question.card, question.reference or "",
        _prompt(question, part), part.key, _tolerance(question, part), part.points, "; ".join(told),
        *texts, *[""] * (options - len(texts)), *(right or [""] * bool(options)),
    ]  # fmt: skip
    return [visible(cell) for cell in cells]


def _prompt(question: Question, part: Part) -> str:
    """Return all that has to be read: the prompt, what this part asks, and steps to be put in order."""
    steps = [f"{letter}) {step}" for letter, step in zip(LETTERS, question.steps, strict=False)]
    return "\n".join([question.prompt, *([part.label] if part.label else []), *steps])


def _tolerance(question: Question, part: Part) -> str:
    """Return how far from the answer a number may be; nothing where none is asked."""
    number = number_of(part.key) if part.kind == NUMBER else None
    return "" if number is None else write_number(around(number, question.digits))
