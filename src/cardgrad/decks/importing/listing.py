"""Choices, orders and typed answers as our own exports write them, read back by the kind that the export says.

A format parts its lists before any text is converted: what an option says is never taken for where the next one begins.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from cardgrad.decks.importing.building import Convert, Raw, note_of
from cardgrad.decks.importing.note import Note

LISTED = ("choice", "steps", "type")
"""The kinds that an export has to say, since a question with its answer looks like them."""

SET_IN = "   "
"""What stands before the lines of an option in a cell, but for its first."""

_MARKS = ("abcdefghijklmnopqrstuvwxyz", tuple(str(number) for number in range(1, 27)))


class Listed(NamedTuple):
    """A text of a file with the list in it; what stands below the list."""

    text: str
    items: tuple[str, ...] = ()
    below: str = ""


def relisted(raw: Raw, kind: str, part: Callable[[str], Listed], convert: Convert) -> Note | None:
    """Return the note of a kind whose lists `part` finds; None where the file does not hold what such a note has."""
    question = part(raw.question) if kind != "type" else Listed(raw.question)
    answer = part(raw.answer) if kind == "steps" else Listed(raw.answer)
    raw = raw._replace(question=question.text, answer=answer.text, why=answer.below + raw.why)
    note = note_of(raw, convert)
    if note is None or note.kind != "front" or not note.question:
        return None
    if kind == "type":
        return note._replace(kind="type") if note.answer else None
    found = [convert(item) for item in (question.items if kind == "choice" else answer.items)]
    texts = [item.text for item in found]
    if len(texts) < 2 or len(set(texts)) < len(texts) or not all(texts):
        return None
    note = note._replace(lost=(*note.lost, *(sentence for item in found for sentence in item.lost)), todo="")
    if kind == "steps":
        return note._replace(kind="steps", answer="", steps=tuple(texts))
    right = _right(note.answer, texts)
    if right is None:
        return None
    return note._replace(kind="choice", answer=texts[right], wrong=(*texts[:right], *texts[right + 1 :]))


def _right(answer: str, options: Sequence[str]) -> int | None:
    """Return the place of the right option, which its number says, or else its words."""
    number, sign, _ = answer.partition(")")
    if sign and number.isascii() and number.isdecimal() and 0 < int(number[:3]) <= len(options):
        return int(number[:3]) - 1
    return options.index(answer) if answer in options else None


def listed_cell(cell: str) -> Listed:
    """Return a cell of our own table with the list at its end."""
    lines = cell.split("\n")
    for place in reversed(range(len(lines))):
        for marks in _MARKS:
            if lines[place].startswith(f"{marks[0]}) "):
                return Listed("\n".join(lines[:place]), tuple(_items(lines[place:], marks)))
    return Listed(cell)


def _items(lines: Sequence[str], marks: Sequence[str]) -> Iterator[str]:
    """Yield what is listed on lines, each item behind its mark."""
    item: list[str] = []
    number = 0
    for line in lines:
        if number < len(marks) and line.startswith(f"{marks[number]}) "):
            if item:
                yield "\n".join(item)
            item = [line.partition(") ")[2]]
            number += 1
        else:
            item.append(line.removeprefix(SET_IN))
    yield "\n".join(item)
