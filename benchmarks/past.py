"""A learner's past to measure with: days of study by SM-2, with fails, repeats, undone and put-off cards.

The events are simulated day by day with the real schedule, since the cost of a session depends on how many cards have
which due day, and of a fold on how often an answer counts.
"""

import heapq
import json
import random
from collections.abc import Sequence
from typing import Any

from benchmarks.decks import Written
from cardgrad.history.event import ANSWER, POLICY, SKIP, VOID
from cardgrad.scheduling.grading import POLICY as GRADING
from cardgrad.scheduling.schedule import GOOD_ENOUGH, NEW, REPEAT, STUDY, Schedule, answered
from cardgrad.scheduling.sm2 import SM2

DEVICE = "0000measure"
NEW_A_DAY = 25
OFFSET = 3600  # seconds east of UTC
_EPOCH = 719_163  # the ordinal of 1970-01-01
_FIRST_DAY = 738_000
_EVENING = 17 * 3_600_000  # UTC milliseconds into the day
_GRADES, _WEIGHTS = (0, 1, 2, 3, 4, 5), (2, 4, 6, 18, 50, 20)

EventRow = tuple[Any, ...]


class Past:
    """The events so far, and where each card stands."""

    def __init__(self, cards: Sequence[Written]) -> None:
        self.rows: list[EventRow] = []
        self.day = _FIRST_DAY
        self._cards = cards
        self._chance = random.Random("benchmarks")
        self._schedules = [NEW] * len(cards)
        self._due: list[tuple[int, int]] = []
        self._introduced = 0
        self._instant = 0

    def live(self, events: int) -> None:
        """Study day after day until there are so many events."""
        self._write(POLICY, target=SM2.name)
        while len(self.rows) < events:
            self._instant = (self.day - _EPOCH) * 86_400_000 + _EVENING
            more = min(NEW_A_DAY, len(self._cards) - self._introduced)
            turns = list(range(self._introduced, self._introduced + more))
            self._introduced += more
            while self._due and self._due[0][0] <= self.day:
                turns.append(heapq.heappop(self._due)[1])
            for turn in turns:
                if len(self.rows) >= events - 4:  # room for the last turn's repeats
                    self._write(SKIP, self._cards[turn].id)
                    if len(self.rows) >= events:
                        return
                else:
                    self._take(turn)
            self.day += 1

    def _take(self, turn: int) -> None:
        """Let a card have its turn: an answer and its repeats, or an undone answer, or no answer today."""
        card, schedule, fate = self._cards[turn], self._schedules[turn], self._chance.random()
        if fate < 0.01:
            if fate < 0.005:
                self._write(SKIP, card.id)
            else:
                self._answer(card, schedule, STUDY)
                self._write(VOID, card.id, target=f"{DEVICE}-{len(self.rows)}")
            heapq.heappush(self._due, (self.day + 1, turn))
            return
        schedule = self._answer(card, schedule, STUDY)
        for _ in range(2):
            if schedule.owed is not None:
                schedule = self._answer(card, schedule, REPEAT)
        self._schedules[turn] = schedule
        heapq.heappush(self._due, (schedule.due or self.day + 1, turn))

    def _answer(self, card: Written, schedule: Schedule, purpose: str) -> Schedule:
        (grade,) = self._chance.choices(_GRADES, _WEIGHTS)
        took = self._chance.randrange(2_000, 30_000)
        facts: dict[str, Any] = {"grader": "self", "ms": took, "hints": 0}
        if card.kind not in ("front", "cloze"):
            verdict = "correct" if grade >= GOOD_ENOUGH else "wrong"
            facts |= {"grader": "auto", "policy": GRADING, "typed": ["2 -4"], "tries": 1, "verdict": verdict}
        if card.kind == "drill":
            x, y, z = (self._chance.randrange(-9, 10) for _ in "xyz")
            facts |= {"problem": {"seed": took, "given": {"x": x, "y": y, "z": z}}, "instance": f"{x},{y},{z}"}
        self._instant += took
        self._write(ANSWER, card.id, grade, purpose, facts=facts)
        return answered(schedule, self.day, grade, purpose)

    def _write(
        self, kind: str, card: str = "", grade: int | None = None, purpose: str | None = None,
        target: str | None = None, facts: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        self._instant += 500
        packed = json.dumps(facts or {}, separators=(",", ":"))
        place = (DEVICE, len(self.rows) + 1, self._instant, self._instant, OFFSET, self.day)
        self.rows.append((*place, kind, card, grade, purpose, target, packed))
