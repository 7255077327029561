"""Nodes whose value is given: they keep sigmoids and softmaxes exact, and doable by hand.

A pinned node has its value, and what it is computed from has none that anybody knows. Going backward that does no harm
where the derivative is told by the output, as h(1 - h) is. The proof needs numbers everywhere: it runs on a graph with
a hidden constant before each pinned node, such that the node comes to its value whatever its unknown inputs are.
"""

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from quizgen.autodiff.array import Array, Shape, filled, of_shape, row_totals
from quizgen.autodiff.graph import INPUT, Graph, Node
from quizgen.autodiff.number import UndefinedValueError, exp, ln, quotient
from quizgen.autodiff.operations import OPERATIONS
from quizgen.autodiff.row import value_of
from quizgen.autodiff.unknown import UNKNOWN
from quizgen.domain import DrillError

_PREIMAGES: dict[str, Callable[[Any], Any]] = {
    "sigmoid": lambda h: ln(quotient(h, 1 - h)),
    "tanh": lambda h: ln(quotient(1 + h, 1 - h)) / 2,
    "exp": ln,
    "ln": exp,
    "sqrt": lambda y: y * y,
    "softplus": lambda y: math.log(math.expm1(y)),
    "relu": lambda y: y if y > 0 else -1,
    "leaky_relu": lambda y: y if y > 0 else y * 100,
    "negate": lambda y: -y,
}


class Pinned(NamedTuple):
    """A graph with given inner nodes: they are inputs of the cut graph; of the proof's graph they are shifted."""

    cut: Graph
    places: tuple[int, ...]  # the pinned nodes
    hidden: tuple[int, ...]  # inputs that nothing gives, because only pinned nodes need them
    proof: Graph
    where: tuple[int, ...]  # for each node of the graph its place in the proof's
    shifts: Mapping[int, int]  # for each pinned node the place of its hidden constant in the proof's graph


def pin(graph: Graph, names: Sequence[str], given: Collection[str]) -> Pinned:
    """Return the graph with these nodes given; an input that is needed and not given is left to the caller."""
    places = tuple(graph.names[name] for name in names)
    nodes = list(graph.nodes)
    for place in places:
        nodes[place] = Node(INPUT, (), nodes[place].label)
    cut = Graph(tuple(nodes), graph.names, graph.output)
    needed = set(range(len(nodes))).difference(*[node.parents for node in graph.nodes])  # outputs, the last one or not
    for place in range(len(nodes) - 1, -1, -1):
        if place in needed:
            needed.update(cut.nodes[place].parents)
    hidden = tuple(
        place
        for place, node in enumerate(graph.nodes)
        if node.operation == INPUT and place not in needed and node.label not in given
    )
    return Pinned(cut, places, hidden, *_shifted(graph, places))


def _shifted(graph: Graph, pinned: Collection[int]) -> tuple[Graph, tuple[int, ...], dict[int, int]]:
    """Return the graph with a hidden constant added before each pinned function, or after another pinned node."""
    nodes: list[Node] = []
    where: list[int] = []
    shifts: dict[int, int] = {}

    def add(node: Node) -> int:
        nodes.append(node)
        return len(nodes) - 1

    for place, node in enumerate(graph.nodes):
        parents = tuple(where[parent] for parent in node.parents)
        if place not in pinned:
            where.append(add(node._replace(parents=parents)))
            continue
        shifts[place] = add(Node(INPUT, (), f"a constant before {node.label}"))
        if len(parents) == 1:
            shifted = add(Node("+", (parents[0], shifts[place]), f"the input of {node.label}"))
            where.append(add(node._replace(parents=(shifted,))))
        else:
            plain = add(node._replace(parents=parents))
            where.append(add(Node("+", (plain, shifts[place]), node.label)))
    return Graph(tuple(nodes), {}, where[graph.output]), tuple(where), shifts


def hidden_value(shape: Shape | None, entry: Any = UNKNOWN) -> Any:
    """Return a value nobody knows, or a stand-in for it."""
    return entry if shape is None else filled(shape, entry)


def proof_values(pinned: Pinned, graph: Graph, values: Sequence[Any], standing_in: Sequence[Any]) -> list[Any]:
    """Return values for the proof's graph, in which every pinned node comes to its value.

    `standing_in` are the values of a run of the cut graph with some number for each unknown input.
    """
    found: list[Any] = [None] * len(pinned.proof.nodes)
    for place, where in enumerate(pinned.where):
        found[where] = standing_in[place]
    for place, constant in pinned.shifts.items():
        node, value = graph.nodes[place], values[place]
        if len(node.parents) == 1:
            target = preimage(node.operation, value)
            found[constant] = target - standing_in[node.parents[0]]
            found[constant + 1] = target
        else:
            inputs = [standing_in[parent] for parent in node.parents]
            found[constant + 1] = value_of(node.operation, OPERATIONS[node.operation], inputs)
            found[constant] = value - found[constant + 1]
    return found


def preimage(operation: str, value: Any) -> Any:
    """Return what an operation makes this value of; values it never has are an UndefinedValueError."""
    try:
        if operation == "transpose":
            return value.transposed
        if operation == "softmax":
            return _logarithms(value)
        inverse = _PREIMAGES[operation]
        return value.map(inverse) if isinstance(value, Array) else inverse(value)
    except KeyError as fault:
        raise DrillError(f"a {operation} cannot be given a value: give its input", "given") from fault
    except (ArithmeticError, ValueError) as fault:
        raise UndefinedValueError(f"a value that {operation} never has") from fault


def _logarithms(value: Array) -> Array:
    """Return what a softmax makes these rows of: probabilities, which sum to 1."""
    if row_totals(value).flat != (1,) * value.shape[0]:
        raise ValueError
    return value.map(ln)


def stand_in(shape: Shape | None) -> Any:
    """Return numbers in place of unknown ones: what is proven does not hang on them."""
    if shape is None:
        return Fraction(3, 2)
    return of_shape(shape, tuple([Fraction(2 + place, 3) for place in range(shape[0] * shape[1])]))
