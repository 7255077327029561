r"""Other people's text as deck text: their mathematics between `$...$`, and every other sign only itself.

Mathematics is looked for between `\(...\)`, `\[...\]`, `$...$`, `$$...$$` and Anki's `[$]`, `[$$]` and `[latex]`. What
the notation's reader cannot read is kept as code, and told. A dollar of a price is no mathematics, as in Pandoc: what
opens a formula has no space after it, what closes one has no space before it and no digit after it.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cardgrad.decks.importing.note import Converted
from cardgrad.decks.importing.products import with_products
from quizgen.notation.fault import NotationError
from quizgen.notation.latex import SHOWN
from quizgen.notation.parser import read_math
from quizgen.notation.spans import spans

OPEN, NAMED, CLOSE = "\ufdd0", "\ufdd1", "\ufdd2"  # a gap: OPEN name NAMED text CLOSE; no text holds these signs
BOLD, END_BOLD, CODE, END_CODE, BLOCK, END_BLOCK = "\ufdd3", "\ufdd4", "\ufdd5", "\ufdd6", "\ufdd7", "\ufdd8"

_LONGEST_FORMULA = 2000
_PAIRS = {
    r"\(": r"\)", r"\[": r"\]", "$$": "$$", "$": "$", "[$]": "[/$]", "[$$]": "[/$$]", "[latex]": "[/latex]",
    CODE: END_CODE, BLOCK: END_BLOCK, BOLD: END_BOLD,
}  # fmt: skip
_OPENING = re.compile(r"\\[(\[]|\$\$?|\[\$\$?\]|\[latex\]|[" + CODE + BLOCK + BOLD + "]")
_MARKED = re.compile(r"^ *```.*?(?:^ *``` *$|\Z)|`[^`\n]+`|\\[$`*]", re.MULTILINE | re.DOTALL)
_GAP_SIGNS = re.compile(f"{OPEN}[^{NAMED}]*{NAMED}|{CLOSE}")
_WHOLE_GAP = re.compile(f"{OPEN}[^{NAMED}]*{NAMED}([^{OPEN}{CLOSE}]*){CLOSE}")
_STYLE_SIGNS = re.compile(f"[{BOLD}-{END_BLOCK}]")
_ENVIRONMENT = re.compile(r"\\begin\{(math|displaymath|equation\*?)\}(.*)\\end\{\1\}", re.DOTALL)


class Piece(NamedTuple):
    """A part of a text: `text` that means only itself, `math`, `code`, `block`, `bold`, or `raw` as a deck has it."""

    kind: str
    text: str


def from_plain(text: str) -> Converted:
    """Return plain text as deck text."""
    return rendered(_pieces(text))


def from_pieces_of(flat: str) -> Converted:
    """Return a text in which signs mark gaps, bold and code as deck text; lone signs of style mean nothing."""
    pieces = [piece._replace(text=_STYLE_SIGNS.sub("", piece.text)) for piece in _pieces(flat)]
    return rendered(pieces)


def from_markdown(text: str) -> Converted:
    """Return Markdown as deck text: code and escaped signs stand as they are, and bold does as well."""
    pieces: list[Piece] = []
    start = 0
    for found in _MARKED.finditer(text):
        pieces += _kept(_pieces(text[start : found.start()]))
        pieces.append(Piece("raw", found[0]))
        start = found.end()
    return rendered([*pieces, *_kept(_pieces(text[start:]))])


def rendered(pieces: Iterable[Piece]) -> Converted:
    """Return pieces as one deck text, and a sentence on each formula that had to become code."""
    found = [piece for piece in pieces if piece.text]
    lost = tuple(
        f"the formula {_shortened(piece.text)}, which cannot be read here: it is code now"
        for piece in found
        if piece.kind == "unread"
    )
    if all(piece.kind == "text" for piece in found):
        whole = "".join(piece.text for piece in found)
        if [(span.kind, span.text) for span in spans(whole)] in ([("text", whole)], []):
            return Converted(_trimmed(whole))
    bold = any(piece.kind == "bold" for piece in found)
    written = [_written(piece, bold) for piece in found]
    parts: list[str] = []
    for place, (part, piece) in enumerate(zip(written, found, strict=True)):
        follows = found[place + 1].kind if place + 1 < len(found) else "text"
        parts.append(part + " " * (part.endswith("\\") and piece.kind == "text" and follows != "text"))
    return Converted(_trimmed("".join(parts)), lost)


def readable(source: str) -> str | None:
    """Return a formula on one line if the notation reads it with its gaps filled in, else None."""
    text = " ".join(source.split())
    bare = _GAP_SIGNS.sub("", text)
    if not bare or len(bare) > _LONGEST_FORMULA or "$" in bare or bare.endswith("\\") or bare.startswith("?"):
        return None
    return next((form for form in (text, with_products(text)) if _is_read(_GAP_SIGNS.sub("", form))), None)


def _is_read(formula: str) -> bool:
    try:
        read_math(formula)
    except NotationError:
        return False
    return True


def _pieces(text: str) -> Iterator[Piece]:
    """Yield the pieces of a text; whatever is opened and never closed is text."""
    hopeless: set[str] = set()  # nothing closes these any more: looking again and again would take long
    start = at = 0
    while found := _OPENING.search(text, at):
        opening = found[0]
        closing = _PAIRS[opening]
        end = -1 if opening in hopeless else text.find(closing, found.end())
        if end < 0:
            hopeless.add(opening)
        if end < 0 or (opening == "$" and not _is_formula(text, found.end(), end)):
            at = found.end()
            continue
        if found.start() > start:
            yield Piece("text", text[start : found.start()])
        yield from _enclosed(opening, text[found.end() : end])
        start = at = end + len(closing)
    if start < len(text):
        yield Piece("text", text[start:])


def _is_formula(text: str, start: int, end: int) -> bool:
    """Tell whether what stands between two dollars is a formula and not the way from one price to another."""
    inside = text[start:end]
    return (
        bool(inside.strip())
        and not inside[0].isspace()
        and not inside[-1].isspace()
        and inside[-1] != "\\"
        and not text[end + 1 : end + 2].isdigit()
        and "\n\n" not in inside
    )


def _enclosed(opening: str, inside: str) -> Iterator[Piece]:
    """Yield what stands between an opening sign and its closing one."""
    if opening in (CODE, BLOCK, BOLD):
        bare = _STYLE_SIGNS.sub("", inside)
        kind = {CODE: "code", BLOCK: "block", BOLD: "bold"}[opening]
        yield from [Piece(kind, bare)] if _can_be(kind, bare) else _pieces(bare)
        return
    source = _STYLE_SIGNS.sub("", inside).strip()
    if opening == "[latex]":
        source = _stripped(source)
        if "$" in source:  # words with formulas in them
            yield from _pieces(source)
            return
    yield from formula(source)


def formula(source: str) -> Iterator[Piece]:
    """Yield a formula of LaTeX as a deck has it, with the sign that ends its sentence behind it.

    What begins with `{}`, which shows nothing, is shown and not checked: so our own exports write it.
    """
    shown = "?" if source.startswith(SHOWN) else ""
    bare = source.removeprefix(SHOWN).strip()
    tail = bare[-1:] if bare[-1:] in (".", ",", ";") else ""
    if found := readable(bare.removesuffix(tail)):
        yield Piece("math", shown + found)
        yield Piece("text", tail)
    elif bare:
        yield Piece("unread", bare)


def _stripped(source: str) -> str:
    """Return a formula of LaTeX without the signs around it that make it one."""
    if found := _ENVIRONMENT.fullmatch(source):
        return found[2].strip()
    for sign in ("$$", "$"):
        if source.startswith(sign) and source.endswith(sign) and source.count("$") == 2 * len(sign):
            return source.strip("$").strip()
    return source


def _can_be(kind: str, text: str) -> bool:
    """Tell whether a deck has a way to write this text so."""
    text = _WHOLE_GAP.sub(r"\1", text)
    if OPEN in text or CLOSE in text:  # half a gap
        return False
    if kind == "block":
        return "```" not in text
    if kind == "code":
        return "`" not in text and "\n\n" not in text and bool(text.strip())
    return bool(text) and not re.search(r"[*$`\\\n]", text) and text == text.strip() and text.isprintable()


def _kept(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the pieces of Markdown, in which bold is what it is in a deck."""
    for piece in pieces:
        yield Piece("marked", piece.text) if piece.kind == "text" else piece


def _written(piece: Piece, bold: bool) -> str:
    """Return one piece as deck text."""
    match piece.kind:
        case "math":
            return f"${piece.text}$"
        case "unread" | "code":
            line = " ".join(piece.text.split()) if piece.kind == "unread" else piece.text
            if not _can_be("code", line):
                return _escaped(line, every_star=bold)
            return f"`{line}{' ' * line.endswith(chr(92))}`"
        case "block":
            return f"\n```\n{piece.text.strip(chr(10))}\n```\n"
        case "bold":
            return f"**{piece.text}**"
        case "raw":
            return piece.text
        case "marked":
            return re.sub(r"[$`]", r"\\\g<0>", piece.text)
        case _:
            return _escaped(piece.text, every_star=bold)


def _escaped(text: str, *, every_star: bool) -> str:
    """Return text in which no sign is a mark."""
    return re.sub(
        r"[$`*]" if every_star else r"[$`]|\*{2,}|(?<=\\)\*", lambda found: "".join(f"\\{s}" for s in found[0]), text
    )


def _trimmed(text: str) -> str:
    """Return text without space at the ends of its lines, without more than one empty line, and none around it."""
    lines = [line.rstrip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n").strip()


def _shortened(text: str) -> str:
    words = " ".join(_GAP_SIGNS.sub("", text).split())
    return words if len(words) <= 60 else f"{words[:56]} ..."
