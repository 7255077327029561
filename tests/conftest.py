"""What every test stands on: a home of its own, a clock that stands still, a terminal of 80 columns."""

import os
import signal

os.environ["_TYPER_FORCE_DISABLE_TERMINAL"] = "1"  # typer reads it when it is imported

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, settings

from cardgrad.cli.app import app
from cardgrad.decks.library import Library, open_library
from cardgrad.decks.place import Places
from cardgrad.history.event import ANSWER, Event
from cardgrad.history.log import History
from cardgrad.history.reading import answers_of, events_of, standing, taken_back
from cardgrad.history.untold import cards_untold
from cardgrad.scheduling.study_day import Moment
from cardgrad.study.queue import Wish, plan
from cardgrad.study.session import Session
from cardgrad.study.view import View

NOW = "2026-03-02T09:00:00+00:00"  # a Monday
_NOW_MS = 1_772_442_000_000
_DAY_MS = 86_400_000

# A run in the background or under nohup ignores these, and so would every program that a test starts and interrupts.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)

# No test fails for being slow: a busy machine says nothing about the code. A change is judged by the same examples
# everywhere; `--hypothesis-profile search` looks for new ones.
settings.register_profile(
    "unhurried", settings(), deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "search", deadline=None, derandomize=False, max_examples=1000, suppress_health_check=list(HealthCheck)
)
settings.load_profile("unhurried")


@pytest.fixture(autouse=True)
def isolated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every test away from this machine's learner, clock, terminal and editor."""
    for name in ("EDITOR", "VISUAL", "LANG", "LC_CTYPE", "CARDGRAD_NOW", "FORCE_COLOR", "PYTHONIOENCODING"):
        monkeypatch.delenv(name, raising=False)
    stated = {
        "CARDGRAD_HOME": str(tmp_path / "home"),
        "CARDGRAD_NOW": NOW,
        "COLUMNS": "80",
        "LINES": "24",
        "NO_COLOR": "1",
        "LC_ALL": "C.UTF-8",
        "TERM": "xterm",
    }
    for name, value in stated.items():
        monkeypatch.setenv(name, value)


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def no_shipped_decks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the shipped decks be an empty folder, so that a test's own decks are all there is."""
    folder = tmp_path / "shipped"
    folder.mkdir()
    monkeypatch.setattr("cardgrad.cli.context.shipped_folder", lambda: folder)
    return folder


@pytest.fixture
def cardgrad(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line in this process; `now` moves the clock for this and later runs."""
    from typer.testing import CliRunner

    def run(*arguments: object, stdin: str | bytes = "", now: str | None = None, env: Mapping[str, str] = {}) -> Ran:
        if now is not None:
            monkeypatch.setenv("CARDGRAD_NOW", now)
        done = CliRunner().invoke(app, [str(word) for word in arguments], input=stdin, env=dict(env))
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Ran(done.exit_code, done.stdout, done.stderr)

    return run


@pytest.fixture
def own_deck(tmp_path: Path) -> Callable[[str, str], Path]:
    """Write a deck into the learner's own folder."""

    def write(name: str, text: str) -> Path:
        path = tmp_path / "home" / "decks" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


class Play:
    """A session over literal decks, with a clock that the test moves: one second a step."""

    def __init__(self, folder: Path, **decks: str) -> None:
        self.folder = folder
        self.folder.mkdir(parents=True, exist_ok=True)
        self.write(**decks)
        self.now = Moment(_NOW_MS, 0)
        self.history = History(folder / "home")
        self.library = self.read()
        self.session: Session
        self.open = True

    def write(self, **decks: str) -> None:
        for name, text in decks.items():
            (self.folder / f"{name}.yaml").write_text(f"deck: {name}\n{text}", encoding="utf-8")

    def read(self) -> Library:
        return open_library(Places(None, self.folder), None)

    def start(self, *, salt: str = "salt", minutes: float | None = None, ahead: int = 0, **wish: int) -> "Play":
        today = self.now.study_day()
        found = plan(
            self.library.slots(),
            standing(self.history, today, ahead),
            Wish(**wish),
            f"{salt} {today}",
            taken_back(self.history),
            cards_untold(self.history, self.library.corrections(), today),
        )
        deadline = None if minutes is None else self.now.instant + round(minutes * 60_000)
        self.session = Session(self.library, self.history, found, salt, self.now, deadline)
        return self

    def later(self, *, days: float = 0, seconds: float = 0) -> "Play":
        self.now = Moment(self.now.instant + round(days * _DAY_MS + seconds * 1000), self.now.offset)
        return self

    def press(self, *keys: str) -> "Play":
        for key in keys:
            self.later(seconds=1)
            self.session.press(key, self.now)
        return self

    def enter(self, *lines: str) -> "Play":
        for line in lines:
            self.later(seconds=1)
            self.session.enter(line, self.now)
        return self

    @property
    def view(self) -> View:
        return self.session.view

    @property
    def card(self) -> str | None:
        """The id of the running card."""
        header = self.view.header
        return header.card if header else None

    def texts(self, role: str) -> list[str]:
        """The texts on the screen that play this part."""
        return [block.text for block in self.view.blocks if block.role == role]

    @property
    def screen(self) -> tuple[str, ...]:
        return tuple(f"{block.mark} {block.text}".strip() for block in self.view.blocks)

    def answers(self, card: str) -> list[Event]:
        """The answers of a card that stand."""
        return answers_of(self.history, card, 1000)

    def grades(self, card: str) -> list[tuple[int | None, str | None]]:
        return [(event.grade, event.purpose) for event in self.answers(card)]

    def kinds(self, card: str) -> list[str]:
        return [event.kind for event in events_of(self.history, card)]

    def logged(self) -> list[tuple[str, str, int | None]]:
        """Everything in the log, taken back or not."""
        return [
            (kind, card, grade)
            for kind, card, grade in self.history.store.rows("SELECT kind, card, grade FROM event ORDER BY row")
            if kind != "policy"
        ]

    def given(self) -> int:
        return sum(kind == ANSWER for kind, _, _ in self.logged())

    def agrees(self) -> bool:
        """Whether the cached schedules are what the log says."""
        return self.history.fold() == self.history.schedules()

    def close(self) -> None:
        """Close the files, after a look at what holds in the end of every scenario."""
        if self.open:
            self.open = False
            agreed = self.agrees()
            self.history.close()
            self.library.close()
            assert agreed


@pytest.fixture
def play(tmp_path: Path) -> Iterator[Callable[..., Play]]:
    """Start a session over literal decks: `play(gates="cards: ...").start()`."""
    made: list[Play] = []

    def begin(**decks: str) -> Play:
        made.append(Play(tmp_path / f"play{len(made)}", **decks))
        return made[-1]

    yield begin
    for one in made:
        one.close()
