"""Typed formulas: read with products implied, and compared with the accepted one by value at points of a fixed seed."""

import math
from collections.abc import Collection
from fractions import Fraction
from typing import NamedTuple

from quizgen.autodiff.operations import Exact, UndefinedValueError
from quizgen.notation.display import Display
from quizgen.notation.fault import NotationError
from quizgen.notation.grammar import Grammar
from quizgen.notation.parser import read_math
from quizgen.notation.text import to_text
from quizgen.notation.tree import Name, Operation, Relation, Tree, names, walk
from quizgen.numeric import CONSTANTS, UndecidableError, number_of
from quizgen.seed import Stream

MAX_TYPED = 200

_POINTS = 40
_ENOUGH = 6  # points where both formulas have a value, and the same
_CLOSE = 1e-9


class Unreadable(NamedTuple):
    """Typed text that is no answer, which is not a wrong one: say why, and where."""

    message: str
    position: int | None = None


class Formula(NamedTuple):
    """A formula as it was understood."""

    tree: Tree
    echo: str  # deck text


class _Typed(Display):
    """What a learner types: products may be implied, and an x is never a ×."""

    def infix(self) -> tuple[str, int]:
        return Grammar.infix(self)


def read_formula(typed: str, variables: Collection[str] = ()) -> Formula | Unreadable:
    """Return a typed formula; `variables` before a parenthesis are factors, other names there are functions."""
    if len(typed) > MAX_TYPED:
        return Unreadable(f"a typed formula has at most {MAX_TYPED} characters", MAX_TYPED)
    if not typed.strip():
        return Unreadable("there is no formula in that")
    try:
        reader = _Typed(typed.replace("$", " "), variables, implied=True)
        tree = reader.inner()
        reader.finish()
    except NotationError as fault:
        return Unreadable(fault.message, fault.position)
    return Formula(tree, f"${to_text(tree)}$")


def same_formula(accepted: str, typed: str) -> bool | None:
    """Tell whether a typed formula has the value of the accepted one everywhere; None where that cannot be decided.

    >>> same_formula("2*(y_hat - y)*x", "2x(y_hat - y)"), same_formula("x + 1", "x - 1")
    (True, False)
    """
    wanted = read_math(accepted)
    found = read_formula(typed, names(wanted))
    if isinstance(found, Unreadable):
        return None
    return _same(wanted, found.tree)


def _same(wanted: Tree, found: Tree) -> bool | None:
    """Compare two readings; `L = x` answers for `x`, and `x` for `L = x`."""
    if wanted == found:
        return True
    for one, other in ((wanted, found), (found, wanted)):
        if isinstance(one, Relation) and set(one.signs) == {"="} and not isinstance(other, Relation):
            return _same_value(one.sides[-1], other)
    if isinstance(wanted, Relation) and isinstance(found, Relation):
        if wanted.signs != found.signs:
            return False
        return _every([_same_value(one, other) for one, other in zip(wanted.sides, found.sides, strict=True)])
    lists = [part.operands if isinstance(part, Operation) and part.symbol in ("list", "tuple") else None
             for part in (wanted, found)]  # fmt: skip
    if lists[0] and lists[1] and len(lists[0]) == len(lists[1]):
        return _every([_same(one, other) for one, other in zip(*lists, strict=True)])
    return _same_value(wanted, found)


def _every(found: list[bool | None]) -> bool | None:
    return False if False in found else None if None in found else True


def _same_value(wanted: Tree, found: Tree) -> bool | None:
    """Compare by value at random points; matrices are told apart only by how they are written."""
    if any(isinstance(part, Operation) and part.symbol in ("@", ".*", "transpose") for part in walk(wanted)):
        return True if _as_matrices(found) == _as_matrices(wanted) else None
    letters = sorted({*names(wanted), *names(found)} - set(CONSTANTS))
    stream = Stream("formula", to_text(wanted))
    agreed = 0
    for _ in range(_POINTS):
        point: dict[str, Exact | float] = {name: _rational(stream) for name in letters}
        try:
            one, other = number_of(wanted, point), number_of(found, point)
        except UndefinedValueError:
            continue
        except UndecidableError:
            return None
        if not _close(one, other):
            return False
        agreed += 1
        if agreed == _ENOUGH:
            return True
    return None


def _rational(stream: Stream) -> Fraction:
    """Return a point where few things are undefined: a third of them negative, none near 0."""
    size = Fraction(2 + stream.below(60), 3 + stream.below(17))
    return size if stream.below(3) else -size


def _close(one: Exact | float, other: Exact | float) -> bool:
    if isinstance(one, float) or isinstance(other, float):
        return math.isclose(one, other, rel_tol=_CLOSE, abs_tol=1e-12)
    return one == other


def _as_matrices(tree: Tree) -> Tree:
    """Return a tree in which every product of names is a matrix product."""
    if isinstance(tree, Operation):
        parts = tuple(_as_matrices(part) for part in tree.operands)
        return Operation(
            "@" if tree.symbol == "*" and all(isinstance(p, Name | Operation) for p in parts) else tree.symbol, parts
        )
    return tree
