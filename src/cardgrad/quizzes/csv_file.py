"""A CSV file as registries and spreadsheets save it: its bytes, its text, its rows."""

import csv
import io
from pathlib import Path

from cardgrad.errors import CardgradError

_AGAIN = "save it from the spreadsheet as CSV UTF-8"


def read_bytes(path: Path, what: str, megabytes: int) -> bytes:
    """Return what a file holds; `what` it is meant to be, `the roster`, is for errors."""
    try:
        if not path.is_file():
            there = "is no file" if path.exists() else "is not there"
            raise CardgradError(f"{path}: {what} {there}: check the path.")
        with path.open("rb") as file:
            data = file.read(megabytes * 1_000_000 + 1)
    except OSError as error:
        raise CardgradError(f"{path}: {what} cannot be read ({error.strerror}): check the path.") from error
    if len(data) > megabytes * 1_000_000:
        raise CardgradError(f"{path}: {what} is larger than {megabytes} MB: is it the right file?")
    if data.startswith(b"PK\x03\x04"):
        raise CardgradError(f"{path}: this is a workbook, not CSV: {_AGAIN}.")
    return data


def decoded(data: bytes) -> str:
    """Return the text of bytes in UTF-8, or in UTF-16 that says so; UnicodeDecodeError if they are in neither."""
    return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")


def rows_of(text: str, path: Path, what: str) -> list[tuple[int, list[str]]]:
    """Return the rows that are not blank, their cells stripped, with their numbers as a spreadsheet counts.

    A quote that is not closed takes the rows below into its cell, and they would be missed by nobody: so no cell may go
    over several lines.
    """
    if "\0" in text:
        raise CardgradError(f"{path}: {what} holds NUL bytes, so it is no CSV in UTF-8: {_AGAIN}.")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    rows = []
    line = 0
    try:
        for number, row in enumerate(reader, 1):
            if any("\n" in cell.strip() or "\r" in cell.strip() for cell in row):
                raise CardgradError(
                    f"{path}:{line + 1}: a cell goes over several lines: close its quote, or put it on one line."
                )
            line = reader.line_num
            cells = [cell.strip() for cell in row]
            if any(cells):
                rows.append((number, cells))
    except csv.Error as error:
        where = f"{path}:{line + 1}"
        raise CardgradError(f"{where}: {what} is no CSV from here on ({error}): is a quote not closed?") from error
    return rows


def _delimiter(text: str) -> str:
    """Return the sign that most often parts the first line: spreadsheets write `;` where a comma is a decimal point."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t", key=first.count)
