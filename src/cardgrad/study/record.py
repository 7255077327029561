"""What a session writes into the history, and takes back.

Each entry remembers the place in the course from before it, so taking it back is one void in the log and one step back
on the way.
"""

from typing import NamedTuple

from cardgrad.history.event import ANSWER, SKIP, SUSPEND, Happening
from cardgrad.history.log import History, voiding
from cardgrad.history.reading import last_undoable
from cardgrad.scheduling.grading import POLICY
from cardgrad.scheduling.schedule import GOOD_ENOUGH, PRACTICE, STUDY
from cardgrad.scheduling.study_day import Moment
from cardgrad.study.attempt import Attempt
from cardgrad.study.course import Course, Place, Turn
from cardgrad.study.tally import Given


class Entry(NamedTuple):
    """Something of this session that can be taken back."""

    place: Place
    card: str
    event: str  # "" for a card passed over, of which the log does not know
    given: Given | None  # None for a card passed over, skipped or suspended


class Record:
    """The entries of one session, in step with the history and the course."""

    def __init__(self, history: History, course: Course) -> None:
        self.history = history
        self.course = course
        self._entries: list[Entry] = []

    @property
    def given(self) -> list[Given]:
        """The answers of this session that stand."""
        return [entry.given for entry in self._entries if entry.given]

    def answer(self, attempt: Attempt, grade: int, grader: str, now: Moment, *also: Happening) -> None:
        """Write an answer durably; let the card come again if it was graded below 4."""
        card = attempt.question.card.id
        facts = {"grader": grader, **({} if grader == "self" else {"policy": POLICY}), **attempt.facts()}
        event = self.history.append(now, *also, Happening(ANSWER, card, grade, attempt.purpose, None, facts))[-1]
        given = Given(card, grade, attempt.purpose, attempt.milliseconds)
        self._entries.append(Entry(self.course.place, card, event, given))
        if grade < GOOD_ENOUGH and attempt.purpose != PRACTICE:
            self.course.ask_again(card)

    def regrade(self, attempt: Attempt, grade: int, now: Moment) -> None:
        """Grade the last answer anew, as the learner says."""
        entry = self._entries.pop()
        self.course.place = entry.place
        self.answer(attempt, grade, "override", now, voiding(entry.card, entry.event))

    def put_away(self, kind: str, card: str, now: Moment) -> None:
        """Write that a card is skipped for today or suspended, and leave it out of the course."""
        (event,) = self.history.append(now, Happening(kind, card))
        self._entries.append(Entry(self.course.place, card, event, None))
        self.course.drop(card)

    def pass_over(self, card: str) -> None:
        """Leave a card out of the course, and the history alone."""
        self._entries.append(Entry(self.course.place, card, "", None))
        self.course.drop(card)

    def undo(self, now: Moment) -> str | None:
        """Take back the last entry, of this session or else of the history; return its card, or None."""
        if self._entries:
            entry = self._entries.pop()
            if entry.event:
                self.history.append(now, voiding(entry.card, entry.event))
            self.course.place = entry.place
            return entry.card
        event = last_undoable(self.history)
        if event is None:
            return None
        self.history.undo(event, now)
        if event.kind in (ANSWER, SKIP, SUSPEND):
            self.course.begin_with(Turn(event.card, event.purpose or STUDY))
        return event.card
