"""A sum that is divided by a count runs that far: `1/n*sum_i x_i` is `1/n*sum_{i=1}^n x_i`."""

from collections.abc import Iterator, Sequence

from quizgen.claims.mention import indexed, is_literal, is_number_literal, mentioned
from quizgen.notation.tree import Name, Operation, Relation, Tree

_COUNTS = ("n", "N", "m", "M")


class Counts:
    """The letters that count in a text: not those that are something else, nor where the text tells a length."""

    def __init__(self, trees: Sequence[Tree]) -> None:
        told = [
            (one.sides[0].name, one) for tree in trees for one in _relations(tree) if isinstance(one.sides[0], Name)
        ]
        self._made = {name for name, one in told if one.signs[0] == "=" and not is_number_literal(one.sides[1])}
        self._valued = {name for name, one in told if one.signs[0] == "="}
        self._sized = {name for name, one in told if one.signs[0] == ":" or is_literal(one.sides[1])}

    def put_into(self, tree: Tree) -> Tree:
        """Return a formula in which sums know how far they run, where a count beside them tells."""
        if isinstance(tree, Relation):
            return Relation(tree.signs, tuple(map(self.put_into, tree.sides)))
        if not isinstance(tree, Operation):
            return tree
        made = Operation(tree.symbol, tuple(map(self.put_into, tree.operands)))
        match made:
            case Operation("*", (Operation("/", (over, Name(count))) as factor, inner)) if self._counts(count, inner):
                if not isinstance(over, Operation):
                    return Operation("*", (factor, _counted(inner, count)))
            case Operation("over", (_, _, Operation("/", (inner, Name(count))))) if self._counts(count, inner):
                return _counted(made, count)
            case Operation("/", (inner, Name(count))) if self._counts(count, inner):
                return Operation("/", (_counted(inner, count), Name(count)))
        return made

    def _counts(self, letter: str, summed: Tree) -> bool:
        """Tell whether a letter counts what is summed up beside it."""
        if letter not in _COUNTS or letter in self._made:
            return False
        return letter not in self._valued or not any(indexed(name)[0] in self._sized for name in mentioned(summed))


def _relations(tree: Tree) -> Iterator[Relation]:
    parts = tree.operands if isinstance(tree, Operation) and tree.symbol in ("list", "phrase", "group") else (tree,)
    yield from (part for part in parts if isinstance(part, Relation))


def _counted(tree: Tree, count: str) -> Tree:
    """Return a sum over one index of which nothing says how far it runs, so far."""
    match tree:
        case Operation("over", (Name("sum") as sign, Operation("row", (Name() as index,)), body)):
            return Operation("over", (sign, Operation("row", (index, Name(count))), body))
        case Operation("negate", (inner,)):
            return Operation("negate", (_counted(inner, count),))
    return tree
