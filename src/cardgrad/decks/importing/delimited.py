"""Rows of text files whose cells are parted by a sign, with the line that each row begins in."""

import csv
import io
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from cardgrad.errors import CardgradError

SIGNS = ",;\t|"
_LOOKED_AT = 20  # rows that tell the sign between cells


class Row(NamedTuple):
    """The cells of a row; `line` is where it begins, from 1; `swallows` tells of a cell that looks like rows."""

    line: int
    cells: list[str]
    swallows: bool = False


def rows_of(text: str, sign: str, name: str, first_line: int = 1) -> list[Row]:
    """Return all rows that hold something; a quote that is closed nowhere, or in another row, is refused."""
    found: list[Row] = []
    lines = io.StringIO(text, newline="").readlines()
    reader = csv.reader(lines, delimiter=sign, strict=False)
    done = 0
    try:
        for cells in reader:
            own, line, done = lines[done : reader.line_num], first_line + done, reader.line_num
            strict = _is_strict(own, sign)
            if not strict and len(own) == 1:
                bare = next(csv.reader(own, delimiter=sign, quoting=csv.QUOTE_NONE))
                cells = bare if len(bare) == len(cells) else cells  # they are signs of the text: "this" and that
            elif not strict:
                raise CardgradError(
                    f"{name}:{line}: a quotation mark is opened here and closed within line {first_line + done - 1},"
                    " so all between would be one cell: close it where its cell ends."
                )
            if any(cell.strip() for cell in cells):
                found.append(Row(line, [cell.strip() for cell in cells]))
    except csv.Error as error:
        raise CardgradError(
            f"{name}:{first_line + done}: a cell cannot be read ({error}): look for a quotation mark that is opened "
            "here and never closed."
        ) from error
    if found and _is_open(text, sign):
        raise CardgradError(
            f"{name}:{found[-1].line}: a quotation mark is opened here and never closed, so the rest of the file would "
            "be one cell: close it."
        )
    widths = Counter(len(row.cells) for row in found)
    usual = widths.most_common(1)[0][0] if widths else 0
    return [row._replace(swallows=any(_looks_like_rows(cell, sign, usual) for cell in row.cells)) for row in found]


def _looks_like_rows(cell: str, sign: str, width: int) -> bool:
    """Tell whether each line of a cell has as many signs as a row has between its cells."""
    return "\n" in cell and width > 1 and all(line.count(sign) == width - 1 for line in cell.split("\n"))


def _is_strict(lines: Sequence[str], sign: str) -> bool:
    """Tell whether a cell's closing quote ends its cell, as those do that a program wrote."""
    try:
        for _ in csv.reader(lines, delimiter=sign, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end of data" in str(error)
    return True


def likely_sign(text: str) -> str | None:
    """Return the sign that parts the first rows into the same number of cells, two or more; None where none does."""
    best: tuple[float, str] | None = None
    for sign in SIGNS:
        try:
            reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
            counts = [len(cells) for cells, _ in zip(reader, range(_LOOKED_AT), strict=False) if any(cells)]
        except csv.Error:
            continue
        if counts and max(counts) > 1:
            usual = max(set(counts), key=counts.count)
            same = counts.count(usual) / len(counts)
            score = same + (0.01 * min(usual, 9) if usual > 1 else -1)
            if usual > 1 and same >= 0.5 and (best is None or score > best[0]):
                best = score, sign
    return best[1] if best else None


def _is_open(text: str, sign: str) -> bool:
    """Tell whether the text ends inside a quoted cell."""
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end of data" in str(error)
    return False


def named_columns(cells: Sequence[str], known: dict[str, str]) -> list[str] | None:
    """Return what each column is, where the cells are a head: at least two known names, or one and it is a question."""
    found = [known.get(cell.strip().casefold().strip("#:").replace(" ", "_"), "") for cell in cells]
    asked = any(name in ("question", "cloze") for name in found)
    return found if asked and (sum(map(bool, found)) > 1 or len(found) == 1) else None
