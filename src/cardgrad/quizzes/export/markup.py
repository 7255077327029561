r"""Deck text as HTML for other programs, with mathematics as they read it: `\(...\)` for MathJax, or MathML.

Nothing in deck text acts there: a `<`, a `\(` and a control character are the signs themselves.
"""

import re
from collections.abc import Sequence
from html import escape

from cardgrad.quizzes.printing.pieces import Piece, pieces
from quizgen.notation.latex import SHOWN, to_latex
from quizgen.notation.mathml import to_mathml
from quizgen.notation.spans import spans
from quizgen.notation.text import to_text
from quizgen.notation.unicode import to_unicode
from quizgen.notation.visible import visible

LATEX, MATHML = "latex", "mathml"

_FORMULA = re.compile(r"\\[()\[\]]|\$\$")
_TAGS = {"bold": ("<strong>", "</strong>"), "code": ("<code>", "</code>"), "block": ("<pre><code>", "</code></pre>")}


def html(text: str, math: str) -> str:
    r"""Return deck text as the inside of a paragraph.

    >>> html("**So** $x < 2$", LATEX)
    '<strong>So</strong> \\(x &lt; 2\\)'
    """
    found = pieces(text)
    shown = shown_only(text, found) if math == LATEX and "$?" in text else frozenset()
    return "".join(_written(piece, math, SHOWN * (place in shown)) for place, piece in enumerate(found))


def shown_only(text: str, found: Sequence[Piece]) -> frozenset[int]:
    """Return the places of those pieces of a text that are formulas which are shown and not checked."""
    formulas = (span for span in spans(visible(text.strip())) if span.kind == "math")
    places = set()
    for place, piece in enumerate(found):
        if piece.tree is not None and not next(span for span in formulas if span.text == piece.text).claimed:
            places.add(place)
    return frozenset(places)


def paragraph(text: str, math: str) -> str:
    """Return deck text as a paragraph, or nothing for no text."""
    return f"<p>{html(text, math)}</p>" if text.strip() else ""


def words(text: str) -> str:
    """Return deck text on one line without marks, mathematics in Unicode: what a program shows that knows no HTML."""
    shown = (to_unicode(piece.tree) if piece.tree is not None else piece.text or " " for piece in pieces(text))
    return " ".join("".join(shown).split())


def as_typed(text: str) -> tuple[str, ...]:
    """Return deck text as people might type it: mathematics in plain signs, and in Unicode."""
    plain = (to_text(piece.tree) if piece.tree is not None else piece.text or " " for piece in pieces(text))
    return tuple(dict.fromkeys([" ".join("".join(plain).split()), words(text)]))


def _written(piece: Piece, math: str, mark: str) -> str:
    if piece.kind == "line":
        return "<br>"
    if piece.kind == "paragraph":
        return "</p><p>"
    if piece.tree is not None:
        return to_mathml(piece.tree) if math == MATHML else rf"\({mark}{escape(to_latex(piece.tree), quote=False)}\)"
    before, after = _TAGS.get(piece.kind, ("", ""))
    return before + _unread(escape(piece.text, quote=False)) + after


def _unread(text: str) -> str:
    r"""Return escaped text in which no reader finds a formula or a box to fill: `\(`, `$$` and `{` mean nothing."""
    text = _FORMULA.sub(lambda sign: f'<span class="tex2jax_ignore">{sign[0][0]}</span>{sign[0][1]}', text)
    return text.replace("{", "&#123;").replace("}", "&#125;")
