"""A formula explained at chosen numbers: every node's value and gradient, and the chain rule written out.

Nothing is known here about screens: the parts are numbers and formulas (trees), which any writer can write.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import reduce
from typing import Any, NamedTuple

from quizgen.autodiff.array import Array
from quizgen.autodiff.expression import evaluate_any, read_graph
from quizgen.autodiff.graph import CONSTANT, INPUT, Graph, check_inputs
from quizgen.autodiff.operations import OPERATIONS
from quizgen.autodiff.row import Arraywise, WrongRule
from quizgen.autodiff.sweep import ALL_FAULTS, RIGHT, Edge, Fault, Gradients, backward, forward
from quizgen.autodiff.symbol import local_formula
from quizgen.notation.fault import did_you_mean
from quizgen.notation.parser import read_expression
from quizgen.notation.tree import Name, Number, Operation, Relation, Tree

_SIGNS = frozenset(["+", "-", "*", "/", "^", "@", ".*", "negate", "transpose"])  # the others are called like functions


class UnknownError(ValueError):
    """A node or a rule that was asked for is not there; the message is one sentence."""


class Explanation(NamedTuple):
    """A run forward and backward; `top` is the node that is differentiated."""

    graph: Graph
    values: Sequence[Any]
    top: int
    upstream: Any
    gradients: Gradients

    def label(self, place: int) -> str:
        """Return what a node is called: its name, or its formula."""
        return self.graph.nodes[place].label

    @property
    def inputs(self) -> list[str]:
        """The names of the inputs."""
        return self.graph.inputs()

    def backwards(self) -> list[str]:
        """Return the names in the order in which the sweep finds their gradients, and those it does not reach last."""
        places = sorted(set(self.graph.names.values()) - {self.top}, reverse=True)
        reached = [place for place in places if place in self.gradients.adjoints]
        return [self.label(place) for place in (*reached, *(place for place in places if place not in reached))]

    def gradient(self, name: str) -> Any:
        """Return the gradient of the top by an input or a named node; 0 where it does not depend on it."""
        place = self.graph.names[name]
        value = self.values[place]
        zero = value.map(lambda _: 0) if isinstance(value, Array) else 0
        return self.gradients.adjoints.get(place, zero)

    def edges_to(self, place: int) -> list[Edge]:
        """Return the edges over which gradients came to a node."""
        return [edge for edge in self.gradients.trace if edge.parent == place]


def explain(text: str, given: Mapping[str, Any], *, upstream: Any = 1, at: str | None = None) -> Explanation:
    """Return a formula's run at the given values, differentiated at its output or `at` another node.

    >>> shown = explain("f = (x + y) * z", {"x": -2, "y": 5, "z": -4})
    >>> shown.gradient("x"), shown.gradient("z")
    (-4, 3)
    """
    written = read_graph(text if "=" in text else f"f = {text}")
    check_inputs(written, given)
    values = forward(written, given)
    graph = _with_names(written)
    top = graph.output if at is None else place_of(graph, at)
    return Explanation(graph, values, top, upstream, backward(written, values, top, upstream))


def with_mistake(right: Explanation, rule: str) -> Explanation:
    """Return the same run with one wrong rule used wherever it can be."""
    known = mistakes_in(right.graph)
    if rule not in known:
        raise UnknownError(
            f"no wrong rule {rule} fits this formula{did_you_mean(rule, known)}: it has {', '.join(known)}"
        )
    gradients = backward(right.graph, right.values, right.top, right.upstream, known[rule])
    return right._replace(gradients=gradients)


def mistakes_in(graph: Graph) -> dict[str, WrongRule | Fault]:
    """Return the wrong rules of the graph's operations and those of the sweep itself, by id."""
    used = dict.fromkeys(node.operation for node in graph.nodes if node.operation in OPERATIONS)
    rules: list[WrongRule | Fault] = [rule for operation in used for rule in OPERATIONS[operation].wrong]
    return {rule.id: rule for rule in (*rules, *(fault for fault in ALL_FAULTS if fault is not RIGHT))}


def place_of(graph: Graph, name: str) -> int:
    """Return the place of a named node."""
    if name not in graph.names:
        raise UnknownError(f"the formula has no {name}{did_you_mean(name, graph.names)}")
    return graph.names[name]


def read_value(text: str) -> Any:
    """Return a number or a matrix as it was typed, exact where it can be."""
    return evaluate_any(read_expression(text), {})


def chain(shown: Explanation, name: str) -> list[Relation]:
    """Return the chain rule for one input: over each edge upstream * local, then the sum where there are several.

    Numbers go into the same line; the lines of array operations say the rule in letters and the numbers after it.
    """
    place = shown.graph.names[name]
    edges = shown.edges_to(place)
    wanted = _derivative(shown, place)
    if not edges:
        return [Relation(("=",), (wanted, number(shown.gradient(name))))]
    total = number(shown.gradients.adjoints[place])
    sides = [wanted]
    for write in (_letters, _numbers):
        parts = [part for part in (write(shown, edge) for edge in edges) if part is not None]
        if len(parts) == len(edges):
            sides.append(reduce(lambda one, other: Operation("+", (one, other)), parts))
    sides.append(total)
    distinct = [side for at, side in enumerate(sides) if at == 0 or side != sides[at - 1]]
    return [Relation(("=",) * (len(distinct) - 1), tuple(distinct))]


def number(value: Any) -> Tree:
    """Return a value as a formula: exact, a float by its first digits, an array as a matrix."""
    if isinstance(value, Array):
        rows = tuple(Operation("row", tuple(number(entry) for entry in row)) for row in value.rows)
        return Operation("matrix", rows)
    exact = Fraction(f"{value:.6g}") if isinstance(value, float) else value
    tree: Tree = Number(abs(exact))
    return Operation("negate", (tree,)) if exact < 0 else tree


def text_of(value: Any) -> str:
    """Return a value in full: `-4`, `47620/343`, a float with all its digits, `[[1, 2], [3, 4]]`."""
    if isinstance(value, Array):
        return "[" + ", ".join("[" + ", ".join(map(text_of, row)) + "]" for row in value.rows) + "]"
    return repr(value) if isinstance(value, float) else str(value)  # a whole Fraction is written as an integer


def shape_text(value: Any) -> str:
    """Return a shape, `2x3`, or nothing for a number."""
    return f"{value.shape[0]}x{value.shape[1]}" if isinstance(value, Array) else ""


def _derivative(shown: Explanation, place: int) -> Tree:
    """Return the name of a gradient: of the top, or of a loss further on where a gradient comes from upstream."""
    over = _tree(shown, shown.top) if shown.upstream == 1 else Name(_loss(shown.graph))
    return Operation("derivative", (over, _tree(shown, place)))


def _loss(graph: Graph) -> str:
    return next(name for name in ("L", "C", "J", "E", "loss") if name not in graph.names)


def _tree(shown: Explanation, place: int) -> Tree:
    node = shown.graph.nodes[place]
    return number(node.constant) if node.operation == CONSTANT else read_expression(node.label)


def _letters(shown: Explanation, edge: Edge) -> Tree | None:
    """Return upstream * local in letters; an array operation's own rule, unless it is one in words."""
    node = shown.graph.nodes[edge.node]
    row = OPERATIONS[node.operation]
    first = edge.node == shown.top and shown.upstream == 1
    upstream = number(1) if first else _derivative(shown, edge.node)
    if isinstance(row, Arraywise):
        names = zip("XY", (_tree(shown, parent) for parent in node.parents), strict=False)
        rule = row.pulls[edge.place].text
        in_words = any(word.islower() for word in rule.split())
        return (
            None
            if in_words
            else _put(read_expression(rule), {"G": upstream, "S": _tree(shown, edge.node), **dict(names)})
        )
    if first:
        return local_formula(node.operation, edge.place, tuple(_tree(shown, parent) for parent in node.parents))
    local = Operation("derivative", (_tree(shown, edge.node), _tree(shown, edge.parent)))
    return Operation(".*" if isinstance(edge.local, Array) else "*", (upstream, local))


def _put(tree: Tree, known: Mapping[str, Tree]) -> Tree:
    if isinstance(tree, Name):
        return known.get(tree.name, tree)
    if isinstance(tree, Operation):
        return Operation(tree.symbol, tuple(_put(part, known) for part in tree.operands))
    return tree


def _numbers(shown: Explanation, edge: Edge) -> Tree | None:
    """Return upstream * local in numbers; nothing where there are arrays, whose numbers stand in the table."""
    row = OPERATIONS[shown.graph.nodes[edge.node].operation]
    if isinstance(row, Arraywise) or isinstance(edge.downstream, Array):
        return None
    if edge.node == shown.top and shown.upstream == 1:
        return number(edge.local)
    return Operation("*", (number(edge.upstream), number(edge.local)))


def formula(shown: Explanation, place: int) -> Tree | None:
    """Return how a node is made from the nodes before it; nothing for an input."""
    node = shown.graph.nodes[place]
    if node.operation in (INPUT, CONSTANT):
        return None
    parts = tuple(_tree(shown, parent) for parent in node.parents)
    if node.operation in _SIGNS:
        return Operation(node.operation, parts)
    return Operation("call", (Name(node.operation), *parts))


def _with_names(graph: Graph) -> Graph:
    """Return the graph with a letter for every step that has no name, so that the chain rule can speak of it."""
    letters = (f"{letter}{count}" for count in ("", *range(1, 100_000)) for letter in "qrstuvpmnk")
    free = (letter for letter in letters if letter not in graph.names)
    named = set(graph.names.values())
    nodes, names = list(graph.nodes), dict(graph.names)
    for place, node in enumerate(nodes):
        if place not in named and node.operation not in (INPUT, CONSTANT):
            name = next(free)
            nodes[place] = node._replace(label=name)
            names[name] = place
    return Graph(tuple(nodes), names, graph.output)
