"""Deck text in pieces for paper: words that are safe to set, mathematics as a tree, code, bold, breaks.

What would steer a printer or turn the direction of writing is shown as its code, not obeyed.
"""

import re
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from quizgen.notation.fault import NotationError
from quizgen.notation.parser import read_math
from quizgen.notation.spans import spans
from quizgen.notation.tree import Tree
from quizgen.notation.visible import visible

_BLANK = re.compile(r"\n\n+")
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
    whole = spans(visible(text.strip()))
    blocks = [span.kind == "block" for span in whole]
    for place, span in enumerate(whole):
        if span.kind == "math":
            found.append(_formula(span.text))
        elif span.kind in ("code", "block"):
            found.append(Piece(span.kind, span.text))
        else:
            words = span.text.lstrip("\n") if place and blocks[place - 1] else span.text
            words = words.rstrip("\n") if True in blocks[place + 1 : place + 2] else words  # a block breaks by itself
            found += _broken(span.kind, words)
    return tuple(found)


def _formula(text: str) -> Piece:
    try:
        return Piece("math", text, read_math(text))
    except NotationError:
        return Piece("text", text)


def _broken(kind: str, text: str) -> list[Piece]:
    """Return words with their breaks: a blank line begins a paragraph, and a new line is one."""
    found: list[Piece] = []
    for place, paragraph in enumerate(_BLANK.split(text)):
        if place:
            found.append(Piece("paragraph"))
        for line, words in enumerate(paragraph.split("\n")):
            if line:
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
