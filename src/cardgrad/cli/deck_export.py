"""`cardgrad deck export`: a deck for Anki, for spreadsheets, for programs, and to read."""

from pathlib import Path
from typing import Annotated

import typer

from cardgrad.cli.completion import complete_deck
from cardgrad.cli.named_deck import NamedDeck, usable_deck
from cardgrad.cli.telling import tell
from cardgrad.decks.fault import ERROR, meant
from cardgrad.decks.library import Deck
from cardgrad.errors import UsageError
from cardgrad.files import require_place, write_files
from cardgrad.sharing.formats import FORMATS

_CALLED = {"anki": "apkg", "markdown": "md", "excel": "csv", "spreadsheet": "csv"}  # what people call a format
_NAMED = 8  # entries
_MOST = 100  # problems of a drill: more of them nobody learns by heart


def export(
    deck: Annotated[
        str, typer.Argument(metavar="DECK", help="A deck's id, or a deck file.", autocompletion=complete_deck)
    ],
    to: Annotated[str, typer.Option("--to", metavar="FORMAT", help=f"One of {', '.join(FORMATS)}.")],
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Where to write.")] = None,
    problems: Annotated[int, typer.Option(min=1, max=_MOST, help="Problems of each drill.")] = 5,
    seed: Annotated[str, typer.Option(help="Draw the problems by this text.")] = "1",
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Write a deck for Anki (apkg), as CSV, JSON or Markdown; drills become problems that stay as they are."""
    if to not in FORMATS:
        called = _CALLED.get(to.lower())
        guess = f" (did you mean {called}?)" if called else meant(to, FORMATS)
        raise UsageError(f"--to {to}: there is no such format{guess}: it is one of {', '.join(FORMATS)}.")
    found, listed = usable_deck(deck)
    file = output or Path(f"{listed.id}.{to}")
    require_place([file], force=force)
    from cardgrad.sharing.formats import export as exported
    from cardgrad.sharing.shared import share

    shared = share(listed.id, found.title, found.notes(), found.cards(), problems, seed)
    made = exported(shared, to, int(Path(found.path).stat().st_mtime), _replaced(file))
    write_files({file: made.data}, force=force)
    for sentence in (*_left_out(found), *_unfinished(listed), *made.said):
        tell(sentence)
    print(file)


def _left_out(found: NamedDeck) -> list[str]:
    """Return why entries with errors are not in the file."""
    return [f"{fault}; what it keeps from use is left out." for fault in found.faults if fault.severity == ERROR]


def _unfinished(deck: Deck) -> list[str]:
    """Return which entries are marked `todo`, and so not in the file."""
    ids = [name.partition("/")[2] for name in deck.unfinished]
    if not ids:
        return []
    more = f" and {len(ids) - _NAMED} more" if len(ids) > _NAMED else ""
    return [f"not finished, and left out: {', '.join(ids[:_NAMED])}{more}; delete their 'todo' when they are."]


def _replaced(file: Path) -> bytes | None:
    """Return the file that is replaced, if there is one."""
    try:
        return file.read_bytes()
    except OSError:
        return None
