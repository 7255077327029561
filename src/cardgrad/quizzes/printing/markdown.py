"""A paper as Markdown, with mathematics in LaTeX between dollars and drawings as data inside the file."""

import re
from base64 import b64encode
from collections.abc import Sequence
from urllib.parse import quote

from cardgrad.quizzes.printing.labels import key_text, points_text
from cardgrad.quizzes.printing.outline import (
    Block,
    Boxes,
    Choices,
    Drawing,
    End,
    Figure,
    Item,
    Outline,
    Paragraph,
    Pieces,
    Section,
    Sheet,
    Space,
    Table,
    key_outline,
    student_outline,
)
from cardgrad.quizzes.printing.pieces import Piece, description, pieces, plain
from cardgrad.quizzes.record import Form, Record
from quizgen.notation.latex import to_latex

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~$&!])")
_BREAKS = ("line", "paragraph", "block")
_START = re.compile(r"^(\s*\d*)([-+=.)])")  # what begins a list or a line under a title


def student_markdown(record: Record, forms: Sequence[Form]) -> str:
    """Return the sheets of these forms."""
    return _document(student_outline(record, forms))


def key_markdown(record: Record, forms: Sequence[Form]) -> str:
    """Return the keys of these forms."""
    return _document(key_outline(record, forms))


def escaped(text: str) -> str:
    r"""Return words as Markdown that shows these words.

    >>> print(escaped("# 1 *is* <b>"))
    \# 1 \*is\* \<b\>
    """
    return _START.sub(r"\1\\\2", _marked(text))


def _marked(text: str) -> str:
    return _SIGNS.sub(r"\\\1", text)


def written(text: Pieces) -> str:
    """Return deck text in a line; a fenced block stands on lines of its own."""
    before = [True, *(piece.kind in _BREAKS for piece in text)]
    return "".join(_piece(piece, begins) for piece, begins in zip(text, before, strict=False)).strip()


def _piece(piece: Piece, begins: bool) -> str:
    """Write a piece; only one that begins a line may be taken for more than its words."""
    kind, text, tree = piece
    words = escaped if begins else _marked
    if tree is not None:
        return f"${to_latex(tree)}$"
    if kind == "code":
        text = text.replace("\n", " ")  # as readers show it, which would take the next line for a heading first
        fence = "``" if "`" in text else "`"
        pad = " " * ("`" in (text[:1], text[-1:]) or text[:1] == text[-1:] == " ")  # a reader takes it away again
        return f"{fence}{pad}{text}{pad}{fence}"
    if kind == "block":
        return "\n\n" + "".join(f"    {line}\n" for line in text.split("\n")) + "\n"
    if kind in ("line", "paragraph"):
        return "\\\n" if kind == "line" else "\n\n"
    return f"**{escaped(text)}**" if kind == "bold" else words(text.replace("\n", " "))


def _document(outline: Outline) -> str:
    parts = [f"# {escaped(outline.title)}", escaped(outline.about)]
    for sheet in outline.sheets:
        parts += _sheet(sheet, outline)
    return "\n\n".join(filter(None, parts)) + "\n"


def _sheet(sheet: Sheet, outline: Outline) -> list[str]:
    words = outline.words
    parts = ["---"]
    if sheet.id:
        parts.append(f"## {escaped(f'{words.form} {sheet.id}')}")
    named = [(words.name, sheet.name), (words.number, sheet.number)]
    if not outline.is_key:
        fields = [f"**{word}:** {escaped(value) or '________________'}" for word, value in named]
        parts.append("  \n".join([*fields, f"**{words.points[1].capitalize()}:** ______ / {outline.points}"]))
    elif sheet.name or sheet.number:
        parts.append(escaped(" · ".join(filter(None, (sheet.name, sheet.number)))))
    return parts + [_block(block) for block in sheet.blocks]


def _block(block: Block) -> str:
    match block:
        case Paragraph(text):
            return written(text)
        case Section(title):
            return f"### {written(title)}"
        case Choices(items):
            return "\n".join(f"- **{letter})** {written(text)}" for letter, text in items)
        case Drawing(svg):
            data = b64encode(svg.encode()).decode()
            return f"![{escaped(description(svg))}](data:image/svg+xml;base64,{data})"
        case Figure(picture):
            return f"![{escaped(plain(picture.words))}]({quote(picture.file)})"
        case Space(_, lines):
            return "\n\n".join(["\\_" * 60] * lines)
        case Boxes(rows, filled):
            boxes = [
                (cell.tag, written(pieces(cell.part.label)), written(pieces(key_text(cell.part))) if filled else "",
                 points_text(cell.part.points))
                for row in rows
                for cell in row
            ]  # fmt: skip
            return _table(
                ["", "", "", ""], [(f"**{tag}**", label, answer, f"/ {points}") for tag, label, answer, points in boxes]
            )
        case Table(head, table):
            return _table(["", *head], [(f"**{name}**", *map(written, row)) for name, row in table])
        case End(word):
            return f"**— {word} —**"
        case Item(number, prompt, margin, blocks):
            return "\n\n".join(
                filter(None, [f"**{number}.** {written(prompt)} ({escaped(margin)})", *map(_block, blocks)])
            )


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        f"| {' | '.join(cell.replace(chr(10), ' ').replace('|', '&#124;') for cell in row)} |" for row in lines
    )
