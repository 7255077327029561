"""The students of a quiz, from a CSV file as registries and spreadsheets write them."""

import re
from pathlib import Path
from typing import NamedTuple

from cardgrad.decks.fault import meant
from cardgrad.errors import CardgradError, FaultsFoundError
from cardgrad.quizzes.csv_file import decoded, read_bytes, rows_of

_MOST_MEGABYTES = 4
MOST_CELL = 200
_NEEDED = ("name", "id")
_MOST_TOLD = 20
_SHORTENED = re.compile(r"[0-9][.,][0-9]+E\+[0-9]+", re.IGNORECASE)

Student = tuple[tuple[str, str], ...]  # columns with their values: name, id, and what else the file has


class Roster(NamedTuple):
    """Students in the order of the file, which is the order of their seats."""

    path: str
    students: tuple[Student, ...]


def read_roster(path: Path) -> Roster:
    """Return the students in a file; all that is wrong with it is told at once."""
    filled = rows_of(_text(path), path, "the roster")
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
    """Return the text of a file; other encodings are refused, since names would be printed wrong."""
    data = read_bytes(path, "the roster", _MOST_MEGABYTES)
    try:
        return decoded(data)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CardgradError(
            f"{path}:{line}: the roster is not in UTF-8 (byte 0x{data[error.start]:02x}, perhaps "
            f"{data[error.start : error.start + 1].decode('cp1252', 'replace')!r}): save it as CSV UTF-8."
        ) from error


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
    if _SHORTENED.fullmatch(values["id"]):
        found.append(
            f"{values['id']} is what a spreadsheet makes of a long number: make its column text, save it again"
        )
    if len(row) > len(columns) and any(row[len(columns) :]):
        found.append(f"{len(row)} cells stand here, but {len(columns)} columns: put text with a comma between quotes")
    if any(len(cell) > MOST_CELL for cell in row):
        found.append(f"a cell is longer than {MOST_CELL} signs: shorten it")
    return found
