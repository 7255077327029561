"""CSV as people and spreadsheets save it, read; and written so that no cell becomes a formula when it is opened."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from cardgrad.errors import CardgradError
from cardgrad.quizzes.csv_file import decoded, read_bytes, rows_of

_MOST_MEGABYTES = 16
_WHAT = "the table of answers"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Row(NamedTuple):
    """A row of a table, by its columns; `line` is its number as a spreadsheet shows it."""

    line: int
    cells: dict[str, str]


class Table(NamedTuple):
    """A table with a head; columns are in lower case."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    guessed: bool = False  # whether it is in no encoding that says what its accents are


def read_table(path: Path) -> Table:
    """Return the table in a CSV file; commas, semicolons and tabs are known, and the usual encodings."""
    data, guessed = read_bytes(path, _WHAT, _MOST_MEGABYTES), False
    try:
        text = decoded(data)
    except UnicodeDecodeError:
        guessed = True
        text = data.decode("cp1252", "replace")  # what a spreadsheet on Windows writes
    lines = rows_of(text, path, _WHAT)
    if not lines:
        raise CardgradError(f"{path}: {_WHAT} is empty: its first row names the columns.")
    _, head = lines[0]
    columns = tuple(cell.casefold() for cell in head)
    while columns and not columns[-1]:
        columns = columns[:-1]
    twice = next((name for place, name in enumerate(columns) if name and name in columns[:place]), None)
    if twice:
        raise CardgradError(f"{path}: the column {twice} stands twice: delete one of them.")
    found = []
    for number, row in lines[1:]:
        if any(row[len(columns) :]):
            raise CardgradError(
                f"{path}:{number}: has {len(row)} cells for {len(columns)} columns; a cell with a comma in it"
                " stands between quotation marks."
            )
        found.append(Row(number, {name: cell for name, cell in zip(columns, row, strict=False) if name}))
    return Table(columns, tuple(found), guessed)


def write_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table as CSV, everything quoted; before what a spreadsheet would take for a formula stands a `'`.

    >>> print(write_table(["name"], [["=cmd()"]]), end="")
    "name"
    "'=cmd()"
    """
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return out.getvalue()


def plain_cell(text: str) -> str:
    """Return what a cell that was written safely says."""
    return text[1:] if text[:1] == "'" and text[1:2] in ("", *_FORMULA, "'") else text


def safe_cell(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; `plain_cell` takes it back."""
    if not text.startswith((*_FORMULA, "'")) or _is_number(text):
        return text
    return f"'{text}"


def _is_number(text: str) -> bool:
    """Tell whether a text is a plain number, which no spreadsheet takes for a formula."""
    return text[1:].replace(".", "", 1).isdecimal() and text.isascii() and text[0] in "+-"
