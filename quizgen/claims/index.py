"""The indices of a statement that nothing binds: it is said for each of them."""

from collections.abc import Sequence

from quizgen.claims.context import Context
from quizgen.claims.mention import MOST_INDICES, indexed
from quizgen.notation.tree import Name, Operation, Tree, walk


def free_indices(context: Context, sides: Sequence[Tree]) -> list[str]:
    """Return the letters below names of arrays that no sum binds."""
    summed_over = {
        letter.name
        for tree in sides
        for part in walk(tree)
        if isinstance(part, Operation) and part.symbol == "over"
        for letter in walk(part.operands[1])
        if isinstance(letter, Name)
    }
    found: dict[str, None] = {}
    for tree in sides:
        for part in walk(tree):
            if isinstance(part, Operation) and part.symbol == "subscript" and isinstance(part.operands[1], Name):
                below = part.operands[1].name
                is_entry = part.operands[0] != Name("nabla") and below.isalpha() and len(below) <= MOST_INDICES
                if is_entry:
                    found |= dict.fromkeys(index for index in below if index not in summed_over)
            if isinstance(part, Name):
                name = part.name
                stem = context.bar_of(name)
                name = stem if stem is not None else name
                if context.entry_of(name) is not None:
                    _, below = indexed(name)
                    if below.isalpha():
                        found |= dict.fromkeys(index for index in below if index not in summed_over)
    return list(found)
