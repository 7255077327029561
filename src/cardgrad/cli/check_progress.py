"""How far a check has come, on a terminal; nothing is said where nobody watches."""

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress


class CheckProgress:
    """A bar on stderr, from the first proof that takes time to the last."""

    def __enter__(self) -> Self:
        """Get ready."""
        self._bar: Progress | None = None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar away."""
        if self._bar:
            self._bar.stop()

    def proofs(self, done: int, total: int) -> None:
        """Say how many proofs are done."""
        if self._bar is None:
            if not sys.stderr.isatty():
                return
            from rich.console import Console
            from rich.progress import Progress

            self._bar = Progress(console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task("Proving", total=total)
            self._bar.start()
        self._bar.update(self._task, completed=done, total=total)
