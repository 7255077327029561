"""The learner that is measured: 10,000 cards, 200,000 events, an index that is warm, all in a folder of its own."""

import os
import shutil
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

from benchmarks.decks import Written, write_decks
from benchmarks.past import OFFSET, Past
from cardgrad.cli.context import INDEX_NAME
from cardgrad.decks.library import Library, open_library
from cardgrad.decks.place import Places, shipped_folder
from cardgrad.history.event import DUE, Event, Happening
from cardgrad.history.log import History
from cardgrad.scheduling.study_day import Moment

EVENTS = 200_000
AWAY = 3  # days since the last answer, so that cards wait
_INSERT = f"INSERT INTO event ({', '.join(Event._fields)}) VALUES (?{', ?' * (len(Event._fields) - 1)})"


class Material(NamedTuple):
    """What the measurements work on."""

    home: Path
    now: datetime
    flashcard: Written  # cards that can be brought to the front of the queue
    drill: Written

    @property
    def moment(self) -> Moment:
        """The present, as the history writes it."""
        return Moment(round(self.now.timestamp() * 1000), OFFSET)

    @property
    def environment(self) -> dict[str, str]:
        """The environment in which cardgrad is started: this learner, this moment, a terminal of 80 by 24."""
        ours = ("CARDGRAD_", "PYTHON", "COLUMNS", "LINES", "NO_COLOR", "LC_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        return kept | {
            "CARDGRAD_HOME": str(self.home), "CARDGRAD_NOW": self.now.isoformat(),
            "TERM": "xterm-256color", "LC_ALL": "C.UTF-8",
        }  # fmt: skip


def build(folder: Path) -> Material:
    """Write decks and history into an empty folder, and read the decks into the index."""
    home = folder / "home"
    cards = write_decks(home / "decks")
    past = Past(cards)
    past.live(EVENTS)
    history = History(home)
    with history.store.writing() as connection:
        connection.executemany(_INSERT, past.rows)
    history.refold()
    history.close()
    for _ in range(2):  # the second time settles files that were changed only just now
        library = warm_library(home)
        faults = library.faults
        library.close()
    if faults:
        raise SystemExit(f"benchmarks: the decks to measure with have faults, the first: {faults[0]}")
    evening = datetime.fromordinal(past.day + AWAY).replace(hour=18, tzinfo=timezone(timedelta(seconds=OFFSET)))
    first = {card.kind: card for card in reversed(cards) if card.mark}
    return Material(home, evening, first["front"], first["drill"])


def warm_library(home: Path) -> Library:
    """Open the decks as `cardgrad` does."""
    return open_library(Places(shipped_folder(), home / "decks"), home / INDEX_NAME)


def bring_first(material: Material, card: Written) -> None:
    """Make a card the most overdue one, as `cardgrad card set-due` would."""
    history = History(material.home)
    ((earliest,),) = history.store.rows("SELECT min(due) FROM schedule")
    history.append(material.moment, Happening(DUE, card.id, target=str(earliest - 1)))
    history.close()


def copied_history(material: Material, name: str) -> Path:
    """Return a folder with a copy of the history, to write into."""
    folder = material.home.parent / name
    folder.mkdir()
    shutil.copy(material.home / "history.db", folder)
    return folder


def cardgrad(*arguments: str) -> list[str]:
    """Return the command line that starts the installed program of this interpreter."""
    script = Path(sys.executable).with_name("cardgrad")
    program = [str(script)] if script.exists() else [sys.executable, "-m", "cardgrad"]
    return [*program, *arguments]
