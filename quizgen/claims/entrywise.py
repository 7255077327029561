"""Arrays that are defined entry by entry: `s_i = exp(z_i)/sum_j exp(z_j)` says what the array `s` is.

Where only one entry is ever spoken of, as in `h_i = tanh(z_i)` and `dh_i/dz_i`, it is a letter of its own.
"""

from collections.abc import Iterator, Sequence

from quizgen.claims.context import Context
from quizgen.claims.kinds import indices_of
from quizgen.claims.mention import MOST_INDICES, indexed, mentioned, summed
from quizgen.notation.tree import Name, Number, Operation, Relation, Tree, walk

_OURS = "αβγδεζηθικλμνξοπρστυφχψω"  # indices that no text can write: there they are alpha, beta


class Entrywise:
    """The definitions by entries in one text."""

    def __init__(self, trees: Sequence[Tree]) -> None:
        self._names = {name for tree in trees for name in mentioned(tree)}
        self._summed = {name for tree in trees for name in summed(tree)}
        self._below: dict[str, set[str]] = {}  # the letters below a name
        for stem, below in map(indexed, self._names):
            if below.isalpha():
                self._below.setdefault(stem, set()).add(below)
        self._free = iter(_OURS)

    def definition(self, context: Context, relation: Relation) -> tuple[str, Tree] | None:
        """Return the array that a relation defines, and its entries; None where it defines a single letter."""
        left, right = relation.sides[:2]
        stem, below = indexed(left.name) if isinstance(left, Name) else ("", "")
        told = stem in context.definitions or stem in context.values or stem in context.parts
        if not stem or told or "_bar" in stem or not below.isalpha() or len(set(below)) != len(below):
            return None
        bound = set(_bound(right))
        if not self._is_array(stem, below, right) or _speaks_of(stem, right):
            return None
        ours = dict(zip(below, self._free, strict=False))
        if len(ours) < len(below):
            return None
        indices = tuple(map(Name, ours.values()))
        entries = Operation("entries", (*indices, _renamed(right, ours, bound | set(below))))
        is_row = len(below) == 1 and stem in context.sizes and context.sizes[stem].rows == Number(1)
        return stem, Operation("transpose", (entries,)) if is_row else entries

    def _is_array(self, stem: str, below: str, right: Tree) -> bool:
        """Tell whether more than one entry is spoken of, or the entry is made of others."""
        others = {indexed(name) for name in self._names}
        if stem in self._names | self._summed or any(of == stem and other != below for of, other in others):
            return True
        parts = [indexed(name) for name in mentioned(right)]
        arrays = [part for part, its in parts if part in self._summed or (its.isalpha() and len(self._below[part]) > 1)]
        return any(part in arrays and set(its) & set(below) for part, its in parts)


def is_entrywise(tree: Tree) -> bool:
    """Tell whether a formula is a name with letters for indices below it."""
    below = indexed(tree.name)[1] if isinstance(tree, Name) else ""
    return below.isalpha() and len(below) <= MOST_INDICES


def _speaks_of(stem: str, tree: Tree) -> bool:
    return any(name == stem or indexed(name)[0] == stem for name in mentioned(tree))


def _bound(tree: Tree) -> Iterator[str]:
    """Yield the indices of the sums in a formula."""
    for part in walk(tree):
        if isinstance(part, Operation) and part.symbol == "over":
            yield from (letter.name for letter in walk(part.operands[1]) if isinstance(letter, Name))


def _renamed(tree: Tree, ours: dict[str, str], indices: set[str]) -> Tree:
    """Return a formula with indices renamed, where no sum binds them and nothing else stands below a name."""
    if isinstance(tree, Name):
        stem, below = indexed(tree.name)
        if tree.name in ours:
            return Name(ours[tree.name])
        if stem and all(sign.isdigit() or sign in indices for sign in below):
            return Name(f"{stem}_{''.join(ours.get(sign, sign) for sign in below)}")
        return tree
    if isinstance(tree, Operation):
        if tree.symbol == "over":
            ours = {index: our for index, our in ours.items() if index not in indices_of(tree.operands[1])}
        whole, *scripts = tree.operands
        if tree.symbol == "subscript" and isinstance(scripts[0], Name) and set(scripts[0].name) <= indices:
            inner = Name("".join(ours.get(sign, sign) for sign in scripts[0].name))
            return Operation("subscript", (_renamed(whole, ours, indices), inner))
        return Operation(tree.symbol, tuple(_renamed(part, ours, indices) for part in tree.operands))
    if isinstance(tree, Relation):
        return Relation(tree.signs, tuple(_renamed(side, ours, indices) for side in tree.sides))
    return tree
