"""When `a_1` is the first entry of `a`, and when it is a letter of its own.

A name with a number below it is

1. what the text defines it to be, `h_1 = tanh(x)`, or a letter of its own where it is an array itself, `W_1 @ x`, or
   where `a` is made of it: `a = [a_1, a_2]`, `x = x_1 + x_2`;
2. else an entry of `a`, counted from 1, where anything in the text tells that `a` is an array: `softmax(a)`,
   `sum_j a_j`, `a: 1 x 3`, `y = W @ a`;
3. else a letter of its own, as in a network of `w_1*x_1 + w_2*x_2`;
4. and open where the text speaks of `a` by itself and nothing tells what that is. A statement is then read both ways,
   and neither proven nor refuted where these differ.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from quizgen.claims.context import Context, UndecidableError
from quizgen.claims.kinds import below_of
from quizgen.claims.mention import MOST_INDICES, indexed, mentioned, summed
from quizgen.claims.patience import OutOfTimeError, within
from quizgen.claims.sizes import Sizes
from quizgen.notation.tree import Name, Operation, Relation, Tree, walk

_SECONDS = 1.0
_OF_ARRAYS = ("softmax", "sum", "mean", "dot", "norm2", "diag", "row_sum", "rowsum", "log_loss", "mse")


class Reading(NamedTuple):
    """The names that are arrays, whose numbered names are entries, those that may be, and those that are summed up."""

    arrays: frozenset[str] = frozenset()
    open: frozenset[str] = frozenset()
    summed: frozenset[str] = frozenset()


def reading(context: Context, trees: Sequence[Tree]) -> Reading:
    """Return how the numbered names of a text are to be read, by all its formulas."""
    told = [*trees, *context.definitions.values()]
    numbered = {name: stem for tree in told for name, stem in _numbered(tree)}
    summed_up = frozenset(stem for tree in told for stem in summed(tree))
    if not numbered:
        return Reading(summed=summed_up)
    alone = {name for tree in told for name in mentioned(tree)} | context.definitions.keys()
    alone |= context.sized
    wanted = (set(numbered.values()) & (alone | summed_up)) - _made_of_theirs(context, trees, numbered)
    wanted -= {stem for name, stem in numbered.items() if name in context.sized or name in context.wishes}
    wanted -= {numbered[name] for tree in told for name in _arrays(tree) if name in numbered}
    if not wanted:
        return Reading(summed=summed_up)
    try:
        with within(_SECONDS):
            sizes = Sizes(context, trees, (), numbers=numbered)
            wanted -= {numbered[left] for left, right in _equations(trees, numbered) if sizes.is_array_of(right)}
            arrays = frozenset(stem for stem in wanted if sizes.is_array(stem) or stem in summed_up)
    except (OutOfTimeError, RecursionError, UndecidableError):
        arrays = frozenset()
    return Reading(arrays, frozenset(wanted - arrays), summed_up)


def is_numbered(tree: Tree) -> bool:
    """Tell whether a formula is a name with a number below it."""
    return isinstance(tree, Name) and any(True for _ in _numbered(tree))


def with_plain_indices(tree: Tree) -> Tree:
    """Return a formula with `W_{1,2}` as `W_12`, `A^T_ij` as an entry of `A^T`, and `sum_ij` as one over i and j."""
    if isinstance(tree, Relation):
        return Relation(tree.signs, tuple(map(with_plain_indices, tree.sides)))
    if not isinstance(tree, Operation):
        return tree
    parts = tuple(map(with_plain_indices, tree.operands))
    if tree.symbol == "subscript" and isinstance(parts[1], Operation) and parts[1].symbol in ("list", "tuple"):
        signs = [below_of(part) for part in parts[1].operands]
        if len(signs) == MOST_INDICES and all(len(sign) == 1 for sign in signs):
            below = "".join(signs)
            return (
                Name(f"{parts[0].name}_{below}")
                if isinstance(parts[0], Name)
                else Operation("subscript", (parts[0], Name(below)))
            )
    if tree.symbol == "over":
        parts = (parts[0], _apart(parts[1], parts[2:]), *parts[2:])
    if tree.symbol == "^" and isinstance(parts[1], Name) and parts[1].name.startswith("T_"):
        return Operation("subscript", (Operation("transpose", parts[:1]), Name(parts[1].name[2:])))
    return Operation(tree.symbol, parts)


def _apart(script: Tree, body: Sequence[Tree]) -> Tree:
    """Return two indices below a sum where both signs of what stands there are below names."""
    below = {sign for tree in body for name in mentioned(tree) for sign in indexed(name)[1]}
    match script:
        case Operation("row", (Name(both),)) if len(both) == MOST_INDICES and both.isalpha() and below.issuperset(both):
            return Operation("row", (Operation("list", tuple(map(Name, both))),))
    return script


def open_names(context: Context, trees: Sequence[Tree]) -> dict[str, str]:
    """Return the numbered names on which formulas hang though nothing tells how they are to be read."""
    reached = {name: indexed(name)[0] for name in context.reach(*trees) if name not in context.definitions}
    return {name: stem for name, stem in reached.items() if stem in context.open and is_numbered(Name(name))}


def _numbered(tree: Tree) -> Iterator[tuple[str, str]]:
    """Yield the numbered names in a formula, and what they would be entries of."""
    for name in mentioned(tree):
        stem, below = indexed(name)
        if stem and not below.isalpha() and "_bar" not in name:
            yield name, stem


def _made_of_theirs(context: Context, trees: Sequence[Tree], numbered: dict[str, str]) -> set[str]:
    """Return the names that are made of what would be their entries."""
    found = {numbered[name] for name in numbered if name in context.reach(Name(numbered[name]))}
    for tree in trees:
        for part in walk(tree):
            if isinstance(part, Relation) and part.signs[0] == "=" and isinstance(part.sides[0], Name):
                name = part.sides[0].name
                found |= {name for used in context.reach(*part.sides[1:2]) if numbered.get(used) == name}
    return found


def _arrays(tree: Tree) -> Iterator[str]:
    """Yield the names on which something is done that is done with arrays only."""
    for part in walk(tree):
        if isinstance(part, Operation):
            called = part.operands[0] if part.symbol == "call" else None
            of_arrays = isinstance(called, Name) and called.name in _OF_ARRAYS
            if part.symbol in ("@", "transpose") or of_arrays:
                yield from (inner.name for inner in part.operands if isinstance(inner, Name))


def _equations(trees: Sequence[Tree], numbered: dict[str, str]) -> Iterator[tuple[str, Tree]]:
    """Yield what is said to be equal to a numbered name."""
    for tree in trees:
        for part in walk(tree):
            if isinstance(part, Relation) and part.signs[0] == "=":
                left, right = part.sides[:2]
                if isinstance(left, Name) and left.name in numbered:
                    yield left.name, right
