"""Lines of Markdown, and what each may begin: a question, an answer, a heading, a definition, a numbered item."""

import re
from typing import NamedTuple

ASKED, ANSWERED = (
    re.compile(
        r"\s{0,3}(?:[-*+]\s{1,3}|\d{1,3}[.)]\s{1,3})?(?:\*\*|__)?(?:" + words + r") ?\d{0,3}"
        r"(?::(?:\*\*|__)|(?:\*\*|__)? ?:) *(.*)"
    )
    for words in ("Q|Question|Frage", "A|Answer|Antwort")
)
_ITEM = re.compile(r"\s{0,3}(?:[-*+]\s{1,3}|\d{1,3}[.)]\s{1,3})")
NUMBERED = re.compile(r"(\d{1,3})[.)]\s{1,3}(\S.*)")
_FENCE = re.compile(r"\s{0,3}(```|~~~)")
RULE = re.compile(r"\s{0,3}([-*_])(?: ?\1){2,}")


class Line(NamedTuple):
    """A line of the file; `coded` where it stands in a block of code and means nothing."""

    number: int
    text: str
    coded: bool


def lines_of(text: str) -> list[Line]:
    """Return the lines of a text without the space at their ends."""
    found: list[Line] = []
    fence = ""
    for number, line in enumerate(text.split("\n"), 1):
        sign = _FENCE.match(line)
        coded = bool(fence)
        if sign and not fence:
            fence, coded = sign[1], True
        elif sign and line.strip() == fence:
            fence = ""
        found.append(Line(number, line.expandtabs(4).rstrip(), coded))
    return found


def heading_of(text: str) -> tuple[int, str] | None:
    """Return the level and the words of a heading."""
    bare = text.lstrip("#")
    level = len(text) - len(bare)
    return (level, bare.rstrip("# ").strip()) if 1 <= level <= 6 and bare[:1] == " " and bare.strip(" #") else None


def definition(text: str) -> tuple[str, str, bool] | None:
    """Return term and definition of a line, and whether each asks for the other."""
    for sign in (" ::: ", " :: "):
        term, found, meaning = text.partition(sign)
        if found and term.strip() and meaning.strip():
            dress = _ITEM.match(term)
            return term[dress.end() if dress else 0 :].strip(), meaning.strip(), sign == " ::: "
    return None
