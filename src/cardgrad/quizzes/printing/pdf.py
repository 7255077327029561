"""PDF through Typst: our own templates, its own fonts, no network, the same bytes for the same record."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from re import sub
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any, Literal, NamedTuple, TypeVar

from cardgrad.errors import CardgradError
from cardgrad.quizzes.printing.data import content, head, keys, sheets, table_of_keys
from cardgrad.quizzes.printing.joining import joined
from cardgrad.quizzes.printing.objects import read, write
from cardgrad.quizzes.printing.picture_fault import picture_error
from cardgrad.quizzes.printing.words import words_of
from cardgrad.quizzes.record import Form, Heading, Record
from quizgen.notation.visible import visible

_TEMPLATES = Path(__file__).parent / "typst"
T = TypeVar("T")
_BATCH = 8  # Typst keeps what it set in its last ten runs, 3 MB a form
_STANDARD: Literal["ua-1"] = (
    "ua-1"  # accessible: with tags, a title, a language, words for every picture; and no sign without a glyph
)


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


def student_pdf(record: Record, forms: Sequence[Form], fonts: Sequence[Path] = ()) -> bytes:
    """Return the sheets of these forms."""
    runs = [sheets(record, some) | {"more": more} for some, more in _batches(forms)]
    return _set("sheet", runs, fonts, _owners(record, forms))


def key_pdf(record: Record, forms: Sequence[Form], fonts: Sequence[Path] = ()) -> bytes:
    """Return the keys of these forms: a table of all, a strip for each, worked solutions."""
    table = table_of_keys(forms)
    runs = [
        keys(record, some) | ({"table": []} if number else table) for number, (some, _) in enumerate(_batches(forms))
    ]
    return _set("key", runs, fonts, _owners(record, forms))


def feedback_pdf(feedback: Sequence[FeedbackSheet], heading: Heading, fonts: Sequence[Path] = ()) -> bytes:
    """Return a sheet for each student."""
    shared = head(heading, words_of(heading.language))
    runs = [shared | {"sheets": [_feedback(sheet) for sheet in some]} for some, _ in _batches(feedback)]
    owners = [(f"student {sheet.student or sheet.id}", str(sheet)) for sheet in feedback]
    return _set("feedback", runs, fonts, iter([*owners, ("the heading", str(heading))]))


def _batches(items: Sequence[T]) -> Iterator[tuple[Sequence[T], bool]]:
    """Yield so many at a time as memory holds of their pages, and whether there are more."""
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH], start + _BATCH < len(items)


def _feedback(sheet: FeedbackSheet) -> dict[str, Any]:
    return {
        "student": visible(sheet.student),
        "id": visible(sheet.id),
        "points": sheet.points,
        "total": sheet.total,
        "rows": [
            {
                "number": row.number,
                "prompt": content(row.prompt),
                "given": visible(row.given),
                "points": row.points,
                "remark": content(row.remark),
                "key": content(row.key),
            }
            for row in sheet.rows
        ],
    }


def _set(template: str, runs: Sequence[Any], fonts: Sequence[Path], owners: Iterator[tuple[str, str]]) -> bytes:
    """Return the PDF of a template, with its data in as many runs as there are."""
    import typst  # 84 MB, for those who print

    with TemporaryDirectory() as folder:
        _add_fonts(fonts, Path(folder))
        known = typst.Fonts(include_system_fonts=False, font_paths=[folder])
        documents = []
        for data in runs:
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
                    raise (picture_error(error.message, runs) or error) from None
                raise _no_glyph(missing, owners) from None
            documents.append(read(document))
    return write(joined(documents))


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
