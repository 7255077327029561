"""Missing ids written into a deck file, and nothing else touched: each is spliced in where the parser found its place.

A block of keys gets a line of its own before its first key, keys between braces get `id: x, ` inside. The parser's
marks are lines and columns of text with plain line ends, so they hold in the file's own text as well, whatever its line
ends are. What comes out is read again and must say the same, or the file is left alone.
"""

import codecs
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from cardgrad.decks.reading import Opened, open_data
from cardgrad.decks.report import Report
from cardgrad.decks.source import read_bytes
from cardgrad.decks.tree import Mapping, Node, Scalar, child
from cardgrad.errors import CardgradError
from cardgrad.files import replace_file

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


class Splice(NamedTuple):
    """A text to be written at a place of the file's text, and the id in it."""

    at: int
    text: str
    id: str
    line: int  # where it stands in the file as it was, from 1


class Fixed(NamedTuple):
    """What was written into a file, or why nothing was."""

    path: str
    written: tuple[Splice, ...]
    refused: str = ""


def fix_file(path: Path) -> Fixed:
    """Write the missing ids of a deck file into it; what cannot be read is left to the check."""
    data = read_bytes(path, Report(str(path)))
    if data is None:
        return Fixed(str(path), ())
    splices, mended = fixed(data, str(path))
    if splices and not _reads_the_same(data, mended, str(path)):
        return Fixed(str(path), (), "writing its missing ids would change what it says: write them yourself")
    if splices:
        _write(path, data, mended)
    return Fixed(str(path), splices)


def fixed(data: bytes, shown: str) -> tuple[tuple[Splice, ...], bytes]:
    """Return what is to be written into a file's bytes, and the bytes with it."""
    deck = open_data(data, shown)
    text, mark, encoding = _text(data)
    if text is None or deck.tree is None or not deck.report.readable:
        return (), data  # a tree that was mended in memory has no place in the file
    lines = _LINE.findall(text)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    splices = tuple(sorted(_splices(deck, text, lines, starts)))
    pieces, done = [], 0
    for splice in splices:
        pieces += [text[done : splice.at], splice.text]
        done = splice.at
    return splices, mark + "".join((*pieces, text[done:])).encode(encoding)


def said(deck: Opened) -> tuple[object, ...]:
    """Return what a deck says: all of its keys, and of its entries, whose ids are the ones it states or those made."""
    entries = [(item.name, {key: text for key, text in item.values.items() if key != "id"}) for item in deck.items]
    return deck.file.id, deck.file.title, deck.file.order, deck.file.notes, entries


def _splices(deck: Opened, text: str, lines: list[str], starts: list[int]) -> Iterator[Splice]:
    """Yield what is to be written for the deck and for each of its entries."""
    tree, listing = deck.tree, child(deck.tree, "cards") if deck.tree else None
    if tree is None or listing is None:
        return
    in_brackets = text[starts[listing.start_mark.line] + listing.start_mark.column] == "["
    wanted = [(tree, "deck", deck.file.id or "", False)]
    wanted += [(item.node, "id", item.name, in_brackets) for item in deck.items]
    for node, key, name, within in wanted:
        place = _place(node, key, name)
        if place is None:
            continue
        mark = place.start_mark
        at = starts[mark.line] + mark.column
        if place is not node:
            space = "" if text[at - 1] == " " else " "  # behind a key that stands there with nothing after it
            yield Splice(at, f"{space}{name}", name, mark.line + 1)
        elif text.startswith("{", at):
            gap = len(text[at + 1 :]) - len(text[at + 1 :].lstrip(" "))
            yield Splice(at + 1 + gap, f"{key}: {name}, ", name, mark.line + 1)
        elif not within:
            end = _line_end(lines, mark.line)
            yield Splice(at, f"{key}: {name}{end}{' ' * mark.column}", name, mark.line + 1)


def _place(node: Mapping, key: str, name: str) -> Node | None:
    """Return the keys before which an id belongs, or the empty value that is to become one; None where it has one."""
    if not name or not node.pairs or type(node.pairs[0]) is not Scalar:
        return None
    value = child(node, key)
    if value is None:
        return node
    return value if type(value) is Scalar and not value.value and not value.style else None


def _line_end(lines: list[str], index: int) -> str:
    """Return how a line ends, or the file's first where this one is its last and has no end."""
    for line in (lines[index], lines[0]):
        if ending := line[len(line.rstrip("\r\n")) :]:
            return ending
    return "\n"


def _text(data: bytes) -> tuple[str | None, bytes, str]:
    """Return a file's text with its own line ends, the mark before it, and its encoding; None where bytes are wrong."""
    marks = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
    mark, encoding = next(((mark, name) for mark, name in marks if data.startswith(mark)), (b"", "utf-8"))
    try:
        return data.removeprefix(mark).decode(encoding), mark, encoding
    except UnicodeDecodeError:
        return None, mark, encoding


def _reads_the_same(before: bytes, after: bytes, shown: str) -> bool:
    """Tell whether a deck holds the same entries with the same ids, and has no new faults."""
    old, new = open_data(before, shown), open_data(after, shown)
    return said(old) == said(new) and len(new.file.faults) <= len(old.file.faults)


def _write(path: Path, old: bytes, new: bytes) -> None:
    """Write a deck anew, unless somebody else has changed it meanwhile."""
    try:
        if not os.access(path, os.W_OK):
            raise CardgradError(f"{path}: the file may not be written: mend its permissions.")
        if path.read_bytes() != old:
            raise CardgradError(f"{path}: the file has changed meanwhile: check it again.")
        replace_file(path, new)
    except OSError as error:
        raise CardgradError(f"{path}: the ids cannot be written ({error.strerror}): mend the permissions.") from error
