from collections.abc import Mapping
from fractions import Fraction

import pytest

from quizgen.autodiff.array import Array
from quizgen.drill import Drill, DrillSource, read_drill
from quizgen.judging import judge
from quizgen.mistakes import candidates
from quizgen.near_miss import near_miss
from quizgen.problem import Problem, make_problem
from quizgen.run import Candidate, attempt
from quizgen.template import template


def numbers(problem: Problem) -> list[int | Fraction]:
    return [key for key in problem.answer if isinstance(key, int | Fraction)]


def test_the_key_is_correct_in_every_problem(any_drill: Drill) -> None:
    for seed in range(40):
        problem = make_problem(any_drill, seed)
        verdict = judge(problem, problem.answer)
        assert (verdict.kind, verdict.credit) == ("correct", Fraction(1))
        assert not verdict.diagnosis + verdict.carried


def test_every_predicted_mistake_is_judged_wrong_and_named_first(any_drill: Drill) -> None:
    for seed in range(20):
        problem = make_problem(any_drill, seed)
        for mistake in problem.mistakes:
            verdict = judge(problem, mistake.answer)
            assert verdict.kind in ("wrong", "partly correct")
            assert verdict.credit < 1
            assert verdict.mistake == mistake.id


def test_parts_are_judged_each_for_itself(drills: Mapping[str, Drill]) -> None:
    problem = make_problem(drills["graphs/sum-then-product"], 5)
    one, two, three, four = numbers(problem)
    verdict = judge(problem, (one, two + 1000, three, None))
    assert verdict.parts == (True, False, True, False)
    assert (verdict.kind, verdict.credit) == ("partly correct", Fraction(1, 2))
    assert judge(problem, (four, three), (3, 2)).kind == "correct"


def test_an_array_has_credit_for_its_right_entries(drills: Mapping[str, Drill]) -> None:
    problem = make_problem(drills["nets/delta-softmax"], 1)
    (key,) = problem.answer
    assert isinstance(key, Array)
    verdict = judge(problem, (Array([[*key.flat[:2], key.flat[2] + 100]]),))
    assert (verdict.kind, verdict.parts, verdict.credit) == ("partly correct", (False,), Fraction(2, 3))


def test_what_follows_rightly_from_an_earlier_error_is_said_and_gets_credit(drills: Mapping[str, Drill]) -> None:
    drill = drills["nets/weight-chain"]
    for seed in range(20):
        problem = make_problem(drill, seed)
        by_h2, _, _ = numbers(problem)
        h1, w2, x = [problem.made.points[0][name] for name in ("h1", "w2", "x")]
        own = by_h2 + 7
        verdict = judge(problem, (own, own * h1, own * w2 * x))
        assert verdict.carried == (1, 2)
        assert verdict.parts == (False, False, False)
        assert (verdict.kind, verdict.credit) == ("partly correct", Fraction(2, 3))


def test_a_value_carried_forward_is_recognised_too(drills: Mapping[str, Drill]) -> None:
    problem = make_problem(drills["forward/relu"], 4)
    y = problem.givens["y"]
    assert isinstance(y, int)
    verdict = judge(problem, (30, 30, (30 - y) ** 2))
    assert verdict.carried == (1, 2)


def test_a_right_part_is_not_carried_and_nor_is_a_wrong_one_that_follows_from_nothing(
    drills: Mapping[str, Drill],
) -> None:
    problem = make_problem(drills["nets/weight-chain"], 3)
    by_h2, by_w2, by_w1 = numbers(problem)
    assert judge(problem, (by_h2, by_w2, by_w1 + 5)).carried == ()
    assert judge(problem, (by_h2 + 5, by_w2, by_w1)).carried == ()


def test_a_value_that_is_no_number_is_wrong_and_nothing_more(drills: Mapping[str, Drill]) -> None:
    for drill_id in ("gates/quotient", "gates/mul-swap"):
        problem = make_problem(drills[drill_id], 3)
        for value in (float("inf"), float("-inf"), float("nan")):
            verdict = judge(problem, (value, problem.answer[1]))
            assert (verdict.kind, verdict.parts) == ("partly correct", (False, True))
            assert judge(problem, (value, value)).diagnosis == ()


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
    targets = template(drill).targets
    assert len(targets) >= 3
    for seed in range(300):
        problem = make_problem(drill, seed)
        for target in targets:
            wrong = attempt(problem.made, target)
            assert wrong is None or judge(problem, wrong).kind != "correct", (problem.instance, target.id)
        for mistake in problem.mistakes:
            assert judge(problem, mistake.answer).kind != "correct"


def told(problem: Problem, *values: object) -> list[tuple[str, ...]]:
    return [diagnosis.ids for diagnosis in judge(problem, values).diagnosis]  # type: ignore[arg-type]


def test_a_mistake_at_one_node_only_is_found_and_so_is_where_the_working_departs(drills: Mapping[str, Drill]) -> None:
    drill = drills["nets/weight-chain"]
    rule = next(one.rule for one in candidates(drill) if one.id == "mul-not-switched")
    for seed in range(10):
        problem = make_problem(drill, seed)
        answer = attempt(problem.made, Candidate(rule, drill.graph.names["h1"]))
        assert answer is not None
        if answer in [mistake.answer for mistake in problem.mistakes] or answer == problem.answer:
            continue
        (diagnosis, *_) = judge(problem, answer).diagnosis
        assert "mul-not-switched@h1" in diagnosis.ids
        assert diagnosis.departs == "dL/dw1"


def test_two_mistakes_at_once_are_told_as_two(drills: Mapping[str, Drill]) -> None:
    drill = drills["nets/weight-chain"]
    by_id = {candidate.id: candidate for candidate in template(drill).targets}
    found = 0
    for seed in range(30):
        problem = make_problem(drill, seed)
        answer = attempt(problem.made, by_id["power-factor-forgotten"], by_id["mul-not-switched"])
        if answer is None or answer in [mistake.answer for mistake in problem.mistakes]:
            continue
        diagnosis = judge(problem, answer).diagnosis
        if diagnosis and diagnosis[0].kind == "pair":
            found += any(set(one.ids) == {"power-factor-forgotten", "mul-not-switched"} for one in diagnosis)
    assert found > 15


def test_among_mistakes_that_come_to_the_same_the_learners_own_is_named_first(drills: Mapping[str, Drill]) -> None:
    problem = make_problem(drills["gates/mul-swap"], 7)
    mistake = next(mistake for mistake in problem.mistakes if len(mistake.ids) > 1)
    assert judge(problem, mistake.answer).diagnosis[0].ids[0] == mistake.ids[0]
    assert judge(problem, mistake.answer, before=mistake.ids[1:]).diagnosis[0].ids[0] == mistake.ids[1]


def test_a_right_part_beside_one_that_is_left_out_names_no_mistake(drills: Mapping[str, Drill]) -> None:
    drill = drills["steps/one"]
    for seed in range(10):
        problem = make_problem(drill, seed)
        assert any(mistake.answer[0] == problem.answer[0] for mistake in problem.mistakes)
        verdict = judge(problem, (problem.answer[0], None))
        assert (verdict.kind, verdict.diagnosis) == ("partly correct", ())


def test_what_fits_nothing_stays_unexplained(drills: Mapping[str, Drill]) -> None:
    problem = make_problem(drills["gates/mul-swap"], 7)
    assert told(problem, 123457, -98765) == []


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
def test_near_misses_are_told_where_no_rule_explains_them(
    change: object, slip: str | None, drills: Mapping[str, Drill]
) -> None:
    drill = drills["gates/quotient"]
    assert callable(change)
    seen = 0
    for seed in range(200):
        problem = make_problem(drill, seed)
        keys = numbers(problem)
        if any(key.denominator % 7 for key in keys) or any(key.numerator == 1 for key in keys):
            continue
        found = told(problem, *(change(key) for key in keys))
        if found and found[0] != (slip,):
            assert found[0][0] not in ("sign", "reciprocal", "power-of-ten", "rounding")
            continue
        seen += 1
        assert found == ([(slip,)] if slip else [])
    assert seen


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("1.3", True),
        ("1", True),
        ("1.34", True),
        ("1.32", True),
        ("1.4", False),
        ("2", False),
        ("1.45", False),
        ("-ln(0.4)", False),
    ],
)
def test_only_a_key_with_too_few_digits_or_off_by_one_is_badly_rounded(typed: str, near: bool) -> None:
    value = Fraction(typed) if typed[0] != "-" else 0.916
    slip = near_miss([Fraction(4, 3)], [value], 3)
    assert (slip is not None and slip.id == "rounding") == near


def test_the_right_numbers_in_another_order_are_told(drills: Mapping[str, Drill]) -> None:
    found = (make_problem(drills["nets/weight-chain"], seed) for seed in range(50))
    problem = next(problem for problem in found if len(set(problem.answer)) == 3)
    one, two, three = problem.answer
    assert told(problem, three, one, two) == [("order",)]


def test_a_transposed_array_and_one_of_another_shape_are_told(drills: Mapping[str, Drill]) -> None:
    problem = make_problem(drills["nets/relu-net"], 3)
    by_w2, by_z1, by_w1 = problem.answer
    assert isinstance(by_w1, Array)
    assert told(problem, by_w2, by_z1, by_w1.transposed) == [("transposed",)]
    assert told(problem, by_w2, by_z1, Array([by_w1.flat])) == [("shape",)]


def test_what_is_left_out_tells_no_mistake(drills: Mapping[str, Drill]) -> None:
    problem = make_problem(drills["graphs/sum-then-product"], 5)
    by_q, by_z, _, _ = numbers(problem)
    assert judge(problem, (by_q, by_z, None, None)).diagnosis == ()
    assert judge(problem, (None, None, None, None)).diagnosis == ()


def test_a_mistake_on_the_way_to_one_part_only_is_found_there(drills: Mapping[str, Drill]) -> None:
    problem = make_problem(drills["letters/balance"], 1)
    missing = next(mistake for mistake in problem.mistakes if mistake.id == "matmul-transpose-missing")
    (diagnosis, *_) = judge(problem, (problem.answer[0], missing.answer[1])).diagnosis
    assert diagnosis.ids[0] == "matmul-transpose-missing"
    assert diagnosis.departs == "dL/dW"


def test_a_step_without_a_name_stands_in_brackets_where_the_working_departs() -> None:
    source = DrillSource("f = x*y + z", tuple((name, "int 2..9") for name in "xyz"), ((None, "df/dx"), (None, "df/dy")))
    problem = make_problem(read_drill("t/sum", source), 1)
    x, y = (problem.made.points[0][name] for name in "xy")
    (diagnosis, *_) = judge(problem, (x * y * y, x * y * x)).diagnosis
    assert (diagnosis.ids[0], diagnosis.departs) == ("add-times-input", "df/d(x * y)")
