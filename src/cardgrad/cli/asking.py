"""Lines asked for one after the other: with a line editor at a terminal, from stdin elsewhere."""

import io
import sys
from collections.abc import Callable
from contextlib import ExitStack

from cardgrad.cli.screen import Screen, interactive

Ask = Callable[[str], str]


def _for_ever() -> None:
    """Wait as long as it takes."""


def asking(screen: Screen, stack: ExitStack, up: str = "", patience: Callable[[], float | None] = _for_ever) -> Ask:
    """Return a function that asks for a line, its prompt deck text; EOFError where there is none any more.

    The up key types `up`, where there is something to go back to. At a terminal a line that does not come within the
    seconds of `patience` is a TimeIsUpError. The terminal is left as it was when `stack` ends.
    """
    if interactive():
        return _at_a_terminal(screen, stack, up, patience)
    if sys.stdin is None:  # closed by whoever started us
        sys.stdin = io.StringIO()
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # bytes that are no text are an answer like others

    def read(prompt: str) -> str:
        screen.raw(f"{screen.text(prompt).plain}:")
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        return line.rstrip("\r\n")

    return read


def _at_a_terminal(screen: Screen, stack: ExitStack, up: str, patience: Callable[[], float | None]) -> Ask:
    import readline

    from cardgrad.cli.terminal import ResizedError, Terminal, TimeIsUpError

    terminal = stack.enter_context(Terminal())
    for sequence in (r"\e[A", r"\eOA") if up else ():
        readline.parse_and_bind(rf'"{sequence}": "\C-a\C-k{up}\C-m"')

    def ask(prompt: str) -> str:
        while True:
            try:
                return terminal.line(f"{screen.text(prompt).plain}: ", patience=patience())
            except ResizedError:
                screen.say("")
            except (EOFError, TimeIsUpError):
                screen.say("")  # the line is left open
                raise

    return ask
