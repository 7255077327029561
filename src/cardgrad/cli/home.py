"""`cardgrad` alone: what is due, and the command that starts."""

from cardgrad.cli.context import Context, warn
from cardgrad.cli.due import advice, document, look
from cardgrad.cli.output import print_json
from cardgrad.cli.screen import Screen


def show(*, as_json: bool) -> None:
    """Say what waits today and how to begin."""
    context = Context()
    first = context.first_time
    found = look(context)
    if as_json:
        print_json(document(found))
        return
    screen = Screen()
    warn(context.library)
    if first:
        cards = sum(deck.cards for deck in found.decks)
        screen.say(f"cardgrad: {cards} cards in {len(found.decks)} decks on backpropagation are ready.", "bold")
    for line in advice(found):
        screen.say(line)
    screen.say("Also: cardgrad due · cardgrad notes DECK · cardgrad deck list · cardgrad --help", "dim")
