"""Whether answers lie beside a quiz that is made again: they would be lost, or belong to a quiz that is no more."""

from collections.abc import Mapping
from pathlib import Path

from cardgrad.errors import CardgradError
from cardgrad.quizzes.record_file import ENDING, beside
from cardgrad.quizzes.table import plain_cell, read_table

_WHOSE = ("id", "student", "form")  # without any of them a row says where the boxes are
_OTHERWISE = "give the new quiz another name with -o, or move all files of the old one away"


def has_answers(table: Path) -> bool:
    """Tell whether somebody has typed an answer into a table; one that cannot be read may hold any."""
    if not table.is_file():
        return False
    try:
        rows = read_table(table).rows
    except CardgradError:
        return True
    return any(
        plain_cell(cell)
        for row in rows
        if any(row.cells.get(column) for column in _WHOSE)
        for column, cell in row.cells.items()
        if column not in (*_WHOSE, "name")
    )


def require_no_answers(base: Path) -> None:
    """Refuse to make a quiz over a table that was printed for entering answers, and has some by now."""
    table = base.with_name(f"{base.name}-entry.csv")
    if has_answers(table):
        raise CardgradError(f"{table} holds answers, which would be lost, also with --force: {_OTHERWISE}.")


def require_same_record(files: Mapping[Path, bytes]) -> None:
    """Refuse to replace a record by another one while answers lie beside it: nothing else knows what they answer."""
    for record, made in files.items():
        if record.name.endswith(ENDING) and record.is_file() and record.read_bytes() != made:
            for table in (beside(record, "-answers.csv"), beside(record, "-second.csv")):
                if has_answers(table):
                    raise CardgradError(
                        f"{table} holds answers to the quiz in {record}, and this would be another quiz: {_OTHERWISE}."
                    )
