r"""Texts as `deck export --to md` writes them, read back as the deck texts that they were.

Markdown shows more than it holds: a `\_` is an underscore, a backslash at the end of a line a new line. A reader of
anybody's Markdown must guess what is meant; this one knows, since only our own export is read so.
"""

import re
from collections.abc import Iterable, Iterator

from cardgrad.decks.importing.notation import Piece, formula, rendered
from cardgrad.decks.importing.note import Converted
from quizgen.notation.spans import spans

_TOKEN = re.compile(
    r"^ *```\n(?P<block>.*?)\n *```$"
    r"|``(?P<double>.+?)(?<!`)``(?!`)|`(?P<code>[^`]+)`"
    r"|\$(?P<math>(?:\\.|[^\\$])+)\$"
    r"|\*\*(?P<bold>(?:\\.|[^\\*])+)\*\*"
    r"|\\(?P<sign>[!-/:-@\[-`{-~\n])",
    re.MULTILINE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def from_exported(text: str) -> Converted:
    """Return a text of our own Markdown as deck text."""
    return deck_text(_pieces(text))


def deck_text(pieces: Iterable[Piece]) -> Converted:
    """Return pieces of an export as deck text."""
    found = list(_joined(pieces))
    if any(piece.kind == "raw" and piece.text.startswith("**") for piece in found):
        found = [_told(piece) for piece in found]
    made = rendered(found)
    bare = made.text.replace("\\`", "`")
    return made._replace(text=bare) if _meant(bare) == _meant(made.text) else made


def _meant(text: str) -> list[tuple[str, str, bool]]:
    """Return what deck text says, however it is written."""
    return [(span.kind, span.text, span.claimed) for span in spans(text)]


def unescaped(text: str) -> str:
    """Return words of our own Markdown as they are read."""
    return _ESCAPED.sub(r"\1", text)


def _pieces(text: str) -> Iterator[Piece]:
    start = 0
    for found in _TOKEN.finditer(text):
        yield Piece("text", text[start : found.start()])
        start = found.end()
        kind, inside = found.lastgroup or "", found[found.lastgroup or 0]
        match kind:
            case "math":
                yield from formula(inside)
            case "block":
                yield Piece("block", _dedented(found[0], inside))
            case "double" | "code":
                yield marked("code", "`", _unpadded(inside))
            case "bold":
                yield marked("bold", "**", unescaped(inside))
            case _:
                yield Piece("text", inside)
    yield Piece("text", text[start:])


def marked(kind: str, sign: str, inside: str) -> Piece:
    """Return what stands between two signs as a deck has it."""
    if not inside.strip():
        return Piece("text", " ")  # nothing is seen of it
    whole = f"{sign}{inside}{sign}"
    is_one = re.search(r"[*$`\\]", inside) and [(span.kind, span.text) for span in spans(whole)] == [(kind, inside)]
    return Piece("raw", whole) if is_one else Piece(kind, inside)


def _told(piece: Piece) -> Piece:
    """Return words with all of their signs told, for a star may stand beside a bold word."""
    return Piece("raw", re.sub(r"[$`*]", r"\\\g<0>", piece.text)) if piece.kind == "text" else piece


def _unpadded(code: str) -> str:
    """Return code without the space that keeps a sign at its edge from the signs around it."""
    return code[1:-1] if code[:1] == code[-1:] == " " and code.strip(" ") else code


def _dedented(block: str, inside: str) -> str:
    """Return what stands in a fenced block without the space before its fence."""
    indent = len(block) - len(block.lstrip(" "))
    return "\n".join(line[min(indent, len(line) - len(line.lstrip(" "))) :] for line in inside.split("\n"))


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield pieces with words that stand side by side as one, so that what they say together is escaped together."""
    words = ""
    for piece in pieces:
        if piece.kind == "text":
            words += piece.text
            continue
        yield Piece("text", words)
        words = ""
        yield piece
    yield Piece("text", words)
