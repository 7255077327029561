"""What a wrong answer is consistent with: one wrong rule, two of them, or a slip of the pen; never more than that.

The wrong rule is found by working the problem out with it. Ranked by how little must have gone wrong, then by what this
learner did before. A diagnosis never forces one: what fits nothing stays unexplained.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations, islice
from typing import NamedTuple

from quizgen.agreement import Value, agrees, all_agree
from quizgen.asked_function import WrongFormula
from quizgen.autodiff.operations import OPERATIONS, WrongRule
from quizgen.drill import Authored
from quizgen.effort import entries
from quizgen.mistakes import Mistake, Tried, candidates, id_of, predict, single_candidates
from quizgen.near_miss import near_miss
from quizgen.problem import Problem
from quizgen.run import Candidate, Rule, Run, Sweeps, attempt, in_floats
from quizgen.template import template
from quizgen.wrong_value import WrongValue

MOST_PAIRS = 44  # a count, never a clock, so that the same answer is always told the same

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
    wrong = [(place, value) for place, value in given if not agrees(problem.answer[place], value, problem.digits)]
    if not wrong:
        return ()  # what was left out tells nothing

    def fits(answer: Sequence[Value] | None, parts: Sequence[tuple[int, Value]] = given) -> bool:
        return answer is not None and all_agree([answer[place] for place, _ in parts],  # type: ignore[misc]
                                                [value for _, value in parts], problem.digits)  # fmt: skip

    tried = Tried(problem.made, problem.mistakes)
    known = list(problem.mistakes)
    found = [mistake for mistake in known if fits(mistake.answer)]
    if all(mistake.made is not None and isinstance(mistake.made.rule, Authored) for mistake in found):
        known += _further(tried)  # an author may have a wrong rule at a single node in mind: both are named
        found = [mistake for mistake in known if fits(mistake.answer)]
    if found:
        return _ranked([_single(problem, mistake, before) for mistake in found], before)
    if len(wrong) < len(given):  # the right parts may have been done rightly, and only the others with a wrong rule
        at = problem.asked[wrong[0][0]]
        found = [mistake for mistake in known if fits(mistake.answer, wrong)]
        if found:
            return _ranked([_single(problem, mistake, before)._replace(departs=at) for mistake in found], before)
    rough = in_floats(tried.made)
    pairs = [
        _pair(problem, *both)
        for both in _pairs(tried, given)
        if fits(attempt(rough, *both)) and fits(attempt(tried.made, *both))  # most do not fit, which floats tell sooner
    ]
    if pairs:
        return _ranked(pairs, before)[:3]
    slip = near_miss([problem.answer[place] for place, _ in given], [value for _, value in given], problem.digits)
    return () if slip is None else (Diagnosis((slip.id,), slip.message, SLIP),)


def _further(tried: Tried) -> tuple[Mistake, ...]:
    """Return mistakes that are not predicted for every problem: rare ones, and those made at a single node."""
    drill = tried.made.drill
    dropped = template(drill).dropped
    rare = [candidate for candidate in candidates(drill) if candidate.id in dropped]
    return tuple(predict(tried, [*rare, *single_candidates(drill)]))


def _ranked(found: Sequence[Diagnosis], before: Collection[str]) -> tuple[Diagnosis, ...]:
    """Return diagnoses with those first that this learner has made before."""
    return tuple(sorted(found, key=lambda one: not _familiar(one.ids, before)))


def _familiar(ids: Sequence[str], before: Collection[str]) -> bool:
    return any(name.partition("@")[0] in before or name in before for name in ids)


def _single(problem: Problem, mistake: Mistake, before: Collection[str]) -> Diagnosis:
    """Return the diagnosis of a predicted mistake; among those that coincide, what the learner did before is first."""
    ids = sorted(mistake.ids, key=lambda name: not _familiar([name], before))
    departs = None if mistake.made is None else departure(problem.made, mistake.made)
    return Diagnosis(tuple(ids), mistake.message, RULE, departs)


def _pairs(tried: Tried, given: Sequence[tuple[int, Value]]) -> Iterator[tuple[Candidate, Candidate]]:
    """Yield pairs of mistakes that may give these values, those of the drill's targets first.

    What only one of the two changes comes out as with that one alone, and what neither does comes out right.
    """
    shared = template(tried.made.drill)
    rules = [one for one in (*shared.targets, *shared.others) if not isinstance(one.rule, Authored)]
    replaced = {one: _replaced(one.rule) for one in rules}
    alone = {rule: [_alone(tried, rule, place, value) for place, value in given] for rule in rules}

    def may_be(pair: tuple[Candidate, Candidate]) -> bool:
        return replaced[pair[0]].isdisjoint(replaced[pair[1]]) and all(
            (one.changes and other.changes) or (one.fits if one.changes else other.fits)
            for one, other in zip(*map(alone.__getitem__, pair), strict=True)
        )

    return islice(filter(may_be, combinations(rules, 2)), MOST_PAIRS)


def _replaced(rule: Rule) -> set[tuple[str, str]]:
    """Return the formulas that a mistake has others for: two with one in common cannot be made at once."""
    if isinstance(rule, WrongRule):
        return {("gradient", symbol) for symbol, row in OPERATIONS.items() if rule in row.wrong}
    if isinstance(rule, WrongValue):
        return {("value", rule.operation)}
    return {("asked", rule.function)} if isinstance(rule, WrongFormula) else set()


class _Alone(NamedTuple):
    """What a mistake does to one part."""

    changes: bool
    fits: bool  # whether the part is then what was typed


def _alone(tried: Tried, rule: Candidate, place: int, value: Value) -> _Alone:
    """Return what a mistake that is made alone does to a part; where that tells nothing, it may do anything."""
    answer, key = tried.answer(rule), tried.made.answer[place]
    if answer is None or not all(entries(key)):  # behind a 0 a second mistake hides, until the first one lifts it
        return _Alone(changes=True, fits=True)
    return _Alone(answer[place] != key, agrees(answer[place], value, tried.made.drill.digits))


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
                return _derivative(over, drill.graph.nodes[of].label)
            edges = zip(right.swept(of, scaled=scaled).trace, wrong.swept(of, scaled=scaled).trace, strict=True)
            for ours, theirs in edges:
                if ours.downstream != theirs.downstream:
                    return _derivative(over, drill.graph.nodes[ours.parent].label)
            return ask.label
        if ask.functions:
            return ask.label
    return None


def _derivative(over: str, by: str) -> str:
    """Return a derivative as a formula; a step without a name is written out, in brackets."""
    return f"d{over}/d{by}" if by.isidentifier() else f"d{over}/d({by})"
