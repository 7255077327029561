"""The command line: the only place that prints, prompts or exits."""

import errno
import gc
import os
import sys
from types import TracebackType


def main() -> None:
    """Run `cardgrad`."""
    gc.set_threshold(100_000)  # starting makes many objects and hardly any garbage; looking for it takes 6 ms of 100
    from typer.main import get_command

    from cardgrad.cli.app import app

    sys.excepthook = _bug
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: PTH123, SIM115  closed by whoever started us
    try:
        try:
            get_command(app)(prog_name="cardgrad")
        finally:
            sys.stdout.flush()
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        print(f"cardgrad: the output could not be written: {error.strerror}.", file=sys.stderr)
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115  or Python would try, and complain, once more
        sys.exit(1)


_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EIO)


def _bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Keep the traceback of what should not happen, and say what it is."""
    sys.__excepthook__(kind, error, trace)
    print("cardgrad: this is a bug in cardgrad; every answer given before it is kept.", file=sys.stderr)
