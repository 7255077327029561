from collections.abc import Mapping
from itertools import combinations

from quizgen.agreement import all_agree
from quizgen.diagnosis import PAIR, RULE, diagnose
from quizgen.drill import Authored, Drill, DrillSource, read_drill
from quizgen.problem import make_problem
from quizgen.run import Candidate, attempt
from quizgen.template import template
from quizgen.wrong_value import WRONG_VALUES


def test_two_mistakes_at_once_are_found_though_few_pairs_are_tried(drills: Mapping[str, Drill]) -> None:
    planted = found = 0
    for drill in drills.values():
        problem = make_problem(drill, 5)
        shared = template(problem.made.drill)
        rules = [one for one in (*shared.targets, *shared.others) if not isinstance(one.rule, Authored)]
        for pair in combinations(rules, 2):
            answer = attempt(problem.made, *pair)
            if answer is None or all_agree(problem.answer, answer, problem.digits):
                continue
            told = diagnose(problem, answer)
            if not any(one.kind == RULE for one in told):
                planted += 1
                found += any(one.kind == PAIR for one in told)
    assert planted > 300
    assert found >= 0.97 * planted


def test_two_wrong_rules_of_one_operation_are_no_pair(drills: Mapping[str, Drill]) -> None:
    problem = make_problem(drills["gates/quotient"], 2)
    for one in combinations([first for first in template(problem.made.drill).targets if first.id.startswith("div")], 2):
        answer = attempt(problem.made, *one)
        assert answer is not None
        assert all(told.kind == RULE for told in diagnose(problem, answer))


def test_beside_the_mistake_of_an_author_the_wrong_rule_at_one_node_is_named() -> None:
    source = DrillSource(
        "p = a*b\nq = p*c",
        (("a", "int 2..9"), ("b", "int 2..9"), ("c", "int 2..9")),
        ((None, "p"), (None, "q")),
        mistakes=(("p | p + c", "Multiply."),),
    )
    problem = make_problem(read_drill("d/c", source), 4)
    rule = next(rule for rule in WRONG_VALUES["*"] if rule.id == "value-mul-added")
    answer = attempt(problem.made, Candidate(rule, problem.made.drill.graph.names["q"]))
    assert answer is not None
    assert [told.ids for told in diagnose(problem, answer)] == [("own-1",), ("value-mul-added@q",)]
