"""Histories that are opened in a folder of the test's own, and closed after it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cardgrad.history.log import History

Opener = Callable[[Path], History]


@pytest.fixture
def opened() -> Iterator[Opener]:
    """Return a function that opens a history which the test need not close."""
    histories: list[History] = []

    def open_in(folder: Path) -> History:
        histories.append(History(folder, patience=0.05))
        return histories[-1]

    yield open_in
    for history in histories:
        history.close()


@pytest.fixture
def history(opened: Opener, tmp_path: Path) -> History:
    """Return an empty history."""
    return opened(tmp_path / "data")
