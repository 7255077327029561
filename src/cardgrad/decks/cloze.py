"""Cloze texts: `The {{op: sum}} of the {{gradients}}` is one card for each name, and one for all unnamed gaps.

On a card, its own gaps are blanked and all others filled in. A gap inside `$...$` would leave a formula that cannot be
read, so there the whole formula is shown as code, `dL/dw = ____ * x`, and the answer is the gap as a formula.
"""

import re
from typing import NamedTuple

from cardgrad.decks.card import BLANK, Cloze

MOST_GAPS = 100  # of one text; a gap is shown with all the others filled in
_NAME = re.compile(r"([A-Za-z0-9][\w-]*):\s+")


class Gap(NamedTuple):
    """One gap; an empty name is an unnamed one."""

    name: str
    text: str
    in_math: bool


class ClozeError(Exception):
    """The text's braces cannot be read as gaps; the message says what to write."""


Piece = str | Gap


def read_cloze(text: str) -> dict[str, Cloze]:
    """Return the cards of a cloze text by the name of their gaps, in the order of the text."""
    pieces = _pieces(text)
    gaps = [piece for piece in pieces if isinstance(piece, Gap)]
    if not gaps:
        raise ClozeError("has no gap: write what is asked for between {{ and }}")
    if len(gaps) > MOST_GAPS:
        raise ClozeError(f"has {len(gaps)} gaps, and {MOST_GAPS} are the most: write several cards")
    full = "".join(piece if isinstance(piece, str) else piece.text for piece in pieces)
    return {
        name: Cloze(
            _question(pieces, name),
            ", ".join(f"${gap.text}$" if gap.in_math else gap.text for gap in gaps if gap.name == name),
            full,
        )
        for name in dict.fromkeys(gap.name for gap in gaps)
    }


def _pieces(text: str) -> list[Piece]:
    """Split a text into its gaps and what stands between them."""
    pieces: list[Piece] = []
    start, in_math = 0, False
    while (opening := text.find("{{", start)) >= 0:
        before = text[start:opening]
        if _has_stray_end(before):
            raise ClozeError("has a }} without its {{: delete it or open the gap")
        in_math ^= _toggles_math(before)
        closing = _closing(text, opening)
        gap = _gap(text[opening + 2 : closing - 2], in_math)
        pieces += [before, gap] if before else [gap]
        start = closing
    rest = text[start:]
    if _has_stray_end(rest):
        raise ClozeError("has a }} without its {{: delete it or open the gap")
    return [*pieces, rest] if rest else pieces


def _closing(text: str, opening: int) -> int:
    """Return the position after the `}}` that closes a gap; braces inside, as in `z_{ij}`, come in pairs."""
    depth = 2
    for position in range(opening + 2, len(text)):
        if text[position] == "{":
            depth += 1
        elif text[position] == "}":
            depth -= 1
            if depth == 0:
                return position + 1
    raise ClozeError("opens a gap with {{ and never closes it: write }} after the gap")


def _gap(inside: str, in_math: bool) -> Gap:
    """Read what stands between the braces."""
    named = _NAME.match(inside)
    name = named[1] if named else ""
    text = inside[named.end() if named else 0 :].strip()
    if not text or (not named and inside.strip().endswith(":")):
        raise ClozeError("has an empty gap: write the text that is asked for between {{ and }}")
    if "{{" in inside:
        raise ClozeError("has a gap inside a gap: close the first with }} before the next")
    if name != name.lower() or "_" in name:
        better = name.lower().replace("_", "-")
        raise ClozeError(f"names a gap {name!r}, but names are lower-case words with hyphens: write {better!r}")
    if _toggles_math(text):
        raise ClozeError("has a gap across the edge of a formula: put both of its $ inside the gap or both outside")
    return Gap(name, text, in_math)


def _toggles_math(text: str) -> bool:
    """Tell whether a formula that begins in the text is still open at its end."""
    return (text.count("$") - text.count(r"\$")) % 2 == 1


def _has_stray_end(text: str) -> bool:
    """Tell whether a `}}` closes more braces than stand open."""
    depth = 0
    for position, sign in enumerate(text if "}}" in text else ""):
        if sign == "{":
            depth += 1
        elif sign == "}":
            if depth == 0 and text.startswith("}}", position):
                return True
            depth = max(0, depth - 1)
    return False


def _question(pieces: list[Piece], name: str) -> str:
    """Return the text with the gaps of one name blanked."""
    done, formula = "", ""
    in_math, blanked = False, False
    for piece in pieces:
        if isinstance(piece, Gap):
            shown = BLANK if piece.name == name else piece.text
            blanked |= in_math and piece.name == name
            done, formula = (done, formula + shown) if in_math else (done + shown, formula)
            continue
        for part in _split_at_dollars(piece):
            if part != "$":
                done, formula = (done, formula + part) if in_math else (done + part, formula)
            elif in_math:
                done += f"`{formula.removeprefix('?')}`" if blanked else f"${formula}$"
                formula, in_math, blanked = "", False, False
            else:
                in_math = True
    return done + (f"${formula}" if in_math else "")


def _split_at_dollars(text: str) -> list[str]:
    """Return the text cut at each `$` that is not escaped."""
    return [part for part in re.split(r"(?<!\\)(\$)", text) if part]
