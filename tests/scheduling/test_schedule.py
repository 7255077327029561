"""The rules around SM-2: what counts, what is owed, what a lapse is, and what a learner does by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardgrad.scheduling.schedule import (
    NEW,
    PRACTICE,
    QUIZ,
    REPEAT,
    STUDY,
    Schedule,
    answered,
    counts,
    moved,
    put_off,
    reset,
    suspended,
)
from cardgrad.scheduling.sm2 import SM2_CLASSIC, Memory

# Two passes: I(2) = 6 days from day 101, so due on day 107.
LEARNT = Schedule(
    easiness=250, interval=6, repetitions=2, lapses=0, due=107, counted=101, first=100, owed=None, answers=2
)
GRADES = st.integers(0, 5)
PURPOSES = st.sampled_from([STUDY, REPEAT, PRACTICE, QUIZ])
ANSWERS = st.lists(st.tuples(st.integers(-1, 9), GRADES, PURPOSES), max_size=30)


def what_sm2_knows(schedule: Schedule) -> tuple[Memory, int | None, int | None, int]:
    return schedule.memory, schedule.due, schedule.counted, schedule.lapses


def test_the_first_answer_counts_and_introduces_the_card() -> None:
    assert answered(NEW, 100, 4, STUDY) == Schedule(
        easiness=250, interval=1, repetitions=1, due=101, counted=100, first=100, answers=1
    )


def test_an_answer_on_the_due_day_counts() -> None:
    after = answered(LEARNT, 107, 4, STUDY)
    assert (after.interval, after.due, after.counted, after.first, after.answers) == (15, 122, 107, 100, 3)


def test_a_late_answer_counts_from_its_own_day_and_gets_no_bonus() -> None:
    after = answered(LEARNT, 137, 4, STUDY)
    assert (after.interval, after.due) == (15, 152)


@pytest.mark.parametrize("grade", [3, 4, 5])
def test_a_pass_before_the_due_day_is_practice(grade: int) -> None:
    assert not counts(LEARNT, 106, grade, STUDY)
    assert what_sm2_knows(answered(LEARNT, 106, grade, STUDY)) == what_sm2_knows(LEARNT)


@pytest.mark.parametrize("grade", [0, 1, 2])
def test_a_fail_on_a_later_day_before_due_lapses(grade: int) -> None:
    after = answered(LEARNT, 102, grade, STUDY)
    assert what_sm2_knows(after) == (Memory(250, 1, 0), 103, 102, 1)


@pytest.mark.parametrize("grade", [0, 1, 2])
def test_a_fail_on_the_day_that_was_already_counted_moves_nothing(grade: int) -> None:
    assert what_sm2_knows(answered(LEARNT, 101, grade, STUDY)) == what_sm2_knows(LEARNT)


@pytest.mark.parametrize("grade", [0, 5])
def test_a_day_before_the_counted_one_moves_nothing_even_if_the_due_day_was_set_back(grade: int) -> None:
    # Answered in Kiritimati on day 101, then flown to Honolulu, where it is still day 100.
    set_back = moved(LEARNT, 100)
    assert what_sm2_knows(answered(set_back, 100, grade, STUDY)) == what_sm2_knows(set_back)


def test_eight_fours_on_one_day_count_once() -> None:
    schedule = NEW
    for _ in range(8):
        schedule = answered(schedule, 100, 4, STUDY)
    assert schedule == Schedule(easiness=250, interval=1, repetitions=1, due=101, counted=100, first=100, answers=8)


@pytest.mark.parametrize("grade", range(6))
@pytest.mark.parametrize("purpose", [REPEAT, PRACTICE, QUIZ])
def test_repeats_practice_and_quizzes_move_nothing_even_when_due(purpose: str, grade: int) -> None:
    after = answered(LEARNT, 107, grade, purpose)
    assert what_sm2_knows(after) == what_sm2_knows(LEARNT)
    assert after.answers == LEARNT.answers + 1


@pytest.mark.parametrize("purpose", [REPEAT, PRACTICE, QUIZ])
def test_only_study_introduces_a_new_card(purpose: str) -> None:
    after = answered(NEW, 100, 5, purpose)
    assert (after.due, after.first) == (None, None)


@pytest.mark.parametrize("purpose", [STUDY, REPEAT])
@pytest.mark.parametrize(("grade", "owed"), [(0, 107), (1, 107), (2, 107), (3, 107), (4, None), (5, None)])
def test_a_repeat_is_owed_below_four_and_made_good_by_four_or_more(purpose: str, grade: int, owed: int | None) -> None:
    assert answered(LEARNT, 107, grade, purpose).owed == owed
    assert answered(LEARNT._replace(owed=107), 107, grade, purpose).owed == owed


@pytest.mark.parametrize("purpose", [PRACTICE, QUIZ])
@pytest.mark.parametrize("grade", [0, 5])
def test_practice_and_quizzes_neither_owe_nor_make_good(purpose: str, grade: int) -> None:
    assert answered(LEARNT, 107, grade, purpose).owed is None
    assert answered(LEARNT._replace(owed=107), 107, grade, purpose).owed == 107


def test_failing_a_new_card_is_no_lapse() -> None:
    assert answered(NEW, 100, 1, STUDY).lapses == 0


def test_only_the_first_of_two_fails_in_a_row_is_a_lapse() -> None:
    once = answered(LEARNT, 107, 1, STUDY)
    twice = answered(once, 108, 1, STUDY)
    assert (once.lapses, twice.lapses) == (1, 1)


def test_a_failed_repeat_is_no_lapse() -> None:
    assert answered(LEARNT, 107, 0, REPEAT).lapses == 0


def test_the_policy_decides_what_a_fail_does_to_easiness() -> None:
    assert answered(LEARNT, 107, 0, STUDY).easiness == 250
    assert answered(LEARNT, 107, 0, STUDY, SM2_CLASSIC).easiness == 170


def test_putting_off_marks_the_day_and_moves_nothing_else() -> None:
    assert put_off(LEARNT, 107) == LEARNT._replace(skipped=107)


def test_a_suspended_card_keeps_its_schedule_and_comes_back_with_it() -> None:
    away = suspended(LEARNT, on=True)
    assert away == LEARNT._replace(suspended=1)
    assert suspended(away, on=False) == LEARNT


def test_a_reset_card_is_new_but_for_its_count_of_answers() -> None:
    assert reset(LEARNT._replace(lapses=3, owed=107)) == Schedule(answers=2)


def test_an_answer_after_a_reset_counts_even_on_a_day_that_had_counted() -> None:
    after = answered(reset(answered(LEARNT, 107, 1, STUDY)), 107, 4, STUDY)
    assert (after.repetitions, after.due, after.first) == (1, 108, 107)


def test_a_due_day_set_by_hand_moves_the_day_but_not_the_interval() -> None:
    earlier = moved(LEARNT, 103)
    assert earlier == LEARNT._replace(due=103)
    assert answered(earlier, 103, 4, STUDY).interval == 15


def test_a_new_card_with_a_due_day_waits_for_it() -> None:
    waiting = moved(NEW, 110)
    assert not counts(waiting, 105, 5, STUDY)
    assert answered(waiting, 110, 4, STUDY).due == 111


@given(ANSWERS)
def test_whatever_happens_a_study_day_counts_at_most_once(answers: list[tuple[int, int, str]]) -> None:
    schedule, day, counted = NEW, 100, []
    for step, grade, purpose in answers:  # steps of -1: a traveller flies west over the date line
        day += step
        if counts(schedule, day, grade, purpose):
            counted.append(day)
        schedule = answered(schedule, day, grade, purpose)
    assert counted == sorted(set(counted))


@given(ANSWERS)
def test_lapses_are_the_counted_fails_of_cards_that_were_known(answers: list[tuple[int, int, str]]) -> None:
    schedule, day, lapses = NEW, 100, 0
    for step, grade, purpose in answers:
        day += step
        lapses += counts(schedule, day, grade, purpose) and grade < 3 and schedule.repetitions >= 1
        schedule = answered(schedule, day, grade, purpose)
    assert schedule.lapses == lapses


@given(ANSWERS)
def test_the_due_day_is_always_an_interval_after_the_last_counted_day(answers: list[tuple[int, int, str]]) -> None:
    schedule, day = NEW, 100
    for step, grade, purpose in answers:
        day += step
        schedule = answered(schedule, day, grade, purpose)
        if schedule.counted is not None:
            assert schedule.due == schedule.counted + schedule.interval
    assert schedule.answers == len(answers)
