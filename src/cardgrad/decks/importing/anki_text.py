"""Anki's text export: lines that begin with `#` say how the file is written, then comes a note a row."""

import re

from cardgrad.decks.importing.delimited import likely_sign, named_columns, rows_of
from cardgrad.decks.importing.html_text import from_html
from cardgrad.decks.importing.notation import from_plain
from cardgrad.decks.importing.note import ANKI, NAMED, Gathered
from cardgrad.decks.importing.table import COLUMNS, IN_ORDER, Layout, from_cell, notes_of
from cardgrad.errors import CardgradError

_HEADER = re.compile(r"#([a-z ]+):(.*)")
_SIGNS = {"tab": "\t", "comma": ",", "semicolon": ";", "space": " ", "pipe": "|", "colon": ":"}
_PLACED = {"notetype column": "kind", "deck column": "deck", "tags column": "tags", "guid column": "id"}
_KNOWN = frozenset((*_PLACED, "separator", "html", "tags", "columns", "notetype", "deck", "if matches"))
_MOST_COLUMNS = 200
_DIGITS = 3  # of its number


def is_anki_text(text: str) -> bool:
    """Tell whether a text begins with a header of Anki's."""
    found = _HEADER.match(text.lstrip("\ufeff"))
    return found is not None and found[1] in _KNOWN


def read_anki_text(text: str, stem: str, name: str) -> Gathered:
    """Return a note for each row."""
    headers: dict[str, str] = {}
    lines = text.split("\n")
    first = 0
    while first < len(lines) and lines[first].startswith("#"):
        if (found := _HEADER.match(lines[first])) and found[1] in _KNOWN:
            headers[found[1]] = found[2].strip(" ")
        first += 1
    body = "\n".join(lines[first:])
    sign = _sign(headers.get("separator", ""), body, name)
    rows = rows_of(body, sign, name, first + 1)
    width = max((len(row.cells) for row in rows), default=0)
    columns = _columns(headers, sign, min(width, _MOST_COLUMNS), name)
    stated = headers.get("html", "").casefold()
    convert = {"true": from_html, "false": from_plain}.get(stated, from_cell)
    key = ANKI if "guid column" in headers else NAMED
    layout = Layout(columns, convert, tuple(headers.get("tags", "").split()), key, headers.get("notetype", ""))
    gathered = notes_of(rows, layout, headers.get("deck", "").rpartition("::")[2] or stem)
    unknown = [
        f"the column {place}"
        for place, column in enumerate(columns, 1)
        if not column and any(cell for row in rows for cell in row.cells[place - 1 : place])
    ]
    return gathered._replace(said=(*unknown, *gathered.said))


def _sign(stated: str, body: str, name: str) -> str:
    """Return the sign between cells."""
    if stated.casefold() in _SIGNS:
        return _SIGNS[stated.casefold()]
    if len(stated) == 1 and stated not in "\"'\\":
        return stated
    if stated.strip():
        raise CardgradError(f"{name}:1: #separator:{stated} is no sign that parts columns: write tab, comma or ;.")
    return "\t" if "\t" in body else likely_sign(body) or "\t"


def _columns(headers: dict[str, str], sign: str, width: int, name: str) -> list[str]:
    """Return what each column is: those that a header places, those that it names, and the others in their order."""
    columns: list[str | None] = [None] * width
    for header, column in _PLACED.items():
        if header in headers:
            stated = headers[header]
            if not stated.isdecimal() or len(stated) > _DIGITS or not 1 <= int(stated) <= _MOST_COLUMNS:
                raise CardgradError(f"{name}: #{header}:{stated} names no column: write its number, such as 3.")
            if int(stated) <= width:
                columns[int(stated) - 1] = column
    names = [cell.strip() for cell in headers.get("columns", "").split(sign)]
    named = named_columns(names, COLUMNS) if len(names) > 1 else None
    left = iter(IN_ORDER if "tags column" not in headers else IN_ORDER[:2])
    for place in range(width):
        if columns[place] is None and named is not None and place < len(named):
            columns[place] = named[place]
        elif columns[place] is None:
            columns[place] = next(left, "")
    return [column or "" for column in columns]
