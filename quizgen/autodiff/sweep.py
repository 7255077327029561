"""Forward and backward over a graph.

Backward is the chain rule in one loop: a node's gradient is gathered from everything that used it, and to each of its
inputs it sends downstream = upstream * local. Nothing is stored on the graph. A mistake is an argument: a wrong rule
replaces the local derivatives of one operation, a fault replaces how the sweep itself starts, sends or gathers.
"""
# ruff: noqa: ARG005  all faults of a kind take the same arguments

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from quizgen.autodiff.graph import CONSTANT, INPUT, Graph
from quizgen.autodiff.operations import OPERATIONS, Exact, Formula, UndefinedValueError, WrongRule, quotient


class Fault(NamedTuple):
    """A named mistake of the sweep itself."""

    id: str
    name: str
    message: str
    start: Callable[[Any], Any] = lambda upstream: upstream
    send: Callable[[Any, Any, bool], Any] = lambda upstream, local, first: upstream * local
    gather: Callable[[Sequence[Any]], Any] = sum


RIGHT = Fault("", "", "")

FAULTS = (
    Fault(
        "fan-out-overwritten",
        "one path kept at a fan-out",
        "A value that is used more than once collects a gradient from every use: add them, do not keep only one.",
        gather=lambda arriving: arriving[-1],
    ),
    Fault(
        "fan-out-averaged",
        "mean instead of sum at a fan-out",
        "Gradients that meet at a fan-out are added, not averaged.",
        gather=lambda arriving: quotient(sum(arriving), len(arriving)),
    ),
    Fault(
        "upstream-forgotten",
        "upstream gradient forgotten",
        "Every local derivative is multiplied by the gradient that arrives from upstream.",
        send=lambda upstream, local, first: local,
    ),
    Fault(
        "upstream-not-started",
        "given upstream gradient left out",
        "The sweep starts from the gradient that arrives at the output, not from 1.",
        start=lambda upstream: 1,
    ),
    Fault(
        "upstream-twice",
        "given upstream gradient multiplied in twice",
        "The upstream gradient comes in once, at the output; after that it is already part of what is sent on.",
        start=lambda upstream: upstream * upstream,
    ),
    Fault(
        "inner-forgotten",
        "inner derivative forgotten",
        "The chain goes on: after the outer derivative comes the derivative of the inside, as one more factor.",
        send=lambda upstream, local, first: upstream * local if first else upstream,
    ),
    Fault(
        "added-along-chain",
        "added instead of multiplied along the chain",
        "Slopes along a chain multiply: downstream is upstream times local, not plus.",
        send=lambda upstream, local, first: upstream * local if first else upstream + local,
    ),
)


class Edge(NamedTuple):
    """What went from a node to one of its inputs on the way back."""

    node: int
    place: int  # which of the node's inputs
    parent: int
    upstream: Any
    local: Any
    downstream: Any


class Gradients(NamedTuple):
    """A backward sweep: the gradient at each node it reached, and every edge in the order it was walked."""

    adjoints: Mapping[int, Any]
    trace: Sequence[Edge]


def forward(graph: Graph, inputs: Mapping[str, Any]) -> list[Any]:
    """Return the value of every node; an undefined one is an error that names its node."""
    values: list[Any] = []
    for node in graph.nodes:
        if node.operation == INPUT:
            values.append(inputs[node.label])
        elif node.operation == CONSTANT:
            values.append(node.constant)
        else:
            try:
                values.append(OPERATIONS[node.operation].value(*[values[parent] for parent in node.parents]))
            except UndefinedValueError as fault:
                raise UndefinedValueError(f"{node.label} asks for {fault}") from fault
    return values


def backward(
    graph: Graph,
    values: Sequence[Any],
    source: int,
    upstream: Exact = 1,
    mistake: WrongRule | Fault = RIGHT,
    at: int | None = None,
) -> Gradients:
    """Return upstream * d(source)/d(node) for every node below the source.

    A mistake is made wherever it can be, or only `at` one node.
    """
    fault = mistake if isinstance(mistake, Fault) else RIGHT
    arriving: dict[int, list[Any]] = {source: [fault.start(upstream)]}
    adjoints: dict[int, Any] = {}
    trace: list[Edge] = []
    for place in range(source, -1, -1):
        if place not in arriving:
            continue
        made = fault if at is None or at == place else RIGHT
        gathered = arriving[place]
        adjoint = adjoints[place] = gathered[0] if len(gathered) == 1 else made.gather(gathered)
        node = graph.nodes[place]
        if node.operation in (INPUT, CONSTANT):
            continue
        inputs = [values[parent] for parent in node.parents]
        rules = _rules(node.operation, mistake if at is None or at == place else RIGHT)
        for which, (parent, rule) in enumerate(zip(node.parents, rules, strict=False)):
            if graph.nodes[parent].operation == CONSTANT:
                continue
            local = rule(*inputs)
            downstream = made.send(adjoint, local, place == source)
            trace.append(Edge(place, which, parent, adjoint, local, downstream))
            arriving.setdefault(parent, []).append(downstream)
    return Gradients(adjoints, trace)


def _rules(operation: str, mistake: WrongRule | Fault) -> tuple[Formula, ...]:
    """Return the local derivatives to use: the row's own, or the wrong ones if the mistake is one of this row."""
    row = OPERATIONS[operation]
    return mistake.local if isinstance(mistake, WrongRule) and mistake in row.wrong else row.local
