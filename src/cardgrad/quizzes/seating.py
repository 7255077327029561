"""Who has which form: forms by what stands on the paper, students by their number in the roster."""

from collections import Counter
from collections.abc import Mapping

from cardgrad.quizzes.record import Form, Record


class Seating:
    """The forms and the students of a quiz, found as people write them."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self._forms: dict[str, list[Form]] = {}
        for form in record.forms:
            names = {form.id, form.id + form.check, f"{form.id}-{form.check}", form.letter}
            for name in {_key(name) for name in names}:
                self._forms.setdefault(name, []).append(form)
        self._ids = {form.id: form for form in record.forms}
        rows = [dict(row) for row in record.dealt] + [dict(form.student) for form in record.forms if form.student]
        self.students: Mapping[str, Mapping[str, str]] = {_key(row["id"]): row for row in rows if row.get("id")}
        self._bare = Counter(key.lstrip("0") for key in self.students)
        self._whole = {key.lstrip("0"): key for key in self.students if self._bare[key.lstrip("0")] == 1}
        self._seats = {_key(student): form for student, form in record.seats}
        self._seats |= {_key(row["id"]): form.id for form in record.forms if (row := dict(form.student)).get("id")}

    def form(self, text: str) -> Form | None:
        """Return the form that a letter or an id names, with or without its check character; None for none, or two."""
        found = self._forms.get(_key(text), [])
        exact = [form for form in found if _key(form.id) == _key(text)]
        chosen = exact or found
        return chosen[0] if len(chosen) == 1 else None

    def is_student(self, text: str) -> bool:
        """Tell whether a student of this number is in the roster."""
        return self._student(text) in self.students

    def longer(self, student: str) -> str:
        """Return another student's number that would be this one if a spreadsheet dropped its zeros, or nothing."""
        key = _key(student)
        if self._bare[key] < 2:
            return ""
        others = (other for other in self.students if other != key and other.lstrip("0") == key)
        return next((self.students[other]["id"] for other in others), "")

    def seat(self, student: str) -> Form | None:
        """Return the form that was dealt to a student."""
        return self._ids.get(self._seats.get(self._student(student), ""))

    def number(self, student: str) -> str:
        """Return a student's number as the roster writes it."""
        return self.students.get(self._student(student), {}).get("id", student.strip())

    def name(self, student: str) -> str:
        """Return a student's name, or nothing."""
        return self.students.get(self._student(student), {}).get("name", "")

    def _student(self, text: str) -> str:
        """Return the key of a student, whose number may have lost its leading zeros in a spreadsheet."""
        key = _key(text)
        return key if key in self.students or not key else self._whole.get(key.lstrip("0"), key)


def _key(text: str) -> str:
    return text.strip().casefold()
