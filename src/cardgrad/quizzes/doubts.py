"""What a table of answers says against itself: another's name, another's form, columns taken for printed numbers.

A spreadsheet in which one column was sorted alone gives all answers to others, and every cell of it can be read.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from cardgrad.quizzes.marking import Paper
from cardgrad.quizzes.other_form import evidence
from cardgrad.quizzes.seating import Seating
from cardgrad.quizzes.sheet import Sheet

_AHEAD = 10.0  # bits: by chance the answers of one class in a thousand fit the printed numbers so much better
_BETWEEN = re.compile(r"[\s,;.-]+")


def doubts(sheets: Sequence[Sheet], seating: Seating, papers: Mapping[str, Paper]) -> list[str]:
    """Return what speaks against a table's rows or columns, a clause each."""
    found = [doubt for sheet in sheets for doubt in _of_one(sheet, seating, papers[sheet.form])]
    return [*_columns(sheets, papers), *found]


def _of_one(sheet: Sheet, seating: Seating, paper: Paper) -> Iterable[str]:
    name, dealt, owner = seating.name(sheet.student), seating.seat(sheet.student), dict(paper.form.student)
    if sheet.student and (longer := seating.longer(sheet.student)):
        yield f"row {sheet.line}: {sheet.student} may be {longer}, whose zeros a spreadsheet drops"
    if name and sheet.name and _another(name, sheet.name):
        yield f"row {sheet.line}: {sheet.student} is {name} in the roster, and {sheet.name} here"
    if dealt is not None and dealt.id != sheet.form:
        bears = f", which bears the name of {owner.get('name')}" if owner else ""
        yield f"row {sheet.line}: {sheet.student} was dealt form {dealt.id}, and this is {sheet.form}{bears}"
    elif owner and dealt is None:
        whose = f"{owner.get('id')} ({owner.get('name')})"
        yield f"row {sheet.line}: form {sheet.form} bears the name of {whose}, and this is {sheet.student}"


def _another(one: str, other: str) -> bool:
    """Tell whether both names have words that the other has not; those an encoding may have changed do not count."""
    first, second = (
        {word for word in _BETWEEN.split(name.casefold()) if word.isascii() and word.isalpha()} for name in (one, other)
    )
    return not (first <= second or second <= first)


def _columns(sheets: Iterable[Sheet], papers: Mapping[str, Paper]) -> Iterable[str]:
    """Yield that the answers are right, if the columns' numbers are those on paper, and not those of the items."""
    right = here = 0
    ahead = 0.0
    for sheet in sheets:
        paper = papers[sheet.form]
        by_item = {question.item: question for question in paper.form.questions}
        for question in paper.form.questions:
            column = by_item.get(f"q{question.number}")
            if column is None or column is question or len(column.parts) != len(question.parts):
                continue
            for place, part in enumerate(column.parts):
                cell = sheet.cells.get(part.name, "")
                there, stated = evidence(paper, question, place, cell), evidence(paper, column, place, cell)
                right, here, ahead = right + (there > 0), here + (stated > 0), ahead + there - stated
    if ahead >= _AHEAD:
        yield (
            f"the columns q1, q2 ... are items, and seem to hold the answers by the numbers on paper ({right} are right"
            f" so, {here} as they stand): the table in the key says which item stands where"
        )
