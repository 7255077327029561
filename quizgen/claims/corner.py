"""Letters at a bound: what holds elsewhere may not hold there, and a slope at a corner is one of convention."""

from collections.abc import Iterable, Sequence
from functools import partial

from quizgen.claims.context import Context
from quizgen.claims.mention import is_number_literal
from quizgen.claims.statement import Statement
from quizgen.claims.supposing import ORDER
from quizgen.claims.world import BORDERS, EVEN, FAR_BORDERS, TIES, Numbers, Wish
from quizgen.notation.text import to_text
from quizgen.notation.tree import Name, Operation, Relation, Tree, walk

_WITH_CORNERS = frozenset(map(Name, ("relu", "max", "min", "abs", "leaky_relu")))
CORNER = "at a corner there is no slope but one of convention"


def borders(context: Context, statement: Statement) -> Sequence[int]:
    """Return the points at which letters are at a bound, where what holds elsewhere may not hold.

    An equation of slopes may fail there if letters may be at their bounds, as a ReLU has no slope at 0; an inequality
    where the entries of an array are all alike, too, which is as far as their mean, their norm and their entropy go.
    """
    if statement.sign in ORDER:
        return (EVEN, *BORDERS, *FAR_BORDERS) if statement.sign in ("<", ">") else (EVEN,)
    closed = any(wish.at_above or wish.at_below for wish in context.wishes.values())
    if statement.sign != "=" or not (closed or any(map(is_tie, context.suppositions))):
        return ()
    return (*BORDERS, TIES) if any(map(_has_slope, (statement.left, statement.right))) else ()


def at_corner(context: Context, numbers: Numbers) -> str:
    """Return what to suppose instead where a letter that may be at its bound is there, and nothing else is."""
    if numbers.point == TIES:
        ties = [relation for relation in context.suppositions if is_tie(relation)]
        return to_text(Relation((ties[0].signs[0][0],), ties[0].sides)) if ties else ""
    if len(numbers.at_border) != 1:
        return ""
    name = numbers.at_border[0]
    wish = context.wishes.get(name, Wish())
    if wish.at_above:
        return f"{name} > {wish.above}"
    return f"{name} < {wish.below}" if wish.at_below else ""


def may_be_at_corner(context: Context, statement: Statement, parts: Iterable[Tree]) -> bool:
    """Tell whether a slope is taken where a case lets a ReLU, a maximum or a size be at its corner: `w*x + b >= 0`."""
    closed = (one for one in context.suppositions if one.signs[0] in ("<=", ">=") and not is_tie(one))
    if all(map(partial(_is_of_letter, context), closed)):
        return False  # a letter's bound by a number is looked at itself, and so are ties
    if not any(map(_has_slope, (statement.left, statement.right))):
        return False
    called = {part.operands[0] for part in parts if isinstance(part, Operation) and part.symbol == "call"}
    return not _WITH_CORNERS.isdisjoint(called)


def _is_of_letter(context: Context, relation: Relation) -> bool:
    """Tell whether a bound is one of a free letter by a number."""
    names = [side.name for side in relation.sides if isinstance(side, Name)]
    return any(map(is_number_literal, relation.sides)) and bool(names) and context.definitions.keys().isdisjoint(names)


def is_tie(relation: Relation) -> bool:
    """Tell whether two letters are supposed to be equal or further apart."""
    return relation.signs[0] in ("<=", ">=") and all(isinstance(side, Name) for side in relation.sides)


def _has_slope(tree: Tree) -> bool:
    """Tell whether a derivative is taken in a formula: dL/dx, x_bar, f'(x)."""
    names = [name for part in walk(tree) if isinstance(part, Name) for name in (part.name,)]
    if any(name.endswith("'") or "_bar" in name for name in names):
        return True
    return any(isinstance(part, Operation) and part.symbol in ("derivative", "nabla") for part in walk(tree))
