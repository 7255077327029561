"""Predicted mistakes: the same graph run with one wrong rule, or with one fault of the sweep."""

from collections.abc import Sequence
from typing import NamedTuple

from quizgen.agreement import all_agree
from quizgen.autodiff.graph import CONSTANT, Graph
from quizgen.autodiff.operations import OPERATIONS, Exact, WrongRule
from quizgen.autodiff.sweep import FAULTS, Fault
from quizgen.drill import Drill
from quizgen.run import Run, attempt


class Mistake(NamedTuple):
    """A wrong answer that a named mistake gives; those that give the same answer here are one."""

    id: str
    name: str
    message: str
    answer: tuple[Exact, ...]
    also: tuple[str, ...] = ()  # ids of others that come to the same


class Candidate(NamedTuple):
    """A mistake that could be made in a drill: everywhere, or at one node only."""

    rule: WrongRule | Fault
    at: int | None = None

    @property
    def id(self) -> str:
        """Return the rule's id."""
        return self.rule.id


def candidates(drill: Drill) -> list[Candidate]:
    """Return the mistakes that could show in a drill's graph, each made wherever it can be."""
    reached = _reached(drill)
    operations = dict.fromkeys(drill.graph.nodes[place].operation for place in reached)
    wrong = [rule for operation in operations if operation in OPERATIONS for rule in OPERATIONS[operation].wrong]
    scaled = any(ask.scaled for ask in drill.asks)
    faults = [fault for fault in FAULTS if scaled or fault.id not in ("upstream-not-started", "upstream-twice")]
    rules: list[WrongRule | Fault] = [*wrong, *faults]
    return [Candidate(rule) for rule in rules] if reached else []


def single_candidates(drill: Drill) -> list[Candidate]:
    """Return the wrong rules made at one node only, where several nodes have the operation."""
    graph = drill.graph
    found = []
    reached = _reached(drill)
    for place in reached:
        operation = graph.nodes[place].operation
        if operation in OPERATIONS and sum(graph.nodes[other].operation == operation for other in reached) > 1:
            found += [Candidate(rule, place) for rule in OPERATIONS[operation].wrong]
    return found


def shows(made: Run, candidate: Candidate) -> bool:
    """Tell whether a mistake gives an answer here, and one that is judged wrong."""
    answer = attempt(made, candidate.rule, candidate.at)
    return answer is not None and not all_agree(made.answer, answer, made.drill.digits)


def predict(made: Run, possible: Sequence[Candidate]) -> tuple[Mistake, ...]:
    """Return the wrong answers of possible mistakes, likeliest first, merged where they coincide."""
    found: dict[tuple[Exact, ...], Mistake] = {}
    for candidate in possible:
        answer = attempt(made, candidate.rule, candidate.at)
        if answer is None or all_agree(made.answer, answer, made.drill.digits):
            continue
        where = "" if candidate.at is None else f"@{made.drill.graph.nodes[candidate.at].label}"
        first = found.get(answer)
        if first is None:
            rule = candidate.rule
            found[answer] = Mistake(rule.id + where, rule.name, rule.message, answer)
        elif candidate.id not in (first.id.partition("@")[0], *first.also):
            found[answer] = first._replace(also=(*first.also, candidate.id + where))
    return tuple(found.values())


def _reached(drill: Drill) -> list[int]:
    """Return the nodes that a sweep for the asked gradients goes through, on a way to what is asked."""
    graph = drill.graph
    found: set[int] = set()
    for ask in drill.asks:
        if ask.by is not None:
            found |= nodes_between(graph, ask.of, ask.by)
    return sorted(found, reverse=True)


def nodes_between(graph: Graph, top: int, below: int) -> set[int]:
    """Return the nodes on the ways from one node down to another, without the lower one."""
    leads = {below}
    for place in range(below + 1, top + 1):
        if any(parent in leads for parent in graph.nodes[place].parents):
            leads.add(place)
    used = {top}
    for place in range(top, below, -1):
        if place in used:
            used.update(parent for parent in graph.nodes[place].parents if graph.nodes[parent].operation != CONSTANT)
    return (leads & used) - {below}
