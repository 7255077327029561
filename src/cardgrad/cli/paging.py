"""A long text in the learner's pager, which shows its first page while the rest is still being made."""

import io
import os
import shlex
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress

from cardgrad.cli.screen import Screen, interactive


@contextmanager
def paged(screen: Screen) -> Iterator[None]:
    """Send what the block prints through the pager, where a person sits at a terminal; leaving it ends the block."""
    pager = _started() if interactive() and not screen.console.is_dumb_terminal else None
    if pager is None or pager.stdin is None:
        yield
        return
    # Ctrl-C is the pager's own affair, which goes on: our end comes with the pager's.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    left = suppress(BrokenPipeError, SystemExit)  # the second is what Rich makes of the first
    try:
        with left, io.TextIOWrapper(pager.stdin, "utf-8", line_buffering=True) as out, left, redirect_stdout(out):
            yield
    finally:
        pager.wait()
        signal.signal(signal.SIGINT, before)


def _started() -> subprocess.Popen[bytes] | None:
    """Start the pager that the environment names, or one that is usual; nothing where there is none."""
    command = os.environ.get("PAGER", "").strip() or shutil.which("less") or shutil.which("more")
    if not command:
        return None
    # F: no pages for what fits on one; R: colours; X: the text stays on the screen afterwards.
    environment = {"LESS": "FRX", **os.environ}
    with suppress(OSError, ValueError):  # ValueError: quotes that do not close
        return subprocess.Popen(shlex.split(command), stdin=subprocess.PIPE, env=environment)  # noqa: S603  the learner's choice
    return None
