"""The command line: the only place that prints, prompts or exits."""

import gc
import sys
from types import TracebackType


def main() -> None:
    """Run `cardgrad`."""
    gc.set_threshold(100_000)  # starting makes many objects and hardly any garbage; looking for it takes 6 ms of 100
    from typer.main import get_command

    from cardgrad.cli.app import app

    sys.excepthook = _bug
    get_command(app)(prog_name="cardgrad")


def _bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Keep the traceback of what should not happen, and say what it is."""
    sys.__excepthook__(kind, error, trace)
    print("cardgrad: this is a bug in cardgrad; every answer given before it is kept.", file=sys.stderr)
