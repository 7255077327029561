"""A quiz and its key as a plain outline, which HTML, Markdown and LaTeX each spell in their own way.

Texts are pieces, not deck text: put together, two texts with a lone `$` each would become mathematics.
"""

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from cardgrad.quizzes.picture import Picture
from cardgrad.quizzes.printing.labels import (
    asked_items,
    conditions,
    form_id,
    how_many,
    how_to_answer,
    key_text,
    lettered,
    lines_of,
    mistaken,
    points_text,
    space_of,
    student_name,
    tagged,
)
from cardgrad.quizzes.printing.pieces import Piece, pieces, plain
from cardgrad.quizzes.printing.strip import Cell, strip
from cardgrad.quizzes.printing.words import Words, words_of
from cardgrad.quizzes.record import PROSE, Form, Heading, Question, Record

Pieces: TypeAlias = tuple[Piece, ...]
_BETWEEN = (Piece("text", " · "),)


class Paragraph(NamedTuple):
    """Words; a note is set small."""

    text: Pieces
    note: bool = False


class Section(NamedTuple):
    """A title over what follows."""

    title: Pieces


class Choices(NamedTuple):
    """Lines with letters before them."""

    items: tuple[tuple[str, Pieces], ...]


class Drawing(NamedTuple):
    """A graph as SVG."""

    svg: str


class Figure(NamedTuple):
    """The picture beside a question."""

    picture: Picture


class Space(NamedTuple):
    """Room for work in millimetres, or so many lines to write on."""

    height: float
    lines: int = 0


class Boxes(NamedTuple):
    """The answer strip, empty or filled in."""

    rows: tuple[tuple[Cell, ...], ...]
    filled: bool


class Table(NamedTuple):
    """A table with a head over it and one before each row."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Pieces, ...]], ...]


class End(NamedTuple):
    """What says that there is no more."""

    word: str


class Item(NamedTuple):
    """A question with all that belongs to it, which stays on one page."""

    number: str
    prompt: Pieces
    margin: str
    blocks: tuple["Block", ...]


Block: TypeAlias = Paragraph | Section | Choices | Drawing | Figure | Space | Boxes | Table | Item | End


class Sheet(NamedTuple):
    """A form, or the page before all forms of a key."""

    id: str
    letter: str
    name: str
    number: str
    blocks: tuple[Block, ...]


class Outline(NamedTuple):
    """A whole paper."""

    title: str
    about: str
    heading: Heading
    words: Words
    points: str
    sheets: tuple[Sheet, ...]
    is_key: bool


def student_outline(record: Record, forms: Sequence[Form]) -> Outline:
    """Return the sheets of these forms."""
    words = words_of(record.heading.language)
    about = " · ".join([*_about(record.heading), *conditions(record.heading, record.points, words)])
    sheets = tuple(_sheet(form, _student_blocks(form, record.heading, words)) for form in forms)
    points = points_text(record.points)
    return Outline(plain(record.heading.title), about, record.heading, words, points, sheets, is_key=False)


def key_outline(record: Record, forms: Sequence[Form]) -> Outline:
    """Return the keys of these forms: a table of all, then each form's boxes filled in and its solutions."""
    words = words_of(record.heading.language)
    about = " · ".join(_about(record.heading))
    table = Sheet("", "", "", "", (Section((Piece("text", words.keys),)), _table(forms)))
    sheets = (table, *(_sheet(form, _key_blocks(form, words)) for form in forms))
    title = f"{plain(record.heading.title)}: {words.key}"
    return Outline(title, about, record.heading, words, points_text(record.points), sheets, is_key=True)


def _about(heading: Heading) -> list[str]:
    return [plain(text) for text in (heading.course, heading.date) if text]


def _sheet(form: Form, blocks: list[Block]) -> Sheet:
    name, number = student_name(form)
    return Sheet(form_id(form), form.letter, plain(name), plain(number), tuple(blocks))


def _student_blocks(form: Form, heading: Heading, words: Words) -> list[Block]:
    blocks: list[Block] = [Paragraph(pieces(heading.instructions))] if heading.instructions else []
    blocks += [
        Paragraph((Piece("bold", words.answers), Piece("text", f" {words.only_here}"))),
        Boxes(tuple(map(tuple, strip(form))), filled=False),
    ]
    section = ""
    for question in form.questions:
        if question.section != section:
            section = question.section
            instructions = dict(heading.sections).get(section, "")
            blocks += [Section(pieces(section))] if section else []
            blocks += [Paragraph(pieces(instructions))] if instructions else []
        blocks.append(_asked(question, words))
    return [*blocks, End(words.end)]


def _asked(question: Question, words: Words) -> Item:
    """Return a question as it is asked."""
    blocks: list[Block] = [*_figure(question), *([Drawing(question.drawing)] if question.drawing else [])]
    blocks += _choices(tuple(option.text for option in question.options) or question.steps)
    for parts, worth in how_to_answer(question, words):
        named = [(Piece("bold", tag), Piece("text", " "), *pieces(part.label)) for tag, part in parts]
        said = [_joined(named, (Piece("text", ", "),))] if len(question.parts) > 1 else []
        said += [pieces(text) for text in (parts[0][1].how, worth) if text]
        blocks.append(Paragraph(_joined(said, _BETWEEN), note=True))
    space, lines = space_of(question), lines_of(question)
    blocks += [Space(space, lines)] if space or lines else []
    return Item(str(question.number), pieces(question.prompt), how_many(question.points, words), tuple(blocks))


def _figure(question: Question) -> list[Block]:
    return [Figure(question.picture)] if question.picture else []


def _choices(texts: tuple[str, ...]) -> list[Block]:
    items = tuple((letter, pieces(text)) for letter, text in lettered(texts))
    return [Choices(items)] if items else []


def _key_blocks(form: Form, words: Words) -> list[Block]:
    boxes = Boxes(tuple(map(tuple, strip(form))), filled=True)
    solutions: list[Block] = [_solved(question, words) for question in form.questions]
    return [boxes, Section((Piece("text", words.solutions),)), *solutions]


def _solved(question: Question, words: Words) -> Item:
    """Return a question with its key, its working and its predicted mistakes."""
    blocks = [*_figure(question), *_choices(tuple(option.text for option in question.options) or question.steps)]
    keys = [
        (*_before(part.label), *_joined([pieces(key_text(part)), *map(pieces, part.accepted)], (Piece("text", " / "),)))
        for part in question.parts
    ]
    head = (Piece("bold", f"{words.key}: "),)
    source = (Piece("text", f" · {question.reference or question.card}"),)
    blocks.append(Paragraph(head + _joined(keys, (Piece("text", "; "),)) + source))
    blocks += [Paragraph(pieces(line)) for line in question.working]
    blocks += [Paragraph(pieces(question.explanation))] if question.explanation else []
    blocks += [Drawing(question.solution_drawing)] if question.solution_drawing else []
    told = _told_of_options(question) if question.options else _told_of_mistakes(question)
    if told:
        blocks.append(Paragraph((Piece("bold", f"{words.mistakes}:"),), note=True))
        blocks += [Paragraph(_joined(pair, _BETWEEN), note=True) for pair in told]
    margin = f"{question.item} · {how_many(question.points, words)}"
    return Item(str(question.number), pieces(question.prompt), margin, tuple(blocks))


def _told_of_options(question: Question) -> list[tuple[Pieces, Pieces]]:
    letters = lettered(tuple(option.text for option in question.options))
    return [
        ((Piece("bold", f"{letter})"),), pieces(option.message))
        for (letter, _), option in zip(letters, question.options, strict=True)
        if option.message
    ]


def _told_of_mistakes(question: Question) -> list[tuple[Pieces, Pieces]]:
    return [
        (
            _joined([pieces(text) for text in mistaken(question, mistake)], (Piece("text", "; "),)),
            pieces(mistake.message),
        )
        for mistake in question.mistakes
    ]


def _before(label: str) -> Pieces:
    return (*pieces(label), Piece("text", " = " if label.startswith("$") else " ")) if label else ()


def _joined(texts: Sequence[Pieces], between: Pieces) -> Pieces:
    """Return texts one after the other with something between."""
    found: list[Piece] = []
    for place, text in enumerate(texts):
        found += [*between, *text] if place else text
    return tuple(found)


def _table(forms: Sequence[Form]) -> Table:
    """Return the keys of all forms: a row a form, a column a part."""
    items = asked_items(forms[0])
    rows = []
    for form in forms:
        found = {
            (question.item, place): (Piece("text", "—"),) if part.kind == PROSE else pieces(key_text(part))
            for question in form.questions
            for place, (_, part) in enumerate(tagged(question))
        }
        rows.append((form_id(form), tuple(found.get((item, place), (Piece("text", "–"),)) for item, place, _ in items)))
    return Table(tuple(name for _, _, name in items), tuple(rows))
