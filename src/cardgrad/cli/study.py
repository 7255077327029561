"""`cardgrad study`: the session, from the queue to the last key."""

from pathlib import Path
from typing import Annotated

import typer

from cardgrad.cli.clock import now
from cardgrad.cli.completion import complete_deck, complete_tag
from cardgrad.cli.context import Context, notices
from cardgrad.cli.screen import Screen, interactive
from cardgrad.decks.library import Library
from cardgrad.errors import UsageError
from cardgrad.history.reading import forecast, salt, standing, taken_back
from cardgrad.history.untold import cards_untold
from cardgrad.study.queue import Wish, plan
from cardgrad.study.session import Session
from cardgrad.study.view import in_days

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def study(
    decks: Annotated[
        list[str] | None,
        typer.Argument(
            help="Decks by id (a beginning is enough), or deck files by path.", autocompletion=complete_deck
        ),
    ] = None,
    tag: Annotated[str | None, typer.Option(help="Only cards with this tag.", autocompletion=complete_tag)] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many cards; repeats are not counted.")] = None,
    new: Annotated[int | None, typer.Option(min=0, help="So many new cards a day (normally 10).")] = None,
    minutes: Annotated[
        int | None, typer.Option(min=0, max=100_000, help="Stop after the card that runs at this time.")
    ] = None,
    ahead: Annotated[int, typer.Option(min=0, help="Also cards due within so many days, as practice.")] = 0,
    seed: Annotated[str | None, typer.Option(help="Break ties and draw problems by this text instead.")] = None,
) -> None:
    """Study what is due, then new cards."""
    paths, names = _sorted_out(decks or [])
    context = Context(paths)
    greeting = _GREETING if context.first_time else []
    library, history, moment = context.library, context.history, now()
    chosen = [library.find_studied_deck(name).id for name in names] + [
        deck.id for deck in library.decks if deck.origin == "path"
    ]
    slots = library.slots(chosen if paths or names else None, tag)
    if not slots:
        raise UsageError(nothing_there(library, tag, paths))
    today = moment.study_day(history.turn)
    wish = Wish(limit, context.settings["new-a-day"] if new is None else new)
    own_salt = salt(history) if seed is None else f"seed {seed}"
    stand = standing(history, today, ahead)
    corrected = cards_untold(history, library.corrections(), today)
    found = plan(slots, stand, wish, f"{own_salt} {today}", taken_back(history), corrected)
    said = [*greeting, *notices(library)]
    screen = Screen(keys=interactive())
    if not found.turns and not found.owed:
        for line in [*said, *_nothing_due(context, wish, {card for card, *_ in slots}, stand.touched, today)]:
            screen.say(line)
        return
    deadline = None if minutes is None else moment.instant + minutes * _MINUTE
    session = Session(library, history, found, own_salt, moment, deadline)
    from cardgrad.cli import keys, lines

    (keys if interactive() else lines).run(session, context, screen, said)


_MINUTE = 60_000  # milliseconds
_GREETING = [
    "Welcome to cardgrad. Each card comes back just before you would forget it.",
    "Answer honestly: what you knew waits longer, what you missed comes again today.",
    "Drills have fresh numbers every time, and name the mistake you made.",
    "Every answer is kept at once: quit whenever you like with q (or :quit).",
]


def _sorted_out(arguments: list[str]) -> tuple[list[Path], list[str]]:
    """Return which arguments are paths and which are names of decks."""
    paths = [Path(text) for text in arguments if "/" in text or text.endswith((".yaml", ".yml"))]
    return paths, [text for text in arguments if Path(text) not in paths]


def nothing_there(library: Library, tag: str | None, paths: list[Path]) -> str:
    """Return why no card was found, as one sentence."""
    if library.hidden and not library.decks:
        return "every deck is hidden: `cardgrad deck list` names them, and `cardgrad deck use DECK` brings one back."
    if tag is not None:
        return f"no card here has the tag {tag!r}: `cardgrad deck show DECK` lists the tags."
    named = {str(path) for path in paths}
    faults = sorted(library.faults, key=lambda fault: fault.path not in named)
    more = f" (and {len(faults) - 1} more; `cardgrad deck check` lists all)" if len(faults) > 1 else ""
    return f"there is no card to study: {faults[0]}{more}" if faults else "there is no card to study."


def _nothing_due(context: Context, wish: Wish, cards: set[str], touched: set[str], today: int) -> list[str]:
    """Return what comes when, and how to go on anyway; what was put off today comes tomorrow."""
    known = forecast(context.history, today, 3660)
    coming = {card: max(due, today + 1) for card, due in known.items() if card in cards}
    unseen = len(cards - touched)
    lines = ["Nothing is due now: you are done for today."]
    if coming:
        day = min(coming.values())
        count = sum(due == day for due in coming.values())
        lines.append(f"Next: {count} card{'s' * (count != 1)} {in_days(day - today)}.")
    if unseen:
        waiting = "1 new card waits" if unseen == 1 else f"{unseen} new cards wait"
        lines.append(f"{waiting}; to begin some today: cardgrad study --new {wish.new + 10}")
    if coming:
        lines.append("To practise what comes next (its schedule stays): cardgrad study --ahead 7")
    return lines
