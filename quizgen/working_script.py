"""The letters of a backward sweep, the same in all problems of a drill: which lines there are, and their formulas.

The short working passes over steps without a name that hand a gradient on as it is; the whole one has them all.
"""

from collections import Counter
from functools import lru_cache, reduce
from typing import NamedTuple, TypeAlias

from quizgen.autodiff.array import Shape
from quizgen.autodiff.operations import OPERATIONS, Arraywise, Elementwise
from quizgen.drill import Drill
from quizgen.notation.text import to_text
from quizgen.notation.tree import Name, Number, Operation, Tree
from quizgen.tidy import ONE, negated, product, tidy
from quizgen.working_edge import Edges
from quizgen.working_formula import formula_of, slope_of
from quizgen.working_route import edges_of, kept_nodes, labels_of

Shapes: TypeAlias = tuple[Shape | None, ...]


class Path(NamedTuple):
    """What comes over one edge."""

    edge: int  # its place in the trace
    node: int
    which: int
    local: str  # the local derivative in letters, or nothing where it has none of its own
    alone: bool  # whether nothing arrives from upstream but a 1
    inside: bool  # whether what arrives is written out as a formula
    starts: int  # the node whose rule comes first in it
    over: str  # rows, columns or entries that it is summed over, because its input was repeated to fit
    upstream: str


class Line(NamedTuple):
    """A node's gradient: d(source)/d(node), and how it is put together."""

    node: int
    gradient: str  # with the names that the author has for it
    letters: str  # with a mark for each number that the run decides; nothing where only words can say it
    paths: tuple[Path, ...]


@lru_cache(maxsize=512)
def script(drill: Drill, source: int, scaled: bool, shapes: Shapes, whole: bool) -> tuple[Line, ...]:
    """Return the lines of a sweep from one node to what is asked of it."""
    return tuple(_Script(drill, source, scaled, shapes, whole).lines)


class _Script:
    def __init__(self, drill: Drill, source: int, scaled: bool, shapes: Shapes, whole: bool) -> None:
        self.graph = drill.graph
        self.shapes = shapes
        self.whole = whole
        self.edges = Edges(self.graph, shapes)
        self.over: Tree = Name(drill.loss) if scaled else formula_of(self.graph, source)
        self.called: dict[int, Tree] = {source: self._derivative(source) if scaled else ONE}
        self.lines: list[Line] = []
        self.labels = labels_of(drill, source, scaled)
        kept = kept_nodes(drill, source, scaled)
        edges = [edge for edge in edges_of(drill, source) if edge[1] in kept and edge[3] in kept]
        self.starts: dict[int, int] = {}  # for a node that took no line, the one whose rule its formula has
        self.sends: dict[int, list[tuple[int, int]]] = {}  # for each node which inputs get a gradient, and where
        for _, node, which, parent in edges:
            self.sends.setdefault(node, []).append((which, parent))
        self.pinned = drill.pinned.places
        waiting = Counter(parent for *_, parent in edges)
        arrived: dict[int, list[tuple[int, int, int]]] = {}
        for edge, node, which, parent in edges:
            paths = arrived.setdefault(parent, [])
            paths.append((edge, node, which))
            if len(paths) == waiting[parent]:
                self._finish(parent, paths)

    def _finish(self, place: int, edges: list[tuple[int, int, int]]) -> None:
        """Write a node's line, or say how the gradient is called that it hands on."""
        if not self.whole and len(edges) == 1 and place not in self.edges.named:
            edge, node, which = edges[0]
            handed = self._handed_on(node, which, place) or self._written_out(edge, node, which, place)
            if handed is not None:
                self.called[place] = handed
                if node in self.starts:
                    self.starts[place] = self.starts[node]
                return
        self.called[place] = self._derivative(place)
        parts = [self._letters(edge, node, which) for edge, node, which in edges]
        known = [part for part in parts if part is not None]
        letters = reduce(lambda one, other: Operation("+", (one, other)), known) if len(known) == len(parts) else None
        if letters is not None and self.shapes[place] is not None and not self.edges.kinds.is_array(letters):
            letters = None if "\0" not in to_text(letters) else letters
        paths = tuple(self._path(edge, node, which, place) for edge, node, which in edges)
        gradient = " = ".join([*self.labels.get(place, ()), to_text(self.called[place])])
        self.lines.append(Line(place, gradient, to_text(letters) if letters else "", paths))

    def _path(self, edge: int, node: int, which: int, place: int) -> Path:
        local = self.edges.local(node, which)
        return Path(
            edge,
            node,
            which,
            "" if local is None else to_text(self.edges.kinds.signed(local)),
            self.called[node] == ONE,
            not isinstance(self.called[node], Number) and node in self.starts,
            self.starts.get(node, node),
            self.edges.repeated(node, place),
            to_text(self.called[node]),
        )

    def _handed_on(self, node: int, which: int, place: int) -> Tree | None:
        """Return the gradient of a node as it is called, where it takes no line to say."""
        row = OPERATIONS[self.graph.nodes[node].operation]
        arriving, own = self.called[node], self.graph.nodes[place].operation
        constant = isinstance(arriving, Number)
        spreads = isinstance(row, Arraywise) and row.name in (OPERATIONS["sum"].name, OPERATIONS["mean"].name)
        if spreads and constant and isinstance(OPERATIONS.get(own), Elementwise):
            shape = self.shapes[place] or (1, 1)
            count = shape[0] * shape[1] if row.name == OPERATIONS["mean"].name else 1
            return tidy(Operation("/", (arriving, Number(count)))) if count > 1 else arriving
        slope = slope_of(self.graph, node, which) if isinstance(row, Elementwise) else None
        if slope is None or self.shapes[node] != self.shapes[place]:
            return None
        if constant and (self.shapes[place] is None or isinstance(OPERATIONS.get(own), Elementwise)):
            return product(arriving, Number(slope))
        if constant or slope not in (1, -1):
            return None
        return arriving if slope == 1 else negated(arriving)

    def _written_out(self, edge: int, node: int, which: int, place: int) -> Tree | None:
        """Return the gradient itself of the inside of a loss, which its inputs get as it is: `2*(z - y)`."""
        row = OPERATIONS[self.graph.nodes[node].operation]
        if not isinstance(row, Elementwise) or row.kink is not None or node in self.pinned:
            return None
        if not isinstance(self.called[node], Number) or self.shapes[node] != self.shapes[place]:
            return None
        for which_sent, parent in self.sends.get(place, []):
            if slope_of(self.graph, place, which_sent) not in (1, -1) or self.shapes[parent] != self.shapes[place]:
                return None
        letters = self._letters(edge, node, which)
        array = self.shapes[place] is not None
        if letters is None or isinstance(letters, Number) or self.edges.kinds.is_array(letters) != array:
            return None
        self.starts[place] = node
        return letters

    def _letters(self, edge: int, node: int, which: int) -> Tree | None:
        return self.edges.letters(edge, node, which, self.called[node], inside=node in self.starts)

    def _derivative(self, place: int) -> Tree:
        return Operation("derivative", (self.over, formula_of(self.graph, place)))
