"""The backward sweep of someone who makes a mistake: the right one with its places to go wrong laid open.

A wrong rule replaces the local derivatives of one operation, a fault replaces how the sweep starts, sends or gathers.
"""

from collections.abc import Mapping, Sequence
from operator import mul
from typing import Any, NamedTuple, TypeAlias

from quizgen.autodiff.arithmetic import CONSTANT_SLOPES
from quizgen.autodiff.array import Array, Shape, ShapeError, entrywise, shape_of
from quizgen.autodiff.fault import RIGHT, Fault
from quizgen.autodiff.graph import CONSTANT, Graph, Step
from quizgen.autodiff.number import Formula, see_sensible
from quizgen.autodiff.row import Elementwise, Pull, WrongRule, value_of
from quizgen.autodiff.swept import Gradients, named
from quizgen.autodiff.unknown import UNKNOWN

Mistake: TypeAlias = WrongRule | Fault


class Slip(NamedTuple):
    """A mistake, made wherever it can be or at one node only."""

    mistake: Mistake
    at: int | None = None


def mistaken_backward(
    graph: Graph,
    values: Sequence[Any],
    source: int,
    upstream: Any,
    slips: Sequence[Slip],
    instead: Mapping[int, Any] | None = None,
) -> Gradients:
    """Return what a backward sweep gives with mistakes made, or from someone's own gradients `instead` of some.

    A mistake that cannot be carried through, because sizes do not fit, leaves what comes of it unknown.
    """
    arrays = Array in map(type, values)
    steps = graph.plan.steps
    own = instead or {}
    anywhere = _together(slips, None)
    arriving: list[list[Any] | None] = [None] * (source + 1)
    arriving[source] = [_together(slips, source).start(upstream)]
    adjoints: dict[int, Any] = {}
    walked: list[tuple[Any, ...]] = []
    somewhere = any(slip.at is not None for slip in slips)
    altered: dict[int, WrongRule] = {}
    for mistake, at in slips:
        if not isinstance(mistake, Fault):
            for place in graph.plan.places_of(mistake) if at is None else (at,):
                altered.setdefault(place, mistake)
    place = source
    try:
        for place in range(source, -1, -1):
            gathered = arriving[place]
            if gathered is None:
                continue
            made = _together(slips, place) if somewhere else anywhere
            if arrays:
                shape = shape_of(values[place])
                gathered = [grad if shape_of(grad) == shape else _fit(made, grad, shape) for grad in gathered]
            adjoint = gathered[0] if len(gathered) == 1 else made.gather(gathered)
            adjoint = adjoints[place] = own.get(place, adjoint)
            if type(adjoint) is float and adjoint - adjoint != 0.0:
                raise OverflowError
            step = steps[place]
            if step is None:
                if arrays:
                    see_sensible(adjoint)  # an infinity in an array comes down to here, if only as a nan
                continue
            edges = step.edges
            arguments = _without_inside(step, graph, values) if made.skips_inside else step.arguments(values)
            if place in altered:
                wrong = altered[place]
                edges = tuple([(which, parent, wrong.local[which]) for which, parent, _ in edges])
                arguments = (adjoint, *arguments) if wrong.takes_upstream else arguments
            for which, parent, rule in edges:
                try:
                    local, downstream = _sent(rule, arguments, adjoint, made, first=place == source)
                except ShapeError:
                    local = downstream = UNKNOWN
                walked.append((place, which, parent, adjoint, local, downstream))
                sent = arriving[parent]
                if sent is None:
                    arriving[parent] = [downstream]
                else:
                    sent.append(downstream)
    except (ArithmeticError, ValueError) as fault:
        raise named(fault, place, graph, "the gradient at ") from fault
    return Gradients(adjoints, walked)


def _together(slips: Sequence[Slip], place: int | None) -> Fault:
    """Return the faults that are made at a node as one: what none of them touches is done right."""
    faults = [mistake for mistake, at in slips if isinstance(mistake, Fault) and at in (None, place)]
    if len(faults) < 2:
        return faults[0] if faults else RIGHT
    made = RIGHT
    for fault in faults:
        wrong = {key: own for key, own in fault._asdict().items() if own != getattr(RIGHT, key)}
        made = made._replace(**wrong)
    return made


def _fit(made: Fault, gradient: Any, shape: Shape | None) -> Any:
    try:
        return made.fit(gradient, shape)
    except ShapeError:
        return UNKNOWN


def _sent(rule: Any, arguments: tuple[Any, ...], upstream: Any, made: Fault, *, first: bool) -> tuple[Any, Any]:
    """Return the local derivative and what is sent downstream."""
    times: Formula = mul
    if type(rule) is Pull:
        local, times = rule.factor(*arguments), rule.send
    elif Array in map(type, arguments) and (made is not RIGHT or rule not in CONSTANT_SLOPES):
        local = entrywise(rule, *arguments)
    else:
        local = rule(*arguments)
    return local, times(upstream, local) if made is RIGHT else made.send(upstream, local, first, times)


def _without_inside(step: Step, graph: Graph, values: Sequence[Any]) -> tuple[Any, ...]:
    """Return an operation's arguments with x in place of g(x): where its one input is itself made from one."""
    nodes = graph.nodes
    parents = nodes[step.place].parents
    outer = [parent for parent in parents if nodes[parent].operation != CONSTANT]
    inner = [parent for parent in nodes[outer[0]].parents if nodes[parent].operation != CONSTANT] if outer else []
    if len(outer) != 1 or len(inner) != 1 or not isinstance(step.row, Elementwise):
        return step.arguments(values)
    inputs = [values[inner[0]] if parent == outer[0] else values[parent] for parent in parents]
    return (value_of(".*", step.row, inputs), *inputs) if step.row.from_output else tuple(inputs)
