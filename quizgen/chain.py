"""The chain rule written out for a run: ∂f/∂x = ∂f/∂q · ∂q/∂x = -4 · 1 = -4, as a person would."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import reduce

from quizgen.autodiff.array import Array, Shape, shape_of
from quizgen.autodiff.graph import CONSTANT, INPUT, Graph
from quizgen.autodiff.operations import OPERATIONS
from quizgen.autodiff.row import Arraywise
from quizgen.autodiff.sweep import Edge
from quizgen.autodiff.symbol import local_formula
from quizgen.explanation import Explanation
from quizgen.notation.parser import read_expression
from quizgen.notation.tree import Name, Number, Operation, Relation, Tree, is_decimal
from quizgen.quantity import decimal_of, tree_of

_SIGNS = frozenset(["+", "-", "*", "/", "^", "@", ".*", "negate", "transpose"])  # the others are called like functions
_MOST_PATHS = 20


def chains(shown: Explanation, names: Sequence[str]) -> list[Relation]:
    """Return the chain rule for each name: over each edge upstream * local, then the sum where there are several.

    Numbers go into the same line; the lines of array operations say the rule in letters and the result after it.
    """
    _, came = shown.edges()
    return [_chain(shown, shown.graph.names[name], came[shown.graph.names[name]]) for name in names]


def formula(shown: Explanation, place: int) -> Tree | None:
    """Return how a node is made from the nodes before it; nothing for an input."""
    node = shown.graph.nodes[place]
    if node.operation in (INPUT, CONSTANT):
        return None
    parts = tuple(_tree(shown, parent) for parent in node.parents)
    if node.operation in _SIGNS:
        return Operation(node.operation, parts)
    return Operation("call", (Name(node.operation), *parts))


def _chain(shown: Explanation, place: int, edges: Sequence[Edge]) -> Relation:
    total = shown.gradient(shown.label(place))
    sides = [_derivative(shown, place), *(_sum(shown, edges, write) for write in (_letters, _numbers)), tree_of(total)]
    kept = [side for side in sides if side is not None]
    kept = [side for at, side in enumerate(kept) if at == 0 or side != kept[at - 1]]
    signs = ["="] * (len(kept) - 1)
    if isinstance(total, Fraction) and not is_decimal(total):
        signs.append("~=")
        kept.append(decimal_of(total))
    return Relation(tuple(signs), tuple(kept))


def _sum(shown: Explanation, edges: Sequence[Edge], write: Callable[[Explanation, Edge], Tree | None]) -> Tree | None:
    """Return what all edges bring together, if there is a way to write each and they are few enough to be read."""
    if len(edges) > _MOST_PATHS:
        return None
    parts = [part for part in (write(shown, edge) for edge in edges) if part is not None]
    return (
        reduce(lambda one, other: Operation("+", (one, other)), parts) if parts and len(parts) == len(edges) else None
    )


def _derivative(shown: Explanation, place: int) -> Tree:
    """Return the name of a gradient: of the top, or of a loss further on where a gradient comes from upstream."""
    over = _tree(shown, shown.top) if shown.starts_from_one else Name(_loss(shown.graph))
    return Operation("derivative", (over, _tree(shown, place)))


def _loss(graph: Graph) -> str:
    return next(name for name in ("L", "C", "J", "E", "loss") if name not in graph.names)


def _tree(shown: Explanation, place: int) -> Tree:
    node = shown.graph.nodes[place]
    return tree_of(node.constant) if node.operation == CONSTANT else read_expression(node.label)


def _letters(shown: Explanation, edge: Edge) -> Tree | None:
    """Return upstream * local in letters; an array operation's own rule, unless it is one in words."""
    node = shown.graph.nodes[edge.node]
    row = OPERATIONS[node.operation]
    first = edge.node == shown.top and shown.starts_from_one
    upstream = Number(1) if first else _derivative(shown, edge.node)
    if isinstance(row, Arraywise):
        names = zip("XY", (_tree(shown, parent) for parent in node.parents), strict=False)
        rule = row.pulls[edge.place].text
        if any(word.islower() for word in rule.split()):
            return None
        return _put(read_expression(rule), {"G": upstream, "S": _tree(shown, edge.node), **dict(names)})
    if first:
        return local_formula(node.operation, edge.place, tuple(_tree(shown, parent) for parent in node.parents))
    local = Operation("derivative", (_tree(shown, edge.node), _tree(shown, edge.parent)))
    product = Operation(".*" if isinstance(edge.local, Array) else "*", (upstream, local))
    return _gathered(product, shape_of(edge.downstream), shape_of(shown.values[edge.parent]))


def _gathered(product: Tree, sent: Shape | None, wanted: Shape | None) -> Tree:
    """Return a product summed over the places where its input was repeated to fit: a bias over the rows of a batch."""
    if sent is None or sent == wanted:
        return product
    repeated = [axis for axis, size in (("rows", 0), ("columns", 1)) if wanted is None or sent[size] != wanted[size]]
    over = "entries" if len(repeated) == 2 else repeated[0]
    return Operation("over", (Name("sum"), Operation("row", (Name(over),)), product))


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
    if edge.node == shown.top and shown.starts_from_one:
        return tree_of(edge.local)
    return Operation("*", (tree_of(edge.upstream), tree_of(edge.local)))
