"""What most commands need: where the data is, the decks, the history, and the moment."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cardgrad.cli.app import AT_THE_END
from cardgrad.cli.clock import now
from cardgrad.cli.settings import read_settings
from cardgrad.decks.fault import ERROR
from cardgrad.decks.library import Library, open_library
from cardgrad.decks.place import Places, shipped_folder
from cardgrad.decks.selection import Selection, read_selection
from cardgrad.errors import CardgradError
from cardgrad.history.log import History
from cardgrad.history.reading import is_empty

HOME_VARIABLE = "CARDGRAD_HOME"
INDEX_NAME = "index.db"


def data_folder() -> Path:
    """Return the folder that holds everything of this learner: history, settings, own decks, index."""
    stated = os.environ.get(HOME_VARIABLE)
    if stated:
        return Path(stated).expanduser().absolute()
    from platformdirs import user_data_path  # 2 ms, and only where the variable does not say it

    return user_data_path("cardgrad", appauthor=False)


class Context:
    """The learner's settings, decks and history, each opened when it is first needed."""

    def __init__(self, paths: Sequence[Path] = ()) -> None:
        self.home = data_folder()
        self.settings: dict[str, Any] = read_settings(self.home)
        self.own_decks = self.home / self.settings["decks"]
        self._paths = tuple(paths)
        self._libraries: list[Library] = []  # an edited deck makes another
        self._library: Library | None = None
        self._history: History | None = None
        AT_THE_END.callback(self.close)

    @property
    def selection(self) -> Selection:
        """Which decks the learner uses from elsewhere, and which are hidden."""
        return read_selection(self.home)

    @property
    def library(self) -> Library:
        """The decks of this learner."""
        if self._library is None:
            self._library = self.read_library()
        return self._library

    @property
    def history(self) -> History:
        """The history, made if there is none yet."""
        if self._history is None:
            self._history = History(self.home, turn=self.settings["day-turns-at"])
            self._follow_renames()
        return self._history

    @property
    def first_time(self) -> bool:
        """Whether nothing has been done with a card yet."""
        return is_empty(self.history)

    def close(self) -> None:
        """Close the files that were opened."""
        for library in self._libraries:
            library.close()
        if self._history is not None:
            self._history.close()

    def read_library(self) -> Library:
        """Read the decks as they are now."""
        try:
            self.home.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CardgradError(
                f"{self.home}: cannot be the data folder ({error.strerror}): choose another with {HOME_VARIABLE}."
            ) from error
        used, hidden = self.selection
        places = Places(shipped_folder(), self.own_decks, self._paths, used, frozenset(hidden))
        self._library = open_library(places, self.home / INDEX_NAME)
        self._libraries.append(self._library)
        if self._history is not None:
            self._follow_renames()
        return self._library

    def _follow_renames(self) -> None:
        """Let the histories of cards that got another id in their decks go with them."""
        if renames := self.library.renames():
            self.history.rename(renames, now())


def notices(library: Library) -> list[str]:
    """Return what to know about the decks: which were replaced, and that some have faults."""
    errors = [fault for fault in library.faults if fault.severity == ERROR]
    said = list(library.remarks)
    if errors:
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        said.append(f"{errors[0]}{more}; `cardgrad deck check` lists every fault.")
    return said


def warn(library: Library) -> None:
    """Say the notices beside the output."""
    for line in notices(library):
        from cardgrad.cli.telling import tell  # most starts have nothing to say

        tell(line)
