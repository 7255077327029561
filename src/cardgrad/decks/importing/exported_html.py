r"""Fields of our own packages for Anki, read back as the deck texts that they were.

A reader of anybody's notes takes `$x$` and `[$]x[/$]` for formulas; in our own only `\(...\)` is one. A field in which
something else stands, such as a picture or what somebody wrote into it in Anki, is read like anybody's.
"""

import re
from collections.abc import Iterator
from html import unescape

from cardgrad.decks.importing.exported_text import deck_text, marked
from cardgrad.decks.importing.html_text import from_html
from cardgrad.decks.importing.notation import Piece, formula
from cardgrad.decks.importing.note import Converted

_TOKEN = re.compile(
    r"<pre><code>(?P<block>.*?)</code></pre>|<code>(?P<code>.*?)</code>|<strong>(?P<bold>.*?)</strong>"
    r"|\\\((?P<math>.*?)\\\)|<span class=\"tex2jax_ignore\">(?P<sign>.)</span>"
    r"|(?P<paragraph></p><p>)|(?P<line><br>)|(?P<edge></?p>)|(?P<other><|&nbsp;)",
    re.DOTALL,
)
_SIGN = re.compile(r"<span class=\"tex2jax_ignore\">(.)</span>")


def from_exported_html(text: str) -> Converted:
    """Return a field of our own as deck text."""
    if any(found["other"] or "<" in _SIGN.sub("", _inside(found)) for found in _TOKEN.finditer(text)):
        return from_html(text)
    return deck_text(_pieces(text))


def _inside(found: re.Match[str]) -> str:
    return found["block"] or found["code"] or found["bold"] or ""


def _pieces(text: str) -> Iterator[Piece]:
    start = 0
    for found in _TOKEN.finditer(text):
        yield _words(text[start : found.start()])
        start = found.end()
        inside = unescape(_SIGN.sub(r"\1", _inside(found)))
        match found.lastgroup:
            case "block":
                yield Piece("block", inside)
            case "code":
                yield marked("code", "`", inside)
            case "bold":
                yield marked("bold", "**", inside)
            case "math":
                yield from formula(unescape(found["math"]))
            case "sign":
                yield Piece("text", found["sign"])
            case "paragraph" | "line":
                yield Piece("text", "\n\n" if found["paragraph"] else "\n")
            case _:
                pass
    yield _words(text[start:])


def _words(text: str) -> Piece:
    """Return words of HTML, in which a new line is a space."""
    return Piece("text", unescape(text).replace("\n", " "))
