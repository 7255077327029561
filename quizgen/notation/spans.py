r"""Deck text in spans: words, `$mathematics$`, `` `code` ``, **bold** words and fenced blocks of code.

`$?...$` is mathematics that is shown but not claimed, `\$` is a dollar, and nothing is ever a fault here: a sign
without its partner stands for itself.
"""

from typing import NamedTuple

_FENCE = "```"
_MARKS = "\\$`*"


class Span(NamedTuple):
    """A piece of deck text; `position` is where its content begins in the whole."""

    kind: str  # text, math, code, bold, block
    text: str
    position: int
    claimed: bool = True  # false for `$?...$`


def spans(text: str) -> list[Span]:
    r"""Return the pieces of deck text, in order.

    >>> [(span.kind, span.text) for span in spans(r"so $f = x$ costs \$5")]
    [('text', 'so '), ('math', 'f = x'), ('text', ' costs $5')]
    """
    found: list[Span] = []
    words: list[str] = []
    start = at = 0
    while at < len(text):
        opened = _span(text, at) if text[at] in _MARKS else None
        if opened:
            if words:
                found.append(Span("text", "".join(words), start))
                words = []
            span, at = opened
            found.append(span)
            continue
        if not words:
            start = at
        escaped = text[at] == "\\" and text[at + 1 : at + 2] in ("$", "`", "*")
        end = at + 2 if escaped else _next_mark(text, at + 1)
        words.append(text[at + escaped : end])
        at = end
    if words:
        found.append(Span("text", "".join(words), start))
    return found


def _next_mark(text: str, at: int) -> int:
    """Return the place of the next character that may begin a span."""
    while at < len(text) and text[at] not in _MARKS:
        at += 1
    return at


def _span(text: str, at: int) -> tuple[Span, int] | None:
    """Return the span that begins with this mark, and where the text goes on after it."""
    if text.startswith(_FENCE, at) and _begins_a_line(text, at):
        return _block(text, at)
    if text[at] == "$":
        shown = text[at + 1 : at + 2] == "?"
        start = at + 1 + shown
        end = _closing(text, start, "$")
        return None if end < 0 else (Span("math", text[start:end].replace("\\$", "$"), start, not shown), end + 1)
    if text[at] == "`":
        end = _closing(text, at + 1, "`")
        return None if end < 0 else (Span("code", text[at + 1 : end], at + 1), end + 1)
    if text.startswith("**", at) and not text[at + 2 : at + 3].isspace():
        end = _closing(text, at + 2, "**")
        return None if end < 0 else (Span("bold", text[at + 2 : end], at + 2), end + 2)
    return None


def _begins_a_line(text: str, at: int) -> bool:
    """Tell whether nothing but spaces stands before a place in its line."""
    while at > 0 and text[at - 1] == " ":
        at -= 1
    return at == 0 or text[at - 1] == "\n"


def _closing(text: str, at: int, sign: str) -> int:
    """Return where the closing sign stands in the same paragraph, or -1; there must be something before it."""
    end = text.find(sign, at)
    while end > 0 and text[end - 1] == "\\":
        end = text.find(sign, end + 1)
    return end if end > at and "\n\n" not in text[at:end] else -1


def _block(text: str, at: int) -> tuple[Span, int]:
    """Return a fenced block without its fences; one that is never closed runs to the end."""
    line = text.find("\n", at) + 1 or len(text)
    start = line
    while line < len(text):
        following = text.find("\n", line) + 1 or len(text)
        if text[line:following].strip() == _FENCE:
            return Span("block", text[start:line].rstrip("\n"), start), following
        line = following
    return Span("block", text[start:].rstrip("\n"), start), len(text)
