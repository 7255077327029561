"""PDF through Typst: our own templates, its own fonts, no network, the same bytes for the same record."""

import json
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from re import sub
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any, Literal, NamedTuple

from cardgrad.errors import CardgradError
from cardgrad.quizzes.printing.data import head, is_solved, keys, mistakes_named, sheets
from cardgrad.quizzes.printing.joining import joined
from cardgrad.quizzes.printing.lightening import lightened
from cardgrad.quizzes.printing.objects import Document, read
from cardgrad.quizzes.printing.picture_fault import picture_error
from cardgrad.quizzes.printing.room import is_lengthy
from cardgrad.quizzes.printing.texts import Texts
from cardgrad.quizzes.printing.words import words_of
from cardgrad.quizzes.record import Form, Heading, Record
from quizgen.notation.visible import visible

_TEMPLATES = Path(__file__).parent / "typst"
_BATCH = 16  # forms with worked solutions take 13 MB each while they are set
_LISTED = 96  # forms in a part of the table
_TABLE = 2  # forms take as long to solve as the table of keys does
_MOST_REMEMBERED = 32
_RUNS_REMEMBERED = 11  # after so many more Typst forgets what it has set: empty ones do as well
_STANDARD: Literal["ua-1"] = (
    "ua-1"  # accessible: with tags, a title, a language, words for every picture; and no sign without a glyph
)


_remembered = [0]  # forms that Typst has set in this process and not forgotten


class MissingGlyphError(CardgradError):
    """A character that no font has."""


class FeedbackRow(NamedTuple):
    """What a student is told about one question."""

    number: str
    prompt: str  # deck text
    given: str  # as the student wrote it
    points: str  # 1 / 2
    remark: str  # deck text
    key: str  # deck text


class FeedbackSheet(NamedTuple):
    """What a student is told about the quiz."""

    student: str
    id: str
    points: str
    total: str
    rows: tuple[FeedbackRow, ...]


class Part(NamedTuple):
    """What is set in one run: some of the forms; on the key also their table, or that of others."""

    forms: range
    listed: range = range(0)


def student_pdf(record: Record, forms: Sequence[Form], fonts: Sequence[Path] = ()) -> bytes:
    """Return the sheets of these forms."""
    return joined(sheet_batch(record, forms, part, fonts) for part in sheet_parts(len(forms)))


def key_pdf(record: Record, forms: Sequence[Form], fonts: Sequence[Path] = ()) -> bytes:
    """Return the keys of these forms: a table of all, a strip for each, worked solutions."""
    return joined(key_batch(record, forms, part, fonts) for part in key_parts(len(forms)))


def sheet_batch(record: Record, forms: Sequence[Form], part: Part, fonts: Sequence[Path] = ()) -> Document:
    """Return a part of the sheets of these forms, to be joined with the others."""
    run = sheets(record, [forms[place] for place in part.forms]) | {"more": part.forms.stop < len(forms)}
    return _set("sheet", run, len(part.forms), fonts, _owners(record, forms))


def key_batch(record: Record, forms: Sequence[Form], part: Part, fonts: Sequence[Path] = ()) -> Document:
    """Return a part of the keys of these forms."""
    own, listed = ([forms[place] for place in places] for places in part)
    run = keys(record, own, listed, mistakes_named(forms))
    run |= {"first": not part.listed.start, "whole": len(part.listed) == len(forms)}
    document = _set("key", run, len(part.forms), fonts, _owners(record, forms))
    return lightened(document) if is_solved(forms) else document


def sheet_parts(count: int) -> list[Part]:
    """Return the sheets of so many forms in parts."""
    return [Part(forms) for forms in _even(count, _BATCH)]


def key_parts(count: int) -> list[Part]:
    """Return the keys of so many forms in parts: the table first, in parts of its own where it is long."""
    if count <= _LISTED:
        first, *rest = map(Part, _even(count, _BATCH, less=_TABLE))
        return [first._replace(listed=range(count)), *rest]
    return [*(Part(range(0), listed) for listed in _even(count, _LISTED)), *sheet_parts(count)]


def _even(count: int, most: int, less: int = 0) -> list[range]:
    """Return so many in parts of about the same size, none larger than this, and the first so much smaller."""
    parts = -(-(count + less) // most) or 1
    ends = [max((count + less) * place // parts - less, min(place, count)) for place in range(1, parts + 1)]
    return [range(start, stop) for start, stop in pairwise([0, *ends])]


def feedback_pdf(feedback: Sequence[FeedbackSheet], heading: Heading, fonts: Sequence[Path] = ()) -> bytes:
    """Return a sheet for each student."""
    shared = head(heading, words_of(heading.language))
    owners = [(f"student {sheet.student or sheet.id}", str(sheet)) for sheet in feedback]

    def batch(part: range) -> Document:
        texts = Texts()
        told = [_feedback(feedback[place], texts) for place in part]
        run = shared | {"sheets": told} | texts.table()
        return _set("feedback", run, len(part), fonts, iter([*owners, ("the heading", str(heading))]))

    return joined(map(batch, _even(len(feedback), _BATCH)))


def _feedback(sheet: FeedbackSheet, texts: Texts) -> dict[str, Any]:
    return {
        "student": visible(sheet.student),
        "id": visible(sheet.id),
        "points": sheet.points,
        "total": sheet.total,
        "rows": [
            {
                "number": row.number,
                "prompt": texts.place(row.prompt),
                "given": visible(row.given),
                "points": row.points,
                "remark": texts.place(row.remark),
                "key": texts.place(row.key),
                "lengthy": is_lengthy(row.prompt, row.given, row.remark, row.key),
            }
            for row in sheet.rows
        ],
    }


def _set(template: str, data: Any, forms: int, fonts: Sequence[Path], owners: Iterator[tuple[str, str]]) -> Document:
    """Return what a template makes of its data, which is of so many forms."""
    import typst  # 84 MB, for those who print

    with TemporaryDirectory() as folder:
        _add_fonts(fonts, Path(folder))
        known = typst.Fonts(include_system_fonts=False, font_paths=[folder] if fonts else [])
        if _remembered[0] + forms > _MOST_REMEMBERED:
            for _ in range(_RUNS_REMEMBERED):
                typst.compile(b"", font_paths=known)
            _remembered[0] = 0
        try:
            document = typst.compile(
                _TEMPLATES / f"{template}.typ",
                root=_TEMPLATES,
                font_paths=known,
                sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
                pdf_standards=[_STANDARD],
            )
        except typst.TypstError as error:
            missing = _missing(error.message)
            if missing is None:
                raise (picture_error(error.message, data) or error) from None
            raise _no_glyph(missing, owners) from None
    _remembered[0] += forms
    return read(document)


def _add_fonts(fonts: Sequence[Path], folder: Path) -> None:
    """Put fonts into a folder that holds nothing else, for Typst takes folders only; what is no font is an error."""
    import typst

    for number, font in enumerate(fonts):
        own = folder / str(number)
        own.mkdir()
        try:
            copyfile(font, own / f"font{font.suffix}")
        except OSError as error:
            raise CardgradError(f"{font}: this font cannot be read ({error.strerror}): name a font file.") from error
        if not typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(own)]).fonts():
            raise CardgradError(f"{font}: this is no font: choose a file that ends in .ttf, .otf or .ttc.")


def _missing(message: str) -> str | None:
    """Return the text that a message says could not be displayed."""
    _, found, rest = message.partition('the text `"')
    if not found or "could not be displayed" not in rest:
        return None
    text = rest.partition('"` could not')[0]
    return sub(r"\\u\{([0-9a-fA-F]+)\}", lambda code: chr(int(code[1], 16)), text)


def _no_glyph(text: str, owners: Iterator[tuple[str, str]]) -> MissingGlyphError:
    """Return the error that names the card or the student whose text has one of these characters."""
    signs = [sign for sign in visible(text) if not sign.isascii()] or list(text)
    for owner, held in owners:
        for sign in signs:
            if sign in visible(held):
                return _glyph_error(sign, owner)
    return _glyph_error(signs[0], "the quiz")


def _glyph_error(sign: str, owner: str) -> MissingGlyphError:
    return MissingGlyphError(
        f"{owner}: no font has the character {sign!r} (U+{ord(sign):04X}): replace it, or add a font that has it"
        " with --font FILE."
    )


def _owners(record: Record, forms: Sequence[Form]) -> Iterator[tuple[str, str]]:
    """Yield who a text belongs to, with the text: only looked at when a character is missing."""
    yield "the heading of the quiz", str(record.heading)
    for form in forms:
        columns = dict(form.student)
        yield f"student {columns.get('name') or columns.get('id') or form.id}", str(form.student)
        for question in form.questions:
            yield f"card {question.card}", str(question)
