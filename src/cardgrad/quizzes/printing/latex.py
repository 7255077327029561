"""A paper as LaTeX source for pdflatex or lualatex, with drawings in TikZ; nothing from a deck is a command in it."""

import re
from collections.abc import Sequence

from cardgrad.quizzes.picture import Picture
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
from cardgrad.quizzes.printing.pieces import Piece, pieces, plain
from cardgrad.quizzes.printing.strip import WIDE, Cell
from cardgrad.quizzes.printing.tikz import to_tikz, words_in_latex
from cardgrad.quizzes.printing.words import Words
from cardgrad.quizzes.record import PROSE, Form, Record
from quizgen.notation.latex import to_latex

_HEAD = r"""\documentclass[%(size)s,%(paper)s]{article}
\usepackage{iftex}
\ifPDFTeX
  \usepackage[utf8]{inputenc}
  \usepackage[T1]{fontenc}
  \usepackage{textcomp}
  \IfFileExists{lmodern.sty}{\usepackage{lmodern}}{}
  \IfFileExists{pmboxdraw.sty}{\usepackage{pmboxdraw}}{}
\else %% for names in scripts that pdflatex has no letters for: add \setmainfont
  \usepackage{fontspec}
\fi
\usepackage{amsmath,amssymb}
\usepackage{tikz}
\usepackage[margin=2cm]{geometry}
\usepackage[%(language)s,shorthands=off]{babel}
\usepackage{hyperref}
\hypersetup{hidelinks}
\pagestyle{myheadings}
\setlength{\parindent}{0pt}
\setlength{\parskip}{4pt}
\raggedbottom
%% points at the right edge of the last line, or of one more: the TeXbook's \signed
\newcommand{\worth}[1]{{\unskip\nobreak\hfil\penalty50\hskip1em\null\nobreak\hfil
  \mbox{\small (#1)}\parfillskip=0pt \par}}
\begin{document}
"""
_LINE = 640  # pixels of 1/96 inch in a line of 17 cm
_LATEX_PICTURE = re.compile(r"[A-Za-z0-9/-]+\.(png|jpe?g)")  # no sign in it means anything to LaTeX
_LANGUAGES = {"en": "english", "de": "ngerman", "fr": "french", "es": "spanish", "it": "italian", "nl": "dutch"}
_PAPERS = {"a4": "a4paper", "letter": "letterpaper"}
_NEW, _GAP, _RULE = "\n", "\n\n", r"\hrulefill"


def student_latex(record: Record, forms: Sequence[Form]) -> str:
    """Return the sheets of these forms."""
    return _document(student_outline(record, forms))


def key_latex(record: Record, forms: Sequence[Form]) -> str:
    """Return the keys of these forms."""
    return _document(key_outline(record, forms))


def written(text: Pieces) -> str:
    """Return deck text in a line."""
    return "".join(map(_piece, text)).strip()


def _piece(piece: Piece) -> str:
    kind, text, tree = piece
    if tree is not None:
        return rf"\({to_latex(tree)}\)"
    if kind == "block":
        lines = (rf"\mbox{{}}\texttt{{{words_in_latex(line).replace(' ', '~')}}}" for line in text.split("\n"))
        return "\n\n" + "\\\\\n".join(lines) + "\n\n"
    shown = words_in_latex(text)
    marks = {"code": rf"\texttt{{{shown}}}", "bold": rf"\textbf{{{shown}}}", "line": "\\newline\n", "paragraph": "\n\n"}
    return marks.get(kind, shown)


def _document(outline: Outline) -> str:
    heading = outline.heading
    setting = {
        "size": "12pt" if heading.large else "11pt",
        "paper": _PAPERS.get(heading.paper.lower(), "a4paper") + ("" if heading.one_sided else ",twoside"),
        "language": _LANGUAGES.get(heading.language, "english"),
    }
    start = _HEAD % setting + ("\\LARGE\n" if heading.large else "")
    sheets = "\n".join(_sheet(sheet, outline) for sheet in outline.sheets)
    return f"{start}{sheets}\n\\end{{document}}\n"


def _sheet(sheet: Sheet, outline: Outline) -> str:
    words = outline.words
    foot = words_in_latex(f"{words.form} {sheet.id}" if sheet.id else outline.title)
    title = rf"{{\Large\bfseries {words_in_latex(outline.title)}}}"
    title += rf"\hfill\fbox{{\Huge\bfseries {words_in_latex(sheet.letter)}}}" if sheet.letter else ""
    lines = [
        "\\clearpage" if outline.is_key or outline.heading.one_sided else "\\cleardoublepage",
        "\\setcounter{page}{1}",
        rf"\markboth{{{foot}}}{{{foot}}}",
        title,
        words_in_latex(outline.about),
    ]
    named = [(words.name, sheet.name), (words.number, sheet.number)]
    if not outline.is_key:
        fields = (rf"{words_in_latex(word)}: {words_in_latex(value) or _RULE}" for word, value in named)
        total = rf"{words_in_latex(words.points[1].capitalize())}: \hspace{{1cm}} / {words_in_latex(outline.points)}"
        lines.append("\\makebox[\\linewidth]{" + "\\quad ".join([*fields, total]) + "}")
    elif sheet.name or sheet.number:
        lines.append(words_in_latex(" · ".join(filter(None, (sheet.name, sheet.number)))))
    return "\n\n".join([*lines, *(_block(block, words) for block in sheet.blocks)])


def _block(block: Block, words: Words) -> str:
    match block:
        case Paragraph(text, note):
            return rf"{{\small {written(text)}\par}}" if note else written(text)
        case Section(title):
            return rf"\subsection*{{{written(title)}}}"
        case Choices(items):
            rows = "\n".join(rf"\item[\textbf{{{letter})}}] {written(text)}" for letter, text in items)
            return rf"\begin{{itemize}}\setlength{{\itemsep}}{{0pt}}{_NEW}{rows}{_NEW}\end{{itemize}}"
        case Drawing(svg):
            return to_tikz(svg)
        case Figure(picture):
            return _figure(picture)
        case Space(height, lines):
            return "\n\n".join([r"\vspace{6mm}\hrule"] * lines) or rf"\vspace{{{height:g}mm}}"
        case Boxes(rows, filled):
            return "\n\n".join("%\n".join(_cell(cell, words, filled=filled) for cell in row) for row in rows)
        case Table(head, rows):
            return _table(head, rows)
        case End(word):
            return rf"\begin{{center}}\textbf{{--- {words_in_latex(word)} ---}}\end{{center}}"
        case Item(number, prompt, margin, blocks):
            inside = "\n\n".join(_block(part, words) for part in blocks)
            top = rf"\textbf{{{number}.}} {written(prompt)}\worth{{{words_in_latex(margin)}}}"
            start = r"\begin{minipage}{\linewidth}\setlength{\parskip}{4pt}"
            return "\n".join([start, top, "", inside, r"\end{minipage}\medskip"])


def _figure(picture: Picture) -> str:
    """Return the picture, where its file lies beside the paper and pdflatex knows its kind; else a frame with words."""
    framed = rf"\fbox{{{words_in_latex(plain(picture.words))}}}"
    if not _LATEX_PICTURE.fullmatch(picture.file):
        return framed
    width = min(1, picture.shown_width / _LINE)
    shown = rf"\includegraphics[width={width:.2f}\linewidth]{{{picture.file}}}"
    return rf"\IfFileExists{{{picture.file}}}{{{shown}}}{{{framed}}}"


def _cell(cell: Cell, words: Words, *, filled: bool) -> str:
    """Return a box of the answer strip."""
    part = cell.part
    label = written(pieces(part.label)) + (" = " if part.label.startswith("$") else " ")
    held = (
        words_in_latex(words.at_question) if part.kind == PROSE else written(pieces(key_text(part))) if filled else ""
    )
    return (
        rf"\fbox{{\begin{{minipage}}[c][1.2cm]{{{cell.width / WIDE - 0.02:.3f}\linewidth}}\textbf{{{cell.tag}}}"
        rf"\hfill{{\scriptsize / {words_in_latex(points_text(part.points))}}}\\ {label}{held}\end{{minipage}}}}"
    )


def _table(head: Sequence[str], rows: Sequence[tuple[str, Sequence[Pieces]]]) -> str:
    """Return the table of keys with parts down and so many forms across as fit."""
    parts = []
    for start in range(0, len(rows), 4):
        some = rows[start : start + 4]
        top = " & ".join(["", *(rf"\textbf{{{words_in_latex(name)}}}" for name, _ in some)])
        lines = [
            " & ".join([rf"\textbf{{{words_in_latex(item)}}}", *(written(cells[place]) for _, cells in some)])
            for place, item in enumerate(head)
        ]
        body = " \\\\ \\hline\n".join([top, *lines])
        columns = "|l|" + "p{0.2\\linewidth}|" * len(some)
        parts.append(rf"\begin{{tabular}}{{{columns}}}\hline{_NEW}{body} \\ \hline{_NEW}\end{{tabular}}")
    return "\n\n".join(parts)
