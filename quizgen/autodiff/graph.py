"""The computation graph: structure only, nodes in the order they were made, so that inputs come before what uses them.

A run's values live outside. Parents are an ordered tuple and may repeat: `x * x` has two edges to one node.
"""

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from quizgen.autodiff.array import Array
from quizgen.autodiff.operations import OPERATIONS, Arraywise, Formula, Operation
from quizgen.notation.fault import did_you_mean

INPUT, CONSTANT = "input", "constant"


class InputError(ValueError):
    """A name without a value, or a value without a name; `name` is the one to blame."""

    def __init__(self, message: str, name: str) -> None:
        super().__init__(message)
        self.name = name


class Node(NamedTuple):
    """One node: an input, a constant, or an operation on earlier nodes."""

    operation: str
    parents: tuple[int, ...]
    label: str  # its name, or the formula it stands for
    constant: Any = 0  # an exact number, or an array of them


class Step(NamedTuple):
    """An operation as the sweeps use it: its row, where it finds its arguments, and where its gradients go."""

    place: int
    row: Operation
    value: Formula
    one: int
    other: int | None
    arguments: Callable[[Sequence[Any]], tuple[Any, ...]]  # what the formulas of its gradients take
    edges: tuple[tuple[int, int, Any], ...]  # which input, its node, the rule; none to a constant


class Plan(NamedTuple):
    """What is the same in all runs of a graph."""

    blank: list[Any]  # the constants, each at its place
    inputs: list[tuple[str, int]]
    steps: list[Step]
    by_place: list[Step | None]  # nothing for an input or a constant
    has_arrays: bool  # in every run: in a constant, or by an operation


class Graph:
    """Nodes, the places of the named ones, and the place of the output; built once and run many times."""

    __slots__ = ("_plan", "names", "nodes", "output")

    def __init__(self, nodes: tuple[Node, ...], names: Mapping[str, int], output: int) -> None:
        self.nodes = nodes
        self.names = names
        self.output = output
        self._plan: Plan | None = None

    def inputs(self) -> list[str]:
        """Return the names of the inputs, in the order of their first use."""
        return [node.label for node in self.nodes if node.operation == INPUT]

    def users(self, place: int) -> list[int]:
        """Return the nodes that use this one, once for each edge."""
        return [user for user, node in enumerate(self.nodes) for parent in node.parents if parent == place]

    @property
    def plan(self) -> Plan:
        """Return what the sweeps go by; it is made for the first of them."""
        if self._plan is None:
            by_place = [self._step(place, node) for place, node in enumerate(self.nodes)]
            steps = [step for step in by_place if step is not None]
            constants = [node.constant for node in self.nodes]
            arrays = Array in set(map(type, constants)) or any(isinstance(step.row, Arraywise) for step in steps)
            inputs = [(node.label, place) for place, node in enumerate(self.nodes) if node.operation == INPUT]
            self._plan = Plan(constants, inputs, steps, by_place, arrays)
        return self._plan

    def _step(self, place: int, node: Node) -> Step | None:
        if node.operation in (INPUT, CONSTANT):
            return None
        row, parents = OPERATIONS[node.operation], node.parents
        rules = row.pulls if isinstance(row, Arraywise) else row.local
        takes_output = isinstance(row, Arraywise) or row.from_output
        edges = [
            (which, parent, rule)
            for which, (parent, rule) in enumerate(zip(parents, rules, strict=True))
            if self.nodes[parent].operation != CONSTANT
        ]
        arguments = _taker((place, *parents) if takes_output else parents)
        return Step(place, row, row.value, parents[0], [*parents, None][1], arguments, tuple(edges))


def _taker(places: tuple[int, ...]) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
    """Return what takes the values at these places out of a run."""
    if len(places) > 1:
        return itemgetter(*places)
    (place,) = places
    return lambda values: (values[place],)


def check_inputs(graph: Graph, given: Mapping[str, Any]) -> None:
    """See that every input has a value and every value an input, or raise an InputError that names the first."""
    inputs = graph.inputs()
    spare = [name for name in given if name not in inputs]
    for name in inputs:
        if name not in given:
            raise InputError(f"{name} has no value{did_you_mean(name, spare)}", name)
    for name in spare:
        if name in graph.names:
            raise InputError(f"{name} is computed by the formula; only its inputs are given", name)
        raise InputError(f"the formula has no {name}{did_you_mean(name, inputs)}", name)


class GraphBuilder:
    """Collects nodes; a node's inputs must be there before it."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.names: dict[str, int] = {}
        self._named: set[int] = set()

    def input(self, name: str) -> int:
        """Add an input, or return the place of the one with this name."""
        if name not in self.names:
            self.names[name] = self._add(Node(INPUT, (), name))
        return self.names[name]

    def constant(self, value: Any, label: str) -> int:
        """Add a constant."""
        return self._add(Node(CONSTANT, (), label, value))

    def apply(self, operation: str, parents: tuple[int, ...], label: str) -> int:
        """Add an operation on earlier nodes."""
        if not all(0 <= parent < len(self.nodes) for parent in parents):
            raise ValueError(f"{label} uses a node that is not there yet")
        return self._add(Node(operation, parents, label))

    def name(self, place: int, name: str) -> None:
        """Give a node a name; its first one becomes its label."""
        if self.nodes[place].operation not in (INPUT, CONSTANT) and place not in self._named:
            self.nodes[place] = self.nodes[place]._replace(label=name)
        self._named.add(place)
        self.names[name] = place

    def build(self, output: int) -> Graph:
        """Return the graph."""
        return Graph(tuple(self.nodes), dict(self.names), output)

    def _add(self, node: Node) -> int:
        self.nodes.append(node)
        return len(self.nodes) - 1
