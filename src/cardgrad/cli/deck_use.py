"""`cardgrad deck use`: study decks from anywhere for good, or one again that was hidden."""

from pathlib import Path
from typing import Annotated

import typer

from cardgrad.cli.completion import complete_hidden_deck
from cardgrad.cli.context import Context
from cardgrad.cli.screen import Screen
from cardgrad.decks.selection import Selection, write_selection
from cardgrad.decks.using import home_of, is_path, named_by_path, read_decks, refuse_clashes, replaced, whole_path
from cardgrad.study.tally import counted


def use(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH|DECK...",
            help="A deck file or a folder of them, wherever it is; or a hidden deck by its id.",
            autocompletion=complete_hidden_deck,
        ),
    ],
) -> None:
    """Study a deck file or a folder from anywhere for good, or a hidden deck again.

    The files stay where they are. What was learned stays as it is, whatever is used or hidden.
    """
    context = Context()
    screen = Screen()
    for name in names:
        selection = context.selection
        deck = None if is_path(name) else _hidden(context, name)
        path = whole_path(name)
        if deck is not None:
            changed, said = selection.showing(deck), [f"{deck} is studied again, where you left it."]
        elif is_path(name) or Path(path).exists():
            changed, said = _added(context, selection, path)
        else:
            found = context.library.find_deck(name)
            hint = f": `cardgrad deck use {found.path}` keeps it there" if found in context.library.elsewhere else ""
            said = [f"{found.id} is " + ("not among your decks" if hint else "among your decks already") + hint + "."]
            changed = selection
        if changed != selection:
            write_selection(context.home, changed)
            context.read_library()
        for line in said:
            screen.line(line)


def _hidden(context: Context, name: str) -> str | None:
    """Return the hidden deck that a name means, also one whose file is broken or gone."""
    hidden = context.selection.hidden
    if name in hidden:
        return name
    beginning = [deck for deck in hidden if deck.startswith(name)]
    studied = any(deck.id.startswith(name) for deck in context.library.decks)
    return beginning[0] if len(beginning) == 1 and not studied else None


def _added(context: Context, selection: Selection, path: str) -> tuple[Selection, list[str]]:
    """Return the selection with a path more, and what to say of it."""
    library = context.library
    place = home_of(path, library)
    if place is not None and Path(path).exists():
        deck = named_by_path(path, library)
        if deck is not None and deck in library.hidden:
            return selection.showing(deck.id), [f"{deck.id} is studied again, where you left it."]
        inside = "is" if place == path else f"lies in {place}, which is"
        return selection, [f"{path} {inside} among your decks already."]
    found = read_decks(path)
    try:
        refuse_clashes(found, library)
        said = []
        changed = selection.using(path)
        for deck in found.decks:
            shipped = "; it replaces the shipped one" * replaced(deck, library)
            said.append(f"{deck.title} ({deck.id}): {counted(deck.cards, 'card')}{shipped}.")
            changed = changed.showing(deck.id)
        if len(found.decks) > 1:
            said.append(f"{counted(len(found.decks), 'deck')} of {path} are among your decks now.")
        else:
            said.append(f"{path} is among your decks now.")
        if found.faults:
            faults = counted(len(found.faults), "fault")
            said.append(f"There {'is' if len(found.faults) == 1 else 'are'} {faults}: cardgrad deck check {path}")
        return changed, said
    finally:
        found.close()
