"""A card's schedule, and how each thing that happens to the card moves it.

Around SM-2 stand a few rules that hold for every policy. An answer counts only when the card is new or due, once per
study day, in an ordinary session; anything earlier is practice and moves nothing, except that a fail on a later day is
a lapse. Whatever was graded below 4 is owed another answer the same day, and that repeat moves nothing either.
"""

from typing import NamedTuple

from cardgrad.scheduling.sm2 import EASINESS_START, LAST_FAIL, SM2, Memory, Policy, remember

STUDY, REPEAT, PRACTICE, QUIZ = "study", "repeat", "practice", "quiz"
GOOD_ENOUGH = 4  # SM-2, step 7: below this, ask again the same day


class Schedule(NamedTuple):
    """What the history says about one card; days are ordinals, None is "never"."""

    easiness: int = EASINESS_START
    interval: int = 0
    repetitions: int = 0
    lapses: int = 0
    due: int | None = None  # None: new
    counted: int | None = None  # the last day an answer moved the schedule
    first: int | None = None  # the day the card stopped being new
    owed: int | None = None  # the day on which a repeat is still owed
    skipped: int | None = None  # the day for which the learner put the card off
    suspended: int = 0
    answers: int = 0  # all answers that stand, of any purpose

    @property
    def memory(self) -> Memory:
        """The part that SM-2 itself works on."""
        return Memory(self.easiness, self.interval, self.repetitions)


NEW = Schedule()


def counts(schedule: Schedule, day: int, grade: int, purpose: str) -> bool:
    """Tell whether an answer moves the schedule rather than being practice."""
    if purpose != STUDY or (schedule.counted is not None and day <= schedule.counted):
        return False  # a traveller can meet a study day again
    return schedule.due is None or schedule.due <= day or grade <= LAST_FAIL


def answered(schedule: Schedule, day: int, grade: int, purpose: str, policy: Policy = SM2) -> Schedule:
    """Return the schedule after an answer on `day`."""
    easiness, interval, repetitions, lapses, due, counted, first, owed, skipped, suspended, answers = schedule
    if purpose in (STUDY, REPEAT):
        owed = None if grade >= GOOD_ENOUGH else day
    if counts(schedule, day, grade, purpose):
        if grade <= LAST_FAIL and repetitions:
            lapses += 1
        easiness, interval, repetitions = remember(Memory(easiness, interval, repetitions), grade, policy)
        due, counted = day + interval, day
        if first is None:
            first = day
    return Schedule(easiness, interval, repetitions, lapses, due, counted, first, owed, skipped, suspended, answers + 1)


def put_off(schedule: Schedule, day: int) -> Schedule:
    """Return the schedule of a card skipped for the rest of `day`."""
    return schedule._replace(skipped=day)


def suspended(schedule: Schedule, *, on: bool) -> Schedule:
    """Return the schedule of a card taken out of, or put back into, the queue."""
    return schedule._replace(suspended=int(on))


def reset(schedule: Schedule) -> Schedule:
    """Return the schedule of a card that starts anew; its answers stay in the history."""
    return NEW._replace(answers=schedule.answers)


def moved(schedule: Schedule, due: int) -> Schedule:
    """Return the schedule with another due day; a new card then comes as a review."""
    return schedule._replace(due=due)
