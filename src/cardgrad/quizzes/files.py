"""The files of a quiz: sheets, keys, the table that answers are entered into, and the record that all else reads."""

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from cardgrad.quizzes.making import sheets
from cardgrad.quizzes.printing.labels import form_id
from cardgrad.quizzes.record import Form, Record, dumps
from cardgrad.quizzes.record_file import ENDING
from cardgrad.quizzes.sheet import boxes, printed_places
from cardgrad.quizzes.table import safe_cell

Setting: TypeAlias = Callable[[Record, Sequence[Form], Sequence[Path]], bytes]

_MOST_PLACED = 26  # forms, above the rows for answers

SUFFIXES: Mapping[str, str] = {"pdf": ".pdf", "html": ".html", "md": ".md", "latex": ".tex"}


def setters(kind: str) -> tuple[Setting, Setting]:
    """Return what sets sheets and keys in a format."""
    if kind == "pdf":
        from cardgrad.quizzes.printing.pdf import key_pdf, student_pdf

        return student_pdf, key_pdf
    if kind == "html":
        from cardgrad.quizzes.printing.html import key_html, student_html

        return _text(student_html), _text(key_html)
    if kind == "md":
        from cardgrad.quizzes.printing.markdown import key_markdown, student_markdown

        return _text(student_markdown), _text(key_markdown)
    from cardgrad.quizzes.printing.latex import key_latex, student_latex

    return _text(student_latex), _text(key_latex)


def _text(setting: Callable[[Record, Sequence[Form]], str]) -> Setting:
    return lambda record, forms, _: setting(record, forms).encode()


def sheet_names(base: Path, record: Record, kind: str, *, split: bool) -> dict[Path, tuple[Form, ...]]:
    """Return which sheets go into which file: all into one, or each into one of its own."""
    printed = sheets(record)
    ending = SUFFIXES[kind]
    if not split:
        return {base.with_name(base.name + ending): printed}
    found: dict[Path, tuple[Form, ...]] = {}
    for number, form in enumerate(printed, 1):
        who = re.sub(r"[^\w.-]+", "-", dict(form.student).get("id", "")) or (f"spare-{number}" if form.spare else "")
        name = "-".join(part for part in (base.name, form.id, who) if part)
        path = base.with_name(name + ending)
        found[base.with_name(f"{name}-{number}{ending}") if path in found else path] = (form,)  # 1/2 is written as 1-2
    return found


def entry_csv(record: Record) -> bytes:
    """Return the table that answers are entered into: a column for each box, a row for each student of the roster.

    Above them stands for each form where its boxes are on paper, unless there are too many forms to look them up.
    """
    columns = ["id", "name", "form", *boxes(record)]
    rows = [dict(row) for row in record.dealt] or [dict(form.student) for form in record.forms]
    printed = {form.id: form_id(form) for form in record.forms}
    seats = {student: printed[form] for student, form in record.seats}
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(columns)
    if len(record.forms) <= _MOST_PLACED:
        writer.writerows(["", f"boxes on form {form}", "", *places] for form, places in printed_places(record))
    for row in rows:
        if row:
            named = [row["id"], row["name"], seats.get(row["id"], "")]
            writer.writerow([*map(safe_cell, named), *[""] * (len(columns) - 3)])
    return text.getvalue().encode("utf-8-sig")  # with the mark spreadsheets know UTF-8 by


def beside_names(base: Path) -> tuple[Path, Path]:
    """Return where the table for answers and the record go."""
    return base.with_name(f"{base.name}-entry.csv"), base.with_name(base.name + ENDING)


def known_names(base: Path, kind: str, *, split: bool) -> list[Path]:
    """Return the files of a quiz that are known before it is made: not the sheets that are files of their own."""
    together = [] if split else [base.with_name(base.name + SUFFIXES[kind])]
    return [*together, key_name(base, kind), *beside_names(base)]


def key_name(base: Path, kind: str) -> Path:
    """Return where the keys go."""
    return base.with_name(f"{base.name}-key{SUFFIXES[kind]}")


def beside_files(base: Path, record: Record) -> dict[Path, bytes]:
    """Return the table for answers and the record."""
    table, kept = beside_names(base)
    return {table: entry_csv(record), kept: dumps(record).encode()}
