"""`cardgrad deck new`: a deck to begin with, and the schema that editors complete it by."""

import os
import re
from pathlib import Path
from typing import Annotated

import typer

from cardgrad.cli.context import Context
from cardgrad.cli.screen import Screen
from cardgrad.cli.telling import tell
from cardgrad.decks.fault import meant
from cardgrad.decks.identity import slug
from cardgrad.decks.library import Library
from cardgrad.decks.place import SUFFIXES
from cardgrad.errors import UsageError
from cardgrad.files import write_files

_LONGEST = 60  # characters of a deck's id: it stands before every card's
_ID = rf"[a-z0-9][a-z0-9-]{{0,{_LONGEST - 1}}}"


def _complete_start(incomplete: str) -> list[str]:
    """Return templates and decks whose name begins so."""
    return [name for name in _starts(Context().library) if name.startswith(incomplete)]


def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The deck's id; its file is NAME.yaml.")],
    start: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="TEMPLATE",
            help="What it begins as: starter, drills or lecture, the id of a deck, or the path of one.",
            autocompletion=_complete_start,
        ),
    ] = "starter",
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")] = False,
) -> None:
    """Write a deck with comments, which works as it is."""
    from cardgrad.decks.schema import schema_text
    from cardgrad.decks.starting import SCHEMA_NAME, started

    path = _path(name)
    library = Context().library
    files = {path: started(_source(start, library), path.stem).encode()}
    schema_path = path.with_name(SCHEMA_NAME)
    current = schema_text().encode()
    if not schema_path.exists():
        files[schema_path] = current
    write_files(files, force=force)
    screen = Screen()
    screen.say(f"Wrote {path}: change what you like, then")
    screen.raw(f"  cardgrad deck check {path}")
    screen.raw(f"  cardgrad deck preview {path} --watch")
    screen.say(
        f"An editor that speaks to yaml-language-server (VS Code with the extension YAML, Neovim, Helix, Emacs) "
        f"completes and checks it while you type, by {SCHEMA_NAME} beside it; nothing is fetched from anywhere."
    )
    if schema_path not in files and schema_path.read_bytes() != current:
        tell(f"{schema_path} is of another version: `cardgrad deck schema -o {schema_path} --force` renews it.")
    for deck in library.decks:
        if deck.id == path.stem and Path(deck.path).absolute() != path.absolute():
            tell(f"{deck.path} has the id {deck.id} too, and so the same history: if that is not meant, rename one.")


def _path(name: str) -> Path:
    """Return the file of a new deck; a name that is no id is a UsageError with one that is."""
    path = Path(name if name.endswith(SUFFIXES) else f"{name}.yaml")
    if re.fullmatch(_ID, path.stem):
        return path
    better = path.with_name(slug(path.stem)[:_LONGEST].strip("-") or "week-3")
    wanted = f"which is made of a-z, 0-9 and hyphens, {_LONGEST} at most"
    raise UsageError(f"{path.stem[: _LONGEST + 1]!r} is no id for a deck, {wanted}: write {better}.")


def _source(start: str, library: Library) -> Path:
    """Return the deck that another one begins as."""
    from cardgrad.decks.starting import TEMPLATES, template_names

    if start in template_names():
        return TEMPLATES / f"{start}.yaml"
    if start.endswith(SUFFIXES) or os.path.isfile(start):  # noqa: PTH113 - a Path raises where the name is too long
        return Path(start)
    begun = [deck for deck in library.decks if deck.id.startswith(start)]
    found = next((deck for deck in begun if deck.id == start), begun[0] if len(begun) == 1 else None)
    if found is None:
        templates, decks = ", ".join(template_names()), ", ".join(deck.id for deck in library.decks)
        raise UsageError(
            f"there is no template or deck {start!r}{meant(start, _starts(library))}: the templates are {templates}; "
            f"the decks {decks}; or give the path of a YAML file."
        )
    return Path(found.path)


def _starts(library: Library) -> list[str]:
    from cardgrad.decks.starting import template_names

    return [*template_names(), *(deck.id for deck in library.decks)]
