"""The computation graph: structure only, nodes in the order they were made, so that inputs come before what uses them.

A run's values live outside. Parents are an ordered tuple and may repeat: `x * x` has two edges to one node.
"""

from collections.abc import Mapping
from typing import NamedTuple

from quizgen.autodiff.operations import Exact

INPUT, CONSTANT = "input", "constant"


class Node(NamedTuple):
    """One node: an input, a constant, or an operation on earlier nodes."""

    operation: str
    parents: tuple[int, ...]
    label: str  # its name, or the formula it stands for
    constant: Exact = 0


class Graph(NamedTuple):
    """Nodes, the places of the named ones, and the place of the output."""

    nodes: tuple[Node, ...]
    names: Mapping[str, int]
    output: int

    def inputs(self) -> list[str]:
        """Return the names of the inputs, in the order of their first use."""
        return [node.label for node in self.nodes if node.operation == INPUT]

    def users(self, place: int) -> list[int]:
        """Return the nodes that use this one, once for each edge."""
        return [user for user, node in enumerate(self.nodes) for parent in node.parents if parent == place]


class GraphBuilder:
    """Collects nodes; a node's inputs must be there before it."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.names: dict[str, int] = {}

    def input(self, name: str) -> int:
        """Add an input, or return the place of the one with this name."""
        if name not in self.names:
            self.names[name] = self._add(Node(INPUT, (), name))
        return self.names[name]

    def constant(self, value: Exact, label: str) -> int:
        """Add a constant."""
        return self._add(Node(CONSTANT, (), label, value))

    def apply(self, operation: str, parents: tuple[int, ...], label: str) -> int:
        """Add an operation on earlier nodes."""
        if not all(0 <= parent < len(self.nodes) for parent in parents):
            raise ValueError(f"{label} uses a node that is not there yet")
        return self._add(Node(operation, parents, label))

    def name(self, place: int, name: str) -> None:
        """Give a node a name; its first one becomes its label."""
        if self.nodes[place].operation not in (INPUT, CONSTANT) and place not in self.names.values():
            self.nodes[place] = self.nodes[place]._replace(label=name)
        self.names[name] = place

    def build(self, output: int) -> Graph:
        """Return the graph."""
        return Graph(tuple(self.nodes), dict(self.names), output)

    def _add(self, node: Node) -> int:
        self.nodes.append(node)
        return len(self.nodes) - 1
