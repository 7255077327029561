"""What a false statement may have meant: an author is told how to write that.

`s(1 - s)` is s of something to the reader, ab a letter, and c in `softmax(z + c)` as large as z; of the product, and of
a number c, the statement may be true.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import reduce

from quizgen.claims.context import Context, Size
from quizgen.claims.statement import Statement
from quizgen.claims.verdict import Undecided
from quizgen.notation.text import to_text
from quizgen.notation.tree import Name, Number, Operation, Tree, walk


def misreadings(context: Context, statement: Statement) -> Iterator[tuple[Context, Statement, Undecided]]:
    """Yield other readings of a statement, each with what is to be said if it is true."""
    sides = statement.left, statement.right
    reached = context.definitions.keys() & context.reach(*sides)
    bare = {part.name for tree in (*sides, *map(context.definitions.get, reached)) if tree for part in _values(tree)}
    products = Statement(_with_products(sides[0], bare), statement.sign, _with_products(sides[1], bare))
    if products != statement:
        written = to_text(products.tree)
        yield context, products, Undecided("a product is written with *", f"write {written}, if that is meant")
    for name in _added(context, sides):
        made = context.copy()
        made.sizes[name] = Size(Number(1), Number(1))
        yield made, statement, Undecided(f"it holds where {name} is a number", f"say so, as in {name}: 1 x 1")


def _values(tree: Tree) -> Iterator[Name]:
    """Yield the names in a formula that are not called."""
    called = {id(part.operands[0]) for part in walk(tree) if isinstance(part, Operation) and part.symbol == "call"}
    yield from (part for part in walk(tree) if isinstance(part, Name) and id(part) not in called)


def _with_products(tree: Tree, bare: set[str]) -> Tree:
    """Return a formula with a product for each call of a name that stands for a value, and for ab beside a and b."""
    if isinstance(tree, Name) and len(tree.name) > 1 and bare.issuperset(tree.name):
        letters: list[Tree] = [*map(Name, tree.name)]
        return reduce(_times, letters)
    if not isinstance(tree, Operation):
        return tree
    parts = tuple(_with_products(part, bare) for part in tree.operands)
    match tree.symbol, parts:
        case "call", (Name(name) as factor, inner) if name in bare:
            return _times(factor, Operation("group", (inner,)))
    return Operation(tree.symbol, parts)


def _times(one: Tree, other: Tree) -> Tree:
    return Operation("*", (one, other))


def _added(context: Context, sides: Sequence[Tree]) -> Iterator[str]:
    """Yield the letters that are only added to something, so that nothing tells what they are."""
    sums = [part for side in sides for part in walk(side) if isinstance(part, Operation) and part.symbol in ("+", "-")]
    added = Counter(term.name for part in sums for term in part.operands if isinstance(term, Name))
    values = Counter(part.name for side in sides for part in _values(side))
    yield from (name for name, times in added.items() if times == values[name] and name not in context.told)
