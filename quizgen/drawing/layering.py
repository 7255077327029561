"""Which nodes stand in which column: as far left as their inputs allow, then what can wait is pulled to its first use.

A wire that is needed later passes through the columns between; it has a place in each of them, one for all its users.
"""

from collections import Counter
from typing import NamedTuple

from quizgen.autodiff.graph import CONSTANT, Graph

_PATIENCE = 1  # columns that a wire may pass before what it comes from is pulled to the right


class Wire(NamedTuple):
    """One input of an operation; port 0 is the uppermost."""

    source: int
    target: int
    port: int


class Layers(NamedTuple):
    """The column of each drawn node, what stands in each column, nodes and wires passing, and the wires."""

    column: dict[int, int]
    members: list[list[int]]
    wires: tuple[Wire, ...]

    def passes(self, column: int, place: int) -> bool:
        """Tell whether only the wire of this node is in the column."""
        return self.column[place] != column


def folded(graph: Graph) -> dict[int, int]:
    """Return the powers whose exponent is a constant of their own, which is drawn inside the operator: power, exponent.

    >>> from quizgen.autodiff.expression import read_graph
    >>> folded(read_graph("f = x^2"))
    {2: 1}
    """
    exponents = {
        place: node.parents[1]
        for place, node in enumerate(graph.nodes)
        if node.operation == "^" and graph.nodes[node.parents[1]].operation == CONSTANT
    }
    uses = Counter(parent for node in graph.nodes for parent in node.parents)
    return {place: exponent for place, exponent in exponents.items() if uses[exponent] == 1}


def wires_of(graph: Graph) -> tuple[Wire, ...]:
    """Return what is drawn as a wire: every edge but those to an exponent inside its operator."""
    inside = folded(graph)
    return tuple(
        Wire(parent, place, port)
        for place, node in enumerate(graph.nodes)
        for port, parent in enumerate(node.parents)
        if not (port == 1 and place in inside)
    )


def layer(graph: Graph) -> Layers:
    """Return the columns of a graph, with their members in the order of the graph."""
    wires = wires_of(graph)
    hidden = set(folded(graph).values())
    places = [place for place in range(len(graph.nodes)) if place not in hidden]
    parents: dict[int, list[int]] = {place: [] for place in places}
    users: dict[int, list[int]] = {place: [] for place in places}
    for wire in wires:
        parents[wire.target].append(wire.source)
        users[wire.source].append(wire.target)
    column: dict[int, int] = {}
    for place in places:
        column[place] = 1 + max((column[parent] for parent in parents[place]), default=-1)
    _pull(column, parents, users)
    members: list[list[int]] = [[] for _ in range(1 + max(column.values()))]
    for place in places:
        last = max((column[user] - 1 for user in users[place]), default=column[place])
        for passed in range(column[place], last + 1):
            members[passed].append(place)
    return Layers(column, members, wires)


def _pull(column: dict[int, int], parents: dict[int, list[int]], users: dict[int, list[int]]) -> None:
    """Move what waits long for its first use to the right, with all that stands before it for its sake only."""
    free: dict[int, bool] = {}
    for place, before in parents.items():
        free[place] = all(free[parent] and set(users[parent]) == {place} for parent in before)
    for place in reversed(parents):
        if free[place] and users[place]:
            latest = min(column[user] for user in users[place]) - 1
            if latest - column[place] > _PATIENCE:
                column[place] = latest


def neighbours(layers: Layers, column: int) -> list[Wire]:
    """Return what goes from one column to the next: wires to a port there, or on past it (target is the source)."""
    here = set(layers.members[column])
    there = set(layers.members[column + 1]) if column + 1 < len(layers.members) else set()
    passing = [Wire(place, place, 0) for place in layers.members[column] if place in there]
    return passing + [wire for wire in layers.wires if wire.source in here and layers.column[wire.target] == column + 1]
