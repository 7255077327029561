"""Keys and lines from a terminal.

Keys are read byte by byte from the file descriptor itself: a buffered reader would swallow keys typed ahead that the
line editor then misses. The terminal stays without echo between reads, so that typing ahead does not show, and a
change of its size wakes a waiting read, so that the screen can be drawn anew.

Python answers a signal between two of its own steps. One that comes after the last step before a wait, Ctrl-C at a
prompt that is just being written, would be answered when the next key ends that wait: so a waiting read looks up four
times a second.
"""

import contextlib
import os
import select
import signal
import sys
import termios
import time
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Any, Self

_NAMES = {
    " ": "space",
    "\r": "enter",
    "\n": "enter",
    "\x04": "end",
    "\x1b": "escape",
    "\x0c": "resize",
    "\x7f": "backspace",
}
_SEQUENCE_PAUSE = 0.03  # seconds: an escape sequence arrives at once, a lone Escape does not go on
_LOOK_UP = 0.25  # seconds


class ResizedError(Exception):
    """The terminal changed its size, or came back after Ctrl-Z, while a line was being typed."""


class TimeIsUpError(Exception):
    """The patience with which a line was waited for has come to its end."""


class Terminal:
    """The terminal on stdin, in single-key mode inside a `with` block."""

    def __init__(self) -> None:
        self._fd = sys.stdin.fileno()
        self._before: list[Any] = []
        self._wake, self._woken = os.pipe()
        self._kept_line = ""

    def __enter__(self) -> Self:
        """Switch echo and line buffering off, and listen for a new size."""
        self._before = termios.tcgetattr(self._fd)
        self._raw()
        self._size_handler = signal.signal(signal.SIGWINCH, self._changed)
        self._continue_handler = signal.signal(signal.SIGCONT, self._changed)
        os.set_blocking(self._woken, False)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the terminal as it was."""
        signal.signal(signal.SIGWINCH, self._size_handler)
        signal.signal(signal.SIGCONT, self._continue_handler)
        termios.tcsetattr(self._fd, termios.TCSADRAIN, self._before)
        os.close(self._wake)
        os.close(self._woken)

    def key(self, patience: float | None = None) -> str:
        """Return the next key: a character, or a name such as space, enter, end (Ctrl-D), resize.

        Where patience has an end, in seconds, nothing is returned after it.
        """
        with _looking_up():
            ready, _, _ = select.select([self._fd, self._wake], [], [], patience)
        if not ready:
            return ""
        if self._wake in ready:
            os.read(self._wake, 1024)
            return "resize"
        first = os.read(self._fd, 1)
        if not first:
            return "end"
        if first == b"\x1b":
            self._skip_sequence()
        following = sum(first[0] >= lowest for lowest in (0xC0, 0xE0, 0xF0))  # bytes of this UTF-8 character
        text = (first + b"".join(os.read(self._fd, 1) for _ in range(following))).decode("utf-8", "replace")
        return _NAMES.get(text, text)

    def line(self, prompt: str, recall: Sequence[str] = (), patience: float | None = None) -> str:
        """Return a line typed with readline's keys; raise EOFError at Ctrl-D, ResizedError to draw anew.

        Where patience has an end, in seconds, TimeIsUpError is raised after it.

        The up key brings back what is to be recalled, the last line first.
        """
        import readline  # only when something is typed

        readline.set_auto_history(False)
        readline.clear_history()
        for earlier in recall:
            readline.add_history(earlier)
        readline.set_completer(lambda *_: None)
        kept, self._kept_line = self._kept_line, ""
        if kept:  # what a signal raises is lost in a hook, so none is set without need
            readline.set_startup_hook(lambda: readline.insert_text(kept))
        self._typing = True
        try:
            with self.handed_over(), _looking_up(patience):  # readline echoes only where the terminal did
                return input(prompt)
        except ResizedError:
            self._kept_line = readline.get_line_buffer()
            raise
        finally:
            self._typing = False
            readline.set_startup_hook()

    _typing = False

    @contextlib.contextmanager
    def handed_over(self) -> Iterator[None]:
        """Give the terminal to another program for the block."""
        termios.tcsetattr(self._fd, termios.TCSADRAIN, self._before)
        try:
            yield
        finally:
            self._raw()

    def _raw(self) -> None:
        mode = termios.tcgetattr(self._fd)
        mode[3] &= ~(termios.ECHO | termios.ICANON)
        mode[6][termios.VMIN], mode[6][termios.VTIME] = 1, 0
        termios.tcsetattr(self._fd, termios.TCSADRAIN, mode)

    def _changed(self, number: int, _frame: object) -> None:
        if number == signal.SIGCONT:  # the shell has set the terminal to its own mode meanwhile
            self._raw()
        if self._typing:
            raise ResizedError
        with contextlib.suppress(BlockingIOError):
            os.write(self._woken, b"\0")

    def _skip_sequence(self) -> None:
        """Swallow what follows an Escape at once (ECMA-48): arrow and function keys do nothing here."""
        if not self._more():
            return
        kind = os.read(self._fd, 1)
        while kind in (b"[", b"O") and self._more():
            if 0x40 <= os.read(self._fd, 1)[0] <= 0x7E:
                return

    def _more(self) -> bool:
        return bool(select.select([self._fd], [], [], _SEQUENCE_PAUSE)[0])


@contextlib.contextmanager
def _looking_up(patience: float | None = None) -> Iterator[None]:
    """Let no signal wait for a key, nor the end of a patience in seconds."""
    end = None if patience is None else time.monotonic() + patience

    def look(*_: object) -> None:
        if end is not None and time.monotonic() >= end:
            raise TimeIsUpError

    before = signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, _LOOK_UP, _LOOK_UP)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
