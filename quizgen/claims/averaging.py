"""A sum that is divided by a count runs that far: `1/n*sum_i x_i` is `1/n*sum_{i=1}^n x_i`."""

from quizgen.notation.tree import Name, Operation, Relation, Tree

_COUNTS = ("n", "N", "m", "M")


def with_counts(tree: Tree) -> Tree:
    """Return a formula in which sums know how far they run, where a count beside them tells."""
    if isinstance(tree, Relation):
        return Relation(tree.signs, tuple(map(with_counts, tree.sides)))
    if not isinstance(tree, Operation):
        return tree
    made = Operation(tree.symbol, tuple(map(with_counts, tree.operands)))
    match made:
        case Operation("*", (Operation("/", (over, Name(count))) as factor, inner)) if count in _COUNTS:
            if not isinstance(over, Operation):
                return Operation("*", (factor, _counted(inner, count)))
        case Operation("over", (_, _, Operation("/", (_, Name(count))))) if count in _COUNTS:
            return _counted(made, count)
        case Operation("/", (inner, Name(count))) if count in _COUNTS:
            return Operation("/", (_counted(inner, count), Name(count)))
    return made


def _counted(tree: Tree, count: str) -> Tree:
    """Return a sum over one index of which nothing says how far it runs, so far."""
    match tree:
        case Operation("over", (Name("sum") as sign, Operation("row", (Name() as index,)), body)):
            return Operation("over", (sign, Operation("row", (index, Name(count))), body))
        case Operation("negate", (inner,)):
            return Operation("negate", (_counted(inner, count),))
    return tree
