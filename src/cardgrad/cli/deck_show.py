"""`cardgrad deck show`: the cards of a deck, where it comes from, and what is unfinished or wrong in it."""

from typing import Annotated

import typer

from cardgrad.cli.completion import complete_deck
from cardgrad.cli.deck_list import state_of
from cardgrad.cli.named_deck import usable_deck
from cardgrad.cli.options import AsJson
from cardgrad.cli.output import print_json, print_table
from cardgrad.cli.screen import Screen
from cardgrad.decks.fault import ERROR
from cardgrad.decks.stored import card_document
from cardgrad.scheduling.study_day import iso_day
from cardgrad.study.tally import counted


def show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="DECK", help="The deck's id, or a beginning of it, or its file.", autocompletion=complete_deck
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """Show the cards of a deck, studied or hidden."""
    named, found = usable_deck(name)
    context, library = named.context, named.library
    cards, faults = library.cards(found.id), library.faults_of(found)
    schedules = context.history.schedules()
    due = {card: iso_day(schedule.due) for card, schedule in schedules.items() if schedule.due is not None}
    if as_json:
        print_json(
            {
                "id": found.id,
                "title": found.title,
                "state": state_of(found, library),
                "origin": found.origin,
                "path": found.path,
                "order": found.order,
                "notes": library.notes(found.id),
                "cards": [card_document(card) | {"due": due.get(card.id)} for card in cards],
                "todo": list(found.unfinished),
                "faults": [{key: value for key, value in fault._asdict().items() if key != "path"} for fault in faults],
            }
        )
        return
    screen = Screen()
    screen.say(found.title, "bold")
    screen.say(f"{found.id}, {found.origin}, {found.path}")
    if found in library.hidden:
        screen.say(f"Hidden: `cardgrad deck use {found.id}` brings it back.", "yellow")
    rows = [(_part(card.id), card.kind, due.get(card.id, "new"), " ".join(card.tags)) for card in cards]
    print_table(screen, ("Card", "Kind", "Due", "Tags"), rows)
    counting = [_part(card.id) for card in cards if getattr(card.content, "proof", "")]
    if counting:
        screen.say(f"Proof: arithmetic, for {', '.join(counting)}")
    if found.unfinished:
        screen.say(f"Not finished, so not studied: {', '.join(map(_part, found.unfinished))}")
    if faults:
        screen.say(f"{counted(len(faults), 'fault')}:", "yellow")
        for fault in faults:
            screen.line(f"{fault}" if fault.severity == ERROR else f"{fault} (warning)")


def _part(card_id: str) -> str:
    """Return a card's id within its deck."""
    return card_id.partition("/")[2]
