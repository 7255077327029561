"""The indices of a statement that nothing binds: it is said for each of them."""

from collections.abc import Iterator, Sequence

from quizgen.claims.context import Context
from quizgen.claims.kinds import indices_of
from quizgen.claims.mention import MOST_INDICES, indexed
from quizgen.notation.tree import Name, Operation, Tree, children


def free_indices(context: Context, sides: Sequence[Tree]) -> list[str]:
    """Return the letters below names of arrays that no sum binds there, though one may elsewhere.

    Those of what the sides hang on are among them: `y` of `L = -log(p_y)`.
    """
    found: dict[str, None] = {}
    behind = [context.definitions[name] for name in sorted(context.reach(*sides)) if name in context.definitions]
    for tree in (*sides, *behind):
        for part, bound in _scoped(tree):
            below = _below(context, part)
            if below.isalpha():
                found |= dict.fromkeys(index for index in below if index not in bound)
    return list(found)


def _scoped(tree: Tree) -> Iterator[tuple[Tree, frozenset[str]]]:
    """Yield everything in a formula with the indices that sums bind there."""
    waiting = [(tree, frozenset[str]())]
    while waiting:
        part, bound = waiting.pop()
        yield part, bound
        if isinstance(part, Operation) and part.symbol == "over":
            bound |= set(indices_of(part.operands[1]))
        elif isinstance(part, Operation) and part.symbol == "entries":
            bound |= {index.name for index in part.operands[:-1] if isinstance(index, Name)}
        waiting += [(inner, bound) for inner in reversed(children(part))]


def _below(context: Context, part: Tree) -> str:
    """Return what stands below an array, or below something that is no name."""
    if isinstance(part, Operation) and part.symbol == "subscript" and isinstance(part.operands[1], Name):
        below = part.operands[1].name
        return below if part.operands[0] != Name("nabla") and len(below) <= MOST_INDICES else ""
    if isinstance(part, Name):
        stem = context.bar_of(part.name)
        name = stem if stem is not None else part.name
        return indexed(name)[1] if context.entry_of(name) is not None else ""
    return ""
