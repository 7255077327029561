"""A session at a terminal: single keys and edited lines in, whole screens out."""

import typer

from cardgrad.cli.clock import now
from cardgrad.cli.context import Context
from cardgrad.cli.screen import Screen
from cardgrad.cli.terminal import ResizedError, Terminal
from cardgrad.study.session import Session
from cardgrad.study.view import FINISHED


def run(session: Session, context: Context, screen: Screen, notices: list[str]) -> None:
    """Run the session until the learner leaves; Ctrl-C leaves at once, and every answer is kept."""
    try:
        with Terminal() as terminal:
            while not session.over:
                view = session.view
                if view.blocks[:1] and view.blocks[0].role == "notes":
                    with terminal.handed_over():
                        screen.notes(view.blocks[0].text, paged=True)
                    session.press("escape", now())
                    continue
                screen.draw(view, notices)
                if not _react(session, terminal, screen):
                    continue
                notices = []
                if session.editing:
                    from cardgrad.cli.editor import edit_card  # only for who edits

                    with terminal.handed_over():
                        notices = edit_card(session, context)
        if session.view.stage == FINISHED and not session.finished_by_itself:
            screen.draw(session.view, [])
    except KeyboardInterrupt:
        screen.say("\nStopped; every answer given is kept.")
        raise typer.Exit(130) from None


def _react(session: Session, terminal: Terminal, screen: Screen) -> bool:
    """Take one input; tell whether anything but the size of the screen changed."""
    try:
        view = session.view
        if view.prompt is not None:
            session.enter(terminal.line(screen.prompt(view), view.recall), now())
            return True
        key = terminal.key()
        if key == ":":
            session.enter(f":{terminal.line(':')}", now())
            return True
    except ResizedError:
        return False
    except EOFError:
        key = "end"
    if key == "resize":
        return False
    if key == "end":
        session.quit()
    else:
        session.press(key, now())
    return True
