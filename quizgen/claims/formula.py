"""A formula of a text, and what the words before it make of it."""

from typing import NamedTuple

from quizgen.claims.mention import is_number_literal
from quizgen.notation.tree import Name, Relation, Tree


class Formula(NamedTuple):
    """A formula of a text; a `claim` is one whose author says that it is a statement, whatever it looks like."""

    tree: Tree
    claim: bool = False
    case: str = ""  # NEW after a word such as `if`, MORE after an `and` that goes on with it
    apart: bool = False  # a sentence ended before it
    concludes: bool = False  # after a word such as `so`
    follows: bool = True  # it may say what the formula before it holds under
    trails: bool = False  # it says nothing else
    lasts: bool = False  # it holds from here on: after `let`, `suppose`


def is_value(tree: Tree) -> bool:
    """Tell whether a formula gives a letter a number."""
    if not isinstance(tree, Relation) or tree.signs != ("=",):
        return False
    return isinstance(tree.sides[0], Name) and is_number_literal(tree.sides[1])
