"""Forward and backward over a graph.

Backward is the chain rule in one loop: a node's gradient is gathered from everything that used it, and to each of its
inputs it sends downstream = upstream * local. Nothing is stored on the graph. A mistake is an argument: a wrong rule
replaces the local derivatives of one operation, a fault replaces how the sweep itself starts, sends or gathers.

On arrays `local` is the array of local derivatives, or what an array operation combines the gradient with; what was
repeated to fit (a bias over a batch) gets the sum over its places, once, where the gradient arrives.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from quizgen.autodiff.arithmetic import CONSTANT_SLOPES
from quizgen.autodiff.array import Array, entrywise, fitted, shape_of
from quizgen.autodiff.fault import ALL_FAULTS, BROADCAST_NOT_SUMMED, FAULTS, OUTER_AT_INPUT, RIGHT, Fault
from quizgen.autodiff.graph import Graph, InputError
from quizgen.autodiff.mistaken import Mistake, Slip, mistaken_backward
from quizgen.autodiff.number import see_sensible
from quizgen.autodiff.operations import Elementwise, Pull, WrongRule
from quizgen.autodiff.row import value_of
from quizgen.autodiff.swept import Edge, Gradients, named

__all__ = [
    "ALL_FAULTS",
    "BROADCAST_NOT_SUMMED",
    "FAULTS",
    "OUTER_AT_INPUT",
    "RIGHT",
    "Edge",
    "Fault",
    "Gradients",
    "Mistake",
    "Slip",
    "backward",
    "forward",
    "kinks",
]


def forward(graph: Graph, inputs: Mapping[str, Any]) -> list[Any]:
    """Return the value of every node; an undefined one is an error that names its node."""
    plan = graph.plan
    values = plan.blank.copy()
    arrays = plan.has_arrays
    for name, place in plan.inputs:
        if name not in inputs:
            raise InputError(f"{name} has no value", name)
        values[place] = inputs[name]
    place = -1
    try:
        for _, place in plan.inputs:
            value = values[place]
            if type(value) is not float or value - value != 0.0:
                see_sensible(value)
                arrays = arrays or type(value) is Array
        for place, row, formula, one, other in plan.forward:
            if arrays:
                operands = (values[one],) if other is None else (values[one], values[other])
                value = value_of(graph.nodes[place].operation, row, operands)
            else:
                value = formula(values[one]) if other is None else formula(values[one], values[other])
            if type(value) is float:
                if value - value != 0.0:
                    raise OverflowError
            else:
                see_sensible(value)
            values[place] = value
    except (ArithmeticError, ValueError) as fault:
        raise named(fault, place, graph, "") from fault
    return values


def backward(
    graph: Graph,
    values: Sequence[Any],
    source: int,
    upstream: Any = 1,
    mistake: Mistake = RIGHT,
    at: int | None = None,
    *,
    slips: Sequence[Slip] = (),
    instead: Mapping[int, Any] | None = None,
) -> Gradients:
    """Return upstream * d(source)/d(node) for every node below the source.

    A number as upstream of an array stands at each of its entries. A mistake is made wherever it can be, or only `at`
    one node; several are `slips`. Someone's own gradients at some nodes can stand `instead` of the right ones.
    """
    if mistake is not RIGHT:
        slips = (Slip(mistake, at), *slips)
    arrays = Array in map(type, values)
    if len(slips) == 1 and not (instead or arrays or graph.plan.has_arrays):  # letters may stand for arrays
        (wrong, where), *_ = slips
        if isinstance(wrong, WrongRule) and not wrong.takes_upstream:
            return _over_numbers(graph, values, source, upstream, graph.plan.edges_with(wrong, where))
    if slips or instead:
        return mistaken_backward(graph, values, source, upstream, slips, instead)
    if arrays:
        return _over_arrays(graph, values, source, upstream)
    return _over_numbers(graph, values, source, upstream, graph.plan.backward)


def _over_numbers(
    graph: Graph, values: Sequence[Any], source: int, upstream: Any, edges: Sequence[tuple[Any, ...]]
) -> Gradients:
    """Return the sweep where all values are numbers, edge by edge."""
    adjoints: list[Any] = [None] * len(values)
    adjoints[source] = upstream
    walked: list[tuple[Any, ...]] = []
    place = source
    try:
        for place, which, parent, rule, one, other in edges:
            adjoint = adjoints[place]
            if adjoint is None:
                continue
            local = rule(values[one]) if other is None else rule(values[one], values[other])
            downstream = adjoint * local
            walked.append((place, which, parent, adjoint, local, downstream))
            before = adjoints[parent]
            adjoints[parent] = downstream if before is None else before + downstream
        reached = {}
        for place in range(source, -1, -1):
            adjoint = adjoints[place]
            if adjoint is not None:
                if type(adjoint) is float and adjoint - adjoint != 0.0:
                    raise OverflowError
                reached[place] = adjoint
    except (ArithmeticError, ValueError) as fault:
        raise named(fault, place, graph, "the gradient at ") from fault
    return Gradients(reached, walked)


def _over_arrays(graph: Graph, values: Sequence[Any], source: int, upstream: Any) -> Gradients:
    """Return the sweep where values are arrays: what an operation sends is made to fit the input that it goes to."""
    steps = graph.plan.steps
    adjoints: dict[int, Any] = {}
    sums: list[Any] = [None] * (source + 1)
    walked: list[tuple[Any, ...]] = []
    place = source
    try:
        sums[source] = fitted(upstream, shape_of(values[source]))
        for place in range(source, -1, -1):
            adjoint = sums[place]
            if adjoint is None:
                continue
            adjoints[place] = adjoint
            step = steps[place]
            if step is None:
                see_sensible(adjoint)  # an infinity in an array comes down to here, if only as a nan
                continue
            if type(adjoint) is float and adjoint - adjoint != 0.0:
                raise OverflowError
            arguments = step.arguments(values)
            for which, parent, rule in step.edges:
                if type(rule) is Pull:
                    local = rule.factor(*arguments)
                    downstream = rule.send(adjoint, local)
                else:
                    each = rule not in CONSTANT_SLOPES and Array in map(type, arguments)
                    local = entrywise(rule, *arguments) if each else rule(*arguments)
                    downstream = adjoint * local
                walked.append((place, which, parent, adjoint, local, downstream))
                arrived = fitted(downstream, shape_of(values[parent]))
                before = sums[parent]
                sums[parent] = arrived if before is None else before + arrived
    except (ArithmeticError, ValueError) as fault:
        raise named(fault, place, graph, "the gradient at ") from fault
    return Gradients(adjoints, walked)


def kinks(graph: Graph, values: Sequence[Any]) -> list[int]:
    """Return the nodes that stand on a kink in this run, where the slope is one of convention."""
    found = []
    for step in graph.plan.steps:
        if step is None or not isinstance(step.row, Elementwise) or step.row.kink is None:
            continue
        inputs = [values[parent] for parent in graph.nodes[step.place].parents]
        on = step.row.kink
        if any(entrywise(on, *inputs).flat) if any(type(value) is Array for value in inputs) else on(*inputs):
            found.append(step.place)
    return found
