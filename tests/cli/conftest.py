"""Golden files (UPDATE_GOLDEN=1 writes them anew), and a real terminal with a person's view of it."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pyte
import pytest

_FOLDER = Path(__file__).parent / "golden"


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compare text with a golden file."""

    def compare(name: str, text: str) -> None:
        path = _FOLDER / name
        if os.environ.get("UPDATE_GOLDEN"):
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return compare


class Tty:
    """`cardgrad` in a pseudo-terminal, and the screen that a person sees."""

    patience = 20.0  # seconds until what was expected counts as missing

    def __init__(self, *arguments: str, rows: int = 24, columns: int = 80) -> None:
        command = arguments if arguments[:1] == ("sh",) else (sys.executable, "-m", "cardgrad", *arguments)
        environment = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
        self.child = pexpect.spawn(command[0], list(command[1:]), dimensions=(rows, columns), env=environment)
        self.child.delaybeforesend = None
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.written = b""  # all that came, for looking at the bytes

    @property
    def lines(self) -> list[str]:
        return [line.rstrip() for line in self.screen.display]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def sees(self, *wanted: str) -> "Tty":
        """Wait until all of these stand on the screen."""
        self.waits(lambda: all(text in self.text for text in wanted), f"{wanted} not seen")
        return self

    def waits(self, come: Callable[[], bool], complaint: str) -> None:
        end = time.monotonic() + self.patience
        while not come():
            if not self._read() or time.monotonic() > end:
                assert come(), f"{complaint} on:\n{self.text}"
                return

    def keys(self, *keys: str) -> "Tty":
        for key in keys:
            self.child.send(key)
        return self

    def resized(self, rows: int, columns: int) -> "Tty":
        self.screen.resize(rows, columns)
        self.child.setwinsize(rows, columns)
        return self

    def ended(self) -> int:
        """Wait for the end; return the exit code, or minus the signal."""
        while self._read():
            pass
        assert self.child.eof() or not self.child.isalive(), f"not ended on:\n{self.text}"
        self.child.close()
        return int(-self.child.signalstatus if self.child.exitstatus is None else self.child.exitstatus)

    def _read(self) -> bool:
        try:
            data = self.child.read_nonblocking(65_536, timeout=self.patience)
        except (pexpect.EOF, pexpect.TIMEOUT):
            return False
        self.written += data
        self.stream.feed(data)
        return True


@pytest.fixture
def tty() -> Iterator[Callable[..., Tty]]:
    """Start `cardgrad` in a terminal."""
    started: list[Tty] = []

    def start(*arguments: str, rows: int = 24, columns: int = 80) -> Tty:
        started.append(Tty(*arguments, rows=rows, columns=columns))
        return started[-1]

    yield start
    for one in started:
        one.child.close(force=True)
