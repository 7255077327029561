"""The answers of a class as a table: one row a sheet, one column for each box, `q3_dx`, or `q3_points` by hand."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from cardgrad.decks.fault import meant
from cardgrad.errors import CardgradError
from cardgrad.quizzes.printing.labels import form_id, tagged
from cardgrad.quizzes.record import Record
from cardgrad.quizzes.seating import Seating
from cardgrad.quizzes.table import Row, Table, plain_cell, write_table

STUDENT, FORM, NAME = "student", "form", "name"
_STUDENT = (STUDENT, "id", "number", "student id", "student_id", "student number", "matriculation")
_FORM = (FORM, "form id", "form_id", "version")
POINTS = "_points"
_FORMS_NAMED = 12


class Sheet(NamedTuple):
    """One student's answers, as they were written down."""

    line: int  # in the table
    student: str  # the number; empty where none was written down
    form: str  # the form's id
    cells: Mapping[str, str]  # box -> what stands there
    points: Mapping[str, str] = {}  # read only: item -> points for the whole of it, by hand
    name: str = ""  # as it stands there, whoever has the number


class CellFault(NamedTuple):
    """What cannot be read, and where: the row as a spreadsheet counts, and the column."""

    line: int
    column: str
    student: str
    message: str

    def __str__(self) -> str:
        """Return the fault as one clause."""
        who = f" ({self.student})" if self.student else ""
        return f"row {self.line}{who}, column {self.column}: {self.message}"


def items(record: Record) -> list[str]:
    """Return the ids of a quiz's items: q1, q2, ... q10."""
    return sorted({question.item for form in record.forms for question in form.questions}, key=in_order)


def boxes(record: Record) -> list[str]:
    """Return the columns of a quiz's answers: the boxes, item by item."""
    found: dict[str, dict[str, None]] = {item: {} for item in items(record)}
    for form in record.forms:
        for question in form.questions:
            found[question.item].update({part.name: None for part in question.parts})
    return [name for names in found.values() for name in names]


def printed_places(record: Record) -> list[tuple[str, tuple[str, ...]]]:
    """Return each form with where its boxes are on paper, in the order of columns: 3a; nothing where all are alike.

    Columns are items, which have the same names on all forms; what is printed are numbers, in each form's own order.
    """
    names = boxes(record)
    found = []
    for form in record.forms:
        places = {part.name: tag for question in form.questions for tag, part in tagged(question)}
        found.append((form.id, tuple(places.get(name, "") for name in names)))
    straight = all(f"q{question.number}" == question.item for form in record.forms for question in form.questions)
    return [] if straight else found


def in_order(item: str) -> tuple[int, str]:
    """Return what items are sorted by: their number."""
    return int("".join(sign for sign in item if sign.isdecimal()) or 0), item


def sheets_of(table: Table, record: Record, seating: Seating, name: str) -> tuple[list[Sheet], list[CellFault]]:
    """Return the sheets in a table, and the rows that cannot be given to a form; `name` is the file's, for errors."""
    columns = _columns(table, record, name)
    _require_numbers(table, seating, name)
    found: list[Sheet] = []
    faults: list[CellFault] = []
    seen: dict[str, int] = {}
    printed = {places for _, places in printed_places(record)}
    for row in table.rows:
        student = seating.number(_number(row, seating))
        word = _first(row, _FORM)
        answered = any(plain_cell(row.cells.get(column, "")) for column in columns)
        if not answered:
            continue  # a row that was printed for a student who did not come
        if not student and not word and tuple(row.cells.get(box.casefold(), "") for box in boxes(record)) in printed:
            continue  # what says where the boxes are
        form = seating.form(word) if word else seating.seat(student)
        student = student or (dict(form.student).get("id", "") if form else "")  # whose name is on the paper
        if form is None:
            faults.append(_no_form(row, student, word, seating))
            continue
        if student and student.casefold() in seen:
            message = f"{student} stands in row {seen[student.casefold()]} already: keep one of the two"
            faults.append(CellFault(row.line, STUDENT, student, message))
            continue
        if student:
            seen[student.casefold()] = row.line
        by_hand = {
            column.removesuffix(POINTS): cell
            for column, cell in row.cells.items()
            if column.endswith(POINTS) and column not in columns.values() and cell
        }
        cells = {box: plain_cell(row.cells.get(column, "")) for column, box in columns.items() if box}
        found.append(Sheet(row.line, student, form.id, cells, by_hand, plain_cell(row.cells.get(NAME, ""))))
    return found, faults


def _columns(table: Table, record: Record, name: str) -> dict[str, str]:
    """Return each column of answers with its box, none for points; what is missing or misspelt is an error."""
    wanted = {box.casefold(): box for box in boxes(record)}
    by_hand = {f"{item}{POINTS}".casefold(): item for item in items(record)}
    covered = {part.name.casefold() for form in record.forms for q in form.questions for part in q.parts
               if f"{q.item}{POINTS}".casefold() in table.columns}  # fmt: skip
    missing = [box for column, box in wanted.items() if column not in table.columns and column not in covered]
    strange = [
        column
        for column in table.columns
        if column not in wanted and column not in by_hand and _looks_like_a_box(column, items(record))
    ]
    if strange:
        raise CardgradError(
            f"{name}: the quiz has no box {strange[0]}{meant(strange[0], wanted)}; its columns are {', '.join(wanted)}."
        )
    if missing:
        raise CardgradError(f"{name}: has no column {missing[0]}; the columns are {', '.join(wanted)}.")
    if not {*_STUDENT, *_FORM} & set(table.columns):
        raise CardgradError(f"{name}: has neither a column student nor a column form, so nobody knows whose rows are.")
    return {column: wanted.get(column, "") for column in table.columns if column in wanted or column in by_hand}


def _require_numbers(table: Table, seating: Seating, name: str) -> None:
    """Refuse a table without students' numbers where there is a roster: all its sheets would be nobody's."""
    personal = any(form.student for form in seating.record.forms)
    if not seating.students or personal or {*_STUDENT} & set(table.columns):
        return
    cells = ((column, cell) for row in table.rows for column, cell in row.cells.items())
    likely = next((column for column, cell in cells if seating.is_student(plain_cell(cell))), None)
    which = f"{likely}, which seems to hold them" if likely else "the one that holds them"
    raise CardgradError(f"{name}: has no column for the students' numbers: write {STUDENT} above {which}.")


def _number(row: Row, seating: Seating) -> str:
    """Return a row's student number: of several columns that may hold it, the one that the roster knows."""
    cells = [plain_cell(row.cells[column]) for column in _STUDENT if row.cells.get(column)]
    return next((cell for cell in cells if seating.is_student(cell)), cells[0] if cells else "")


def _looks_like_a_box(column: str, known: Sequence[str]) -> bool:
    """Tell whether a column means to be a box: it begins as an item does."""
    word = column.partition("_")[0]
    return word in [item.casefold() for item in known] or (word[:1] == "q" and word[1:].isdecimal())


def _first(row: Row, names: Sequence[str]) -> str:
    return next((row.cells[name] for name in names if row.cells.get(name)), "")


def _no_form(row: Row, student: str, word: str, seating: Seating) -> CellFault:
    known = [form.id for form in seating.record.forms]
    if (form := seating.form(word.rstrip()[:-1].rstrip("-"))) is not None:
        own = f"{form.id}-{form.check}"
        message = f"form {form.id} of this quiz is {own}, not {word}: look at the footer, it may be of another quiz"
        return CellFault(row.line, FORM, student, message)
    if word:
        message = f"there is no form {word}{meant(word, known)}: {forms_told(known)}"
        return CellFault(row.line, FORM, student, message)
    if student and seating.students and not seating.is_student(student):
        message = f"no student of this number is in the roster{meant(student, list(seating.students))}"
        return CellFault(row.line, STUDENT, student, f"{message}: mend the number, or write the form's letter")
    return CellFault(row.line, FORM, student, "nothing says which form this is: write its letter")


def forms_told(forms: Sequence[str]) -> str:
    """Return which forms there are, in words."""
    if len(forms) == 1:
        return f"the form is {forms[0]}"
    return f"the forms are {', '.join(forms) if len(forms) <= _FORMS_NAMED else f'{forms[0]} to {forms[-1]}'}"


def entered_columns(record: Record) -> list[str]:
    """Return the columns of the table that `quiz enter` writes."""
    by_hand = [f"{item}{POINTS}" for item in items(record)]
    return [STUDENT, NAME, FORM, *boxes(record), *by_hand]


def dropped_column(table: Table, record: Record) -> str | None:
    """Return a column in which something stands that would not be in the table that `quiz enter` writes, or None."""
    kept = {column.casefold() for column in (*entered_columns(record), *_STUDENT, *_FORM)}
    return next((name for row in table.rows for name, cell in row.cells.items() if cell and name not in kept), None)


def entered_table(record: Record, seating: Seating, sheets: Iterable[Sheet]) -> str:
    """Return sheets as the table that `quiz mark` reads; by the check characters it fits no other quiz."""
    names, all_items = boxes(record), items(record)
    printed = {form.id: form_id(form) for form in record.forms}
    rows = (
        [
            sheet.student,
            sheet.name or seating.name(sheet.student),
            printed[sheet.form],
            *(sheet.cells.get(box, "") for box in names),
            *(sheet.points.get(item, "") for item in all_items),
        ]
        for sheet in sheets
    )
    return write_table(entered_columns(record), rows)
