"""Formulas that are written, but not between dollars: nobody sets them, and nothing proves them."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cardgrad.decks.fault import WARNING
from cardgrad.decks.formula import Places
from cardgrad.decks.report import Report
from cardgrad.decks.tree import Scalar
from quizgen.notation.spans import Span, spans

RULE = "stray-formula"
_AROUND = 20  # characters that are quoted on each side
_BRACKET = re.compile(r"\\[(\[]")  # LaTeX's own way to begin a formula
_DOUBLED = re.compile(r"\$\$([^$]+)\$\$")  # as LaTeX sets a formula on a line of its own
_EQUATION = re.compile(
    r"\bd(\w*|\([^()]*\))/d\w+\s*=\s*\S+"
    r"|[\w)']\s+=\s+-?([\w.()]+\s*([*^/]\s*[\w(]+|[+-]\s*([\d(]|\w\b))|[A-Za-z]\w*\()"
    r"|[\w)']=-?[\w.()]+[*^][\w(]+"
)
_WORD_BEFORE, _WORD_AFTER = re.compile(r"\S+\Z"), re.compile(r"\S+")
_ENDING = ".,;:!?"
_BETWEEN = re.compile(r"\s*(=|<=?|>=?|≤|≥|≈)\s*")


class Stray(NamedTuple):
    """A formula that is none: what is quoted of the text, where in that the fault is, and what to say of it."""

    quoted: str
    offset: int
    message: str


def may_stray(lines: Sequence[str]) -> bool:
    """Tell whether lines of a deck can hold a formula outside of dollars; most of those that can do."""
    return any(_BRACKET.search(line) or _EQUATION.search(line) for line in lines)


def report_strays(who: str, scalar: Scalar, text: str, report: Report) -> None:
    """Warn of the formulas in a text that are not read as such."""
    places = Places(scalar, report.lines)
    for stray in _strays(text):
        line, column = places.next(stray.quoted)
        report.at(line, column + stray.offset, f"{who}: {stray.message}", WARNING, RULE)


def _strays(text: str) -> Iterator[Stray]:
    single = text.replace(r"\$", "  ")  # as wide as it was
    doubled = list(_DOUBLED.finditer(single)) if "$$" in single else []
    for one in doubled:
        yield Stray(one[0], 0, f"{one[0]} has two dollars on each side, and one is enough: write ${one[1].strip()}$")
    found = spans(single)
    for place, span in enumerate(found):
        if span.kind == "bold" and "$" in span.text:
            told = f"the formula within **{span.text}** stays as it is typed, and is not proven"
            yield Stray(span.text, 0, f"{told}: put the dollars outside, or leave out the stars")
        elif span.kind == "text":
            yield from _in_words(span, dollars=not doubled)
            between = _BETWEEN.fullmatch(span.text)
            if between and 0 < place < len(found) - 1:
                left, right = found[place - 1], found[place + 1]
                if left.kind == right.kind == "math":
                    apart = f"${left.text}${span.text}${right.text}$"
                    whole = f"${left.text.strip()} {between[1]} {right.text.strip()}$"
                    told = f"the sign of {apart} stands outside of dollars, where nothing proves it: write {whole}"
                    yield Stray(apart, 0, told)


def _in_words(span: Span, *, dollars: bool) -> Iterator[Stray]:
    """Yield what stands in plain words, where no formula is; dollars that are doubled have been told."""
    lone = span.text.find("$") if dollars else -1
    if lone >= 0:
        quoted, offset = _quoted(span.text, lone)
        told = f"a $ without a partner stands in '{quoted}'"
        yield Stray(quoted, offset, rf"{told}: write one on each side of a formula, and \$ for a dollar")
    bracket = _BRACKET.search(span.text)
    if bracket:
        quoted, offset = _quoted(span.text, bracket.start())
        yield Stray(quoted, offset, f"a formula begins by {bracket[0]} in '{quoted}': write it between dollars, $...$")
    equation = _EQUATION.search(span.text) if lone < 0 and not bracket else None
    if equation:
        quoted = _whole(span.text, *equation.span())
        told = f"the equation '{quoted}' stands outside of dollars, where nothing proves it"
        yield Stray(quoted, 0, f"{told}: write it between dollars, or as `code`")


def _whole(text: str, start: int, end: int) -> str:
    """Return a part of a text from the beginning of its first word to the end of its last: `f(x) = 2*x`."""
    before = _WORD_BEFORE.search(text, max(0, start - _AROUND), start)
    after = _WORD_AFTER.match(text, end, end + _AROUND)
    return f"{before[0] if before else ''}{text[start:end]}{after[0] if after else ''}".strip(_ENDING)


def _quoted(text: str, place: int) -> tuple[str, int]:
    """Return the part of a line around a place, and where the place is in it."""
    start = max(text.rfind("\n", 0, place) + 1, place - _AROUND)
    line = text[start : place + _AROUND].partition("\n")[0]
    return line.rstrip(), place - start
