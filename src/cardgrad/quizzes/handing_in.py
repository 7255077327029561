"""The sheets of a class as they are typed in: whose sheet comes next, and what has been entered so far."""

from collections.abc import Iterable
from typing import NamedTuple

from cardgrad.decks.fault import meant
from cardgrad.quizzes.record import Record
from cardgrad.quizzes.seating import Seating
from cardgrad.quizzes.sheet import Sheet, entered_table, forms_told


class Who(NamedTuple):
    """Whose sheet is entered, and which form it is."""

    student: str
    name: str
    form: str
    remark: str = ""


class HandedIn:
    """The sheets that have been entered."""

    def __init__(self, record: Record, sheets: Iterable[Sheet] = ()) -> None:
        self.record = record
        self.seating = Seating(record)
        self.sheets = list(sheets)
        self._asked = ""  # the student whose sheet is there already, until the number is typed again

    def who(self, line: str) -> Who | str:
        """Return whose sheet a line names: a student's number, a form's letter, or both; or why it names none."""
        words = line.split()
        if not words:
            return "type a student's number, or a form's letter"
        if len(words) > 2:
            return "type a student's number, a form's letter, or both with a space between"
        found = self._one(words[0]) if len(words) == 1 else self._both(*words)
        if isinstance(found, str):
            return found
        again = found.student.casefold()
        if again and self._place(again) is not None and self._asked != again:
            self._asked = again
            return f"the sheet of {found.student} is entered already; type the number again to go through it once more"
        self._asked = ""
        return found

    def before(self, who: Who) -> Sheet | None:
        """Return the sheet of the same student that was entered before, on whatever form."""
        place = self._place(who.student.casefold()) if who.student else None
        return None if place is None else self.sheets[place]

    def keep(self, who: Who, cells: dict[str, str], points: dict[str, str]) -> None:
        """Keep a sheet; it takes the place of the same student's."""
        place = self._place(who.student.casefold()) if who.student else None
        name = who.name or (self.sheets[place].name if place is not None else "")
        sheet = Sheet(0, who.student, who.form, dict(cells), dict(points), name)
        if place is None:
            self.sheets.append(sheet)
        else:
            self.sheets[place] = sheet

    def table(self) -> str:
        """Return all sheets as the table that marking reads."""
        return entered_table(self.record, self.seating, self.sheets)

    @property
    def missing(self) -> int:
        """Return how many students of the roster have no sheet yet."""
        entered = {sheet.student.casefold() for sheet in self.sheets}
        return sum(key not in entered for key in self.seating.students)

    def _place(self, student: str) -> int | None:
        places = (place for place, sheet in enumerate(self.sheets) if sheet.student.casefold() == student)
        return next(places, None)

    def _one(self, word: str) -> Who | str:
        seating = self.seating
        if seating.is_student(word):
            form = seating.seat(word)
            number, name = seating.number(word), seating.name(word)
            if form is None:
                return f"{number} ({name}) was dealt no form: type the form's letter, too, as {number} A"
            return Who(number, name, form.id)
        form = seating.form(word)
        if form is not None:
            student = dict(form.student)
            return Who(student.get("id", ""), student.get("name", ""), form.id)
        students = list(seating.students)
        where = "is neither in the roster nor a form" if students else "is no form"
        forms = [one.id for one in self.record.forms]
        stranger = f"; {word} {forms[0]} is a student who is not in the roster" if students and word.isdecimal() else ""
        return f"{word} {where}{meant(word, [*students, *forms])}: {forms_told(forms)}{stranger}"

    def _both(self, one: str, other: str) -> Who | str:
        seating = self.seating
        turned = seating.form(one) is not None and (seating.form(other) is None or seating.is_student(other))
        student, word = (other, one) if turned else (one, other)
        form = seating.form(word)
        if form is None:
            forms = [found.id for found in self.record.forms]
            return f"{word} is no form{meant(word, forms)}: {forms_told(forms)}"
        dealt = seating.seat(student)
        remark = ""
        if dealt is not None and dealt.id != form.id:
            remark = f"{student} was dealt {dealt.id}, and this is {form.id}."
        elif seating.students and not seating.is_student(student):
            remark = f"{student} is not in the roster; the sheet is kept under this number."
        return Who(seating.number(student), seating.name(student), form.id, remark)
