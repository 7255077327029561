"""How far a quiz has come, on a terminal; nothing is said where nobody watches."""

import sys
from types import TracebackType
from typing import Self


class Progress:
    """A bar on stderr for each of two things, for as long as it is open."""

    def __init__(self, first: str = "Drawing questions", second: str = "Setting pages") -> None:
        self._names = (first, second)

    def __enter__(self) -> Self:
        """Open the bar where stderr is a terminal."""
        self._bar = None
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import Progress as Bar

            self._bar = Bar(console=Console(stderr=True), transient=True)
            self._bar.start()
            self._items = self._bar.add_task(self._names[0], total=None)
            self._files = self._bar.add_task(self._names[1], total=None)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar away."""
        if self._bar:
            self._bar.stop()

    def items(self, done: int, total: int) -> None:
        """Say how much of the first is done."""
        if self._bar:
            self._bar.update(self._items, completed=done, total=total)

    def files(self, done: int, total: int) -> None:
        """Say how much of the second is done."""
        if self._bar:
            self._bar.update(self._files, completed=done, total=total)
