"""The backward sweep of someone who makes a mistake: the right one with its places to go wrong laid open.

A wrong rule replaces the local derivatives of one operation, a fault replaces how the sweep starts, sends or gathers.
"""

from collections.abc import Sequence
from operator import mul
from typing import Any, TypeAlias

from quizgen.autodiff.arithmetic import CONSTANT_SLOPES
from quizgen.autodiff.array import Array, entrywise, shape_of
from quizgen.autodiff.fault import RIGHT, Fault
from quizgen.autodiff.graph import CONSTANT, Graph, Step
from quizgen.autodiff.number import Formula, see_sensible
from quizgen.autodiff.row import Elementwise, Pull, WrongRule, value_of
from quizgen.autodiff.swept import Gradients, named

Mistake: TypeAlias = WrongRule | Fault


def mistaken_backward(
    graph: Graph, values: Sequence[Any], source: int, upstream: Any, mistake: Mistake, at: int | None
) -> Gradients:
    """Return what a backward sweep gives with a mistake made wherever it can be, or only `at` one node."""
    arrays = Array in map(type, values)
    steps = graph.plan.steps
    here, made = everywhere = mistake, mistake if isinstance(mistake, Fault) else RIGHT
    arriving: list[list[Any] | None] = [None] * (source + 1)
    arriving[source] = [made.start(upstream)]
    adjoints: dict[int, Any] = {}
    walked: list[tuple[Any, ...]] = []
    place = source
    try:
        for place in range(source, -1, -1):
            gathered = arriving[place]
            if gathered is None:
                continue
            if at is not None:
                here, made = everywhere if at == place else (RIGHT, RIGHT)
            if arrays:
                shape = shape_of(values[place])
                for at_edge, gradient in enumerate(gathered):
                    if shape_of(gradient) != shape:
                        gathered[at_edge] = made.fit(gradient, shape)
            adjoint = adjoints[place] = gathered[0] if len(gathered) == 1 else made.gather(gathered)
            if type(adjoint) is float and adjoint - adjoint != 0.0:
                raise OverflowError
            step = steps[place]
            if step is None:
                if arrays:
                    see_sensible(adjoint)  # an infinity in an array comes down to here, if only as a nan
                continue
            edges, arguments = step.edges, step.arguments(values)
            if here is not RIGHT:
                edges, arguments = _wrong(here, step, adjoint, graph, values)
            for which, parent, rule in edges:
                times: Formula = mul
                if type(rule) is Pull:
                    local, times = rule.factor(*arguments), rule.send
                elif Array in map(type, arguments) and (made is not RIGHT or rule not in CONSTANT_SLOPES):
                    local = entrywise(rule, *arguments)
                else:
                    local = rule(*arguments)
                if made is RIGHT:
                    downstream = times(adjoint, local)
                else:
                    downstream = made.send(adjoint, local, place == source, times)
                walked.append((place, which, parent, adjoint, local, downstream))
                sent = arriving[parent]
                if sent is None:
                    arriving[parent] = [downstream]
                else:
                    sent.append(downstream)
    except (ArithmeticError, ValueError) as fault:
        raise named(fault, place, graph, "the gradient at ") from fault
    return Gradients(adjoints, walked)


def _wrong(
    mistake: Mistake, step: Step, upstream: Any, graph: Graph, values: Sequence[Any]
) -> tuple[tuple[tuple[int, int, Any], ...], tuple[Any, ...]]:
    """Return an operation's edges and arguments as someone has them who makes this mistake here."""
    edges, arguments = step.edges, step.arguments(values)
    if isinstance(mistake, Fault):
        return edges, _without_inside(step, graph, values) if mistake.skips_inside else arguments
    if mistake not in step.row.wrong:
        return edges, arguments
    wrong = tuple([(which, parent, mistake.local[which]) for which, parent, _ in edges])
    return wrong, (upstream, *arguments) if mistake.takes_upstream else arguments


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
