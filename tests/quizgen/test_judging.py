from collections.abc import Mapping
from fractions import Fraction

import pytest

from quizgen.drill import Drill, DrillSource, read_drill
from quizgen.judging import judge
from quizgen.problem import make_problem, template
from quizgen.run import attempt


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


def test_a_value_that_is_no_number_is_wrong_and_nothing_more(drills: Mapping[str, Drill]) -> None:
    for drill_id in ("gates/quotient", "gates/mul-swap"):
        problem = make_problem(drills[drill_id], 3)
        for value in (float("inf"), float("-inf"), float("nan")):
            verdict = judge(problem, (value, problem.answer[1]))
            assert (verdict.kind, verdict.parts) == ("partly correct", (False, True))
            assert judge(problem, (value, value)).slip is None


@pytest.mark.parametrize("digits", [1, 2])
def test_no_targeted_mistake_is_judged_right_however_few_digits_are_asked(digits: int) -> None:
    source = DrillSource(
        "f = x/y",
        (("x", "int -9..9"), ("y", "int 2..9")),
        ((None, "d/dx"), (None, "d/dy")),
        ("2", "-3", "1/2"),
        digits=digits,
    )
    drill = read_drill("gates/quotient", source)
    _, targets, _ = template(drill)
    assert len(targets) >= 3
    for seed in range(300):
        problem = make_problem(drill, seed)
        for target in targets:
            wrong = attempt(problem.made, target.rule)
            assert wrong is None or judge(problem, wrong).kind != "correct", (problem.instance, target.id)
        for mistake in problem.mistakes:
            assert judge(problem, mistake.answer).kind != "correct"
