"""The numbers of a problem: drawn so that most draws are good, and rejected with a reason where they are not."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from quizgen.agreement import all_agree
from quizgen.autodiff.expression import evaluate
from quizgen.autodiff.graph import CONSTANT, INPUT
from quizgen.autodiff.operations import Exact, UndefinedValueError
from quizgen.drill import COMPARISONS, Drill
from quizgen.mistakes import Candidate
from quizgen.notation.text import to_text
from quizgen.notation.tree import Relation
from quizgen.run import Run, attempt
from quizgen.seed import Stream

LARGEST_ANSWER = 999
LARGEST_VALUE = 9999
LARGEST_DENOMINATOR = 999
MOST_EFFORT = 4  # a step, on average: a product of two numbers of two digits

_HIDING = (0, 1)  # as a factor these hide what a product does with the other one


class Plan(NamedTuple):
    """What each number is drawn from, and with which others it must not be equal."""

    domains: Sequence[tuple[str, tuple[Exact, ...]]]
    apart: Mapping[str, frozenset[str]]
    upstream: tuple[Exact, ...]


def plan(drill: Drill) -> Plan:
    """Return how a drill's numbers are drawn: factors without 0 and 1, two factors of one product unequal."""
    nodes = drill.graph.nodes
    partners: dict[str, set[str]] = {}
    for node in nodes:
        if node.operation != "*" or any(nodes[parent].operation == CONSTANT for parent in node.parents):
            continue
        givens = [nodes[parent].label for parent in node.parents if nodes[parent].operation == INPUT]
        for name in givens:
            partners.setdefault(name, set()).update(other for other in givens if other != name)
    domains = [(name, _without_hiding(domain) if name in partners else domain) for name, domain in drill.givens]
    upstream = _without_hiding(drill.upstream)
    return Plan(domains, {name: frozenset(others) for name, others in partners.items()}, upstream)


def _without_hiding(domain: tuple[Exact, ...]) -> tuple[Exact, ...]:
    """Return a domain without the numbers that hide a rule, if it has others."""
    return tuple(value for value in domain if value not in _HIDING) or domain


def draw(planned: Plan, stream: Stream) -> tuple[dict[str, Exact], Exact]:
    """Return numbers for the givens, and an upstream gradient."""
    givens: dict[str, Exact] = {}
    for name, domain in planned.domains:
        taken = {givens[other] for other in planned.apart.get(name, ()) if other in givens}
        givens[name] = stream.choose([value for value in domain if value not in taken] or domain)
    return givens, stream.choose(planned.upstream)


def rejection(made: Run, targets: Sequence[Candidate]) -> str | None:
    """Return why a run makes no good problem, or nothing when it does."""
    drill = made.drill
    for relation in drill.unless:
        if _holds(relation, made):
            return f"unless {to_text(relation)}"
    gradients = [answer for ask, answer in zip(drill.asks, made.answer, strict=True) if ask.by is not None]
    if 0 in gradients:
        return "a derivative of 0"
    return _hiding(made) or _too_big(made) or _undiscriminating(made, targets)


def _holds(relation: Relation, made: Run) -> bool:
    """Tell whether a relation holds; a side that has no value makes it false."""
    values = {name: made.values[place] for name, place in made.drill.graph.names.items()}
    try:
        sides = [evaluate(side, values) for side in relation.sides]
    except UndefinedValueError:
        return False
    return all(
        COMPARISONS[sign](left, right) for sign, left, right in zip(relation.signs, sides[:-1], sides[1:], strict=True)
    )


def _hiding(made: Run) -> str | None:
    """Return what a product hides: a factor of 0 or 1, or two factors that are equal."""
    nodes = made.drill.graph.nodes
    for node in nodes:
        if node.operation != "*" or any(nodes[parent].operation == CONSTANT for parent in node.parents):
            continue
        factors = [made.values[parent] for parent in node.parents]
        if any(factor in _HIDING for factor in factors):
            return "a factor of 0 or 1"
        if factors[0] == factors[1] and len(set(node.parents)) > 1:
            return "two equal factors"
    return None


def _too_big(made: Run) -> str | None:
    """Return what cannot be done by hand."""
    if any(_beyond(value, LARGEST_ANSWER) for value in made.answer):
        return f"an answer beyond {LARGEST_ANSWER}"
    if any(_beyond(value, LARGEST_VALUE) for value in made.values):
        return f"a value beyond {LARGEST_VALUE}"
    steps = sum(node.operation not in (INPUT, CONSTANT) for node in made.drill.graph.nodes)
    return "too much to compute by hand" if effort(made) > MOST_EFFORT * steps else None


def _beyond(value: Exact, largest: int) -> bool:
    return value > largest or -value > largest or value.denominator > LARGEST_DENOMINATOR


def effort(made: Run) -> float:
    """Return how much there is to compute: for a product the digits of one factor times those of the other."""
    total = 0.0
    for node, value in zip(made.drill.graph.nodes, made.values, strict=True):
        sizes = [_digits(made.values[parent]) for parent in node.parents]
        if node.operation in ("*", "/"):
            total += sizes[0] * sizes[1]
        elif node.operation == "^":
            total += sizes[0] * _digits(value)
        elif sizes:
            total += max(sizes) / 2
    return total


def _digits(value: Any) -> int:
    """Return how many digits a number is worked with; 0 and 1 cost nothing."""
    if abs(value) <= 1 and value.denominator == 1:
        return 0
    return len(str(abs(value.numerator))) + (len(str(value.denominator)) if isinstance(value, Fraction) else 0)


def _undiscriminating(made: Run, targets: Sequence[Candidate]) -> str | None:
    """Return the mistake whose answer would be judged right."""
    for target in targets:
        wrong = attempt(made, target.rule)
        if wrong is not None and all_agree(made.answer, wrong, made.drill.digits):
            return f"the mistake {target.id} gives the right answer"
    return None
