"""Deck text in pieces for paper: words that are safe to set, mathematics as a tree, code, bold, breaks.

What would steer a printer or turn the direction of writing is shown as its code, not obeyed.
"""

import re
from functools import lru_cache
from html import unescape
from itertools import zip_longest
from typing import NamedTuple

from quizgen.notation.fault import NotationError
from quizgen.notation.parser import read_math
from quizgen.notation.precedence import GIVEN, binding
from quizgen.notation.spans import spans
from quizgen.notation.tree import Relation, Tree
from quizgen.notation.visible import visible

_DESCRIPTION = re.compile(r"<desc[^>]*>(.*?)</desc>", re.DOTALL)


class Piece(NamedTuple):
    """A piece of deck text that is set in one way."""

    kind: str  # text, math, code, bold, block, line (a break), paragraph
    text: str = ""
    tree: Tree | None = None


@lru_cache(maxsize=20_000)
def pieces(text: str) -> tuple[Piece, ...]:
    """Return deck text in pieces; a formula that cannot be read is text as it stands."""
    found: list[Piece] = []
    parts = spans(visible(text.strip()))
    for span, following in zip_longest(parts, parts[1:]):
        if span.kind == "math":
            found.append(_formula(span.text))
        elif span.kind in ("code", "block"):
            found.append(Piece(span.kind, span.text))
        else:
            found += _broken(span.kind, span.text, goes_on=following is not None and following.kind != "block")
    return tuple(found)


def _formula(text: str) -> Piece:
    try:
        return Piece("math", text, _equation(text) or read_math(text))
    except NotationError:
        return Piece("text", text)


def _equation(text: str) -> Relation | None:
    """Return an equation read side by side, for forms share most sides; nothing where that might read another one."""
    sides = text.split(" = ")
    if len(sides) == 1 or not all(map(_is_whole, sides)):
        return None
    try:
        trees = tuple(map(_side, sides))
    except NotationError:
        return None  # which is told with its place in the whole formula
    return Relation(("=",) * (len(trees) - 1), trees) if all(binding(tree) >= GIVEN for tree in trees) else None


_side = lru_cache(maxsize=20_000)(read_math)


def _is_whole(side: str) -> bool:
    """Tell whether nothing is open at the end of a side that a later one could close."""
    pairs = all(side.count(opening) == side.count(closing) for opening, closing in ("()", "[]", "{}"))
    return pairs and side.count('"') % 2 == side.count("|") % 2 == 0 and "\\" not in side


def _broken(kind: str, text: str, *, goes_on: bool) -> list[Piece]:
    """Return words with their breaks: a blank line begins a paragraph, and a new line is one if the line goes on."""
    found: list[Piece] = []
    paragraphs = text.split("\n\n")
    for place, paragraph in enumerate(paragraphs):
        if place:
            found.append(Piece("paragraph"))
        lines = paragraph.split("\n")
        ends = not goes_on or place < len(paragraphs) - 1
        for line, words in enumerate(lines):
            if line and (words or line < len(lines) - 1 or not ends):
                found.append(Piece("line"))
            if words:
                found.append(Piece(kind, words))
    return found


def plain(text: str) -> str:
    """Return deck text without marks, mathematics in Unicode: for titles and descriptions."""
    from quizgen.notation.unicode import to_unicode

    shown = (to_unicode(piece.tree) if piece.tree is not None else piece.text or " " for piece in pieces(text))
    return "".join(shown)


def description(drawing: str) -> str:
    """Return a drawing in words, as it says itself."""
    found = _DESCRIPTION.search(drawing)
    return unescape(found[1]) if found else "a computation graph"
