"""SM-2 against its published golden sequences and an exact-decimal model written from the paper alone."""

import itertools
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardgrad.scheduling.sm2 import (
    EASINESS_FLOOR,
    EASINESS_START,
    POLICIES,
    SM2,
    SM2_CLASSIC,
    Memory,
    Policy,
    easiness_after,
    remember,
)

GRADES = st.integers(0, 5)
HISTORIES = st.lists(GRADES, max_size=40)

# Grades, then the interval, the easiness and the repetitions after each of them.
GOLDEN = [
    ("2", "1", "2.50", "0"),
    ("0", "1", "2.50", "0"),
    ("55", "1 6", "2.60 2.70", "1 2"),
    ("33", "1 6", "2.36 2.22", "1 2"),
    ("555", "1 6 17", "2.60 2.70 2.80", "1 2 3"),
    ("444", "1 6 15", "2.50 2.50 2.50", "1 2 3"),
    ("543", "1 6 16", "2.60 2.60 2.46", "1 2 3"),
    ("5555", "1 6 17 48", "2.60 2.70 2.80 2.90", "1 2 3 4"),
    ("3333", "1 6 14 30", "2.36 2.22 2.08 1.94", "1 2 3 4"),
    (
        "33333333333",
        "1 6 14 30 59 107 178 271 374 487 634",
        "2.36 2.22 2.08 1.94 1.80 1.66 1.52 1.38 1.30 1.30 1.30",
        "1 2 3 4 5 6 7 8 9 10 11",
    ),
    ("55555555", "1 6 17 48 140 420 1302 4167", "2.60 2.70 2.80 2.90 3.00 3.10 3.20 3.30", "1 2 3 4 5 6 7 8"),
    ("44444444", "1 6 15 38 95 238 595 1488", "2.50 2.50 2.50 2.50 2.50 2.50 2.50 2.50", "1 2 3 4 5 6 7 8"),
    ("4442444", "1 6 15 1 1 6 15", "2.50 2.50 2.50 2.50 2.50 2.50 2.50", "1 2 3 0 1 2 3"),
    ("0123454", "1 1 1 1 6 15 37", "2.50 2.50 2.50 2.36 2.36 2.46 2.46", "0 0 0 1 2 3 4"),
    ("5050505", "1 1 1 1 1 1 1", "2.60 2.60 2.70 2.70 2.80 2.80 2.90", "1 0 1 0 1 0 1"),
    (
        "554432155",
        "1 6 17 46 125 1 1 1 6",
        "2.60 2.70 2.70 2.70 2.56 2.56 2.56 2.66 2.76",
        "1 2 3 4 5 0 0 1 2",
    ),
    (
        "5555055555",
        "1 6 17 48 1 1 6 19 61 202",
        "2.60 2.70 2.80 2.90 2.90 3.00 3.10 3.20 3.30 3.40",
        "1 2 3 4 0 1 2 3 4 5",
    ),
]


def remembered(grades: list[int], policy: Policy = SM2) -> list[Memory]:
    """Return the memory after each grade, from a new card on."""
    memories = [Memory()]
    for grade in grades:
        memories.append(remember(memories[-1], grade, policy))
    return memories[1:]


def digits(text: str) -> list[int]:
    return [int(digit) for digit in text]


def modelled(grades: list[int], *, classic: bool) -> list[tuple[int, Decimal, int]]:
    """Return (interval, easiness, repetitions) from the formulas of the paper, in exact decimals."""
    easiness, interval, repetitions, after = Decimal("2.5"), 0, 0, []
    for q in grades:
        changed = easiness + (Decimal("0.1") - (5 - q) * (Decimal("0.08") + (5 - q) * Decimal("0.02")))
        changed = max(changed, Decimal("1.3"))
        if q >= 3:
            repetitions += 1
            if repetitions == 1:
                interval = 1
            elif repetitions == 2:
                interval = 6
            else:
                interval = int((interval * easiness).to_integral_value(rounding=ROUND_CEILING))
            easiness = changed
        else:
            repetitions, interval = 0, 1
            easiness = changed if classic else easiness
        after.append((interval, easiness, repetitions))
    return after


@pytest.mark.parametrize(("grades", "intervals", "easiness", "repetitions"), GOLDEN, ids=[row[0] for row in GOLDEN])
def test_the_golden_sequences_come_out_exactly(grades: str, intervals: str, easiness: str, repetitions: str) -> None:
    memories = remembered(digits(grades))
    assert [memory.interval for memory in memories] == [int(days) for days in intervals.split()]
    assert [f"{memory.easiness / 100:.2f}" for memory in memories] == easiness.split()
    assert [memory.repetitions for memory in memories] == [int(count) for count in repetitions.split()]


def test_under_sm2_classic_five_fails_reach_the_floor() -> None:
    assert [memory.easiness for memory in remembered(digits("00000"), SM2_CLASSIC)] == [170, 130, 130, 130, 130]


def test_under_sm2_classic_a_fail_slows_the_growth_after_it() -> None:
    intervals = [memory.interval for memory in remembered(digits("5555055555"), SM2_CLASSIC)]
    assert intervals == [1, 6, 17, 48, 1, 1, 6, 14, 34, 85]


def test_under_sm2_classic_00553_ends_at_nine_where_floats_say_ten() -> None:
    assert remembered(digits("00553"), SM2_CLASSIC)[-1].interval == 9
    easiness = 1.3  # the floor after two blackouts
    for _ in range(2):
        easiness += 0.1
    assert ceil(6 * easiness) == 10


@pytest.mark.parametrize(("grade", "change"), [(5, 10), (4, 0), (3, -14), (2, -32), (1, -54), (0, -80)])
def test_each_grade_changes_easiness_by_its_number_of_hundredths(grade: int, change: int) -> None:
    assert easiness_after(300, grade) == 300 + change


def test_six_perfect_answers_end_at_420_days_where_binary_floats_say_421() -> None:
    easiness, interval = 2.5, 0.0
    for repetition in range(1, 7):
        interval = {1: 1, 2: 6}.get(repetition) or ceil(interval * easiness)
        easiness += 0.1
    assert interval == 421
    assert remembered([5] * 6)[-1].interval == 420
    assert 2.5 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1 > 3.0  # by one bit: 140 days times it are a hair over 420


@given(HISTORIES, st.sampled_from([SM2, SM2_CLASSIC]))
def test_integers_agree_with_exact_decimals_after_every_history(grades: list[int], policy: Policy) -> None:
    ours = [
        (memory.interval, Decimal(memory.easiness) / 100, memory.repetitions) for memory in remembered(grades, policy)
    ]
    assert ours == modelled(grades, classic=policy is SM2_CLASSIC)


@given(st.integers(EASINESS_FLOOR, 2000), st.integers(1, 10**18), st.integers(2, 100), st.integers(3, 5))
def test_a_later_interval_is_the_exact_product_rounded_up(
    easiness: int, interval: int, passes: int, grade: int
) -> None:
    assert remember(Memory(easiness, interval, passes), grade).interval == ceil(Fraction(interval * easiness, 100))


@given(HISTORIES, st.sampled_from([SM2, SM2_CLASSIC]))
def test_a_four_never_changes_easiness(grades: list[int], policy: Policy) -> None:
    *_, before, after = [Memory(), *remembered([*grades, 4], policy)]
    assert after.easiness == before.easiness


@given(HISTORIES, st.sampled_from([SM2, SM2_CLASSIC]))
def test_easiness_never_falls_below_the_floor(grades: list[int], policy: Policy) -> None:
    assert all(memory.easiness >= EASINESS_FLOOR for memory in remembered(grades, policy))


@given(HISTORIES, st.sampled_from([SM2, SM2_CLASSIC]))
def test_while_passes_add_up_the_interval_never_shrinks(grades: list[int], policy: Policy) -> None:
    memories = remembered(grades, policy)
    for before, after in itertools.pairwise(memories):
        if after.repetitions > before.repetitions:
            assert after.interval >= before.interval


@given(HISTORIES, st.integers(0, 2))
def test_a_fail_restarts_at_one_day_and_keeps_easiness(grades: list[int], fail: int) -> None:
    *_, before, after = [Memory(), *remembered([*grades, fail])]
    assert after == Memory(before.easiness, 1, 0)


@given(HISTORIES, st.sampled_from([SM2, SM2_CLASSIC]))
def test_everything_stays_an_integer(grades: list[int], policy: Policy) -> None:
    assert all(type(part) is int for memory in remembered(grades, policy) for part in memory)


def test_a_new_card_starts_at_two_and_a_half() -> None:
    assert Memory() == Memory(easiness=250, interval=0, repetitions=0)
    assert EASINESS_START == 250


def test_each_policy_is_found_under_its_own_name() -> None:
    assert {name: policy.name for name, policy in POLICIES.items()} == {"sm2": "sm2", "sm2-classic": "sm2-classic"}
