"""The one layout that all pictures are drawn from: where each text stands and which way each wire goes.

It knows the graph and the texts to show, and nothing of characters, colours or fonts.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from quizgen.autodiff.graph import Graph
from quizgen.drawing.columns import FIRST, Strip, box, strip, written
from quizgen.drawing.layering import Layers, Wire, layer, neighbours
from quizgen.drawing.ordering import orders
from quizgen.drawing.parts import Box, Layout, NodeText, Path
from quizgen.drawing.routing import LAST, Channel, Net, route
from quizgen.drawing.rows import place_rows, port_rows


class _Rows(NamedTuple):
    """Everything about the vertical: the rows of each layer's members, of each node's ports, and the routes."""

    layers: Layers
    rows: list[dict[int, int]]
    ports: dict[int, tuple[int, ...]]
    channels: list[Channel]

    def end(self, wire: Wire, column: int) -> int:
        """Return the row where a wire enters a column: at its port, or on its way past."""
        here = self.layers.column[wire.target] == column and wire.source != wire.target
        return self.ports[wire.target][wire.port] if here else self.rows[column][wire.source]


def layout(graph: Graph, texts: Mapping[int, NodeText], width: int | None = None) -> Layout:
    """Return the layout of a graph with these texts at its nodes; a tight one if it would be wider than this."""
    made = _vertical(graph)
    roomy = _placed(made, texts, tight=False)
    return roomy if width is None or roomy.width <= width else _placed(made, texts, tight=True)


@lru_cache(maxsize=64)
def _vertical(graph: Graph) -> _Rows:
    """Return the vertical half of a graph's layout, which is the same with all numbers."""
    return _rows(layer(graph))


def _placed(made: _Rows, texts: Mapping[int, NodeText], *, tight: bool) -> Layout:
    """Return the layout with its columns."""
    layers = made.layers
    used = {wire.source for wire in layers.wires}
    strips: list[Strip] = []
    left = FIRST
    for at in range(len(layers.members)):
        nodes = [(texts[place], place not in used) for place, column in layers.column.items() if column == at]
        strips.append(strip(left, nodes, tight=tight))
        left = strips[-1].track(made.channels[at].tracks) if at < len(made.channels) else left
    boxes = {
        place: box(place, texts[place], made.rows[at][place], made.ports[place], strips[at])
        for place, at in layers.column.items()
    }
    shown = [
        part
        for place, at in layers.column.items()
        for part in written(boxes[place], strips[at], sink=place not in used)
    ]
    paths = [Path(wire, _points(wire, made, strips, boxes[wire.source])) for wire in layers.wires]
    return _framed(Layout(0, 0, tuple(boxes.values()), tuple(paths), tuple(shown)))


def _rows(layers: Layers) -> _Rows:
    """Return the vertical half of the layout."""
    rows = place_rows(layers, orders(layers))
    inputs = dict.fromkeys(layers.column, 0)
    for wire in layers.wires:
        inputs[wire.target] += 1
    ports = {place: port_rows(rows[at][place], inputs[place]) for place, at in layers.column.items()}
    made = _Rows(layers, rows, ports, [])
    for at in range(1, len(rows)):
        ends: dict[int, list[int]] = {}
        for wire in neighbours(layers, at - 1):
            ends.setdefault(wire.source, []).append(made.end(wire, at))
        nets = {place: Net(rows[at - 1][place], tuple(sorted(found))) for place, found in ends.items()}
        several = [ports[place] for place in rows[at] if layers.column[place] == at and inputs[place] > 1]
        made.channels.append(route(nets, [(found[0], found[-1]) for found in several]))
    return made


def _points(wire: Wire, made: _Rows, strips: Sequence[Strip], source: Box) -> tuple[tuple[int, int], ...]:
    """Return the corners of a wire, from the node it comes from to its port."""
    row = source.row
    points = [(source.wire[0], row)]
    for at in range(made.layers.column[wire.source], made.layers.column[wire.target]):
        way = made.channels[at].routes[wire.source]
        for track, onward in way.detour:
            points += [(strips[at].track(track), row), (strips[at].track(track), onward)]
            row = onward
        end = made.end(wire, at + 1)
        if way.track is not None:
            column = strips[at + 1].left if way.track == LAST else strips[at].track(way.track)
            points += [(column, row), (column, end)]
        row = end
    alone = (
        len(made.ports[wire.target]) == 1
    )  # then there is no line of ports, and the wire may branch where it would be
    points.append((strips[made.layers.column[wire.target]].left + alone, row))
    return tuple(dict.fromkeys(points))


def _framed(made: Layout) -> Layout:
    """Return the layout moved so that its uppermost row is 0, with its size."""
    rows = [row for path in made.paths for _, row in path.points] + [part.row for part in made.texts]
    top = min(rows)
    ends = [part.column + len(part.text) for part in made.texts] + [own.wire[1] + 1 for own in made.boxes]
    return Layout(
        max(ends),
        max(rows) - top + 1,
        tuple(own._replace(row=own.row - top, ports=tuple(port - top for port in own.ports)) for own in made.boxes),
        tuple(path._replace(points=tuple((column, row - top) for column, row in path.points)) for path in made.paths),
        tuple(part._replace(row=part.row - top) for part in made.texts),
    )
