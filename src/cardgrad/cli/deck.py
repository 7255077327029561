"""`cardgrad deck`: the decks there are, what they hold, and what is wrong with them."""

from typing import Annotated, Any

import typer

from cardgrad.cli.completion import complete_deck
from cardgrad.cli.context import Context, warn
from cardgrad.cli.deck_check import check
from cardgrad.cli.due import look
from cardgrad.cli.options import AsJson
from cardgrad.cli.output import print_json, print_table
from cardgrad.cli.screen import Screen
from cardgrad.decks.card import Card
from cardgrad.decks.stored import as_document
from cardgrad.scheduling.study_day import iso_day

app = typer.Typer(rich_markup_mode=None, add_completion=False, help="List, show and check decks.")


@app.callback()
def deck() -> None:
    """List, show and check decks."""


@app.command("list")
def list_decks(as_json: AsJson = False) -> None:
    """List your decks in study order."""
    context = Context()
    counts = {row.id: row for row in look(context).decks}
    rows = [
        {
            "id": found.id,
            "title": found.title,
            "cards": found.cards,
            "due": counts[found.id].due,
            "new": counts[found.id].new,
            "origin": found.origin,
            "path": str(found.path),
        }
        for found in context.library.decks
    ]
    if as_json:
        print_json(rows)
        return
    screen = Screen()
    warn(context.library)
    keys = ("id", "title", "cards", "due", "new", "origin")
    print_table(screen, [key.capitalize() for key in keys], [[row[key] for key in keys] for row in rows])


@app.command()
def show(
    name: Annotated[
        str, typer.Argument(metavar="DECK", help="The deck's id, or a beginning of it.", autocompletion=complete_deck)
    ],
    as_json: AsJson = False,
) -> None:
    """Show the cards of a deck."""
    context = Context()
    found = context.library.find_deck(name)
    cards = context.library.cards(found.id)
    schedules = context.history.schedules()
    if as_json:
        print_json(
            {
                "id": found.id,
                "title": found.title,
                "path": str(found.path),
                "origin": found.origin,
                "notes": context.library.notes(found.id),
                "cards": [_document(card) for card in cards],
            }
        )
        return
    screen = Screen()
    screen.say(f"{found.title} ({found.path})", "bold")
    rows = []
    for card in cards:
        due = schedules[card.id].due if card.id in schedules else None
        rows.append((card.id.partition("/")[2], card.kind, "new" if due is None else iso_day(due), " ".join(card.tags)))
    print_table(screen, ("Card", "Kind", "Due", "Tags"), rows)
    counting = [card.id.partition("/")[2] for card in cards if getattr(card.content, "proof", "")]
    if counting:
        screen.say(f"Proof: arithmetic, for {', '.join(counting)}")


app.command()(check)


def _document(card: Card) -> dict[str, Any]:
    return {
        "id": card.id,
        "kind": card.kind,
        "entry": card.entry,
        "line": card.line,
        "tags": list(card.tags),
        "content": as_document(card.content),
    }
