"""Whether wrong answers are named rightly: every mistake is planted in problems of every shipped drill.

Told is how often the planted mistake is not ranked first, and not among the first three; and how often a key, typed as
a person would, is called anything but correct. These are shares, which hang on no machine.
"""

from collections.abc import Iterator

from benchmarks.report import Row
from benchmarks.shipped import shipped_drills
from quizgen.agreement import all_agree
from quizgen.answers import Read, read_answer
from quizgen.judging import judge
from quizgen.mistakes import single_candidates
from quizgen.problem import Problem, make_problem
from quizgen.run import attempt
from quizgen.template import template
from quizgen.value import Answer, write_answers

MISSED = 5.0  # per cent that may not be first
LOST = 0.5  # per cent that may not be among the first three


def rows(instances: int, keys: int) -> Iterator[Row]:
    """Yield the shares of mistakes missed in so many problems of each drill, and of keys refused in so many in all."""
    planted = missed = lost = 0
    for drill in shipped_drills():
        for seed in range(instances):
            problem = make_problem(drill, seed)
            for wanted, answer in _planted(problem):
                planted += 1
                found = [{name.partition("@")[0] for name in one.ids} for one in judge(problem, answer).diagnosis]
                missed += not (found and wanted in found[0])
                lost += not any(wanted in ids for ids in found[:3])
    of = f"{planted} planted"
    yield Row("planted mistake not first", 100 * missed / planted, None, MISSED, "%", of)
    yield Row("planted mistake not in the first three", 100 * lost / planted, None, LOST, "%", of)
    refused = sum(_refused(number) for number in range(keys))
    yield Row("key called wrong", 100 * refused / keys, None, 0, "%", f"{keys} keys")


def _planted(problem: Problem) -> Iterator[tuple[str, tuple[Answer, ...]]]:
    """Yield a rule and the wrong answer that it gives, made wherever it can be and at single nodes."""
    made = problem.made
    shared = template(made.drill)
    for candidate in (*shared.targets, *shared.others, *single_candidates(made.drill)):
        answer = attempt(made, candidate)
        if answer is not None and not all_agree(problem.answer, answer, problem.digits):
            yield candidate.id, answer


def _refused(number: int) -> bool:
    """Tell whether a key is not understood, or not called correct."""
    drills = shipped_drills()
    problem = make_problem(drills[number % len(drills)], 10**6 + number, 1 + number % 3)
    read = read_answer(problem, write_answers(problem.answer))
    return not isinstance(read, Read) or judge(problem, read.values).kind != "correct"
