"""Indices told apart: `for i != j` a statement is looked at where they differ, `if i = j` where they do not."""

import operator
from collections.abc import Collection, Iterable, Mapping

from quizgen.claims.mention import indexed, mentioned
from quizgen.notation.tree import Name, Relation, Tree

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
