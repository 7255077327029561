"""Whether two formulas are the same: by value, at points that no two different ones are likely to share.

What has no value here, such as a function of vectors nobody defined, is left undecided: neither right nor wrong.
"""

from collections.abc import Mapping

from quizgen.autodiff.array import Array
from quizgen.autodiff.operations import UndefinedValueError
from quizgen.matrix_letter import Shape, Sizes, called, matrix_letters
from quizgen.matrix_value import MatrixError, matrix_value
from quizgen.notation.symbols import FUNCTIONS
from quizgen.notation.text import to_text
from quizgen.notation.tree import Name, Operation, Relation, Tree, names
from quizgen.numeric import COMPUTED, CONSTANTS, UndecidableError, number_of
from quizgen.point import Value, close, close_values, entry, every, points
from quizgen.seed import Stream

_LEAST_POINTS = 32  # all patterns of signs and sizes, twice
_ENOUGH = 12  # points where both formulas have a value, and the same
_MOST_TRIALS = 12
_ENOUGH_TRIALS = 4

_TURNED = {"=": "=", "!=": "!=", "~=": "~=", "~": "~", "<": ">", ">": "<", "<=": ">=", ">=": "<=", "<-": "->",
           "->": "<-"}  # fmt: skip
_ARITHMETIC = frozenset(["+", "-", "*", "/", "^", "negate", "derivative"])


def same(wanted: Tree, found: Tree) -> bool | None:
    """Tell whether formulas are the same; `L = x` answers for `x`, `x` for `L = x`, and `x = L` for `L = x`."""
    return _same(wanted, found, wanted)


def _same(wanted: Tree, found: Tree, whole: Tree) -> bool | None:
    if wanted == found:
        return True
    if isinstance(wanted, Relation) and isinstance(found, Relation):
        return _same_relation(wanted, found, whole)
    for one, other in ((wanted, found), (found, wanted)):
        if isinstance(one, Relation):
            if set(one.signs) != {"="}:
                return None
            sides = (one.sides[-1], other) if one is wanted else (other, one.sides[-1])
            return _same(*sides, whole)
    items, others = _items(wanted), _items(found)
    if len(items) != len(others):
        return False
    if len(items) > 1:
        return every([_same(one, other, whole) for one, other in zip(items, others, strict=True)])
    letters = matrix_letters(whole)
    return _same_matrix(wanted, found, letters) if letters else _same_number(wanted, found)


def _same_relation(wanted: Relation, found: Relation, whole: Tree) -> bool | None:
    """Compare side by side, also with the sides exchanged."""
    turned = Relation(tuple(_TURNED.get(sign, sign) for sign in found.signs[::-1]), found.sides[::-1])
    ways = [found] + [turned] * all(sign in _TURNED for sign in found.signs)
    decided = [
        every([_same(one, other, whole) for one, other in zip(wanted.sides, way.sides, strict=True)])
        for way in ways
        if way.signs == wanted.signs
    ]
    return True if True in decided else None if None in decided else False


def _items(tree: Tree) -> tuple[Tree, ...]:
    """Return the parts of a list or of a size, which are compared each for itself."""
    if isinstance(tree, Operation) and tree.symbol in ("list", "tuple"):
        return tree.operands
    if isinstance(tree, Operation) and tree.symbol == "×":
        return (*_items(tree.operands[0]), tree.operands[1])
    return (tree,)


def _same_number(wanted: Tree, found: Tree) -> bool | None:
    """Compare at points; what has no number, such as a sum over an index, is a letter, which can only be the same."""
    one, other = _lettered(wanted), _lettered(found)
    vague = (one, other) != (wanted, found)
    agreed = 0
    letters = sorted({*names(one), *names(other)} - set(CONSTANTS))
    for count, (wide, point) in enumerate(points(letters, Stream("formula", to_text(wanted)))):
        if agreed >= _ENOUGH and count >= _LEAST_POINTS:
            return True
        try:
            here, there = number_of(one, point), number_of(other, point)
        except UndefinedValueError:
            continue
        except UndecidableError:
            return None
        equal = close(here, there, wide=wide)
        if equal is False:
            return None if vague else False
        agreed += equal is True
    return True if agreed >= _ENOUGH else None


def _lettered(tree: Tree) -> Tree:
    """Return a tree with a letter for everything in it that has no number."""
    if not isinstance(tree, Operation):
        return tree
    called = tree.operands[0] if tree.symbol == "call" else None
    if tree.symbol not in _ARITHMETIC and (not isinstance(called, Name) or called.name in FUNCTIONS - COMPUTED):
        return Name(to_text(tree))
    return tree if tree.symbol == "derivative" else Operation(tree.symbol, tuple(map(_lettered, tree.operands)))


def _same_matrix(wanted: Tree, found: Tree, letters: frozenset[str]) -> bool | None:
    """Compare at small matrices whose sizes are all different; what only holds for special sizes is left undecided.

    So is what has a sum of rows in it, whose size nothing here knows.
    """
    if any(called(tree) & {"row_sum", "rowsum"} for tree in (wanted, found)):
        return None
    general, *special = Sizes(wanted, letters).choices()
    decided = _same_at(wanted, found, general)
    if decided is not False:
        return decided
    return None if any(_same_at(wanted, found, shapes) for shapes in special) else False


def _same_at(wanted: Tree, found: Tree, shapes: Mapping[str, Shape]) -> bool | None:
    """Compare at random matrices of these shapes."""
    stream = Stream("matrices", to_text(wanted))
    agreed = 0
    scalars = sorted({*names(wanted), *names(found)} - set(CONSTANTS) - set(shapes))
    for count in range(_MOST_TRIALS):
        positive = count % 2 == 0
        point: dict[str, Value] = {
            letter: Array([[entry(stream, positive=positive) for _ in range(columns)] for _ in range(rows)])
            for letter, (rows, columns) in shapes.items()
        }
        point |= {name: entry(stream, positive=positive) for name in scalars}
        try:
            here = matrix_value(wanted, point)
            there = matrix_value(found, point)
        except UndefinedValueError:
            continue
        except UndecidableError:
            return None
        except MatrixError:
            return False
        equal = close_values(here, there)
        if equal is False:
            return False
        agreed += equal is True
        if agreed == _ENOUGH_TRIALS:
            return True
    return None
