"""A reader of drawings who knows nothing of layouts: it follows the characters of the wires, as an eye would."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

import pytest

from quizgen.autodiff.graph import CONSTANT, INPUT, Graph, Node
from quizgen.drawing.parts import NodeText

Trace: TypeAlias = Callable[[Sequence[str]], dict[str, list[str]]]
Build: TypeAlias = Callable[..., Graph]
Unique: TypeAlias = Callable[[Graph], dict[int, NodeText]]

_STEPS = {"up": (0, -1), "down": (0, 1), "left": (-1, 0), "right": (1, 0)}
_BACK = {"up": "down", "down": "up", "left": "right", "right": "left"}
_SIDES = {
    "─": {"left", "right"},
    "│": {"up", "down"},
    "┐": {"left", "down"},
    "┘": {"left", "up"},
    "┌": {"right", "down"},
    "└": {"right", "up"},
    "●": {"up", "down", "left", "right"},
    " ": set(),
}
_PORTS = {"up", "down", "left"}  # what else a wire may run into is a line of ports


class _Eye(NamedTuple):
    """The characters of a drawing."""

    rows: Sequence[str]

    def at(self, column: int, row: int) -> str:
        inside = 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row])
        return self.rows[row][column] if inside else " "

    def source(self, column: int, row: int, heading: str) -> str:
        """Return the name of the node whose wire goes through here, entered in this direction."""
        found: list[str] = []
        seen = set()
        ahead = [(column, row, heading)]
        while ahead:
            column, row, heading = state = ahead.pop()
            if state in seen:
                continue
            seen.add(state)
            glyph = self.at(column, row)
            if glyph == "●":
                exits = {side for side in _STEPS if side != _BACK[heading] and self.leads(column, row, side)}
            elif glyph == "│" and heading in ("left", "right"):
                exits = {heading}  # under another wire
            elif _BACK[heading] in _SIDES.get(glyph, ()):
                exits = _SIDES[glyph] - {_BACK[heading]}
            elif heading == "left":
                found.append(self.name_before(column, row))
                continue
            else:
                continue  # at another port of the same wire
            for side in exits:
                across, down = _STEPS[side]
                ahead.append((column + across, row + down, side))
        assert len(set(found)) == 1, "\n".join([f"a wire comes from {found}", *self.rows])
        return found[0]

    def leads(self, column: int, row: int, side: str) -> bool:
        """Tell whether a wire leaves a dot on this side."""
        across, down = _STEPS[side]
        return _BACK[side] in _SIDES.get(self.at(column + across, row + down), _PORTS)

    def name_before(self, column: int, row: int) -> str:
        """Return the name that ends at this column, or before the blank that is there."""
        match = re.search(r"(\S+) ?$", self.rows[row][: column + 1].replace("(", " ("))
        assert match, "a wire comes from nowhere"
        return match[1].strip("()")

    def inputs(self, column: int, row: int) -> list[str]:
        """Return where the wires come from that reach the operator whose parenthesis is here, uppermost first."""
        assert self.at(column - 1, row) == "─"
        glyph = self.at(column - 2, row)
        if glyph not in "├┼":
            return [self.source(column - 2, row, "left")]
        above: list[str] = []
        below: list[str] = []
        for heading, found in (("up", above), ("down", below)):
            at = row + _STEPS[heading][1]
            while self.at(column - 2, at) == "┤":
                found.append(self.source(column - 3, at, "left"))
                at += _STEPS[heading][1]
            found.append(self.source(column - 2, at, heading))
        middle = [self.source(column - 3, row, "left")] if glyph == "┼" else []
        return [*reversed(above), *middle, *below]


def _trace(rows: Sequence[str]) -> dict[str, list[str]]:
    eye = _Eye(rows)
    return {
        match[1]: eye.inputs(match.start(), row)
        for row, text in enumerate(rows)
        for match in re.finditer(r"\(([^()]+)\)", text)
    }


def _build(*lines: str, output: int = -1) -> Graph:
    """Return the graph of lines such as `x`, `+ 0 1` or `q = * 0 2`; a line with a digit alone is a constant."""
    nodes: list[Node] = []
    names: dict[str, int] = {}
    for line in lines:
        name, _, rule = line.rpartition(" = ")
        operation, *parents = rule.split()
        if name or not (parents or operation.isdigit()):
            names[name or operation] = len(nodes)
        kind = operation if parents else CONSTANT if operation.isdigit() else INPUT
        nodes.append(Node(kind, tuple(map(int, parents)), name or operation, int(operation) if kind == CONSTANT else 0))
    return Graph(tuple(nodes), names, output % len(nodes))


def _unique(graph: Graph) -> dict[int, NodeText]:
    """Return texts by which each node is known in a drawing: (o7) or x7, v7 above its wire, g7 below."""
    return {
        place: NodeText(
            f"o{place}" if node.parents else "", "" if node.parents else f"x{place}", f"v{place}", f"g{place}"
        )
        for place, node in enumerate(graph.nodes)
    }


@pytest.fixture(scope="session")
def trace() -> Trace:
    """Return what follows the wires of a drawing: for each operator, where its inputs come from."""
    return _trace


@pytest.fixture(scope="session")
def build() -> Build:
    """Return what makes a graph of short lines."""
    return _build


@pytest.fixture(scope="session")
def unique() -> Unique:
    """Return what names every node of a graph for the tracer."""
    return _unique
