"""Study notes, which are Markdown with `$mathematics$`, as HTML: what they say of HTML itself is shown, not obeyed."""

import re

from markdown_it import MarkdownIt

from quizgen.notation.fault import NotationError
from quizgen.notation.mathml import to_mathml
from quizgen.notation.parser import read_math
from quizgen.notation.spans import spans
from quizgen.notation.visible import visible

# Signs of Unicode's private use, which `visible` leaves in no text, hold the place of a formula.
_OPEN, _CLOSE = "\ue000", "\ue001"
_HELD = re.compile(f"(<[^>]*>)|{_OPEN}([0-9]+){_CLOSE}")
_TOKEN = re.compile(f"{_OPEN}[0-9]+{_CLOSE}")
_AROUND = {"code": ("`", "`"), "block": ("```\n", "\n```\n"), "bold": ("**", "**")}
_LOWER = 2  # levels that headings go down by, under those of the page


def notes_html(text: str) -> str:
    """Return notes as HTML elements; links lead only to the web and to mail, and nothing is fetched."""
    formulas: list[str] = []
    pieces = []
    for span in spans(visible(text)):
        before, after = _AROUND.get(span.kind, ("", ""))
        shown = span.text
        if span.kind == "math":
            try:
                formulas.append(to_mathml(read_math(span.text)))
                shown = f"{_OPEN}{len(formulas) - 1}{_CLOSE}"
            except NotationError:
                pass
        pieces.append(before + shown + after)
    return _HELD.sub(lambda held: _put_back(held, formulas), _rendered("".join(pieces)))


def _rendered(text: str) -> str:
    reader = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    tokens = reader.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + _LOWER)}"
        for child in token.children or ():
            if child.type == "link_open":
                child.attrSet("rel", "noreferrer")
    rendered: str = reader.renderer.render(tokens, reader.options, {})
    return rendered


def _put_back(held: re.Match[str], formulas: list[str]) -> str:
    """Return a formula in its place; within a tag there is none for it."""
    return _TOKEN.sub("", held[1]) if held[1] else formulas[int(held[2])]
