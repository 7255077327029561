"""Policy auto-1: the table of grades, the learner's own median, and what time may not do."""

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardgrad.scheduling.grading import ENOUGH_TIMES, Outcome, grade_judged, median

TIMES = st.integers(0, 600_000)
USUAL = st.none() | st.integers(1, 600_000)
OUTCOMES = st.builds(
    Outcome,
    correct=st.booleans(),
    tries=st.integers(1, 3),
    hints=st.integers(0, 3),
    right_parts=st.integers(0, 4),
    parts=st.integers(4, 6),
    slip=st.booleans(),
    gave_up=st.booleans(),
    milliseconds=TIMES,
)


@pytest.mark.parametrize(
    ("outcome", "usual", "grade"),
    [
        pytest.param(Outcome(correct=True, milliseconds=7_500), 10_000, 5, id="at three quarters of the median"),
        pytest.param(Outcome(correct=True, milliseconds=1), 10_000, 5, id="at once"),
        pytest.param(Outcome(correct=True, milliseconds=7_501), 10_000, 4, id="a hair over three quarters"),
        pytest.param(Outcome(correct=True, milliseconds=10_000), 10_000, 4, id="as usual"),
        pytest.param(Outcome(correct=True, milliseconds=20_000), 10_000, 4, id="at twice the median"),
        pytest.param(Outcome(correct=True, milliseconds=20_001), 10_000, 3, id="slower than twice the median"),
        pytest.param(Outcome(correct=True, milliseconds=1), None, 4, id="fast, but no median yet"),
        pytest.param(Outcome(correct=True, milliseconds=10**9), None, 4, id="slow, but no median yet"),
        pytest.param(Outcome(correct=True, milliseconds=0), 10_000, 4, id="no time was taken"),
        pytest.param(Outcome(correct=True, hints=1, milliseconds=1), 10_000, 3, id="with a hint, though fast"),
        pytest.param(Outcome(correct=True, tries=2, milliseconds=1), 10_000, 3, id="at the second try, though fast"),
        pytest.param(Outcome(correct=True, tries=2, hints=2), None, 3, id="second try and hints"),
        pytest.param(Outcome(correct=False, tries=2, right_parts=1, parts=2), None, 2, id="half of two parts"),
        pytest.param(Outcome(correct=False, tries=2, right_parts=2, parts=3), None, 2, id="two of three parts"),
        pytest.param(Outcome(correct=False, tries=2, right_parts=1, parts=3), None, 1, id="one of three parts"),
        pytest.param(Outcome(correct=False, tries=2, slip=True), None, 2, id="only the sign was wrong"),
        pytest.param(Outcome(correct=False, tries=1), None, 1, id="wrong at the only try"),
        pytest.param(Outcome(correct=False, tries=2, milliseconds=1), 10_000, 1, id="wrong, though fast"),
        pytest.param(Outcome(correct=False, gave_up=True), None, 0, id="gave up"),
        pytest.param(Outcome(correct=False, gave_up=True, right_parts=1, parts=2), None, 0, id="gave up half way"),
        pytest.param(Outcome(correct=False, gave_up=True, slip=True), None, 0, id="gave up after a slip"),
        pytest.param(Outcome(correct=True, gave_up=True), 10_000, 0, id="right after asking for the answer"),
    ],
)
def test_the_table_of_auto_1(outcome: Outcome, usual: int | None, grade: int) -> None:
    assert grade_judged(outcome, usual) == grade


@given(OUTCOMES, USUAL)
def test_a_grade_is_a_pass_exactly_when_the_answer_was_right_and_not_asked_for(
    outcome: Outcome, usual: int | None
) -> None:
    assert (grade_judged(outcome, usual) >= 3) == (outcome.correct and not outcome.gave_up)


@given(OUTCOMES, TIMES, USUAL, USUAL)
def test_time_never_turns_a_pass_into_a_fail_or_back(
    outcome: Outcome, other_time: int, usual: int | None, other_usual: int | None
) -> None:
    otherwise = grade_judged(outcome._replace(milliseconds=other_time), other_usual)
    assert (grade_judged(outcome, usual) >= 3) == (otherwise >= 3)


@given(OUTCOMES, TIMES, USUAL)
def test_time_makes_no_difference_to_a_wrong_answer(outcome: Outcome, other_time: int, usual: int | None) -> None:
    wrong = outcome._replace(correct=False)
    assert grade_judged(wrong, usual) == grade_judged(wrong._replace(milliseconds=other_time), None)


@given(st.lists(TIMES.filter(bool), min_size=2, max_size=2), st.integers(1, 600_000))
def test_a_faster_answer_is_never_graded_lower(times: list[int], usual: int) -> None:
    faster, slower = (grade_judged(Outcome(correct=True, milliseconds=time), usual) for time in sorted(times))
    assert faster >= slower


def test_four_times_are_too_few_for_a_median_and_five_are_enough() -> None:
    assert median([3_000, 1_000, 2_000, 4_000]) is None
    assert median([3_000, 1_000, 2_000, 5_000, 4_000]) == 3_000


def test_unknown_times_are_no_part_of_the_median() -> None:
    assert median([0, 0, 0, 0, 9_000]) is None
    assert median([0, 1_000, 2_000, 0, 3_000, 4_000, 5_000]) == 3_000


@given(st.lists(st.integers(1, 600_000), min_size=ENOUGH_TIMES))
def test_the_median_is_the_lower_one_of_the_statistics_module(times: list[int]) -> None:
    assert median(times) == statistics.median_low(times)
