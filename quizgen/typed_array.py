"""A typed vector or matrix, `4 -2 0; 0 6 -12`: as many numbers as are wanted, in rows of one length."""

from quizgen.autodiff.array import Array, Shape, of_shape
from quizgen.parting import Part, decimals, split
from quizgen.typed_number import number_in
from quizgen.typed_rows import rows_of
from quizgen.unreadable import Unreadable


def array_in(part: Part, wanted: Shape) -> Array | Unreadable:
    """Return the array that a piece of text says; a `?` in it is None.

    As many numbers as are wanted, in another shape, are read as they stand. A plain list is the vector that is wanted,
    be it a row or a column.
    """
    found = rows_of(part, vector=1 in wanted)
    if isinstance(found, Unreadable):
        return found
    rows, plain = found
    entries = _entries(rows, wanted[0] * wanted[1])
    if isinstance(entries, Unreadable):
        return entries
    numbers = [number_in(entry) for row in entries for entry in row]
    refused = next((number for number in numbers if isinstance(number, Unreadable)), None)
    if refused:
        return refused
    shape = wanted if plain and 1 in wanted else (len(entries), len(entries[0]))
    return of_shape(shape, tuple(numbers))


def unfinished(text: str, wanted: Shape) -> bool:
    """Tell whether a line goes on below: a bracket is open, or the last row ends in `;` and numbers are missing."""
    depth = sum((sign in "([") - (sign in ")]") for sign in text)
    if depth > 0:
        return True
    entries = [entry for row in text.replace("\n", ";").split(";") for entry in split(row, ", ") if entry.text]
    return text.rstrip().endswith(";") and len(entries) < wanted[0] * wanted[1]


def _entries(rows: list[Part], count: int) -> list[list[Part]] | Unreadable:
    """Return the entries of each row, as many in every one and all those wanted; a comma may be a decimal one."""
    entries = [_placed(split(row.text, ",; "), row) for row in rows]
    gap = next((entry for row in entries for entry in row if not entry.text), None)
    if gap:
        return Unreadable("a number is missing here", gap.position)
    if not _even(entries, count):
        pointed = [decimals(split(row.text, "; "), row.text) for row in rows]
        refused = next((row for row in pointed if isinstance(row, Unreadable)), None)
        if refused and refused.position is not None:
            row = rows[pointed.index(refused)]
            return refused._replace(position=row.position + refused.position)
        kept = [
            _placed(split(row.text, " ") if "," not in row.text else found, row)
            for found, row in zip(pointed, rows, strict=True)
            if not isinstance(found, Unreadable)
        ]
        entries = kept if _even(kept, count) else entries
    first = len(entries[0]) if entries else 0
    for number, (row, found) in enumerate(zip(rows, entries, strict=True), 1):
        if len(found) != first:
            message = f"row {number} has {len(found)} number{'s' * (len(found) != 1)} and row 1 has {first}"
            return Unreadable(message, row.position)
    total = sum(map(len, entries))
    if total != count:
        return Unreadable(f"{total} number{'s' * (total != 1)}, {count} wanted")
    return entries


def _placed(pieces: list[Part], row: Part) -> list[Part]:
    return [Part(text, row.position + at) for text, at in pieces]


def _even(entries: list[list[Part]], count: int) -> bool:
    return len(set(map(len, entries))) == 1 and sum(map(len, entries)) == count
