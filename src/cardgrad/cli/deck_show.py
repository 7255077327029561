"""`cardgrad deck show`: the cards of a deck."""

from typing import Annotated, Any

import typer

from cardgrad.cli.completion import complete_deck
from cardgrad.cli.context import Context
from cardgrad.cli.options import AsJson
from cardgrad.cli.output import print_json, print_table
from cardgrad.cli.screen import Screen
from cardgrad.decks.card import Card
from cardgrad.decks.stored import as_document
from cardgrad.scheduling.study_day import iso_day


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


def _document(card: Card) -> dict[str, Any]:
    return {
        "id": card.id,
        "kind": card.kind,
        "entry": card.entry,
        "line": card.line,
        "tags": list(card.tags),
        "content": as_document(card.content),
    }
