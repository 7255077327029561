"""What comes over one edge in letters: upstream * local, or the rule of an operation on whole arrays."""

from collections.abc import Sequence

from quizgen.autodiff.array import Shape
from quizgen.autodiff.graph import Graph
from quizgen.autodiff.operations import OPERATIONS, Arraywise
from quizgen.autodiff.symbol import local_formula
from quizgen.notation.parser import read_expression
from quizgen.notation.tree import Name, Number, Operation, Tree
from quizgen.tidy import ONE, negated, product, tidy
from quizgen.working_formula import Kinds, formula_of


def mark(edge: int) -> str:
    """Return what stands in a formula for a local derivative that is 0 or 1 as the run decides."""
    return f"\0{edge}\0"


class Edges:
    """The formulas of a graph's edges at these shapes."""

    def __init__(self, graph: Graph, shapes: Sequence[Shape | None]) -> None:
        self.graph = graph
        self.shapes = shapes
        self.kinds = Kinds(graph, dict(enumerate(shapes)))
        self.named = set(graph.names.values())

    def letters(self, edge: int, node: int, which: int, arriving: Tree, *, inside: bool) -> Tree | None:
        """Return upstream * local, or an array operation's own rule unless it is one in words.

        What arrives may be written out, as the inside of a loss: then 1 is no factor of it.
        """
        place = self.graph.nodes[node].parents[which]
        if isinstance(OPERATIONS[self.graph.nodes[node].operation], Arraywise):
            return self._rule(node, which, place, arriving)
        local = self.local(node, which)
        if local is None:
            sign = "*" if self.shapes[node] is None else ".*"
            made = product(arriving, Name(mark(edge)), sign)
        elif inside and local in (ONE, Number(-1)):
            made = arriving if local == ONE else negated(arriving)
        else:
            made = self.kinds.product(arriving, self.kinds.signed(local))
        over = self.repeated(node, place)
        return Operation("over", (Name("sum"), Operation("row", (Name(over),)), made)) if over else made

    def _rule(self, node: int, which: int, place: int, arriving: Tree) -> Tree | None:
        row = OPERATIONS[self.graph.nodes[node].operation]
        text = row.pulls[which].text if isinstance(row, Arraywise) else ""
        if " every " in text:
            return None
        inputs = [formula_of(self.graph, parent) for parent in self.graph.nodes[node].parents]
        rows, columns = self.shapes[place] or (1, 1)
        known = {"G": arriving, "S": formula_of(self.graph, node), "n": Number(rows * columns)}
        return self.kinds.signed(tidy(read_expression(text), {**known, **dict(zip("XY", inputs, strict=False))}))

    def local(self, node: int, which: int) -> Tree | None:
        """Return a local derivative in letters; one of a choice between two is a number that the run decides."""
        parts = self.graph.nodes[node]
        row = OPERATIONS[parts.operation]
        if isinstance(row, Arraywise) or (row.kink is not None and row.arity > 1):
            return None
        inputs = tuple(formula_of(self.graph, parent) for parent in parts.parents)
        return local_formula(parts.operation, which, inputs, Name(parts.label) if node in self.named else None)

    def repeated(self, node: int, place: int) -> str:
        """Return over which places an input was repeated to fit: a bias over the rows of a batch."""
        sent, wanted = self.shapes[node], self.shapes[place]
        if isinstance(OPERATIONS[self.graph.nodes[node].operation], Arraywise) or sent == wanted or sent is None:
            return ""
        if wanted is None or (sent[0] != wanted[0] and sent[1] != wanted[1]):
            return "entries"
        return "rows" if sent[0] != wanted[0] else "columns"
