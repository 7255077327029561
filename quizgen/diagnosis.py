"""What a wrong answer is consistent with: one wrong rule, two of them, or a slip of the pen; never more than that.

The wrong rule is found by working the problem out with it. Ranked by how little must have gone wrong, then by what this
learner did before. A diagnosis never forces one: what fits nothing stays unexplained.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations, islice
from typing import NamedTuple

from quizgen.agreement import Value, all_agree
from quizgen.drill import Authored
from quizgen.mistakes import Mistake, Tried, candidates, id_of, predict, single_candidates
from quizgen.near_miss import near_miss
from quizgen.problem import Problem
from quizgen.run import Candidate, Run, Sweeps, attempt
from quizgen.template import template
from quizgen.wrong_value import WrongValue

MOST_PAIRS = 100  # a count, never a clock, so that the same answer is always told the same

RULE, PAIR, SLIP = "rule", "pair", "slip"


class Diagnosis(NamedTuple):
    """What may be behind a wrong answer."""

    ids: tuple[str, ...]  # of mistakes: the first is the likeliest, the others come to the same; both of a pair
    message: str  # deck text: the right rule, to who made the mistake
    kind: str
    departs: str | None = None  # a formula: the first value or gradient that is not what it should be


def diagnose(
    problem: Problem, values: Sequence[Value], wanted: Sequence[int] | None = None, before: Collection[str] = ()
) -> tuple[Diagnosis, ...]:
    """Return what an answer to the wanted parts is consistent with, likeliest first; nothing where nothing fits."""
    asked = range(len(problem.answer)) if wanted is None else wanted
    given = [(place, value) for place, value in zip(asked, values, strict=True) if value is not None]
    if not given:
        return ()

    def fits(answer: Sequence[Value] | None) -> bool:
        return answer is not None and all_agree([answer[place] for place, _ in given],  # type: ignore[misc]
                                                [value for _, value in given], problem.digits)  # fmt: skip

    made = problem.made
    found = [mistake for mistake in problem.mistakes if fits(mistake.answer)]
    if not found:
        dropped = template(made.drill).dropped
        rare = [candidate for candidate in candidates(made.drill) if candidate.id in dropped]
        further = predict(Tried(made), [*rare, *single_candidates(made.drill)])
        found = [mistake for mistake in further if fits(mistake.answer)]
    if found:
        singles = [_single(problem, mistake, before) for mistake in found]
        return tuple(sorted(singles, key=lambda one: not _familiar(one.ids, before)))
    pairs = [_pair(problem, *both) for both in _pairs(problem) if fits(attempt(problem.made, *both))]
    if pairs:
        return tuple(sorted(pairs, key=lambda one: not _familiar(one.ids, before)))[:3]
    slip = near_miss([problem.answer[place] for place, _ in given], [value for _, value in given], problem.digits)
    return () if slip is None else (Diagnosis((slip.id,), slip.message, SLIP),)


def _familiar(ids: Sequence[str], before: Collection[str]) -> bool:
    return any(name.partition("@")[0] in before or name in before for name in ids)


def _single(problem: Problem, mistake: Mistake, before: Collection[str]) -> Diagnosis:
    """Return the diagnosis of a predicted mistake; among those that coincide, what the learner did before is first."""
    ids = sorted(mistake.ids, key=lambda name: not _familiar([name], before))
    departs = None if mistake.made is None else departure(problem.made, mistake.made)
    return Diagnosis(tuple(ids), mistake.message, RULE, departs)


def _pairs(problem: Problem) -> Iterator[tuple[Candidate, Candidate]]:
    """Yield pairs of mistakes that can be made together, those of the drill's targets first."""
    shared = template(problem.made.drill)
    rules = [one for one in (*shared.targets, *shared.others) if not isinstance(one.rule, Authored)]
    return islice(combinations(rules, 2), MOST_PAIRS)


def _pair(problem: Problem, one: Candidate, two: Candidate) -> Diagnosis:
    names = {candidate: id_of(problem.made, candidate) for candidate in (one, two)}
    message = f"Two things at once: {one.rule.message} And: {two.rule.message}"
    return Diagnosis(tuple(names.values()), message, PAIR, departure(problem.made, one, two))


def departure(made: Run, *mistakes: Candidate) -> str | None:
    """Return the first value, gradient or asked thing at which the working with these mistakes departs: a formula."""
    if any(isinstance(slip.rule, Authored) for slip in mistakes):
        return None
    drill, sample = made.drill, made.samples[0]
    right, wrong = Sweeps(drill, sample), Sweeps(drill, sample, mistakes)
    if any(isinstance(slip.rule, WrongValue) for slip in mistakes):
        for node, ours, theirs in zip(drill.graph.nodes, right.values, wrong.values, strict=True):
            if ours != theirs:
                return node.label
    for ask in drill.asks:
        for of, by, scaled in ask.gradients:
            if right.gradient(of, by, scaled=scaled) == wrong.gradient(of, by, scaled=scaled):
                continue
            over = drill.loss if scaled else drill.graph.nodes[of].label
            if right.swept(of, scaled=scaled).adjoints.get(of) != wrong.swept(of, scaled=scaled).adjoints.get(of):
                return f"d{over}/d{drill.graph.nodes[of].label}"
            edges = zip(right.swept(of, scaled=scaled).trace, wrong.swept(of, scaled=scaled).trace, strict=True)
            for ours, theirs in edges:
                if ours.downstream != theirs.downstream:
                    return f"d{over}/d{drill.graph.nodes[ours.parent].label}"
            return ask.label
        if ask.functions:
            return ask.label
    return None
