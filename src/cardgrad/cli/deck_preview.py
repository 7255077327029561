"""`cardgrad deck preview`: cards as their learner will see them, while one writes them."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from cardgrad.cli.completion import complete_card, complete_deck
from cardgrad.cli.named_deck import NamedDeck, named_deck
from cardgrad.cli.options import AsJson
from cardgrad.cli.preview_screen import show_card, show_faults
from cardgrad.cli.screen import Screen
from cardgrad.errors import FaultsFoundError, UsageError
from cardgrad.sharing.every_fault import faults_of, merged, read_again
from cardgrad.sharing.shown import shown
from cardgrad.study.tally import counted

_SEED = "1"


def preview(
    deck: Annotated[
        str, typer.Argument(metavar="DECK", help="A deck file, or a deck's id.", autocompletion=complete_deck)
    ],
    card: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Only this card, or the cards of this entry.", autocompletion=complete_card),
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", "-w", help="Show the card that changes whenever it is saved.")
    ] = False,
    html: Annotated[bool, typer.Option("--html", help="Write the whole deck as a page, and open it.")] = False,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Where to write the page.")
    ] = None,
    no_open: Annotated[bool, typer.Option("--no-open", help="Write the page, and leave the browser alone.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is no preview of this deck.")] = False,
    seed: Annotated[str, typer.Option(help="Draw the sample problems by this text.")] = _SEED,
    as_json: AsJson = False,
) -> None:
    """Show cards as a learner will see them, and three problems of each drill with what they tell apart."""
    _agree({"--watch": watch, "--html": html, "--json": as_json})
    if not html and (output or no_open or force):
        raise UsageError("-o, --no-open and --force go with --html: add it, or leave them out.")
    if html and card:
        raise UsageError("--html shows the whole deck: leave out --card.")
    if watch:
        from cardgrad.cli.preview_watch import watch as keep_watching

        keep_watching(named_deck(deck), card, seed)
        return
    found = named_deck(deck)
    if html:
        from cardgrad.cli.preview_page import write_page

        write_page(found, seed, output, force=force, opened=not no_open)
    elif as_json:
        from cardgrad.cli.preview_json import print_document

        print_document(found, card, seed)
    elif card is not None:
        _show_one(found, card, seed)
    else:
        _show_all(found, seed)


def _agree(options: dict[str, bool]) -> None:
    """Refuse two ways to show a deck at once."""
    said = [name for name, wanted in options.items() if wanted]
    if len(said) > 1:
        raise UsageError(f"{' and '.join(said)} do not go together: choose one.")


def _show_one(found: NamedDeck, name: str, seed: str) -> None:
    """Print one card, or those of one entry."""
    screen = Screen()
    try:
        cards = [shown(card, seed) for card in found.meant(name)]
    except UsageError:
        show_faults(screen, found.faults)  # they may be why it is not there
        raise
    show_faults(screen, faults_of(found.path, found.faults, cards))
    for place, card in enumerate(cards):
        screen.told("") if place else None
        show_card(screen, card)


def _show_all(found: NamedDeck, seed: str) -> None:
    """Print the whole deck, its faults first."""
    from cardgrad.cli.paging import paged

    screen, in_terminal = Screen(), sys.stdout.isatty()
    with paged(screen):
        screen.say(found.title, "bold")
        screen.told(found.path, "dim")
        if in_terminal:
            ways = "--card ID shows one card, --watch the one that you are writing, --html a page"
            screen.told(f"{counted(len(found.cards()), 'card')}; {ways}.", "dim")
        screen.told("")
        show_faults(screen, merged([*found.faults, *read_again(found.path)]))
        if found.id is None:
            raise FaultsFoundError("no card of this deck can be shown: mend it first.")
        if notes := found.notes():
            screen.notes(notes)
            screen.told("")
        for place, card in enumerate(found.cards()):
            if place:
                screen.told(f"\n{'─' * screen.width}", "dim")
            show_card(screen, shown(card, seed))
