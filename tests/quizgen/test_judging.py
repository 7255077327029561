from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.drill import Drill
from quizgen.judging import Value, agrees, judge
from quizgen.problem import make_problem


def test_the_key_is_correct_in_every_problem(drill: Drill) -> None:
    for seed in range(100):
        problem = make_problem(drill, seed)
        verdict = judge(problem, problem.answer)
        assert (verdict.kind, verdict.mistake, verdict.slip) == ("correct", None, None)


def test_every_predicted_mistake_is_named(drill: Drill) -> None:
    for seed in range(50):
        problem = make_problem(drill, seed)
        for mistake in problem.mistakes:
            verdict = judge(problem, mistake.answer)
            assert verdict.kind in ("wrong", "partly correct")
            assert verdict.mistake == mistake


def test_parts_are_judged_each_for_itself(drills: Mapping[str, Drill]) -> None:
    problem = make_problem(drills["graphs/sum-then-product"], 5)
    one, two, three, four = problem.answer
    verdict = judge(problem, (one, two + 1000, three, None))
    assert verdict.parts == (True, False, True, False)
    assert verdict.kind == "partly correct"
    assert judge(problem, (four, three), (3, 2)).kind == "correct"


@pytest.mark.parametrize(
    ("change", "slip"),
    [
        (lambda key: -key, "sign"),
        (lambda key: Fraction(1) / key, "reciprocal"),
        (lambda key: key * 10, "power-of-ten"),
        (lambda key: key / Fraction(100), "power-of-ten"),
        (lambda key: float(key) * 1.004, "rounding"),
        (lambda key: key + 2000, None),
    ],
)
def test_near_misses_are_told(change: object, slip: str | None, drills: Mapping[str, Drill]) -> None:
    drill = drills["gates/quotient"]
    assert callable(change)
    for seed in range(200):
        problem = make_problem(drill, seed)
        if any(key.denominator % 7 for key in problem.answer) or any(key.numerator == 1 for key in problem.answer):
            continue
        typed = tuple(change(key) for key in problem.answer)
        if typed in [mistake.answer for mistake in problem.mistakes]:
            continue
        verdict = judge(problem, typed)
        assert (verdict.slip.id if verdict.slip else None) == slip, (problem.answer, typed)


def test_the_right_numbers_in_another_order_are_told(drills: Mapping[str, Drill]) -> None:
    found = (make_problem(drills["nets/weight-chain"], seed) for seed in range(50))
    problem = next(problem for problem in found if len(set(problem.answer)) == 3)
    one, two, three = problem.answer
    verdict = judge(problem, (three, one, two))
    assert verdict.slip is not None
    assert verdict.slip.id == "order"


@pytest.mark.parametrize(
    ("key", "value", "right"),
    [
        (6, 6.0, True),
        (6, Fraction(12, 2), True),
        (1234, 1230, False),  # a whole number is exact
        (Fraction(1, 4), Fraction(1, 4), True),
        (Fraction(1, 4), Fraction(26, 100), False),
        (Fraction(1, 4), Fraction(251, 1000), False),  # a short decimal is exact
        (Fraction(1, 3), Fraction(333, 1000), True),
        (Fraction(1, 3), Fraction(33, 100), False),
        (Fraction(1, 3), Fraction(3333, 10000), True),
        (Fraction(1, 3), Fraction(3338, 10000), False),  # more digits must round to the key
        (Fraction(2, 3), Fraction(667, 1000), True),
        (Fraction(2, 3), Fraction(666, 1000), False),
        (Fraction(-2, 3), Fraction(-667, 1000), True),
        (Fraction(1, 32), Fraction(313, 10000), True),  # 0.03125: either neighbour of a tie
        (Fraction(1, 32), Fraction(312, 10000), True),
        (Fraction(1, 32), Fraction(314, 10000), False),
        (Fraction(1, 3000), Fraction(0), False),  # near zero is not zero
        (Fraction(1, 3), 1 / 3, True),
        (0, Fraction(1, 10**9), False),
        (5, None, False),
        (5, float("nan"), False),
        (5, float("inf"), False),
    ],
)
def test_agreement_is_exact_or_to_three_digits(key: int | Fraction, value: Value, right: bool) -> None:
    assert agrees(key, value, 3) is right


@given(st.fractions(-999, 999, max_denominator=999))
def test_a_key_rounded_to_the_digits_asked_is_always_accepted(key: Fraction) -> None:
    if key == 0:
        return
    for digits in (3, 4, 5):
        assert agrees(key, Fraction(f"{float(key):.{digits - 1}e}"), digits) or key.denominator == 1
        assert agrees(key, Fraction(f"{float(key):.{digits + 6}e}"), digits) or key.denominator == 1
