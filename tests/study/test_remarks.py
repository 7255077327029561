"""What is said of a wrong answer: honest, by name, with where the working departs, and never more than is known."""

from collections.abc import Sequence
from fractions import Fraction

import pytest

from cardgrad.study.remarks import remarks, right_share
from quizgen.autodiff.array import Array
from quizgen.diagnosis import PAIR, RULE, SLIP, Diagnosis
from quizgen.drill import DrillSource, read_drill
from quizgen.judging import PARTLY, WRONG, Verdict, judge
from quizgen.problem import Problem, make_problem

CHAIN = DrillSource(
    "q = x * y\nf = q * z",
    (("x", "int 2..9"), ("y", "int 11..19"), ("z", "int 21..29")),
    ((None, "df/dq"), (None, "df/dx"), (None, "df/dy")),
    mistakes=(("z + 1 | y | x", "Look where the path begins."),),
)


@pytest.fixture
def problem() -> Problem:
    return make_problem(read_drill("t/chain", CHAIN), 3)


def said(problem: Problem, *found: Diagnosis) -> list[str]:
    """Return the sentences about these diagnoses, likeliest first."""
    verdict = Verdict(WRONG, (False,) * 3, Fraction(0), found)
    return [block.text for block in remarks(problem, verdict, (0, 1, 2))]


def test_a_rule_is_named_with_where_the_working_departs(problem: Problem) -> None:
    assert said(problem, Diagnosis(("mul-not-switched",), "Rule.", RULE, "df/dq")) == [
        "Consistent with: not switched at a product, first at $df/dq$.",
        "Rule.",
    ]


def test_a_rule_at_one_node_names_the_node(problem: Problem) -> None:
    first, _ = said(problem, Diagnosis(("mul-not-switched@q",), "Rule.", RULE, "df/dx"))
    assert first == "Consistent with: not switched at a product, at $q$, first at $df/dx$."


def test_mistakes_that_come_to_the_same_are_both_named(problem: Problem) -> None:
    ids = ("fan-out-overwritten", "fan-out-averaged", "mul-not-switched")
    first, _ = said(problem, Diagnosis(ids, "Rule.", RULE))
    assert first == "Consistent with: one path kept at a fan-out, or mean instead of sum at a fan-out."


def test_a_second_one_that_fits_is_named_after_the_first(problem: Problem) -> None:
    found = [Diagnosis((name,), "Rule.", RULE) for name in ("upstream-forgotten", "inner-forgotten", "add-times-input")]
    assert said(problem, *found)[2:] == ["Also consistent with: inner derivative forgotten."]


def test_two_mistakes_at_once_say_two_things(problem: Problem) -> None:
    pair = Diagnosis(("mul-not-switched", "upstream-forgotten"), "Two things at once: A. And: B.", PAIR)
    assert said(problem, pair) == ["Consistent with two things at once: A. And: B."]


def test_a_slip_says_what_it_is(problem: Problem) -> None:
    assert said(problem, Diagnosis(("sign",), "The sign is not.", SLIP)) == ["The sign is not."]


def test_nothing_is_said_where_nothing_fits(problem: Problem) -> None:
    assert said(problem) == []


def test_an_authors_own_mistake_is_told_in_the_authors_words(problem: Problem) -> None:
    own = next(mistake for mistake in problem.mistakes if mistake.id.startswith("own-"))
    verdict = judge(problem, own.answer)
    texts = [block.text for block in remarks(problem, verdict, (0, 1, 2))]
    assert texts == ["Consistent with a mistake that is often made here.", "Look where the path begins."]


@pytest.mark.parametrize(
    ("carried", "sentence"),
    [
        ((1,), "$df/dx$ follows rightly from your $df/dq$ and $df/dy$."),
        ((1, 2), "$df/dx$ and $df/dy$ follow rightly from your $df/dq$."),
        ((0, 1, 2), "$df/dq$, $df/dx$ and $df/dy$ follow rightly from your other values."),
    ],
)
def test_what_follows_from_an_error_is_said(problem: Problem, carried: Sequence[int], sentence: str) -> None:
    verdict = Verdict(PARTLY, (False,) * 3, Fraction(1, 3), (), tuple(carried))
    assert [block.text for block in remarks(problem, verdict, (0, 1, 2))] == [sentence]


def test_the_share_counts_parts_and_the_numbers_in_arrays() -> None:
    source = DrillSource("z = A @ B", (("A", "2x2 of int 2..9"), ("B", "2x2 of int 2..9")), ((None, "z"), (None, "A")))
    problem = make_problem(read_drill("t/array", source), 1)
    key = problem.answer[0]
    assert isinstance(key, Array)
    near = Array([[key.rows[0][0], 0], [key.rows[1][0], key.rows[1][1]]])
    assert right_share(problem, judge(problem, (near, problem.answer[1])), (0, 1), (near, problem.answer[1])) == (
        "1 of 2 right, 3 of 4 numbers right in $z$"
    )
    assert right_share(problem, judge(problem, (near,), (0,)), (0,), (near,)) == (
        "1 of 2 right, 3 of 4 numbers right in $z$"
    )
