"""`cardgrad due`: what is due, deck by deck, and the week ahead."""

from datetime import date
from shlex import quote
from typing import Any

import typer

from cardgrad.cli.clock import now
from cardgrad.cli.context import Context, warn
from cardgrad.cli.options import AsJson
from cardgrad.cli.output import print_json, print_table
from cardgrad.cli.screen import Screen
from cardgrad.scheduling.study_day import iso_day
from cardgrad.study.outlook import Outlook, outlook

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def due(as_json: AsJson = False) -> None:
    """Show what is due, deck by deck, and the week ahead."""
    context = Context()
    found = look(context)
    if as_json:
        print_json(document(found))
        return
    screen = Screen()
    warn(context.library)
    rows = [(deck.title, deck.due, deck.new, deck.cards) for deck in found.decks]
    print_table(
        screen, ("Deck", "Due", "New", "Cards"), [*rows, ("", found.due, found.unseen, sum(row[3] for row in rows))]
    )
    days = [date.fromordinal(found.today + 1 + place) for place in range(len(found.days))]
    screen.say("")
    print_table(screen, [f"{day:%a %d}" for day in days], [found.days])
    screen.say("")
    for line in advice(found):
        screen.say(line)


def look(context: Context) -> Outlook:
    """Return today's outlook over the learner's decks."""
    today = now().study_day(context.settings["day-turns-at"])
    return outlook(context.library, context.history, today, context.settings["new-a-day"])


def document(found: Outlook) -> dict[str, Any]:
    """Return the outlook as a JSON document."""
    return {
        "day": iso_day(found.today),
        "due": found.due,
        "new": found.new,
        "unseen": found.unseen,
        "owed": found.owed,
        "corrected": found.corrected,
        "decks": [deck._asdict() for deck in found.decks],
        "elsewhere": [deck._asdict() for deck in found.elsewhere],
        "forecast": [
            {"day": iso_day(found.today + place), "due": count} for place, count in enumerate(found.days, start=1)
        ],
    }


def advice(found: Outlook) -> list[str]:
    """Return what waits today, and the command that starts."""
    parts = [f"{found.due} due"] if found.due else []
    parts += [f"{found.early} corrected"] if found.early else []
    parts += [f"{found.new} new"] if found.new else []
    parts += [f"{found.owed} to see once more today"] if found.owed else []
    more = " To begin more new cards: cardgrad study --new 20" if found.unseen else ""
    today = f"Today: {', '.join(parts)}. Start with: cardgrad study" if parts else f"Nothing is due now.{more}"
    away = [deck for deck in found.elsewhere if deck.due]
    elsewhere = [f"Also {deck.due} due in {deck.title}: cardgrad study {quote(deck.path)}" for deck in away]
    return [today, *_corrections(found), *elsewhere]


def _corrections(found: Outlook) -> list[str]:
    """Return how many cards were corrected since they were answered."""
    if found.corrected == 1:
        return ["1 card was corrected since you answered it; it comes first."]
    many = f"{found.corrected} cards were corrected since you answered them; they come first."
    return [many] if found.corrected else []
