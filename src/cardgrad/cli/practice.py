"""`cardgrad practice`: whatever the learner picks, as often as they like, without touching the schedule."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer

from cardgrad.cli.clock import now
from cardgrad.cli.completion import complete_deck_or_card, complete_tag
from cardgrad.cli.context import Context, notices
from cardgrad.cli.named_deck import is_path
from cardgrad.cli.screen import Screen, interactive
from cardgrad.cli.study import nothing_there
from cardgrad.decks.library import Library
from cardgrad.decks.place import PATH
from cardgrad.errors import UsageError
from cardgrad.history.log import History
from cardgrad.history.reading import met, salt, suspended, taken_back
from cardgrad.study.practising import missed, practice_plan, practised
from cardgrad.study.queue import Slot
from cardgrad.study.session import Session
from cardgrad.study.tally import counted

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def practice(
    picked: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[DECK|CARD]...",
            help="Decks or cards by id (a beginning is enough), or deck files by path; else every card you have met.",
            autocompletion=complete_deck_or_card,
        ),
    ] = None,
    tag: Annotated[str | None, typer.Option(help="Only cards with this tag.", autocompletion=complete_tag)] = None,
    days: Annotated[
        int | None,
        typer.Option("--missed", metavar="DAYS", min=1, max=36_500, help="Only cards missed within so many days."),
    ] = None,
    count: Annotated[
        int | None,
        typer.Option(min=1, max=10_000, help="So many questions; beyond the cards, drills come with fresh numbers."),
    ] = None,
    band: Annotated[
        Literal["easy", "medium", "hard"] | None, typer.Option(help="Only problems as hard as this; else any.")
    ] = None,
    seed: Annotated[str | None, typer.Option(help="Shuffle and draw problems by this text instead.")] = None,
) -> None:
    """Practise what you like, whatever its day; your schedule stays as it is."""
    paths = [Path(text) for text in picked or [] if is_path(text)]
    names = [text for text in picked or [] if not is_path(text)]
    context = Context(paths)
    library, history, moment = context.library, context.history, now()
    today = moment.study_day(history.turn)
    slots = _chosen(library, names, paths, tag) if names or paths or tag else _met(library, history)
    if not slots:
        raise UsageError(nothing_there(library, tag, paths))
    resting = suspended(history).difference(names)
    awake = [slot for slot in slots if slot[0] not in resting]
    if not awake:
        raise UsageError("every card here is suspended: `cardgrad card resume CARD` brings one back.")
    screen = Screen(keys=interactive())
    if days is not None:
        wrong = missed(history, today, days)
        awake = [slot for slot in awake if slot[0] in wrong]
        if not awake:
            screen.say(f"Nothing here was missed {_within(days)}: there is nothing to practise again.")
            return
    own_salt = salt(history) if seed is None else f"seed {seed}"
    found = practice_plan(awake, practised(history, today), f"{own_salt} {today}", count, taken_back(history))
    session = Session(library, history, found, own_salt, moment, band=_BANDS.index(band))
    said = [_opening(len(awake), len(found.turns)), *notices(library)]
    from cardgrad.cli import keys, lines

    (keys if interactive() else lines).run(session, context, screen, said)


_BANDS = (None, "easy", "medium", "hard")  # as the generator numbers them


def _met(library: Library, history: History) -> list[Slot]:
    """Return the cards that the learner has answered, or all where there is none."""
    slots = library.slots()
    known = met(history)
    return [slot for slot in slots if slot[0] in known] or slots


def _chosen(library: Library, picked: Sequence[str], paths: Sequence[Path], tag: str | None) -> list[Slot]:
    """Return the cards of the decks, files and cards that were named, or all with a tag."""
    slots = library.slots(None, tag)
    if not picked and not paths:
        return slots
    ids = {deck.id for deck in library.decks if deck.origin == PATH}
    for name in picked:
        ids |= _ids(library, name)
    return [slot for slot in slots if not ids.isdisjoint((slot[0], slot[2]))]


def _ids(library: Library, name: str) -> set[str]:
    """Return the deck, or the card, or the siblings of an entry, that a name means; else a UsageError."""
    decks = {deck.id for deck in library.decks}
    if "/" in name:
        found = {card for card, entry, _, _ in library.slots() if name in (card, entry)} or {library.find_card(name).id}
    elif any(deck.startswith(name) for deck in decks):
        found = {library.find_deck(name).id}
    else:
        found = {card for card, *_ in library.slots() if card.partition("/")[2] == name} or {library.find_deck(name).id}
    for known in found:
        library.find_studied_deck(known.partition("/")[0])  # which refuses one that is not among the decks
    return found


def _within(days: int) -> str:
    return "today" if days == 1 else f"within {days} days"


def _opening(cards: int, turns: int) -> str:
    """Return what is about to be practised, and that it does not count."""
    all_cards = counted(cards, "card")
    if turns > cards:
        what = f"{turns} questions on {all_cards}"
    else:
        what = all_cards if turns == cards else f"{turns} of {all_cards}"
    return f"Practice: {what}. Your schedule stays as it is."
