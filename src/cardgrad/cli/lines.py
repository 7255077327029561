"""A session without a terminal: one key, answer or `:command` a line, for scripts and pipes."""

import io
import sys

import typer

from cardgrad.cli.clock import now
from cardgrad.cli.context import Context
from cardgrad.cli.screen import Screen
from cardgrad.study.session import Session


def run(session: Session, context: Context, screen: Screen, notices: list[str]) -> None:
    """Run the session until its input ends, which is how a script says that it is done."""
    if sys.stdin is None:  # closed by whoever started us
        sys.stdin = io.StringIO()
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # bytes that are no text are an answer like others
    try:
        while not session.over:
            view = session.view
            screen.draw(view, notices)
            if view.prompt is not None:
                screen.raw(screen.prompt(view).rstrip())
            notices = []
            line = sys.stdin.readline()
            if not line:
                if not session.finished_by_itself:
                    session.quit()
                    screen.draw(session.view, [])
                return
            session.enter(line.rstrip("\r\n"), now())
            if session.editing:
                from cardgrad.cli.editor import edit_card  # only for who edits

                notices = edit_card(session, context)
        if not session.finished_by_itself:
            screen.draw(session.view, [])
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
