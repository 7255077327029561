"""Two people's readings of the same sheets, compared: where they differ one of them has misread."""

from collections.abc import Iterable
from typing import NamedTuple

from cardgrad.quizzes.marking import Paper
from cardgrad.quizzes.reading_cells import Read
from cardgrad.quizzes.record import Question, Record
from cardgrad.quizzes.sheet import Sheet
from quizgen.agreement import agrees


class Difference(NamedTuple):
    """A box that two people read differently."""

    student: str
    form: str
    box: str
    first: str
    second: str

    def __str__(self) -> str:
        """Return the difference as one clause."""
        who = self.student or f"a sheet of form {self.form}"
        return f"{who}, {self.box}: first {self.first or 'nothing'}, then {self.second or 'nothing'}"


def in_both(first: Iterable[Sheet], second: Iterable[Sheet]) -> list[tuple[Sheet, Sheet]]:
    """Return the sheets that two people have read, as each did; one without a student's number belongs to nobody."""
    ours = {sheet.student.casefold(): sheet for sheet in first if sheet.student}
    return [(ours[key], theirs) for theirs in second if (key := theirs.student.casefold()) in ours]


def differences(record: Record, pairs: Iterable[tuple[Sheet, Sheet]]) -> list[Difference]:
    """Return where two readings differ; `0.5` is no other than `1/2`."""
    papers = {form.id: Paper(form) for form in record.forms}
    found = []
    for sheet, theirs in pairs:
        if sheet.form != theirs.form:
            found.append(Difference(sheet.student, sheet.form, "form", sheet.form, theirs.form))
            continue
        paper = papers[sheet.form]
        for question in paper.form.questions:
            for place, part in enumerate(question.parts):
                texts = sheet.cells.get(part.name, ""), theirs.cells.get(part.name, "")
                if texts[0].strip() != texts[1].strip() and not _same(paper, question, place, *texts):
                    found.append(Difference(sheet.student, sheet.form, part.name, *texts))
    return found


def _same(paper: Paper, question: Question, place: int, first: str, second: str) -> bool:
    """Tell whether two texts say the same."""
    one, other = paper.read(question, place, first), paper.read(question, place, second)
    if not isinstance(one, Read) or not isinstance(other, Read):
        return False
    if one.value is None or other.value is None:
        return one.value is other.value
    if paper.problem(question) is None:
        return bool(one.value == other.value) or one.echo.casefold() == other.echo.casefold()
    return agrees(one.value, other.value, 15)
