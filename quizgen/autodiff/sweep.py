"""Forward and backward over a graph.

Backward is the chain rule in one loop: a node's gradient is gathered from everything that used it, and to each of its
inputs it sends downstream = upstream * local. Nothing is stored on the graph. A mistake is an argument: a wrong rule
replaces the local derivatives of one operation, a fault replaces how the sweep itself starts, sends or gathers.

On arrays `local` is the array of local derivatives, or what an array operation combines the gradient with; what was
repeated to fit (a bias over a batch) gets the sum over its places, once, where gradients are gathered.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from operator import mul
from typing import Any, NamedTuple, TypeAlias

from quizgen.autodiff.arithmetic import ARITHMETIC
from quizgen.autodiff.array import Array, entrywise, shape_of
from quizgen.autodiff.fault import ALL_FAULTS, BROADCAST_NOT_SUMMED, FAULTS, OUTER_AT_INPUT, RIGHT, Fault
from quizgen.autodiff.graph import CONSTANT, Graph, InputError, Step
from quizgen.autodiff.number import Formula, UndefinedValueError, see_sensible
from quizgen.autodiff.operations import Elementwise, Pull, WrongRule
from quizgen.autodiff.row import value_of

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
    "backward",
    "forward",
    "kinks",
]

Mistake: TypeAlias = WrongRule | Fault

# Derivatives that take no notice of the inputs: on arrays too they are one number.
_CONSTANT = frozenset(rule for symbol in ("+", "-", "negate") for rule in ARITHMETIC[symbol].local)


class Edge(NamedTuple):
    """What went from a node to one of its inputs on the way back."""

    node: int
    place: int  # which of the node's inputs
    parent: int
    upstream: Any
    local: Any
    downstream: Any


_edge = partial(tuple.__new__, Edge)  # what Edge._make does, three times as fast


class Gradients:
    """A backward sweep: the gradient at each node it reached, and every edge in the order it was walked."""

    __slots__ = ("_walked", "adjoints")

    def __init__(self, adjoints: Mapping[int, Any], walked: Sequence[tuple[Any, ...]]) -> None:
        self.adjoints = adjoints
        self._walked = walked

    @property
    def trace(self) -> list[Edge]:
        """Return the edges, those out of the source first."""
        return list(map(_edge, self._walked))


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
        raise _named(fault, place, graph, "") from fault
    return values


def backward(
    graph: Graph,
    values: Sequence[Any],
    source: int,
    upstream: Any = 1,
    mistake: Mistake = RIGHT,
    at: int | None = None,
) -> Gradients:
    """Return upstream * d(source)/d(node) for every node below the source.

    A number as upstream of an array stands at each of its entries. A mistake is made wherever it can be, or only `at`
    one node.
    """
    arrays = Array in map(type, values)
    if mistake is RIGHT and not arrays:
        return _plain(graph, values, source, upstream)
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
                edges, arguments = _mistaken(here, step, adjoint, graph, values)
            for which, parent, rule in edges:
                times: Formula = mul
                if type(rule) is Pull:
                    local, times = rule.factor(*arguments), rule.send
                elif not arrays or (rule in _CONSTANT and made is RIGHT):
                    local = rule(*arguments)
                elif type(arguments[0]) is Array or type(arguments[-1]) is Array:
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
        raise _named(fault, place, graph, "the gradient at ") from fault
    return Gradients(adjoints, walked)


def _plain(graph: Graph, values: Sequence[Any], source: int, upstream: Any) -> Gradients:
    """Return the sweep over numbers with no mistake in it: the same loop without what arrays and faults need."""
    steps = graph.plan.steps
    sums: list[Any] = [None] * (source + 1)
    sums[source] = upstream
    adjoints: dict[int, Any] = {}
    walked: list[tuple[Any, ...]] = []
    place = source
    try:
        for place in range(source, -1, -1):
            adjoint = sums[place]
            if adjoint is None:
                continue
            if type(adjoint) is float and adjoint - adjoint != 0.0:
                raise OverflowError
            adjoints[place] = adjoint
            step = steps[place]
            if step is None:
                continue
            arguments = step.arguments(values)
            for which, parent, rule in step.edges:
                local = rule(*arguments)
                downstream = adjoint * local
                walked.append((place, which, parent, adjoint, local, downstream))
                before = sums[parent]
                sums[parent] = downstream if before is None else before + downstream
    except (ArithmeticError, ValueError) as fault:
        raise _named(fault, place, graph, "the gradient at ") from fault
    return Gradients(adjoints, walked)


def _mistaken(
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


def _named(fault: ArithmeticError | ValueError, place: int, graph: Graph, what: str) -> UndefinedValueError:
    """Return an error that says which node is to blame."""
    if isinstance(fault, UndefinedValueError):
        if fault.place is not None:
            return fault
        kind, reason = type(fault), str(fault)
    else:
        kind = UndefinedValueError
        reason = "a number too large for a float" if isinstance(fault, OverflowError) else "a value that is not defined"
        if isinstance(fault, ZeroDivisionError):
            reason = "a division by zero"
    return kind(f"{what}{graph.nodes[place].label} asks for {reason}", place)
