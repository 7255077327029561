"""Indices told apart: `for i != j` a statement is looked at where they differ, `if i = j` where they do not."""

import operator
from collections.abc import Collection, Iterable, Mapping

from quizgen.claims.context import Context
from quizgen.claims.index import free_indices
from quizgen.claims.mention import indexed, mentioned
from quizgen.claims.sizes import Sizes
from quizgen.claims.statement import Statement
from quizgen.notation.tree import Name, Operation, Relation, Tree, walk

_HOLDS = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def letters_below(trees: Iterable[Tree]) -> frozenset[str]:
    """Return the letters that stand below names as indices do, `i` of `p_i` and of `W_ij`."""
    below = {sign for tree in trees for name in mentioned(tree) for sign in indexed(name)[1]}
    return frozenset(sign for sign in below if sign.isalpha())


def is_of_indices(tree: Tree | None, letters: Collection[str]) -> bool:
    """Tell whether a formula compares two indices and does nothing else."""
    if not isinstance(tree, Relation) or len(tree.signs) != 1 or tree.signs[0] not in _HOLDS:
        return False
    names = {side.name for side in tree.sides if isinstance(side, Name)}
    return len(names) == len(tree.sides) and names.issubset(letters)


def told_apart(known: Iterable[Relation], told: Relation) -> list[Relation]:
    """Return what is known of indices with one thing more, in the place of what was said of the same two."""
    return [*(one for one in known if set(one.sides) != set(told.sides)), told]


def is_kept(known: Iterable[Relation], places: Mapping[str, int]) -> bool:
    """Tell whether indices stand to each other as is told; what is told of others does not matter."""
    for relation in known:
        left, right = (side.name for side in relation.sides if isinstance(side, Name))
        if {left, right} <= places.keys() and not _HOLDS[relation.signs[0]](places[left], places[right]):
            return False
    return True


def entries_among(context: Context, names: Iterable[Name]) -> frozenset[str]:
    """Return the names of entries with letters below them: `z_i`, where z is an array."""
    return frozenset(
        one.name for one in names if indexed(one.name)[1].isalpha() and context.entry_of(one.name) is not None
    )


def is_of_entry(context: Context, statement: Statement) -> bool:
    """Tell whether a statement speaks of no other entries than its case does, where that is one of an entry."""
    if not context.entries:
        return True
    sides = statement.left, statement.right
    arrays, below = zip(*map(indexed, context.entries), strict=True)
    if not set("".join(below)).issuperset(free_indices(context, sides)):
        return False
    if any(isinstance(part, Operation) and part.symbol == "over" for side in sides for part in walk(side)):
        return False
    sizes = Sizes(context, [statement.tree], set("".join(below)))
    bare = {name for side in sides for name in mentioned(side) if not indexed(name)[0]}
    return bare.isdisjoint(arrays) and not any(map(sizes.is_array, bare))
