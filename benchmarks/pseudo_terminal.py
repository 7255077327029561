"""A program in a pseudo-terminal: what it draws is seen as soon as it is drawn, and keys can be pressed."""

import contextlib
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import termios
from collections.abc import Callable, Mapping, Sequence
from time import perf_counter
from typing import NoReturn

PATIENCE = 30.0  # seconds without a sign of life
_CLEARED = "\x1b[2J"
_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class PseudoTerminal:
    """One program on a terminal of 80 columns and 24 lines."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._fd, inner = os.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self._seen = ""
        self.started = perf_counter()
        self._process = subprocess.Popen(
            command, env=dict(environment), stdin=inner, stdout=inner, stderr=inner, start_new_session=True
        )
        os.close(inner)

    @property
    def screen(self) -> str:
        """The text since the screen was last cleared, without colours."""
        return _CONTROL.sub("", self._seen.rpartition(_CLEARED)[2])

    def wait_until(self, shows: Callable[[str], object]) -> float:
        """Read until the screen shows it; return when, by `perf_counter`."""
        while not shows(self.screen):
            if not self._read():
                self._fail("ended, or stood still, at")
        return perf_counter()

    def press(self, keys: str) -> None:
        """Press keys; what is waited for afterwards is drawn afterwards."""
        self._seen = ""
        os.write(self._fd, keys.encode())

    def end(self) -> None:
        """Read to the end of the program, which must be a good one."""
        while self._read():
            pass
        try:
            if self._process.wait(PATIENCE):
                self._fail("failed")
        except subprocess.TimeoutExpired:
            self._fail("did not end")
        os.close(self._fd)

    def _fail(self, how: str) -> NoReturn:
        """Leave, and leave nothing running."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)  # its own session, with whatever it started
        raise SystemExit(f"benchmarks: the program {how}:\n{self.screen}")

    def _read(self) -> bool:
        """Take in what was drawn; tell whether there was anything."""
        if not select.select([self._fd], [], [], PATIENCE)[0]:
            return False
        try:
            drawn = os.read(self._fd, 65_536)
        except OSError:  # Linux's way to say that nobody holds the other end
            return False
        self._seen += drawn.decode("utf-8", "replace")
        return bool(drawn)
