"""A paper as one HTML file that needs no other: MathML, drawings inside, a style sheet for screen and for print."""

from base64 import b64encode
from collections.abc import Sequence
from html import escape
from pathlib import Path

from cardgrad.quizzes.picture import Picture
from cardgrad.quizzes.printing.labels import entries, key_text, points_text
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
from cardgrad.quizzes.printing.strip import Cell
from cardgrad.quizzes.printing.words import Words
from cardgrad.quizzes.record import ARRAY, PROSE, Form, Record
from quizgen.notation.mathml import to_mathml

_STYLE = Path(__file__).with_name("paper.css")
_PAPER = {"a4": "A4", "letter": "letter"}
# Nothing is fetched and nothing is run, whatever a deck says.
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def student_html(record: Record, forms: Sequence[Form]) -> str:
    """Return the sheets of these forms as one document."""
    return _document(student_outline(record, forms))


def key_html(record: Record, forms: Sequence[Form]) -> str:
    """Return the keys of these forms as one document."""
    return _document(key_outline(record, forms))


def written(text: Pieces) -> str:
    """Return deck text in a line."""
    return "".join(map(_piece, text))


def _piece(piece: Piece) -> str:
    kind, text, tree = piece
    if tree is not None:
        return to_mathml(tree)
    shown = escape(text)
    tags = {"code": f"<code>{shown}</code>", "bold": f"<strong>{shown}</strong>", "line": "<br>",
            "paragraph": "</p><p>", "block": f"</p><pre><code>{shown}</code></pre><p>"}  # fmt: skip
    return tags.get(kind, shown)


def _document(outline: Outline) -> str:
    heading = outline.heading
    kinds = " ".join(name for name, holds in [("large", heading.large), ("one-sided", heading.one_sided)] if holds)
    pages = "".join(_page_style(place, sheet, outline) for place, sheet in enumerate(outline.sheets))
    paper = _PAPER.get(heading.paper.lower(), "A4")
    style = f"{_STYLE.read_text(encoding='utf-8')}@page {{ size: {paper}; margin: 18mm 20mm 20mm; }}\n{pages}"
    sheets = "\n".join(_sheet(place, sheet, outline) for place, sheet in enumerate(outline.sheets))
    return page(outline.title, heading.language, style, f'<body class="{kinds}">\n<main>\n{sheets}\n</main>\n</body>')


def page(title: str, language: str, style: str, body: str) -> str:
    """Return a document that needs no other file, from its style sheet and its body element."""
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{style}</style>\n</head>\n{body}\n</html>\n"
    )


def drawn(svg: str) -> str:
    """Return a drawing as an image that says in words what it shows."""
    data = b64encode(svg.encode()).decode()
    return f'<img class="drawing" src="data:image/svg+xml;base64,{data}" alt="{escape(description(svg))}">'


def pictured(picture: Picture) -> str:
    """Return a card's picture as an image with its words."""
    shown = f'width="{picture.shown_width:.0f}" alt="{escape(plain(picture.words))}"'
    return f'<img class="drawing" src="{escape(picture.uri)}" {shown}>'


def _page_style(place: int, sheet: Sheet, outline: Outline) -> str:
    """Return what stands at the foot of a form's printed pages."""
    foot = f"{outline.words.form} {sheet.id}" if sheet.id else outline.title
    return (
        f"@media print {{ #sheet-{place} {{ page: sheet-{place}; counter-reset: page 1; }} }}\n"
        f"@page sheet-{place} {{ @bottom-left {{ content: {_quoted(outline.title)}; }} "
        f"@bottom-center {{ content: {_quoted(foot)}; }} @bottom-right {{ content: counter(page); }} }}\n"
    )


def _quoted(text: str) -> str:
    """Return text as a string of CSS, in which nothing but letters and digits stands for itself."""
    return '"' + "".join(sign if sign.isascii() and sign.isalnum() else f"\\{ord(sign):06x}" for sign in text) + '"'


def _sheet(place: int, sheet: Sheet, outline: Outline) -> str:
    words = outline.words
    columns = " several" if outline.heading.columns > 1 and not (outline.heading.large or outline.is_key) else ""
    letter = f'<div class="letter">{escape(words.form)} <b>{escape(sheet.letter)}</b></div>' if sheet.letter else ""
    title = f"<h1>{escape(outline.title)}</h1>"
    if outline.is_key and sheet.id:
        named = " · ".join(filter(None, (f"{words.form} {sheet.id}", sheet.name, sheet.number)))
        top = f"<h2>{escape(named)}</h2>"
    else:
        top = f'<header class="top"><div>{title}<p>{escape(outline.about)}</p></div>{letter}</header>'
    fields = "" if outline.is_key else (
        f'<div class="fields"><div><small>{escape(words.name)}</small><br>{escape(sheet.name)}</div>'
        f"<div><small>{escape(words.number)}</small><br>{escape(sheet.number)}</div>"
        f'<div class="points"><small>{escape(words.points[1].capitalize())}</small><br>/ {outline.points}</div></div>'
    )  # fmt: skip
    first = next((index for index, block in enumerate(sheet.blocks) if isinstance(block, Item)), len(sheet.blocks))
    before, items = (
        "\n".join(_block(block, words) for block in part) for part in (sheet.blocks[:first], sheet.blocks[first:])
    )
    name = escape(f"{words.form} {sheet.id}" if sheet.id else words.keys)
    return (
        f'<article class="sheet{columns}" id="sheet-{place}" aria-label="{name}">\n{top}{fields}\n{before}\n'
        f'<div class="items">\n{items}\n</div>\n</article>'
    )


def _block(block: Block, words: Words) -> str:
    match block:
        case Paragraph(text, note):
            opening = '<p class="note">' if note else "<p>"
            return f"{opening}{written(text)}</p>".replace("<p></p>", "")
        case Section(title):
            return f"<h2>{written(title)}</h2>"
        case Choices(items):
            rows = "".join(f"<li><b>{letter})</b> <span>{written(text)}</span></li>" for letter, text in items)
            return f'<ul class="choices">{rows}</ul>'
        case Drawing(svg):
            return drawn(svg)
        case Figure(picture):
            return pictured(picture)
        case Space(height, lines):
            return '<div class="line"></div>' * lines or f'<div style="height: {height:g}mm"></div>'
        case Boxes(rows, filled):
            cells = "".join(f"<div>{''.join(_cell(cell, words, filled=filled) for cell in row)}</div>" for row in rows)
            return (
                f'<div class="boxes">{cells}</div>'
                if filled
                else f'<div class="boxes" aria-hidden="true">{cells}</div>'
            )
        case Table(head, rows):
            top = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in ("", *head))
            body = "".join(
                f'<tr><th scope="row">{escape(name)}</th>'
                + "".join(f"<td>{written(cell)}</td>" for cell in row)
                + "</tr>"
                for name, row in rows
            )
            return f'<div class="scroll"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'
        case End(word):
            return f'<p class="end"><strong>— {escape(word)} —</strong></p>'
        case Item(number, prompt, margin, blocks):
            inside = "".join(_block(block, words) for block in blocks)
            return (
                f'<section class="item"><h3>{number}</h3><div class="prompt"><p>{written(prompt)}</p></div>'
                f'<div class="margin">{escape(margin)}</div><div class="body">{inside}</div></section>'
            ).replace("<p></p>", "")


def _cell(cell: Cell, words: Words, *, filled: bool) -> str:
    """Return a box, with its key if it is filled in."""
    part = cell.part
    inside = written(pieces(key_text(part))) if filled else ""
    if part.kind == PROSE:
        inside = f"<small>{escape(words.at_question)}</small>"
    if part.kind == ARRAY and part.shape:
        held = entries(part) if filled else [[""] * part.shape[1]] * part.shape[0]
        spans = "".join(f"<span>{written(pieces(entry))}</span>" for row in held for entry in row)
        columns = f"grid-template-columns: repeat({part.shape[1]}, 1fr)"
        inside = f'<span class="entries" style="{columns}">{spans}</span>' if held else inside
    label = written(pieces(part.label)) + (" =" if part.label.startswith("$") else "")
    return (
        f'<div class="cell" style="grid-column: span {cell.width}"><b>{cell.tag}</b><span></span>'
        f'<small>/ {points_text(part.points)}</small><span class="asked">{label}</span>'
        f'<span class="given">{inside}</span></div>'
    )
