"""What a text supposes of its letters: bounds such as `x > 0`, and `sum(y) = 1`, which the numbers that are tried keep.

After a word such as `if`, a bound of something made of letters is supposed as well: `if w*x > 0`.

A letter that is supposed to be above 0 and then below it stands for two cases, one after the other.
"""

from typing import NamedTuple

from quizgen.autodiff.number import Exact
from quizgen.claims.comparing import compare
from quizgen.claims.context import Context, given_entries
from quizgen.claims.enclosure import Enclosure
from quizgen.claims.kinds import indices_of, last_number
from quizgen.claims.mention import indexed, is_number_literal
from quizgen.claims.statement import Statement
from quizgen.claims.world import Wish
from quizgen.notation.tree import Name, Operation, Relation, Tree
from quizgen.numeric import number_of

ORDER = ("<", "<=", ">", ">=")
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


class Total(NamedTuple):
    """What all entries of an array are said to add up to."""

    name: str
    number: Exact


def total_of(tree: Tree) -> Total | None:
    """Return what `sum(y) = 1` or `sum_k y_k = 1` says."""
    if not isinstance(tree, Relation) or tree.signs != ("=",):
        return None
    left, right = tree.sides
    if is_number_literal(left):
        left, right = right, left
    name = _summed(left)
    number = _exact(right)
    return Total(name, number) if name and number is not None else None


def _exact(tree: Tree) -> Exact | None:
    """Return the number that a literal is, unless it has none or is no fraction."""
    try:
        number = number_of(tree, {}) if is_number_literal(tree) else 0.0
    except ArithmeticError:
        return None
    return None if isinstance(number, float) else number


def _summed(tree: Tree) -> str:
    """Return the name whose entries are added up, if a formula does just that."""
    match tree:
        case Operation("call", (Name("sum"), Name(name))):
            return name
        case Operation("over", (Name("sum"), script, Name(name))):
            stem, below = indexed(name)
            return stem if indices_of(script) == [below] and not last_number(script) else ""
    return ""


def suppose_total(context: Context, total: Total) -> None:
    """Take what the entries of an array add up to."""
    wish = context.wishes.get(total.name, Wish())
    context.wishes[total.name] = wish._replace(kind="total", total=total.number)


def is_free(context: Context, name: str) -> bool:
    """Tell whether nothing is said of the entries of a name, so that something can be supposed of them."""
    told = name in context.definitions or name in context.values or name in context.parts
    told = told or bool(given_entries(context, name))
    return not told and context.wishes.get(name, Wish()).kind in ("", "total")


def supposition(tree: Tree | None) -> Statement | None:
    """Return what a formula supposes, if it does nothing else."""
    if not isinstance(tree, Relation) or len(tree.signs) != 1:
        return None
    left, right = tree.sides
    if total_of(tree) is not None:
        return Statement(left, "=", right)
    if tree.signs[0] not in ORDER:
        return None
    return Statement(left, tree.signs[0], right) if is_of_letters(tree) and _bounded(tree) else None


def is_of_letters(relation: Relation) -> bool:
    """Tell whether letters are compared with each other or with numbers: such a bound needs no word to be supposed."""
    return all(isinstance(side, Name) or is_number_literal(side) for side in relation.sides)


def on_both_sides(context: Context, relation: Relation) -> Relation:
    """Return `|r| < 1` as `-1 < r < 1`, where nothing is told of r yet; all else as it is."""
    match relation:
        case Relation((sign,), (Operation("call", (Name("abs"), Name(name) as letter)), bound)):
            pass
        case Relation((sign,), (bound, Operation("call", (Name("abs"), Name(name) as letter)))):
            sign = _TURNED.get(sign, "")
        case _:
            return relation
    if sign not in ("<", "<=") or name in context.told or not is_number_literal(bound):
        return relation
    return Relation((sign, sign), (Operation("negate", (bound,)), letter, bound))


def suppose(context: Context, statement: Statement) -> None:
    """Take a bound, in the place of those of the same letters that it does not go with, or what entries add up to."""
    total = total_of(statement.tree)
    if total is not None:
        if is_free(context, total.name):
            suppose_total(context, total)
        return
    statement = statement._replace(left=_whole(context, statement.left), right=_whole(context, statement.right))
    bounded = _bounded(statement.tree)
    context.suppositions[:] = [
        known
        for known in context.suppositions
        if _bounded(known) != bounded
        or _go_together(Statement(known.sides[0], known.signs[0], known.sides[1]), statement)
    ]
    context.suppositions.append(statement.tree)
    for side in bounded:
        if isinstance(side, Name):
            context.wishes[side.name] = wish(side.name, context)


def _bounded(relation: Relation) -> set[Tree]:
    """Return what a bound is said of."""
    return {side for side in relation.sides if not is_number_literal(side)}


def drop_broken(context: Context, name: str, value: Tree) -> None:
    """Forget the bounds of a letter that a number given for it does not keep: that is another case."""
    number = _exact(value)
    if name not in context.wishes or number is None:
        return
    kept = [known for known in context.suppositions if not _breaks(known, name, Enclosure(number))]
    if len(kept) < len(context.suppositions):
        context.suppositions[:] = kept
        context.wishes[name] = wish(name, context)


def _breaks(relation: Relation, name: str, number: Enclosure) -> bool:
    """Tell whether a bound of a letter by a number is not kept."""
    sides = [number if side == Name(name) else _exact(side) for side in relation.sides]
    numbers = [side if isinstance(side, Enclosure) else Enclosure(side) for side in sides if side is not None]
    return len(numbers) == 2 and compare(relation.signs[0], *numbers) is False


def _whole(context: Context, side: Tree) -> Tree:
    """Return an array where a bound is one for all its entries, as in `y_k > 0`."""
    if isinstance(side, Name):
        stem, below = indexed(side.name)
        told = context.wishes.get(stem, Wish()).kind or stem in context.sized | context.summed_up
        told = told or context.entry_of(side.name) is not None
        return Name(stem) if told and below.isalpha() and side.name not in context.definitions else side
    return side


def _go_together(one: Statement, other: Statement) -> bool:
    """Tell whether two bounds leave room between them: one from above, one from below."""
    bounds = [_bound(one), _bound(other)]
    if None in bounds:
        return False
    (first, low), (second, high) = sorted(bound for bound in bounds if bound is not None)
    return first < second and low < high


def _bound(statement: Statement) -> tuple[int, Exact | float] | None:
    """Return -1 or 1 for a bound from below or from above, and the number; nothing for a bound by a letter."""
    left, sign, right = statement
    if is_number_literal(left):
        left, sign, right = right, _TURNED[sign], left
    try:
        number = number_of(right, {}) if is_number_literal(right) else None
    except ArithmeticError:
        return None
    return None if number is None else (-1 if sign in (">", ">=") else 1, number)


def wish(name: str, context: Context) -> Wish:
    """Return the bounds that a letter's numbers keep; what else is known of it stays."""
    known = context.wishes.get(name, Wish())
    found = Wish(kind=known.kind, total=known.total)
    for relation in context.suppositions:
        bound = _bound(Statement(relation.sides[0], relation.signs[0], relation.sides[1]))
        if bound is not None and Name(name) in relation.sides:
            side, number = bound
            if isinstance(number, float):
                continue  # no number that letters could be told from
            closed = relation.signs[0] in ("<=", ">=")
            if side < 0:
                found = found._replace(above=number, at_above=closed)
            else:
                found = found._replace(below=number, at_below=closed)
    return found
