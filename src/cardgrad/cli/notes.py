"""`cardgrad notes DECK`: a deck's study notes."""

from typing import Annotated

import typer

from cardgrad.cli.completion import complete_deck
from cardgrad.cli.named_deck import usable_deck
from cardgrad.cli.options import AsJson
from cardgrad.cli.output import print_json
from cardgrad.cli.screen import Screen, interactive
from cardgrad.errors import CardgradError

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def notes(
    deck: Annotated[
        str, typer.Argument(help="The deck's id, or a beginning of it, or its file.", autocompletion=complete_deck)
    ],
    as_json: AsJson = False,
) -> None:
    """Read a deck's study notes."""
    named, found = usable_deck(deck)
    text = named.notes()
    if as_json:
        print_json({"id": found.id, "title": found.title, "notes": text})
    elif text is None:
        raise CardgradError(f"the deck {found.id} has no notes: its author writes them under `notes:` in {found.path}.")
    else:
        Screen().notes(text, paged=interactive())
