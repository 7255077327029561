"""Predicted mistakes: the same problem worked out with one wrong rule, wherever it can be used or at one node only."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any, NamedTuple, TypeAlias

from quizgen.agreement import all_agree, is_short, magnitude
from quizgen.ask import ancestors
from quizgen.asked_function import FUNCTIONS_ASKED
from quizgen.autodiff.array import Array
from quizgen.autodiff.fault import BROADCAST_NOT_SUMMED, FAULTS, OUTER_AT_INPUT, Fault
from quizgen.autodiff.graph import CONSTANT, Graph
from quizgen.autodiff.operations import OPERATIONS, WrongRule
from quizgen.drill import Drill
from quizgen.run import Candidate, Rule, Run, attempt
from quizgen.value import Answer, Size, Symbolic
from quizgen.wrong_value import WRONG_VALUES

_OF_UPSTREAM = ("upstream-not-started", "upstream-twice")

Judged: TypeAlias = tuple[Any, ...]


class Mistake(NamedTuple):
    """A wrong answer that a named mistake gives; those that give the same answer here are one."""

    id: str
    name: str
    message: str
    answer: tuple[Answer, ...]
    also: tuple[str, ...] = ()  # ids of others that come to the same
    made: Candidate | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the ids of all mistakes that it may have been."""
        return self.id, *self.also


def candidates(drill: Drill) -> list[Candidate]:
    """Return the mistakes that could show in what is asked, each made wherever it can be, the author's own first."""
    rules: list[Rule] = [*drill.authored]
    rules += [wrong for name in _functions(drill) for wrong in FUNCTIONS_ASKED[name].wrong]
    if not drill.sizes_only:
        reached = reached_nodes(drill)
        rules += _wrong_rules(drill, reached)
        rules += _faults(drill) if reached else []
        rules += [rule for operation in _computed(drill).values() for rule in WRONG_VALUES.get(operation, ())]
    return [Candidate(rule) for rule in dict.fromkeys(rules)]


def single_candidates(drill: Drill) -> list[Candidate]:
    """Return the wrong rules made at one node only, where several nodes have the operation."""
    if drill.sizes_only or drill.in_letters:
        return []
    graph, found = drill.graph, []
    reached = reached_nodes(drill)
    operations = [graph.nodes[place].operation for place in reached]
    for place in reached:
        operation = graph.nodes[place].operation
        if operation in OPERATIONS and operations.count(operation) > 1:
            found += [Candidate(rule, place) for rule in OPERATIONS[operation].wrong]
    computed = _computed(drill)
    for place, operation in computed.items():
        if list(computed.values()).count(operation) > 1:
            found += [Candidate(rule, place) for rule in WRONG_VALUES.get(operation, ())]
    return found


def reached_nodes(drill: Drill) -> list[int]:
    """Return the nodes that a sweep for the asked gradients goes through, on a way to what is asked."""
    found: set[int] = set()
    for ask in drill.asks:
        for of, by, _ in ask.gradients:
            found |= nodes_between(drill.graph, of, by)
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


def _functions(drill: Drill) -> list[str]:
    return list(dict.fromkeys(name for ask in drill.asks for name in ask.functions))


def _wrong_rules(drill: Drill, reached: Sequence[int]) -> list[WrongRule]:
    operations = dict.fromkeys(drill.graph.nodes[place].operation for place in reached)
    return [rule for operation in operations if operation in OPERATIONS for rule in OPERATIONS[operation].wrong]


def _faults(drill: Drill) -> list[Fault]:
    scaled = any(scaled for ask in drill.asks for _, _, scaled in ask.gradients)
    return [
        *(fault for fault in FAULTS if scaled or fault.id not in _OF_UPSTREAM),
        OUTER_AT_INPUT,
        BROADCAST_NOT_SUMMED,
    ]


def _computed(drill: Drill) -> dict[int, str]:
    """Return the nodes whose values a learner computes for an asked value, with their operations."""
    cut, found = drill.pinned.cut, dict[int, str]()
    for ask in drill.asks:
        for place in ask.values:
            for node in sorted(ancestors(cut, place)):
                if cut.nodes[node].operation in OPERATIONS and node not in shown_nodes(drill):
                    found[node] = cut.nodes[node].operation
    return found


def shown_nodes(drill: Drill) -> set[int]:
    """Return the nodes whose values the question shows."""
    return {drill.graph.names[word] for word in drill.source.show if word in drill.graph.names}


def alike(one: Sequence[Answer], other: Sequence[Answer], digits: int) -> bool:
    """Tell whether one of two answers would be judged right where the other one is the key."""
    if one and other and type(one[0]) is int and type(other[0]) is int and one[0] != other[0]:
        return False  # most of them
    return all_agree(one, other, digits) or all_agree(other, one, digits)


def judged(answer: Iterable[Answer], digits: int) -> Judged:
    """Return what two answers share, as a rule, that are judged the same: numbers that are rounded, rounded."""
    return tuple([_judged(value, digits) for value in answer])


def _judged(value: Any, digits: int) -> Any:
    if isinstance(value, Array):
        return value.shape, tuple([_judged(entry, digits) for entry in value.flat])
    if isinstance(value, Symbolic):
        return tuple([_judged(point, 12) for point in value.points])
    if isinstance(value, Size | int) or (not isinstance(value, float) and is_short(value, digits)):
        return value
    if not value:
        return 0
    scale = magnitude(value) - digits + 1
    if scale < -300 and isinstance(value, float):
        value = Fraction(value)  # no float is as large as the power of ten that it is multiplied with
    return round(value * 10**-scale if scale < 0 else value / 10**scale), scale


class Tried:
    """A run's wrong answers, each worked out once."""

    def __init__(self, made: Run, known: Iterable[Mistake] = ()) -> None:
        self.made = made
        self._found: dict[Candidate, tuple[Answer, ...] | None] = {
            mistake.made: mistake.answer for mistake in known if mistake.made is not None
        }

    def answer(self, candidate: Candidate) -> tuple[Answer, ...] | None:
        """Return the answers that a mistake gives, or nothing where it cannot be carried through."""
        if candidate not in self._found:
            self._found[candidate] = attempt(self.made, candidate)
        return self._found[candidate]


def predict(tried: Tried, possible: Sequence[Candidate]) -> tuple[Mistake, ...]:
    """Return the wrong answers of possible mistakes, in their order, merged where they coincide."""
    made = tried.made
    digits = made.drill.digits
    found: list[Mistake] = []
    for candidate in possible:
        answer = tried.answer(candidate)
        if answer is None or all_agree(made.answer, answer, digits):
            continue
        name = id_of(made, candidate)
        place = next((place for place, first in enumerate(found) if alike(first.answer, answer, digits)), None)
        if place is None:
            rule = candidate.rule
            found.append(Mistake(name, rule.name, rule.message, answer, (), candidate))
        elif candidate.id not in (other.partition("@")[0] for other in found[place].ids):
            found[place] = found[place]._replace(also=(*found[place].also, name))
    return tuple(found)


def id_of(made: Run, candidate: Candidate) -> str:
    """Return a mistake's id, with its node where it is made at one only: `mul-not-switched@h1`."""
    where = "" if candidate.at is None else f"@{made.drill.graph.nodes[candidate.at].label}"
    return candidate.id + where
