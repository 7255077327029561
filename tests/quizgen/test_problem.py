import json
import os
import subprocess
import sys
from collections.abc import Mapping
from fractions import Fraction
from functools import partial
from itertools import combinations
from pathlib import Path

import pytest

from quizgen.acceptance import measure, targeted
from quizgen.agreement import all_agree
from quizgen.autodiff.expression import evaluate
from quizgen.autodiff.operations import OPERATIONS, Elementwise
from quizgen.domain import Numbers
from quizgen.drill import Drill, DrillError, DrillSource, read_drill
from quizgen.effort import effort
from quizgen.notation.parser import read_definitions, read_math
from quizgen.notation.spans import spans
from quizgen.problem import choose_problem, make_problem, read_reference
from quizgen.proving import ProofError
from quizgen.run import attempt
from quizgen.template import EASY, HARD, MEDIUM, in_band, template
from quizgen.value import write_answers

GOLDEN = Path(__file__).parent / "problems.golden.json"
SEEDS = range(500)


def finite_slope(drill: Drill, givens: Mapping[str, int | Fraction], of: str, by: str) -> Fraction:
    """Return d(of)/d(by) for an input, by Richardson steps so small that exact fractions tell the limit."""

    def value(shift: Fraction) -> Fraction:
        known = {name: Fraction(number) for name, number in givens.items()}
        known[by] += shift
        for name, tree, _ in read_definitions(drill.source.graph):
            known[name] = Fraction(evaluate(tree, known))
        return known[of]

    step = Fraction(1, 10**12)
    return (value(step) - value(-step)) / (2 * step)


def test_the_key_agrees_with_central_differences(drill: Drill) -> None:
    for seed in range(25):
        problem = make_problem(drill, seed)
        inputs = drill.graph.inputs()
        for ask, key in zip(drill.asks, problem.answer, strict=True):
            by = "" if ask.by is None else drill.graph.nodes[ask.by].label
            if by in inputs and ask.of is not None:
                scale = problem.upstream if ask.scaled else 1
                givens = {name: value for name, value in problem.givens.items() if isinstance(value, int | Fraction)}
                slope = scale * finite_slope(drill, givens, drill.graph.nodes[ask.of].label, by)
                assert isinstance(key, int | Fraction)
                assert abs(slope - key) < Fraction(1, 10**15), ask.label


def test_no_targeted_mistake_gives_the_key_and_no_two_of_them_the_same(any_drill: Drill) -> None:
    shared = template(any_drill)
    digits = any_drill.digits
    assert shared.targets
    for seed in range(500 if any_drill.id.startswith(("gates", "chain")) else 60):
        problem = make_problem(any_drill, seed)
        wrong = [
            (answer, group)
            for target, group in zip(shared.targets, shared.groups, strict=True)
            if (answer := attempt(problem.made, target)) is not None
        ]
        assert not any(all_agree(problem.answer, answer, digits) for answer, _ in wrong)
        for (one, its), (other, others) in combinations(wrong, 2):
            assert its == others or not all_agree(one, other, digits)
        for mistake in problem.mistakes:
            assert not all_agree(problem.answer, mistake.answer, digits)
        for first, second in combinations(problem.mistakes, 2):
            assert not all_agree(first.answer, second.answer, digits)


def test_every_kind_of_drill_makes_the_same_problem_twice_and_different_ones_of_different_seeds(
    any_drill: Drill,
) -> None:
    problems = [make_problem(any_drill, seed) for seed in range(12)]
    assert [problem.instance for problem in problems] == [make_problem(any_drill, seed).instance for seed in range(12)]
    assert len({problem.instance for problem in problems}) >= min(any_drill.instances, 4)


def test_effort_is_within_the_band(any_drill: Drill) -> None:
    shared = template(any_drill)
    for band in (EASY, MEDIUM, HARD):
        for seed in range(15):
            problem = make_problem(any_drill, seed, band)
            assert in_band(problem.made, shared, band)
            assert read_reference(problem.reference) == (any_drill.id, seed, band)


def test_hard_problems_are_harder_than_easy_ones(drills: Mapping[str, Drill]) -> None:
    drill = drills["nets/weight-chain"]
    easy, hard = [[effort(make_problem(drill, seed, band).made) for seed in range(30)] for band in (EASY, HARD)]
    assert max(easy) <= min(hard)


def test_numbers_can_be_done_by_hand_and_hide_no_rule(drill: Drill) -> None:
    for seed in SEEDS:
        problem = make_problem(drill, seed)
        for value in problem.answer:
            assert isinstance(value, int | Fraction)
            assert -999 <= value <= 999
            assert value.denominator <= 999
        gradients = [key for ask, key in zip(drill.asks, problem.answer, strict=True) if ask.by is not None]
        assert 0 not in gradients
        for name, value in problem.givens.items():
            domain = drill.domains[name]
            assert isinstance(domain, Numbers)
            assert value in domain.values


def test_most_draws_make_a_problem(any_drill: Drill) -> None:
    drill = any_drill
    found = measure(drill, 300)
    assert found.rate >= 0.2, found.reasons
    assert round(found.rate * 300) + sum(found.reasons.values()) == 300


def test_mul_swap_of_the_lecture_tells_its_mistakes_apart(drills: Mapping[str, Drill]) -> None:
    problem = make_problem(drills["gates/mul-swap"], 7)
    x, y, upstream = problem.givens["x"], problem.givens["y"], problem.upstream
    assert problem.answer == (upstream * y, upstream * x)
    assert {mistake.id: mistake.answer for mistake in problem.mistakes}["mul-not-switched"] == (
        upstream * x,
        upstream * y,
    )
    forgotten = next(mistake for mistake in problem.mistakes if mistake.id == "upstream-forgotten")
    assert forgotten.answer == (y, x)
    assert forgotten.ids == ("upstream-forgotten", "upstream-not-started")


def test_what_applies_is_found_by_drawing(drills: Mapping[str, Drill]) -> None:
    assert "fan-out-overwritten" in targeted(drills["chain/fan-out"])
    assert "fan-out-overwritten" not in targeted(drills["gates/mul-swap"])
    assert "inner-forgotten" in targeted(drills["chain/cube"])
    assert {"div-sign-lost", "div-square-forgotten"} <= set(targeted(drills["gates/quotient"]))


def test_a_prompt_is_deck_text_whose_formulas_can_be_read(any_drill: Drill) -> None:
    problem = make_problem(any_drill, 3)
    formulas = [span.text for span in spans(problem.prompt) if span.kind == "math"]
    assert len(formulas) >= 2
    for formula in [*formulas, *problem.asked]:
        read_math(formula)


def test_the_default_prompt_says_graph_numbers_upstream_and_question(drills: Mapping[str, Drill]) -> None:
    problem = make_problem(drills["gates/mul-swap"], 7)
    x, y = problem.givens["x"], problem.givens["y"]
    assert problem.prompt == (
        f"$f = x * y$ with $x = {x}$ and $y = {y}$. The gradient $dL/df = {problem.upstream}$ arrives from upstream. "
        "What are $dL/dx$ and $dL/dy$?"
    )


def test_an_authors_prompt_gets_the_numbers(drills: Mapping[str, Drill]) -> None:
    source = drills["gates/mul-swap"].source._replace(prompt="At $x = {x}$ and {upstream}: $d/dx$?")
    problem = make_problem(read_drill("gates/mul-swap", source), 7)
    assert problem.prompt == f"At $x = {problem.givens['x']}$ and {problem.upstream}: $d/dx$?"


@pytest.mark.parametrize("symbol", ["*", "+", "-", "^", "/", "negate"])
def test_a_wrong_row_in_the_table_is_caught_and_never_shown(symbol: str, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = {"^": "f = x^3", "negate": "f = -x"}.get(symbol, f"f = x {symbol} y")
    givens = (("x", "int 2..9"), ("y", "int 3..8"))[: 1 if symbol in ("^", "negate") else 2]
    source = DrillSource(graph, givens, tuple((None, f"df/d{name}") for name, _ in givens))
    row = OPERATIONS[symbol]
    assert isinstance(row, Elementwise)
    for wrong in row.wrong:
        with monkeypatch.context() as patch:
            patch.setitem(OPERATIONS, symbol, row._replace(local=wrong.local, wrong=()))
            drill = read_drill("planted/wrong", source)
            with pytest.raises(ProofError, match="by the proof"):
                list(map(partial(make_problem, drill), range(50)))


@pytest.mark.parametrize("symbol", ["*", "+", "-", "^", "/"])
def test_a_wrong_value_in_the_table_is_caught_where_a_value_is_asked(
    symbol: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = OPERATIONS[symbol]
    monkeypatch.setitem(OPERATIONS, symbol, row._replace(value=lambda *inputs: row.value(*inputs) + 1))
    source = DrillSource(f"q = x {symbol} 3\nf = q - z", (("x", "int 2..9"), ("z", "int 3..8")), ((None, "q"),))
    with pytest.raises(ProofError, match=r"by the sweep and .* by the proof"):
        make_problem(read_drill("planted/wrong", source), 1)


def test_an_impossible_constraint_is_named() -> None:
    source = DrillSource("f = x * y", (("x", "int 2..9"), ("y", "int 2..9")), ((None, "df/dx"),), unless=("x > 1",))
    with pytest.raises(DrillError, match="unless x > 1") as fault:
        make_problem(read_drill("d/c", source), 1)
    assert fault.value.field == "unless"
    zero = DrillSource("f = 1/(x - y)", (("x", "3"), ("y", "3")), ((None, "df/dx"),))
    with pytest.raises(DrillError, match="a division by zero"):
        make_problem(read_drill("d/c", zero), 1)


def test_a_constraint_holds_in_every_problem() -> None:
    source = DrillSource(
        "q = x + y; f = q*z",
        (("x", "0..9"), ("y", "0..9"), ("z", "2..9")),
        ((None, "df/dx"),),
        unless=("q > 9", "x = y"),
    )
    drill = read_drill("d/c", source)
    for seed in range(100):
        givens = make_problem(drill, seed).givens
        assert givens["x"] + givens["y"] <= 9  # type: ignore[operator]
        assert givens["x"] != givens["y"]


def test_a_reference_folds_the_band_into_its_number(drill: Drill) -> None:
    problem = make_problem(drill, 4182)
    assert problem.reference == f"{drill.id}@{4182 * 4}"
    assert read_reference(problem.reference) == (drill.id, 4182, 0)


@pytest.mark.parametrize("text", ["gates/mul-swap", "gates/mul-swap@", "@5", "gates/mul-swap@-3", "gates/mul-swap@³"])
def test_what_is_no_reference_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="names no problem"):
        read_reference(text)


def test_a_record_holds_the_problem_itself(drill: Drill) -> None:
    problem = make_problem(drill, 11)
    record = json.loads(json.dumps(problem.record()))
    assert record["reference"] == problem.reference
    assert [Fraction(key) for key in record["key"]] == list(problem.answer)
    assert {name: Fraction(value) for name, value in record["givens"].items()} == problem.givens
    assert record["graph"] == drill.source.graph


def test_the_chooser_skips_recent_instances_and_repeats_itself() -> None:
    source = DrillSource("f = x * y", (("x", "int 2..6"), ("y", "int 2..6")), ((None, "df/dx"), (None, "df/dy")))
    drill = read_drill("d/c", source)
    recent: list[str] = []
    for number in range(60):
        window = recent[-min(20, drill.instances // 2) :]
        problem = choose_problem(drill, "study", number, window)
        assert problem.instance not in window
        assert problem.instance == choose_problem(drill, "study", number, window).instance
        recent.append(problem.instance)
    assert choose_problem(drill, "study", 1).seed != choose_problem(drill, "quiz", 1).seed


def test_the_chooser_gives_something_when_all_is_recent() -> None:
    drill = read_drill("d/c", DrillSource("f = x * y", (("x", "3"), ("y", "5")), ((None, "df/dx"), (None, "df/dy"))))
    only = choose_problem(drill, "study", 0)
    assert choose_problem(drill, "study", 1, [only.instance]).instance == only.instance


def golden(drills: Mapping[str, Drill]) -> list[object]:
    return [make_problem(drill, seed).record() for drill in drills.values() for seed in (0, 1, 4182, 2**63 - 1)]


def test_the_same_seed_gives_the_same_problem_everywhere(drills: Mapping[str, Drill]) -> None:
    """Set UPDATE_GOLDEN=1 to accept new problems; raise GENERATOR in quizgen/drill.py when you do."""
    made = golden(drills)
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert made == json.loads(GOLDEN.read_text(encoding="utf-8"))


def test_another_process_with_another_hash_seed_makes_the_same_problem(drills: Mapping[str, Drill]) -> None:
    drill = drills["nets/weight-chain"]
    code = (
        "from quizgen.drill import *; from quizgen.problem import make_problem\n"
        f"print(make_problem(read_drill({drill.id!r}, {drill.source!r}), 99).instance)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "5"},
    )
    assert done.stdout.strip() == make_problem(drill, 99).instance


def test_in_letters_the_wrong_rules_of_a_matrix_product_are_told_apart(drills: Mapping[str, Drill]) -> None:
    problem = make_problem(drills["letters/balance"], 1)
    wrong = {mistake.id: write_answers(mistake.answer) for mistake in problem.mistakes}
    assert write_answers(problem.answer) == "G @ W^T | X^T @ G"
    assert wrong["matmul-transpose-missing"] == "G @ W | X @ G"
    assert wrong["matmul-order-swapped"] == "W^T @ G | G @ X^T"
    assert wrong["matmul-other-gradient"] == "X^T @ G | G @ W^T"


@pytest.mark.parametrize(("graph", "answer"), [("f = 2*x", "2*g^2"), ("f = x*y", "g^2 * y")])
def test_in_letters_an_upstream_gradient_taken_twice_is_squared(graph: str, answer: str) -> None:
    given = tuple((name, "letter") for name in "xy" if name in graph)
    source = DrillSource(graph=graph, given=given, upstream="letter g", ask=((None, "d/dx"),))
    problem = make_problem(read_drill("letters/twice", source), 1)
    twice = next(mistake for mistake in problem.mistakes if mistake.id == "upstream-twice")
    assert write_answers(twice.answer) == answer
