"""A formula for Typst as data: nested lists and dicts that a fixed template's functions build mathematics from.

Nothing here is Typst's own language, so nothing that a person wrote can reach its evaluator. A list is boxes side by
side; a dict says by `kind` which function of the template makes it:

    letter, word, function, number, text   {text}
    sign                                   {text, class}: normal, unary, binary, relation, punctuation, large
    fraction                               {over, under}
    script                                 {base, below, above, limits}; below or above may be null
    root                                   {inner}
    accent                                 {mark, inner}: hat, bar, tilde, dot, vec
    fence                                  {left, inner, right}
    matrix                                 {rows}, a list of lists
    space                                  {}
"""

from typing import TypeAlias

from quizgen.notation.arrange import arrange
from quizgen.notation.boxes import (
    GLYPHS,
    RELATIONS,
    Accent,
    Box,
    Digits,
    Fence,
    Fraction,
    Function,
    Letter,
    Root,
    Row,
    Script,
    Sign,
    Table,
    Word,
    Words,
)
from quizgen.notation.symbols import SIGNS
from quizgen.notation.tree import Tree

Json: TypeAlias = "str | bool | list[Json] | dict[str, Json] | None"

_CLASSES = (
    dict.fromkeys(RELATIONS, "relation")
    | dict.fromkeys(["+", "-", "*", ".*", "×", "±"], "binary")
    | {",": "punctuation", ";": "punctuation", "sum": "large", "prod": "large"}
)
_FENCES = {"(": "(", ")": ")", "|": "|", "||": "‖"}
_GLYPHS = GLYPHS | {"beside": "", "@": "\u2009"}


def to_typst(tree: Tree) -> Json:
    """Return a formula as the template's data.

    >>> from quizgen.notation.parser import read_math
    >>> to_typst(read_math("1/x"))
    {'kind': 'fraction', 'over': {'kind': 'number', 'text': '1'}, 'under': {'kind': 'letter', 'text': 'x'}}
    """
    return _write(arrange(tree))


def _write(box: Box) -> Json:
    """Write a box."""
    match box:
        case Letter(name):
            return {"kind": "letter", "text": SIGNS.get(name, name)}
        case Word(text):
            return {"kind": "word", "text": text}
        case Function(text):
            return {"kind": "function", "text": text}
        case Digits(text):
            return {"kind": "number", "text": text}
        case Words(text):
            return {"kind": "text", "text": text}
        case Sign("space"):
            return {"kind": "space"}
        case Sign(text, prefix):
            sort = "unary" if text == "-" and prefix else _CLASSES.get(text, "normal")
            return {"kind": "sign", "text": _GLYPHS.get(text, text), "class": sort}
        case Row(items):
            return [_write(item) for item in items]
        case Fraction(over, under):
            return {"kind": "fraction", "over": _write(over), "under": _write(under)}
        case Script(base, below, above, limits):
            small = [None if part is None else _write(part) for part in (below, above)]
            return {"kind": "script", "base": _write(base), "below": small[0], "above": small[1], "limits": limits}
        case Root(inner):
            return {"kind": "root", "inner": _write(inner)}
        case Accent(mark, inner):
            return {"kind": "accent", "mark": mark, "inner": _write(inner)}
        case Fence(left, inner, right):
            return {"kind": "fence", "left": _FENCES[left], "inner": _write(inner), "right": _FENCES[right]}
        case Table(rows):
            return {"kind": "matrix", "rows": [[_write(entry) for entry in entries] for entries in rows]}
