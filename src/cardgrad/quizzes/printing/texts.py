"""The deck texts of one run as data for the Typst templates: each once, and formulas by the sides of their equations.

Forms of a quiz share most of their words and most sides of their equations; only numbers differ.
"""

import re
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from cardgrad.quizzes.printing.pieces import pieces
from quizgen.notation.precedence import GIVEN, binding
from quizgen.notation.text import to_text
from quizgen.notation.tree import Number, Operation, Relation, Tree
from quizgen.notation.typst import to_typst
from quizgen.notation.unicode import to_unicode

_APART = "\u2007"  # between the numbers of a row, which no line breaks
_NUMBER = r"(?:0|-?(?:[1-9]\d*(?:\.\d*[1-9])?|0\.\d*[1-9]))"
_NUMBERS = re.compile(rf"\$({_NUMBER}|\[{_NUMBER}(?: {_NUMBER})*\])\$", re.ASCII)  # most answers of mistakes

Json: TypeAlias = Any


class Texts:
    """Deck texts: what stands in several places is read and built once, and named by place.

    >>> texts = Texts()
    >>> texts.place("why"), texts.place(""), texts.place("how"), texts.place("why")
    (0, None, 1, 0)
    """

    def __init__(self) -> None:
        self._places: dict[str, int] = {}

    def place(self, text: str) -> int | None:
        """Return where a text stands in the table; an empty one stands nowhere."""
        return self._places.setdefault(text, len(self._places)) if text else None

    def table(self) -> Json:
        """Return the texts in their order, each as its pieces, and the sides that their formulas name by place."""
        sides: dict[Tree, int] = {}
        texts = [[_placed(piece, sides) for piece in content(text)] for text in self._places]
        return {"texts": texts, "sides": list(map(_shape, sides))}


class Formula(NamedTuple):
    """A formula: sides that are equal, and all of it in words for screen readers."""

    sides: tuple[Tree, ...]
    words: str


@lru_cache(maxsize=20_000)
def content(text: str) -> list[Formula | Json]:
    """Return deck text as a list of pieces: words as they are, a formula, or an object.

    A number alone is a word, and so is a row of them.
    """
    if numbers := _NUMBERS.fullmatch(text):
        return [numbers[1].replace("-", "−").replace(" ", _APART)]
    found: list[Formula | Json] = []
    for kind, shown, tree in pieces(text):
        if tree is not None:
            found.append(_as_word(tree) or _formula(tree))
        else:
            found.append(shown if kind == "text" else {"kind": kind, "text": shown})
    return found


def _formula(tree: Tree) -> Formula:
    """Return a formula; one of other relations than `=`, or with a side in parentheses, has itself as its one side."""
    sides: tuple[Tree, ...] = (tree,)
    if isinstance(tree, Relation) and set(tree.signs) == {"="} and all(binding(side) >= GIVEN for side in tree.sides):
        sides = tree.sides
    return Formula(sides, " = ".join(map(_words, sides)))


def _placed(piece: Formula | Json, sides: dict[Tree, int]) -> Json:
    if isinstance(piece, Formula):
        places = [sides.setdefault(side, len(sides)) for side in piece.sides]
        return {"kind": "math", "sides": places, "alt": piece.words}
    return piece


_shape = lru_cache(maxsize=20_000)(to_typst)
_words = lru_cache(maxsize=20_000)(to_text)


def _as_word(tree: Tree) -> str | None:
    """Return a number, or a row of numbers, which look the same as words: `[1  −2  0.5]`; nothing for a formula."""
    if _is_number(tree):
        return to_unicode(tree)
    if isinstance(tree, Operation) and tree.symbol == "matrix" and len(tree.operands) == 1:
        (row,) = tree.operands
        if isinstance(row, Operation) and all(map(_is_number, row.operands)):
            return to_unicode(tree).replace(" ", _APART)
    return None


def _is_number(tree: Tree) -> bool:
    if isinstance(tree, Operation) and tree.symbol == "negate":
        (tree,) = tree.operands
    return isinstance(tree, Number)
