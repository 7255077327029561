"""`cardgrad undo`: take back the last answer, after a session too."""

import typer

from cardgrad.cli.clock import now
from cardgrad.cli.context import Context
from cardgrad.cli.screen import Screen
from cardgrad.errors import CardgradError
from cardgrad.history.event import ANSWER, SUSPEND
from cardgrad.history.reading import last_undoable

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
    what = (
        f"the answer graded {event.grade}"
        if event.kind == ANSWER
        else {SUSPEND: "the suspension"}.get(event.kind, f"the {event.kind}")
    )
    Screen().say(f"Undone: {what} on {event.card}. `cardgrad study` asks it again.")
