"""`cardgrad card`: what a card holds, its schedule and its history; and changes to when it comes back."""

from datetime import date
from typing import Annotated, Any

import typer

from cardgrad.cli.clock import now
from cardgrad.cli.completion import complete_card
from cardgrad.cli.context import Context
from cardgrad.cli.drill_text import drill_lines
from cardgrad.cli.options import AsJson
from cardgrad.cli.output import print_json, print_table
from cardgrad.cli.screen import Screen
from cardgrad.decks.card import Card
from cardgrad.decks.stored import card_document
from cardgrad.errors import UsageError
from cardgrad.history.event import ANSWER, DUE, RESET, RESUME, REVISION, SUSPEND, Event, Happening
from cardgrad.history.reading import events_of
from cardgrad.history.revising import last_revision, revisions
from cardgrad.scheduling.schedule import Schedule
from cardgrad.scheduling.study_day import Moment, iso_day
from cardgrad.study.asking import ask
from cardgrad.study.tally import counted
from cardgrad.study.view import in_days

app = typer.Typer(rich_markup_mode=None, add_completion=False, help="Show a card, or change when it comes back.")
CardName = Annotated[
    str, typer.Argument(metavar="CARD", help="The card's id, or a beginning of it.", autocompletion=complete_card)
]


@app.callback()
def card() -> None:
    """Show a card, or change when it comes back."""


@app.command()
def show(name: CardName, as_json: AsJson = False) -> None:
    """Show what a card holds, its schedule and its history."""
    context = Context()
    card_id = _find(context, name)
    found, schedule = context.library.card(card_id), context.history.schedule(card_id)
    events = events_of(context.history, card_id)
    if as_json:
        print_json(document(card_id, found, schedule, events))
        return
    screen = Screen()
    revision: str | None = None
    screen.say(card_id, "bold cyan")
    if found is None:
        screen.say("This card is in none of your decks; its history is kept.", "yellow")
    else:
        question = ask(found, "card show", 0)
        revision = getattr(question, "revision", None)
        for block in (*question.shown(), *question.explained()):
            screen.block(block)
        for line in drill_lines(found.content):
            screen.raw(line)
        screen.say(f"\n{found.source}" if found.source else "", "dim")
        screen.raw(f"{found.path}:{found.line}")
        for day, text in found.corrected:
            screen.say(f"Corrected on {iso_day(day)}: {text}")
    today = now().study_day(context.history.turn)
    screen.say("")
    for line in _standing(schedule, today):
        screen.say(line)
    for line in _changes(events, revision):
        screen.say(line)
    if events:
        screen.say("")
        print_table(screen, ("Day", "What", "Grade", "How", "Answer"), [_row(event) for event in events])


def document(card_id: str, found: Card | None, schedule: Schedule, events: list[Event]) -> dict[str, Any]:
    """Return a card with its schedule and reviews as a JSON document."""
    return {
        **(card_document(found) if found else _UNKNOWN | {"id": card_id, "deck": card_id.partition("/")[0]}),
        "easiness": schedule.easiness / 100,
        "interval": schedule.interval,
        "repetitions": schedule.repetitions,
        "lapses": schedule.lapses,
        "due": None if schedule.due is None else iso_day(schedule.due),
        "suspended": bool(schedule.suspended),
        "answers": schedule.answers,
        "reviews": [_review(event) for event in events if event.kind == ANSWER],
        "revisions": [
            {"day": iso_day(day), "revision": met, "answers_before": answers} for day, met, answers in revisions(events)
        ],
    }


# A card that only the history knows: its keys are those of a card that a deck has.
_UNKNOWN: dict[str, Any] = {
    **dict.fromkeys(("id", "kind", "deck", "entry", "path", "line", "hint", "why", "source", "image", "content")),
    **{key: [] for key in ("tags", "needs", "was", "corrected")},
}


@app.command()
def suspend(name: CardName) -> None:
    """Take a card out of the queue until it is resumed."""
    _write(name, SUSPEND, "is suspended; `cardgrad card resume` brings it back")


@app.command()
def resume(name: CardName) -> None:
    """Put a suspended card back into the queue."""
    _write(name, RESUME, "is back in the queue")


@app.command()
def reset(name: CardName) -> None:
    """Let a card start anew; its answers stay in the history."""
    _write(name, RESET, "starts anew")


@app.command("set-due")
def set_due(
    name: CardName, day: Annotated[str, typer.Argument(help="A date like 2026-12-24, or a number of days from today.")]
) -> None:
    """Set the day on which a card comes back."""
    today = now().study_day(Context().settings["day-turns-at"])
    try:
        due = today + int(day) if day.lstrip("-").isdigit() else date.fromisoformat(day).toordinal()
        iso_day(due)
    except (ValueError, OverflowError) as error:
        raise UsageError(f"{day!r} is no day: write a date like 2026-12-24, or a number of days from today.") from error
    _write(name, DUE, f"comes back on {iso_day(due)}", str(due))


def _write(name: str, kind: str, said: str, target: str | None = None) -> None:
    context = Context()
    card_id = _find(context, name)
    context.history.append(now(), Happening(kind, card_id, target=target))
    Screen().say(f"{card_id} {said}.")


def _find(context: Context, name: str) -> str:
    """Return the id of a card of the decks, or of one that only the history knows."""
    try:
        return context.library.find_card(name).id
    except UsageError:
        known = context.history.schedules()
        if name in known:
            return name
        matching = [card for card in known if card.startswith(name)]
        if len(matching) == 1:
            return matching[0]
        raise


def _standing(schedule: Schedule, today: int) -> list[str]:
    """Return a schedule in sentences."""
    if schedule.due is None:
        lines = ["New: not yet studied."]
    else:
        away = f"{in_days(schedule.due - today)}" if schedule.due > today else "due now"
        lines = [
            f"Due {iso_day(schedule.due)} ({away})",
            f"Interval {schedule.interval} d, easiness {schedule.easiness / 100:.2f},"
            f" {counted(schedule.repetitions, 'pass', 'passes')} in a row, {counted(schedule.lapses, 'lapse')}",
        ]
    return [*lines, *(["Suspended: cardgrad card resume brings it back."] if schedule.suspended else [])]


def _changes(events: list[Event], revision: str | None) -> list[str]:
    """Return when a drill became another, as its learner met it, and whether it has since the last answer."""
    changes = revisions(events)
    lines = [
        f"The drill changed on {iso_day(day)}: {counted(answers, 'answer')} before it." for day, _, answers in changes
    ]
    last, answers = last_revision(events), sum(event.kind == ANSWER for event in events)
    if revision is not None and last not in (None, revision):
        lines.append(f"The drill has changed since you answered it last: {counted(answers, 'answer')} before it.")
    return lines


def _row(event: Event) -> tuple[object, ...]:
    typed = event.facts.get("typed") or []
    how = event.facts.get("verdict") or event.facts.get("grader") or ""
    if event.facts.get("grader") == "override":
        how += ", regraded by you"
    what = event.purpose if event.kind == ANSWER else _KINDS.get(event.kind, event.kind)
    return iso_day(event.day), what, "-" if event.grade is None else event.grade, how, " then ".join(typed)


_KINDS = {REVISION: "drill changed"}


def _review(event: Event) -> dict[str, Any]:
    return {
        "id": event.id,
        "at": Moment(event.wall, event.offset).iso(),
        "day": iso_day(event.day),
        "grade": event.grade,
        "purpose": event.purpose,
        **event.facts,
    }
