"""Anki's gaps, `{{c1::text::hint}}`, as ours, `{{c1: text}}`.

They are taken out of the text as signs first, since HTML and formulas go through them; where the result is no text
with gaps as a deck has them (a gap across the edge of a formula), it becomes a question with its answer.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from cardgrad.decks.card import BLANK
from cardgrad.decks.cloze import ClozeError, read_cloze
from cardgrad.decks.importing.notation import CLOSE, NAMED, OPEN
from cardgrad.decks.importing.note import Converted

_SIGN = re.compile(r"\{\{c(\d{1,3}(?:,\d{1,3})*)::|\}\}")
_WHOLE = re.compile(f"{OPEN}([^{NAMED}]*){NAMED}([^{OPEN}{CLOSE}]*){CLOSE}")
_ONE = re.compile(f"{OPEN}([^{NAMED}]*){NAMED}|{CLOSE}")


class Gapped(NamedTuple):
    """A text with gaps: as a deck's cloze, or as a question with its answer where it cannot be one."""

    cloze: str
    question: str
    answer: str
    hint: str
    lost: tuple[str, ...]


def has_gaps(text: str) -> bool:
    """Tell whether a text has a gap as Anki writes them."""
    return re.search(r"\{\{c\d{1,3}(,\d{1,3})*::", text) is not None


def gapped(text: str, convert: Callable[[str], Converted]) -> Gapped:
    """Return a text of Anki's with gaps, everything else of it converted."""
    marked, hints, lost = _marked(text)
    flat, more = convert(marked)
    hint = "; ".join(hints) if len(hints) > 1 else "".join(hints).partition(": ")[2]
    cloze = _ours(flat)
    try:
        read_cloze(cloze)
    except ClozeError as error:
        told = f"gaps: the text {str(error).partition(':')[0]}, so it is a question with its answer now"
        question, answer = (convert(_filled(marked, blank)).text for blank in (BLANK, None))
        return Gapped("", question, answer, convert_hint(hint, convert), (*lost, *more, told))
    return Gapped(cloze, "", "", convert_hint(hint, convert), (*lost, *more))


def convert_hint(hint: str, convert: Callable[[str], Converted]) -> str:
    """Return hints as deck text."""
    return convert(hint).text if hint else ""


def _marked(text: str) -> tuple[str, list[str], list[str]]:
    """Return the text with signs for its outermost gaps, their hints, and what was lost."""
    out: list[str] = []
    hints: list[str] = []
    lost: list[str] = []
    depth = start = 0
    for found in _SIGN.finditer(text):
        if found[1] is not None:
            out.append(text[start : found.start()])
            if depth:
                lost.append(f"the gap c{found[1]} inside another gap, which is plain text now")
            else:
                name = "c" + found[1].partition(",")[0]
                if "," in found[1]:
                    lost.append(f"a gap that is in several cards (c{found[1]}): it is only in {name}")
                out.append(f"{OPEN}{name}{NAMED}")
            depth += 1
        elif depth:
            depth -= 1
            inside = text[start : found.start()]
            end = found.end()
            if not depth:
                inside, hint = _parted(inside)
                if hint:
                    hints.append(f"{_name_of(out)}: {hint}")
                if text[end : end + 1] == "}" and _open_braces(out, inside) == 1:  # {{c1::\frac{a}{b}}}
                    inside, end = inside + "}", end + 1
                out.append(inside + CLOSE)
            else:
                out.append(_parted(inside)[0])
            start = end
            continue
        else:
            continue
        start = found.end()
    rest = text[start:]
    return "".join([*out, rest, CLOSE if depth else ""]), hints, lost


def _parted(inside: str) -> tuple[str, str]:
    """Return a gap's text, and the hint after `::`."""
    text, _, hint = inside.rpartition("::") if "::" in inside else (inside, "", "")
    return text, hint.strip()


def _name_of(out: list[str]) -> str:
    """Return the name of the gap that is open."""
    opening = next(part for part in reversed(out) if part.startswith(OPEN))
    return opening[1:-1]


def _open_braces(out: list[str], inside: str) -> int:
    """Return how many braces are open in a gap's text so far."""
    parts = [inside]
    for part in reversed(out):
        if part.startswith(OPEN):
            break
        parts.append(part)
    return sum(part.count("{") - part.count("}") for part in parts)


def _ours(flat: str) -> str:
    """Return a text whose gaps are signs as a cloze text; other double braces are parted, for they would be gaps."""
    parts: list[str] = []
    start = 0
    for found in _WHOLE.finditer(flat):
        parts.append(_without_gaps(flat[start : found.start()]))
        if parts[-1].endswith("{"):
            parts.append(" ")
        inside = _without_gaps(found[2]).strip()
        parts.append(f"{{{{{found[1]}: {inside}}}}}" if inside else "")
        start = found.end()
    return "".join([*parts, _without_gaps(flat[start:])])


def _without_gaps(text: str) -> str:
    return _ONE.sub("", text).replace("{{", "{ {").replace("{{", "{ {")


def _filled(marked: str, blank: str | None) -> str:
    """Return a text with its gaps blanked, or filled in."""
    return _ONE.sub("", marked if blank is None else _WHOLE.sub(blank, marked))
