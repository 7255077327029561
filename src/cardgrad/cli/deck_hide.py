"""`cardgrad deck hide`: leave a deck out of study, or take a path out of the library."""

from typing import Annotated

import typer

from cardgrad.cli.completion import complete_deck
from cardgrad.cli.context import Context
from cardgrad.cli.screen import Screen
from cardgrad.decks.selection import Selection, write_selection
from cardgrad.decks.using import is_path, named_by_path, whole_path
from cardgrad.errors import UsageError


def hide(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="DECK|PATH...",
            help="A deck by its id, shipped or your own; or a file or folder that you use, by its path.",
            autocompletion=complete_deck,
        ),
    ],
) -> None:
    """Leave a deck out of study, or a file or folder that you use out of your decks.

    What was learned is kept; `cardgrad deck use` brings it back.
    """
    context = Context()
    screen = Screen()
    for name in names:
        selection = context.selection
        path = whole_path(name)
        if path in selection.used and (is_path(name) or name not in _ids(context)):
            changed = selection.without(path)
            said = f"{path} is no longer among your decks; what it holds and what you learned stay as they are."
        else:
            changed, said = _hidden(context, selection, name, path)
        if changed != selection:
            write_selection(context.home, changed)
            context.read_library()
        screen.line(said)


def _ids(context: Context) -> list[str]:
    return [deck.id for deck in (*context.library.decks, *context.library.hidden)]


def _hidden(context: Context, selection: Selection, name: str, path: str) -> tuple[Selection, str]:
    """Return the selection without the deck of this name or file, and what to say of it."""
    library = context.library
    broken = [found.id for found in library.unusable() if name == found.id]
    if name in selection.hidden:
        deck = name
    elif broken:
        deck = broken[0]
    elif is_path(name):
        found = named_by_path(path, library)
        if found is None:
            raise UsageError(f"{path} is not among your decks: `cardgrad deck list` lists them with their paths.")
        deck = found.id
    else:
        deck = library.find_deck(name).id
    if deck in selection.hidden:
        return selection, f"{deck} is hidden already."
    back = f"`cardgrad deck use {deck}` brings it back"
    return selection.hiding(deck), f"{deck} is hidden: it is not studied, and what you learned is kept; {back}."
