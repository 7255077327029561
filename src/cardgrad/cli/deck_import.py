"""`cardgrad deck import`: cards that people have elsewhere become a deck, or update the one they became before."""

import stat
import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, Literal

import typer

from cardgrad.cli.options import AsJson
from cardgrad.cli.output import print_json
from cardgrad.cli.telling import put
from cardgrad.decks.identity import slug
from cardgrad.decks.place import SUFFIXES
from cardgrad.errors import CardgradError, UsageError
from cardgrad.files import require_place, write_files

if TYPE_CHECKING:
    from cardgrad.decks.importing.deck import Made
    from cardgrad.decks.importing.note import Gathered

Format = Literal["flashcard-page", "quiz-page", "csv", "tsv", "anki-text", "apkg", "markdown"]
_STDIN = "-"
_MOST_PIPED = 256_000_000  # bytes


def import_(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="The text of a flashcard or quiz page, CSV, TSV, Anki's text export or package, Markdown; - is stdin.",
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="OUT.yaml", help="The deck to write or to update; stdout without it."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that no import made.")] = False,
    format_: Annotated[
        Format | None, typer.Option("--format", help="What the file is, where its contents do not tell.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Make a deck of cards from elsewhere; importing again updates what you did not change, and lists the rest."""
    from cardgrad.cli.deck_import_screen import document, lines  # what reads and writes decks is slow to load
    from cardgrad.decks.importing.sniffing import FORMATS, gather

    old = _old(file, output)
    with _opened(file) as opened:
        found, gathered = gather(opened, file.name if str(file) != _STDIN else _STDIN, format_)
    made = _made(file, output, gathered, old, force=force)
    if output is not None and made.data != old:
        write_files({output.resolve(): made.data}, force=True)  # whether it may be replaced has been decided
    if as_json:
        print_json(document(made, str(file), found, output))
        return
    if output is None:
        sys.stdout.write(made.data.decode())
        sys.stdout.flush()
    for line in lines(made, str(file), FORMATS[found], output):
        put(line, sys.stderr if output is None else sys.stdout)


def _old(file: Path, output: Path | None) -> bytes | None:
    """Return what stands in the deck already, if there is one; refuse places where no deck can be."""
    if output is None:
        return None
    if output.suffix not in SUFFIXES:
        raise UsageError(
            f"-o {output}: a deck is a file that ends in .yaml or .yml: write {output.stem or 'deck'}.yaml."
        )
    require_place([output], force=True)  # whether it may be replaced is decided by what stands in it
    if not output.exists():
        return None
    if file.exists() and output.samefile(file):
        raise UsageError(f"-o {output}: this is the file that is imported: name another.")
    try:
        return output.read_bytes()
    except OSError as error:
        raise CardgradError(f"{output} cannot be read ({error.strerror}): choose another place.") from error


def _opened(file: Path) -> BinaryIO:
    """Return the file, or all of what comes through a pipe."""
    try:
        if str(file) == _STDIN:
            return BytesIO(sys.stdin.buffer.read(_MOST_PIPED))
        mode = file.stat().st_mode
        if stat.S_ISDIR(mode):
            raise UsageError(f"{file}: this is a folder: name a file in it.")
        opened = file.open("rb")
        if stat.S_ISREG(mode):
            return opened
        with opened:
            return BytesIO(opened.read(_MOST_PIPED))
    except FileNotFoundError as error:
        raise UsageError(f"{file}: there is no such file: check the spelling of the path.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CardgradError(f"{file}: cannot be read ({reason}): check the path and its permissions.") from error


def _made(file: Path, output: Path | None, gathered: "Gathered", old: bytes | None, *, force: bool) -> "Made":
    """Return the deck made anew, or the old one brought up to date where an import made it."""
    from cardgrad.decks.importing.deck import brought_into, is_imported, made_anew

    shown = str(output or "the deck")
    if old is not None:
        try:
            made_before = is_imported(old, shown)
        except CardgradError:
            if not force:
                raise
            made_before = False
        if made_before:
            return brought_into(old, gathered, shown)
        if not force:
            raise CardgradError(
                f"{output} is there already, and no import made it: choose another name, or replace it with --force."
            )
    name = file.name if str(file) != _STDIN else ""
    titled = name and gathered.title != file.stem
    source = f"{gathered.title} ({name})" if titled else name or gathered.title
    deck_id = slug(output.stem if output else "") or slug(gathered.title) or slug(file.stem) or "imported"
    return made_anew(gathered, deck_id, source, shown)
