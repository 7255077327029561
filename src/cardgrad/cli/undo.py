"""`cardgrad undo`: take back the last answer, after a session too."""

import typer

from cardgrad.cli.clock import now
from cardgrad.cli.context import Context
from cardgrad.cli.screen import Screen
from cardgrad.errors import CardgradError
from cardgrad.history.event import ANSWER, DUE, RESET, RESUME, SKIP, SUSPEND
from cardgrad.history.reading import last_undoable
from cardgrad.scheduling.schedule import PRACTICE

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def undo() -> None:
    """Take back the last answer.

    The next session asks that very question again. It can be done any number of times.
    """
    context = Context()
    event = last_undoable(context.history)
    if event is None:
        raise CardgradError("there is nothing to undo: no answer stands in the history.")
    context.history.undo(event, now())
    if event.kind == ANSWER:
        where = "practice" if event.purpose == PRACTICE else "session"
        Screen().say(f"Undone: the answer graded {event.grade} on {event.card}. The next {where} asks it again.")
    else:
        Screen().say(f"Undone: {_DONE.get(event.kind, event.kind)} {event.card}.")


_DONE = {
    SKIP: "skipping",
    SUSPEND: "suspending",
    RESUME: "resuming",
    RESET: "resetting",
    DUE: "setting the due day of",
}
