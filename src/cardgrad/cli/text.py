"""Deck text on a terminal: mathematics in Unicode, code and bold in style, control characters made visible.

Deck text comes from strangers. It never passes through Rich's markup reader, and characters that would steer the
terminal or turn the writing direction are shown instead of obeyed.
"""

import os
import sys
import unicodedata

from rich.text import Text

from quizgen.notation.fault import NotationError
from quizgen.notation.parser import read_math
from quizgen.notation.spans import spans
from quizgen.notation.text import to_text
from quizgen.notation.unicode import to_unicode
from quizgen.notation.visible import visible

_STYLES = {"text": "", "math": "cyan", "code": "green", "block": "green", "bold": "bold"}
_MARKDOWN = {
    "text": ("", ""),
    "math": ("", ""),
    "code": ("`", "`"),
    "block": ("```\n", "\n```\n"),
    "bold": ("**", "**"),
}
_MARKDOWN_SIGNS = frozenset("\\`*_{}[]<>#|~")
_ASCII = str.maketrans(
    dict(zip("·×−–—│┃━─“”‘’∂σθ", "*x---||=-\"\"''dst", strict=True))
    | dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯", "+")
    | {"…": "...", "•": "*", "▌": "|", "→": "->", "←": "<-", "\u0302": "^"}
)


def unicode_works() -> bool:
    """Tell whether the terminal shows more than ASCII, as the locale and stdout say."""
    for variable in ("LC_ALL", "LC_CTYPE", "LANG"):
        locale = os.environ.get(variable)
        if locale:
            if "utf" not in locale.lower():
                return False
            break
    return (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")


def plain(text: str, *, ascii_only: bool) -> str:
    """Return text made visible and, for a terminal that shows no more, in ASCII."""
    text = visible(text)
    if not ascii_only or text.isascii():
        return text
    marked = unicodedata.normalize("NFKD", text.translate(_ASCII)).translate(_ASCII)
    bare = "".join(sign for sign in marked if not unicodedata.combining(sign))
    return bare.encode("ascii", "replace").decode("ascii")


def styled(text: str, style: str = "", *, ascii_only: bool = False) -> Text:
    """Return deck text ready for the terminal."""
    result = Text(style=style)
    for span in spans(text):
        shown = mathematics(span.text, ascii_only=ascii_only) if span.kind == "math" else span.text
        result.append(plain(shown, ascii_only=ascii_only), _STYLES[span.kind])
    return result


def markdown(text: str, *, ascii_only: bool = False) -> str:
    """Return deck text as Markdown whose mathematics is written out; everything else stays as its author wrote it."""
    pieces = []
    for span in spans(text):
        opening, closing = _MARKDOWN[span.kind]
        shown = span.text
        if span.kind == "math":
            shown = "".join(
                f"\\{sign}" if sign in _MARKDOWN_SIGNS else sign for sign in mathematics(shown, ascii_only=ascii_only)
            )
        pieces.append(f"{opening}{shown}{closing}")
    return plain("".join(pieces), ascii_only=ascii_only)


def mathematics(source: str, *, ascii_only: bool) -> str:
    """Return a formula as a person writes it; one that cannot be read is shown as it stands."""
    try:
        tree = read_math(source)
        return to_text(tree) if ascii_only else to_unicode(tree)
    except NotationError:
        return source
