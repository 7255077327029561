"""The formulas between `$...$` in a deck's texts, each read once, with their places in the file."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from cardgrad.decks.fault import ERROR, WARNING
from cardgrad.decks.products import with_signs
from cardgrad.decks.report import Report
from cardgrad.decks.tree import Scalar
from quizgen.notation.fault import UNSIGNED, NotationError
from quizgen.notation.parser import read_math
from quizgen.notation.spans import spans
from quizgen.notation.tree import Tree

MOST_FORMULAS = 300  # of one text; each is read, and decided, by itself
_PLACE = re.compile(r"\{(\w+)\}")  # of a template, where a number will stand
_GIVING = re.compile(r"[^=<>~!]*=\s*\{(\w+)\}\s*")  # `x = {x}` says a value, and states nothing


class Written(NamedTuple):
    """A formula that could be read: as it is written, its place from 1, and where it begins in its text."""

    text: str
    tree: Tree
    line: int
    column: int
    position: int
    checked: bool = True  # false for `$?...$`
    claim: bool = False  # a line of `claims:`
    words: str = ""  # before it, since the formula before
    first: bool = True  # of its text


def formulas(who: str, scalar: Scalar, text: str, report: Report, numbers: Collection[str] = ()) -> Iterator[Written]:
    """Yield the formulas of one text; one that cannot be read is warned of.

    In a drill's question the names of numbers stand in braces: `{x}` is read as `x`, and `x = {x}` is left out.
    """
    signs = text.count("$")
    if signs > 2 * MOST_FORMULAS:
        told = f"{who} has {signs // 2} formulas in one text, and {MOST_FORMULAS} are the most: write several cards"
        report.error(scalar.start_mark, told)
    if not 0 < signs <= 2 * MOST_FORMULAS:
        return
    places = Places(scalar, report.lines)
    words, first = "", True
    for span in spans(text):
        if span.kind != "math":
            words += span.text
        else:
            line, column = places.next(span.text)
            giving = _GIVING.fullmatch(span.text) if numbers else None
            if giving and giving[1] in numbers:
                continue
            read = _PLACE.sub(lambda place: _named(place, numbers), span.text) if numbers else span.text
            tree = _read(who, span.text, read, line, column, report, WARNING)
            if tree is not None:
                where = line, column, span.position
                yield Written(span.text, tree, *where, span.claimed, words=words, first=first)
            words, first = "", False


def claim_line(who: str, scalar: Scalar, text: str, report: Report) -> Written | None:
    """Return a line of `claims:` that begins at a scalar as a formula; one that cannot be read is an error."""
    line, column = Places(scalar, report.lines).next(text)
    tree = _read(who, text, text, line, column, report, ERROR)
    return None if tree is None else Written(text, tree, line, column, 0, claim=True)


def _named(place: re.Match[str], numbers: Collection[str]) -> str:
    """Return the name in a place for a number, as wide as the place; other braces are the formula's own."""
    return f" {place[1]} " if place[1] in numbers else place[0]


def _read(who: str, text: str, read: str, line: int, column: int, report: Report, severity: str) -> Tree | None:
    """Return a formula's tree, or report why there is none; `read` is its text with names for numbers."""
    try:
        return read_math(read)
    except NotationError as error:
        what = "claim" if severity == ERROR else "formula"
        better = with_signs(text, read, error)
        how = f"{UNSIGNED}, of matrices with @" if better and " @ " in better and " @ " not in text else UNSIGNED
        advice = f"{how}: write ${better}$" if better else error.message
        message = f"{who}: the {what} ${text}$ cannot be read: {advice}"
        rule = "unreadable-formula" if severity == WARNING else ""
        report.at(line, column + error.position, message.rstrip(". "), severity, rule)
        return None


class Places:
    """Where the formulas of a text stand in the file, one after the other."""

    def __init__(self, scalar: Scalar, lines: Sequence[str]) -> None:
        self._start = scalar.start_mark.line, scalar.start_mark.column
        self._last = min(scalar.end_mark.line, len(lines) - 1)
        self._lines = lines
        self._at = self._start

    def next(self, formula: str) -> tuple[int, int]:
        """Return line and column, from 1, of a formula, or where its text begins if it is folded."""
        first, start = self._at
        for index in range(first, self._last + 1):
            column = self._lines[index].find(formula, start if index == first else 0)
            if column >= 0:
                self._at = index, column + len(formula)
                return index + 1, column + 1
        return self._start[0] + 1, self._start[1] + 1
