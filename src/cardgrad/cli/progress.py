"""How far long work has come, on a terminal; nothing is said where nobody watches."""

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import rich.progress


class Progress:
    """A bar on stderr for each of one or two things, from the first word of them on."""

    def __init__(self, first: str, second: str = "") -> None:
        self._names = (first, second)

    def __enter__(self) -> Self:
        """Get ready."""
        self._bar: rich.progress.Progress | None = None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bars away."""
        if self._bar:
            self._bar.stop()

    def first(self, done: int, total: int) -> None:
        """Say how much of the first is done."""
        self._tell(0, done, total)

    def second(self, done: int, total: int) -> None:
        """Say how much of the second is done."""
        self._tell(1, done, total)

    def _tell(self, place: int, done: int, total: int) -> None:
        if self._bar is None:
            if not sys.stderr.isatty():
                return
            from rich.console import Console
            from rich.progress import Progress as Bar

            self._bar = Bar(console=Console(stderr=True), transient=True)
            self._bars = [self._bar.add_task(name, total=None) for name in self._names if name]
            self._bar.start()
        self._bar.update(self._bars[place], completed=done, total=total)
