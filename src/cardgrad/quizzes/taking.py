"""A quiz taken at the screen, as a state machine: one pass, each answer kept as it was given, marked at the end."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from cardgrad.quizzes.item_mark import ItemMark
from cardgrad.quizzes.marking import Paper
from cardgrad.quizzes.reading_cells import BLANK, read_points
from cardgrad.quizzes.record import PROSE, Part, Question
from quizgen.unreadable import Unreadable

_LONGEST = 2000  # characters of an answer in words


class Given(NamedTuple):
    """What was answered to a question."""

    question: Question
    cells: tuple[str, ...]
    milliseconds: int


class Taking:
    """A form in front of who takes it; instants are UTC milliseconds."""

    def __init__(self, paper: Paper, now: int, minutes: int | None = None) -> None:
        self.paper = paper
        self.deadline = None if minutes is None else now + minutes * 60_000
        self.given: list[Given] = []
        self.time_is_up = False
        self.left = False  # before the end
        self._cells: list[str] = []
        self._since = now
        self._blank_asked = False
        self._points: dict[str, Fraction] = {}  # item -> what someone gives their own prose

    @property
    def over(self) -> bool:
        """Whether nothing more can be answered."""
        return self.time_is_up or self.left or len(self.given) == len(self.paper.form.questions)

    @property
    def question(self) -> Question:
        """Return the question that is asked."""
        return self.paper.form.questions[len(self.given)]

    @property
    def part(self) -> Part:
        """Return the box that is to be filled in."""
        return self.question.parts[len(self._cells)]

    def minutes_left(self, now: int) -> int | None:
        """Return how many minutes are left, begun ones counted; None where nobody counts."""
        return None if self.deadline is None else max(0, -(-(self.deadline - now) // 60_000))

    def seconds_left(self, now: int) -> float | None:
        """Return how long an answer may take still; None where nobody counts."""
        return None if self.deadline is None or self.over else max(0, self.deadline - now) / 1000

    def run_out(self, now: int) -> None:
        """End since the time is up; boxes that are filled in count."""
        self.time_is_up = True
        self._close(now)

    def enter(self, text: str, now: int) -> str | None:
        """Take a line; return why it is none that could be marked, which keeps the box open.

        An empty line leaves a box blank, once it is entered twice. After the deadline nothing counts.
        """
        if self.deadline is not None and now > self.deadline:
            self.run_out(now)
            return None
        word = text.strip()
        if not word and not self._blank_asked:
            self._blank_asked = True
            return "Enter again leaves it blank"
        if self.part.kind == PROSE:
            if len(word) > _LONGEST:
                return f"at most {_LONGEST} characters, please"
        else:
            read = self.paper.read(self.question, len(self._cells), word)
            if isinstance(read, Unreadable):
                return read.message
        self._blank_asked = False
        self._cells.append(word)
        if len(self._cells) == len(self.question.parts):
            self._close(now)
        return None

    def leave(self, now: int) -> None:
        """End before the last question; boxes that are filled in count."""
        self._close(now)
        self.left = True

    def _close(self, now: int) -> None:
        """Keep what was answered to the question."""
        if self._cells:
            rest = len(self.question.parts) - len(self._cells)
            self.given.append(Given(self.question, (*self._cells, *[""] * rest), max(0, now - self._since)))
        self._cells, self._since = [], now

    def unrated(self) -> list[Given]:
        """Return the answers in words that only a person can judge, and nobody has."""
        return [one for one in self.given if _is_prose(one) and one.question.item not in self._points]

    def rate(self, given: Given, text: str) -> str | None:
        """Take the points that someone gives their own words; return why these are none."""
        read = read_points(text.strip(), Fraction(given.question.points))
        if isinstance(read, Unreadable):
            return read.message
        self._points[given.question.item] = read.value
        return None

    def mark(self, given: Given) -> ItemMark:
        """Return what an answer gets; words that nobody has judged get nothing yet."""
        if _is_prose(given):
            return self.paper.by_hand(given.question, self._points.get(given.question.item, Fraction(0)))
        return self.paper.mark(given.question, given.cells)

    def marks(self) -> list[tuple[ItemMark, str]]:
        """Return the mark of every question with what was answered, nothing where it was left blank or not reached."""
        found = [(self.mark(one), _answered(one.cells)) for one in self.given]
        rest = self.paper.form.questions[len(self.given) :]
        return found + [(self.paper.mark(question, [""] * len(question.parts)), "") for question in rest]


def _answered(cells: Sequence[str]) -> str:
    """Return what stands in the boxes of a question; nothing where all of them are blank."""
    return "" if all(cell in BLANK for cell in cells) else "; ".join("-" if cell in BLANK else cell for cell in cells)


def _is_prose(given: Given) -> bool:
    return any(part.kind == PROSE for part in given.question.parts) and any(given.cells)
