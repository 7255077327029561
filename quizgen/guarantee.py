"""What a check sees of a drill: many of its problems made, each looked at in every way that could make it a bad one."""

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from quizgen.acceptance import Acceptance, measure
from quizgen.agreement import all_agree
from quizgen.answers import Unreadable, read_answer
from quizgen.authored import mark_faults, right_mistakes, unsaid_faults
from quizgen.confirming import confirm
from quizgen.drill import Drill, DrillError
from quizgen.example import example_faults
from quizgen.notation.fault import NotationError
from quizgen.notation.parser import read_math
from quizgen.notation.spans import spans
from quizgen.problem import Problem, choose_problem, make_problem
from quizgen.proving import ProofError
from quizgen.rejection import rejection
from quizgen.run import attempt
from quizgen.template import BANDS, Template, in_band, template
from quizgen.value import write_answers

LEAST_ACCEPTED = 0.2  # of the draws; below, a drill is slow to make problems and says too little of what it wants
SYMBOLIC = 3  # problems of a drill that SymPy differentiates, which takes it a second for a deep graph

_RECENT = 20  # so many problems in a row are different, or half of those there are


class Guarantee(NamedTuple):
    """What is known of a drill once so many problems of it were proven; without faults all of it holds."""

    problems: int
    acceptance: Acceptance
    told_apart: int  # how many mistakes a problem tells from the right answer and from each other, at least
    targets: tuple[str, ...]  # the ids of those that some problem tells from the right answer
    merged: tuple[tuple[str, ...], ...]  # among them those that may come to the same
    dropped: tuple[str, ...]  # mistakes that hardly ever change the answer
    faults: tuple[DrillError, ...]


def guarantee(drill: Drill, seeds: int) -> Guarantee:
    """Return what problems of the seeds 0 to `seeds` - 1 show of a drill, the bands taken in turn."""
    faults = list(mark_faults(drill))
    seen: dict[Drill, Template] = {}  # a family's drill has several
    instances: set[str] = set()
    acceptance = Acceptance(0, {})
    made = 0
    try:
        acceptance = measure(drill)
        faults += _hardly_accepted(acceptance)
        for seed in range(seeds):
            problem = make_problem(drill, seed, seed % BANDS)
            shared = template(problem.made.drill)
            seen[problem.made.drill] = shared
            if problem.instance not in instances:
                found = list(_problem_faults(problem, shared, symbolic=len(instances) < SYMBOLIC))
                faults += found
                if found:
                    break  # of one kind there would be many more
            instances.add(problem.instance)
            made += 1
        faults += _repeats(drill, min(_RECENT, len(instances) // 2))
        faults += example_faults(drill)
        faults += unsaid_faults(drill)
    except DrillError as fault:
        faults.append(fault)
    except ProofError as fault:
        faults.append(DrillError(f"a key is not proven, which is our fault: {fault}", "graph"))
    targets = tuple(dict.fromkeys(target.id for shared in seen.values() for target in shared.targets))
    faults += right_mistakes(drill, {name for shared in seen.values() for name in shared.dropped})
    return Guarantee(
        made,
        acceptance,
        min((len(set(shared.groups)) for shared in seen.values()), default=0),
        targets,
        tuple(dict.fromkeys(group for shared in seen.values() for group in _merged(shared))),
        tuple(dict.fromkeys(name for shared in seen.values() for name in shared.dropped if name not in targets)),
        tuple(faults),
    )


def _problem_faults(problem: Problem, shared: Template, *, symbolic: bool) -> Iterator[DrillError]:
    """Yield what is wrong with one problem."""
    made, name = problem.made, problem.reference
    try:
        confirm(made, symbolic=symbolic)
    except ProofError as fault:
        yield DrillError(f"the key of {name} is not confirmed, which is our fault: {fault}", "graph")
    if reason := rejection(made):
        yield DrillError(f"{name} teaches nothing: {reason}", "given")
    if not in_band(made, shared, problem.band):
        yield DrillError(f"{name} is not as hard as its band says", "given")
    yield from _mistake_faults(problem, shared)
    read = read_answer(problem, write_answers(problem.answer))
    if isinstance(read, Unreadable) or not all_agree(problem.answer, read.values, problem.digits):
        yield DrillError(f"the key of {name}, {write_answers(problem.answer)}, is not taken as the answer", "ask")
    for span in spans(problem.prompt):
        try:
            if span.kind == "math":
                read_math(span.text)
        except NotationError as fault:
            yield DrillError(f"the question has the formula ${span.text}$ in it: {fault.message}", "prompt")


def _mistake_faults(problem: Problem, shared: Template) -> Iterator[DrillError]:
    """Yield mistakes that would be judged right, and those that should be told apart and cannot."""
    digits, name = problem.digits, problem.reference
    for mistake in problem.mistakes:
        if all_agree(problem.answer, mistake.answer, digits):
            yield DrillError(f"in {name} the mistake {mistake.id} gives the right answer", "targets")
    wrong = [
        (target.id, group, answer)
        for target, group in zip(shared.targets, shared.groups, strict=True)
        if (answer := attempt(problem.made, target)) is not None
    ]
    for target, _, answer in wrong:
        if all_agree(problem.answer, answer, digits):
            yield DrillError(f"in {name} the mistake {target} gives the right answer", "targets")
    for (one, its, answer), (other, others, same) in combinations(wrong, 2):
        if its != others and all_agree(answer, same, digits):
            yield DrillError(f"in {name} the mistakes {one} and {other} give the same answer", "targets")


def _repeats(drill: Drill, count: int) -> Iterator[DrillError]:
    """Yield that the chooser repeats a problem within so many."""
    recent: list[str] = []
    for number in range(count):
        problem = choose_problem(drill, "check", number, recent)
        if problem.instance in recent:
            yield DrillError(f"{problem.reference} is chosen twice within {count} problems", "given")
            return
        recent.append(problem.instance)


def _hardly_accepted(acceptance: Acceptance) -> Iterator[DrillError]:
    """Yield that too few draws make a good problem, and what most of the others fail by."""
    if acceptance.rate < LEAST_ACCEPTED:
        reason = max(acceptance.reasons, key=lambda name: acceptance.reasons[name])
        field = "unless" if reason.startswith("unless") else "given"
        share, wanted = round(100 * acceptance.rate), round(100 * LEAST_ACCEPTED)
        yield DrillError(
            f"only {share} % of the draws make a good problem, and {wanted} % should; most others fail by: {reason}",
            field,
        )


def _merged(shared: Template) -> Iterator[tuple[str, ...]]:
    """Yield the targets of each group that has several."""
    groups: dict[int, list[str]] = {}
    for target, group in zip(shared.targets, shared.groups, strict=True):
        groups.setdefault(group, []).append(target.id)
    for ids in groups.values():
        if len(ids) > 1:
            yield tuple(ids)
