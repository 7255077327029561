"""A class's sheets marked: a pure function of the record, the answers and the decisions."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from cardgrad.quizzes.cell_damage import damage, damage_of_words
from cardgrad.quizzes.decision import Decision
from cardgrad.quizzes.doubts import doubts
from cardgrad.quizzes.item_mark import UNREADABLE, ItemMark, PartMark
from cardgrad.quizzes.marking import Paper
from cardgrad.quizzes.other_form import Fit, better_fit
from cardgrad.quizzes.reading_cells import read_points
from cardgrad.quizzes.record import TEXT, Form, Question, Record
from cardgrad.quizzes.seating import Seating
from cardgrad.quizzes.sheet import POINTS, CellFault, Sheet
from quizgen.unreadable import Unreadable


class SheetMark(NamedTuple):
    """What one sheet gets, the questions in the order of its form."""

    sheet: Sheet
    student: str  # the number as the roster has it
    name: str
    form: Form
    items: tuple[ItemMark, ...]
    faults: tuple[CellFault, ...]
    fit: Fit | None = None  # another form that the answers fit much better
    is_doubled: bool = False  # whether another row claims to be the same student's

    @property
    def total(self) -> Fraction | None:
        """Return the points; None where a cell cannot be read, or another row may be the one that counts."""
        if self.is_doubled:
            return None
        known = [item.points for item in self.items if item.points is not None]
        return sum(known, Fraction(0)) if len(known) == len(self.items) else None

    @property
    def of(self) -> Fraction:
        """Return the points that there are."""
        return sum((item.of for item in self.items), Fraction(0))

    @property
    def label(self) -> str:
        """Return what names the sheet: the student's number, else its row."""
        return self.student or f"row {self.sheet.line}"


class Marked(NamedTuple):
    """A class, marked."""

    record: Record
    sheets: tuple[SheetMark, ...]
    faults: tuple[CellFault, ...]  # of all sheets, and of rows that are no sheet
    absent: tuple[tuple[str, str], ...]  # number and name of who handed in nothing
    unplaced: tuple[tuple[str, str], ...] = ()  # and of whose sheet could not be given to a form
    strangers: tuple[str, ...] = ()  # numbers that are not in the roster
    doubts: tuple[str, ...] = ()  # what speaks against the rows or columns, a clause each
    untouched: tuple[tuple[str, tuple[str, ...]], ...] = ()  # items with points by hand where decisions change nothing


def mark_class(
    record: Record,
    sheets: Sequence[Sheet],
    decisions: Sequence[Decision] = (),
    refused: Iterable[CellFault] = (),
    progress: Callable[[int], None] = lambda _: None,
) -> Marked:
    """Return a class's marks; `refused` are the rows that could not be given to a form."""
    seating = Seating(record)
    papers = {form.id: Paper(form, decisions) for form in record.forms}
    refused = tuple(refused)
    doubled = {fault.student.casefold() for fault in refused if fault.student}
    found = []
    for done, sheet in enumerate(sheets, 1):
        mark = _marked(sheet, papers, seating, len(sheets))
        found.append(mark._replace(is_doubled=mark.student.casefold() in doubled))
        progress(done)
    faults = sorted([*refused, *(fault for mark in found for fault in mark.faults)])
    came = {mark.student.casefold() for mark in found}
    missing = [(row["id"], row.get("name", "")) for key, row in seating.students.items() if key not in came]
    written = {fault.student for fault in faults}
    absent = tuple(one for one in missing if one[0] not in written)
    unplaced = tuple(one for one in missing if one[0] in written)
    strangers = tuple(
        mark.student for mark in found if mark.student and seating.students and not seating.is_student(mark.student)
    )
    untouched: dict[str, list[str]] = {}
    for mark in found:
        for item in papers[mark.form.id].untouched(mark.sheet.points):
            untouched.setdefault(item, []).append(mark.label)
    told = tuple((item, tuple(labels)) for item, labels in untouched.items())
    against = tuple(doubts(sheets, seating, papers))
    return Marked(record, tuple(found), tuple(faults), absent, unplaced, strangers, against, told)


def _marked(sheet: Sheet, papers: dict[str, Paper], seating: Seating, sheets: int) -> SheetMark:
    paper = papers[sheet.form]
    items, faults = [], []
    for question in paper.form.questions:
        mark, wrong = mark_question(paper, question, sheet)
        items.append(mark)
        faults += wrong
    name = seating.name(sheet.student) or sheet.name
    found = SheetMark(sheet, seating.number(sheet.student), name, paper.form, tuple(items), tuple(faults))
    return found._replace(fit=better_fit(paper, sheet.cells, papers, sheets))


def mark_question(paper: Paper, question: Question, sheet: Sheet) -> tuple[ItemMark, list[CellFault]]:
    """Return what a sheet's answer to a question gets, and the cells that cannot be read."""
    by_hand = sheet.points.get(question.item)
    if by_hand:
        points = read_points(by_hand, Fraction(question.points))
        if isinstance(points, Unreadable):
            column = f"{question.item}{POINTS}"
            return _unread(question), [CellFault(sheet.line, column, sheet.student, damage(by_hand) or points.message)]
        return paper.by_hand(question, points.value), []
    cells = [sheet.cells.get(part.name, "") for part in question.parts]
    damaged = {
        part.name: why
        for part, cell in zip(question.parts, cells, strict=True)
        if (why := damage_of_words(cell, (part.key, *part.accepted)) if part.kind == TEXT else damage(cell))
    }
    mark = paper.mark(question, cells, frozenset(damaged))
    return mark, [CellFault(sheet.line, name, sheet.student, damaged.get(name, why)) for name, why in mark.faults]


def _unread(question: Question) -> ItemMark:
    parts = tuple(PartMark(part.name, "", UNREADABLE, None, Fraction(part.points)) for part in question.parts)
    return ItemMark(question.item, question.number, parts, None, Fraction(question.points))
