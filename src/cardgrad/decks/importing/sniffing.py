"""What a file is, by what stands in it: names of files lie more often than their contents."""

from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from cardgrad.decks.importing.anki_text import is_anki_text, read_anki_text
from cardgrad.decks.importing.apkg import read_apkg
from cardgrad.decks.importing.decoding import SIZE_LIMIT, decoded
from cardgrad.decks.importing.delimited import likely_sign
from cardgrad.decks.importing.exported_markdown import is_exported_markdown, read_exported_markdown
from cardgrad.decks.importing.flashcard_page import is_flashcard_page, read_flashcard_page
from cardgrad.decks.importing.markdown import is_markdown, read_markdown
from cardgrad.decks.importing.note import Gathered
from cardgrad.decks.importing.quiz_page import is_quiz_page, read_quiz_page
from cardgrad.decks.importing.table import is_exported_table, read_table
from cardgrad.errors import CardgradError

FORMATS = {
    "flashcard-page": "a page of flashcards",
    "quiz-page": "a quiz page",
    "csv": "a CSV file",
    "tsv": "a TSV file",
    "anki-text": "a text export of Anki's",
    "apkg": "an Anki package",
    "markdown": "Markdown",
}
"""What can be read, with what a person calls it."""

_ZIP = b"PK"
_MARKDOWN_NAMES = (".md", ".markdown")
_DELIMITER = {"csv": None, "tsv": "\t"}


def gather(file: BinaryIO, name: str, stated: str | None = None) -> tuple[str, Gathered]:
    """Return the format of a file, and what it holds; refuse one that holds no cards."""
    stem = Path(name).stem if name != "-" else "imported"
    head = file.read(4)
    file.seek(0)
    if stated == "apkg" or (stated is None and head[:2] == _ZIP):
        found, gathered = "apkg", read_apkg(file, stem, name)
    else:
        text, dropped = decoded(file.read(SIZE_LIMIT + 1), name)
        found = stated or sniffed(text, name)
        gathered = _read(text, found, stem, name)
        gathered = gathered._replace(said=(*dropped, *gathered.said))
    if not gathered.notes:
        raise CardgradError(
            f"{name} was read as {FORMATS[found]}, and there is no card in it: say another --format if it is one."
        )
    return found, gathered


def gather_bytes(data: bytes, name: str, stated: str | None = None) -> tuple[str, Gathered]:
    """Return the format of bytes, and what they hold."""
    return gather(BytesIO(data), name, stated)


def sniffed(text: str, name: str) -> str:
    """Return the format of a text; refuse one that is none of them, with what it may be."""
    if is_exported_table(text):
        return "csv"
    if is_exported_markdown(text):
        return "markdown"
    lines = text.split("\n")
    if is_flashcard_page(lines):
        return "flashcard-page"
    if is_anki_text(text):
        return "anki-text"
    if text.lstrip()[:200].casefold().startswith(("<!doctype", "<html")):
        raise CardgradError(
            f"{name} is a web page as it is stored: open it in a browser, select all, copy, and import that text."
        )
    if _is_json(text):
        raise CardgradError(f"{name} is JSON, which is no format that cards are read from: export them as CSV instead.")
    if any(line.startswith(("cards:", "deck:")) for line in lines) and name.endswith((".yaml", ".yml")):
        raise CardgradError(f"{name} is a deck already: study it with `cardgrad study {name}`.")
    marked = name.casefold().endswith(_MARKDOWN_NAMES)
    if marked and is_markdown(text):
        return "markdown"
    if is_quiz_page(lines):
        return "quiz-page"
    sign = likely_sign(text)
    if sign == "\t":
        return "tsv"
    if not is_markdown(text) and sign is not None:
        return "csv"
    if is_markdown(text) and not (sign is not None and name.casefold().endswith(".csv")):
        return "markdown"
    if sign is not None:
        return "csv"
    raise CardgradError(
        f"{name} is in no format that is known here: say which with --format, one of {', '.join(FORMATS)}."
    )


def _is_json(text: str) -> bool:
    """Tell whether a text is a JSON document, and not a table whose first cell begins with a bracket."""
    if not text.lstrip("\ufeff \n\t\r").startswith(("{", "[")):
        return False
    import json

    try:
        return isinstance(json.loads(text.strip("\ufeff")), dict | list)
    except (ValueError, RecursionError):
        return False


def _read(text: str, found: str, stem: str, name: str) -> Gathered:
    match found:
        case "flashcard-page":
            return read_flashcard_page(text, stem)
        case "quiz-page":
            return read_quiz_page(text, stem)
        case "anki-text":
            return read_anki_text(text, stem, name)
        case "markdown":
            return read_exported_markdown(text, stem) if is_exported_markdown(text) else read_markdown(text, stem)
        case _:
            return read_table(text, stem, name, _DELIMITER[found])
