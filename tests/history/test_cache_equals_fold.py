"""After anything that can happen to a history: the cache, the fold and a plain model of the log agree.

The model knows nothing of instants or SQL. It keeps the events in a list, a rename relabels those before it, a void
strikes one out, and what is left is folded card by card.
"""

import random
import shutil
import tempfile
from pathlib import Path
from typing import NamedTuple

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from cardgrad.history.event import ANSWER, DUE, POLICY, RENAME, RESET, RESUME, REVISION, SKIP, SUSPEND, Event, Happening
from cardgrad.history.log import History, voiding
from cardgrad.history.reading import events_of, last_undoable
from cardgrad.scheduling.schedule import (
    NEW,
    PRACTICE,
    QUIZ,
    REPEAT,
    STUDY,
    Schedule,
    answered,
    moved,
    put_off,
    reset,
    suspended,
)
from cardgrad.scheduling.sm2 import POLICIES, SM2
from cardgrad.scheduling.study_day import Moment

HOUR = 3_600_000
START = Moment(1_795_000_000_000, 3600)
CARDS = st.sampled_from(["gates/add", "gates/mul", "chain/sum", "chain/old"])
GRADES = st.integers(0, 5)
PURPOSES = st.sampled_from([STUDY, STUDY, STUDY, REPEAT, PRACTICE, QUIZ])
_COLUMNS = ", ".join(Event._fields)


class Line(NamedTuple):
    """One event as the model keeps it."""

    id: str
    written: str  # the card's id when the event was written
    known: str  # ... and what it is called now
    day: int
    happening: Happening
    struck: bool = False


class AnythingHappens(RuleBasedStateMachine):
    """A learner with two sessions, who answers, regrets, renames, travels and turns the clock."""

    @initialize()
    def start(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.history = History(self.folder)
        self.now = START
        self.lines: list[Line] = []

    def append(self, *happenings: Happening) -> None:
        ids = self.history.append(self.now, *happenings)
        assert len(ids) == len(happenings)
        for event_id, happening in zip(ids, happenings, strict=True):
            if happening.kind == "void":
                self.lines = [line._replace(struck=line.struck or line.id == happening.target) for line in self.lines]
            elif happening.kind == RENAME:
                assert happening.target is not None
                self.lines = [
                    line._replace(known=happening.target) if line.known == happening.card else line
                    for line in self.lines
                ]
            else:
                day = self.now.study_day()
                self.lines.append(Line(event_id, happening.card, happening.card, day, happening))

    @rule(card=CARDS, grade=GRADES, purpose=PURPOSES)
    def answer(self, card: str, grade: int, purpose: str) -> None:
        self.append(Happening(ANSWER, card, grade, purpose, None, {"typed": f"σ({grade})"}))

    @rule(answers=st.lists(st.tuples(CARDS, GRADES), min_size=2, max_size=4))
    def answer_several_in_one_transaction(self, answers: list[tuple[str, int]]) -> None:
        self.append(*(Happening(ANSWER, card, grade, STUDY) for card, grade in answers))

    @rule(card=CARDS, kind=st.sampled_from([SKIP, SUSPEND, RESUME, RESET]))
    def do_by_hand(self, card: str, kind: str) -> None:
        self.append(Happening(kind, card))

    @rule(card=CARDS, days=st.integers(-3, 10))
    def set_due(self, card: str, days: int) -> None:
        self.append(Happening(DUE, card, target=str(self.now.study_day() + days)))

    @rule()
    def undo(self) -> None:
        event = last_undoable(self.history)
        silent = (POLICY, REVISION)
        standing = [line for line in self.lines if not line.struck and line.happening.kind not in silent]
        assert (event.id if event else None) == (standing[-1].id if standing else None)
        if event is not None:
            self.append(voiding(event.card, event.id))

    @rule(choice=st.randoms(use_true_random=False))
    def undo_any_event_perhaps_again(self, choice: random.Random) -> None:
        if self.lines:
            line = choice.choice(self.lines)
            self.append(voiding(line.written, line.id))

    @rule(grade=GRADES)
    def regrade_the_last_answer(self, grade: int) -> None:
        answers = [line for line in self.lines if not line.struck and line.happening.kind == ANSWER]
        if answers:
            line = answers[-1]
            again = line.happening._replace(grade=grade, card=line.known)
            self.append(voiding(line.written, line.id), again)

    @rule(card=CARDS, revision=st.sampled_from(["one", "two"]))
    def note_a_revision(self, card: str, revision: str) -> None:
        self.append(Happening(REVISION, card, target=revision, facts={"was": "zero"}))

    @rule(old=CARDS, new=CARDS)
    def rename(self, old: str, new: str) -> None:
        self.append(Happening(RENAME, old, target=new))

    @rule(old=CARDS, new=CARDS)
    def rename_what_has_a_history(self, old: str, new: str) -> None:
        moved = [line for line in self.lines if line.known == old and not line.struck]
        moving = old != new and any(line.happening.kind != REVISION for line in moved)
        assert self.history.rename([(old, new)], self.now) == ([(old, new)] if moving else [])
        if moving:
            self.lines = [line._replace(known=new) if line.known == old else line for line in self.lines]

    @rule(policy=st.sampled_from(sorted(POLICIES)))
    def follow_a_policy(self, policy: str) -> None:
        self.append(Happening(POLICY, target=policy))

    @rule(hours=st.sampled_from([-30, -1, 1, 12, 24, 24, 24, 144, 400]))
    def turn_the_clock(self, hours: int) -> None:
        self.now = self.now._replace(instant=self.now.instant + hours * HOUR)

    @rule(offset=st.sampled_from([-36000, 0, 3600, 20700, 50400]))
    def travel(self, offset: int) -> None:
        self.now = self.now._replace(offset=offset)

    @rule()
    def come_back_in_a_new_session(self) -> None:
        self.history.close()
        self.history = History(self.folder)

    def modelled(self) -> dict[str, Schedule]:
        policies = [line.happening.target for line in self.lines if line.happening.kind == POLICY]
        policy = POLICIES[policies[-1] or ""] if policies else SM2
        schedules: dict[str, Schedule] = {}
        for line in self.lines:
            kind, _, grade, purpose, target, _ = line.happening
            if line.struck or kind in (POLICY, REVISION):
                continue
            before = schedules.get(line.known, NEW)
            if kind == ANSWER:
                assert grade is not None
                assert purpose is not None
                after = answered(before, line.day, grade, purpose, policy)
            elif kind == SKIP:
                after = put_off(before, line.day)
            elif kind == RESET:
                after = reset(before)
            elif kind == DUE:
                after = moved(before, int(target or ""))
            else:
                after = suspended(before, on=kind == SUSPEND)
            schedules[line.known] = after
        return schedules

    @invariant()
    def the_cache_the_fold_and_the_model_agree(self) -> None:
        expected = self.modelled()
        assert self.history.fold() == expected
        assert self.history.schedules() == expected

    @invariant()
    def each_card_has_the_events_that_are_known_under_its_id(self) -> None:
        for card in {line.known for line in self.lines if line.known}:
            ours = [event.id for event in events_of(self.history, card) if event.kind != RENAME]
            assert ours == [line.id for line in self.lines if line.known == card and not line.struck]

    def teardown(self) -> None:
        rows = self.history.store.rows(f"SELECT {_COLUMNS} FROM event ORDER BY row")
        instants = [row[2] for row in rows]
        assert instants == sorted(set(instants))
        assert len({row[:2] for row in rows}) == len(rows)
        random.Random(len(rows)).shuffle(rows)
        elsewhere = History(self.folder / "elsewhere")
        marks = ", ".join("?" * len(Event._fields))
        with elsewhere.store.writing() as connection:
            connection.executemany(f"INSERT INTO event ({_COLUMNS}) VALUES ({marks})", rows)
        assert elsewhere.fold() == self.history.fold()
        elsewhere.close()
        while event := last_undoable(self.history):
            self.history.undo(event, self.now)
        assert self.history.schedules() == self.history.fold() == {}
        self.history.close()
        shutil.rmtree(self.folder)


AnythingHappens.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestAnythingHappens = AnythingHappens.TestCase
