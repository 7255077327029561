"""The students of a quiz, from a CSV file as registries and spreadsheets write them."""

import csv
import io
from pathlib import Path
from typing import NamedTuple

from cardgrad.decks.fault import meant
from cardgrad.errors import CardgradError, FaultsFoundError

MOST_BYTES = 4_000_000
MOST_CELL = 200
_NEEDED = ("name", "id")
_MOST_TOLD = 20

Student = tuple[tuple[str, str], ...]  # columns with their values: name, id, and what else the file has


class Roster(NamedTuple):
    """Students in the order of the file, which is the order of their seats."""

    path: str
    students: tuple[Student, ...]


def read_roster(path: Path) -> Roster:
    """Return the students in a file; all that is wrong with it is told at once."""
    text = _text(path)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error as error:
        raise CardgradError(f"{path}: the roster is no CSV file ({error}): a quote may not be closed.") from error
    lines = [(number, [cell.strip() for cell in row]) for number, row in enumerate(rows, 1)]
    filled = [(number, row) for number, row in lines if any(row)]
    if not filled:
        raise CardgradError(f"{path}: the roster is empty: write a line `name,id`, then one line for each student.")
    (_, head), *rest = filled
    columns = [column.casefold() if column.casefold() in _NEEDED else column for column in head]
    _require_columns(path, columns)
    if not rest:
        raise CardgradError(f"{path}: the roster has no students: write one line for each below `{','.join(head)}`.")
    faults: list[str] = []
    seen: dict[str, int] = {}
    students = []
    for number, row in rest:
        faults += [f"{path}:{number}: {fault}." for fault in _faults(columns, row)]
        student = tuple(zip(columns, [*row, *[""] * len(columns)], strict=False))
        who = dict(student)["id"].casefold()
        if who and who in seen:
            faults.append(f"{path}:{number}: the id {dict(student)['id']} stands in line {seen[who]}, too: mend one.")
        seen.setdefault(who, number)
        students.append(student)
    if faults:
        more = [f"{path}: {len(faults) - _MOST_TOLD} more faults like these."] if len(faults) > _MOST_TOLD else []
        raise FaultsFoundError("\n".join([*faults[:_MOST_TOLD], *more]))
    return Roster(str(path), tuple(students))


def _text(path: Path) -> str:
    """Return the text of a file in UTF-8, or in UTF-16 that says so."""
    try:
        if not path.is_file():
            there = "is no file" if path.exists() else "is not there"
            raise CardgradError(f"{path}: the roster {there}: name a CSV file with the columns name and id.")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise CardgradError(f"{path}: the roster cannot be read ({error.strerror}).") from error
    if len(data) > MOST_BYTES:
        raise CardgradError(f"{path}: the roster is larger than 4 MB, which is more than a list of students.")
    if data.startswith(b"PK\x03\x04"):
        raise CardgradError(f"{path}: this is a workbook, not CSV: save it from the spreadsheet as CSV UTF-8.")
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CardgradError(
            f"{path}:{line}: the roster is not in UTF-8 (byte 0x{data[error.start]:02x}, perhaps "
            f"{data[error.start : error.start + 1].decode('cp1252', 'replace')!r}): save it as CSV UTF-8."
        ) from error
    if "\0" in text:
        raise CardgradError(f"{path}: the roster holds NUL bytes, so it is no CSV in UTF-8: save it as CSV UTF-8.")
    return text


def _delimiter(text: str) -> str:
    """Return the sign that most often parts the first line: spreadsheets write `;` where a comma is a decimal point."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t", key=first.count)


def _require_columns(path: Path, columns: list[str]) -> None:
    for needed in _NEEDED:
        if needed not in columns:
            shown = ", ".join(column or "(no name)" for column in columns[:12])
            raise CardgradError(
                f"{path}: the roster has no column {needed}{meant(needed, columns)}: its first line names {shown}; "
                f"write {needed} above the right one."
            )
    twice = next((column for column in columns if column and columns.count(column) > 1), None)
    if twice:
        raise CardgradError(f"{path}: the column {twice} stands twice in the first line: rename one of them.")


def _faults(columns: list[str], row: list[str]) -> list[str]:
    values = dict(zip(columns, [*row, *[""] * len(columns)], strict=False))
    found = [f"this student has no {needed}: write it" for needed in _NEEDED if not values[needed]]
    if len(row) > len(columns) and any(row[len(columns) :]):
        found.append(f"{len(row)} cells stand here, but {len(columns)} columns: put text with a comma between quotes")
    if any(len(cell) > MOST_CELL or "\n" in cell for cell in row):
        found.append(f"a cell is longer than {MOST_CELL} signs or goes over several lines: a quote may not be closed")
    return found
