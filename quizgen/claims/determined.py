"""Whether a formula has one value only, by the values that the text gives."""

from typing import Any

from quizgen.autodiff.number import UndefinedValueError
from quizgen.claims.comparing import pairs
from quizgen.claims.context import Context, UndecidableError
from quizgen.claims.evaluation import Evaluator
from quizgen.claims.patience import SECONDS, OutOfTimeError, within
from quizgen.claims.sizes import Sizes
from quizgen.claims.world import Numbers
from quizgen.notation.tree import Tree

_POINTS_TO_VARY = 6


def is_determined(context: Context, tree: Tree) -> bool | None:
    """Tell whether a formula has one value only, by the values that the text gives; None if that takes too long."""
    try:
        with within(SECONDS):
            return _is_determined(context, tree)
    except OutOfTimeError:
        return None
    except (RecursionError, UndecidableError):
        return False


def _is_determined(context: Context, tree: Tree) -> bool:
    sizes = Sizes(context, [tree], ())
    chosen = sizes.choices()[0]
    found: list[Any] = []
    for point in range(_POINTS_TO_VARY):
        evaluator = Evaluator(context, sizes, chosen, Numbers(point, context.wishes), valued=True)
        try:
            value = evaluator.value(tree)
            if evaluator.vague or (found and any(one.differs(other) for one, other in pairs(value, found[0]))):
                return False
        except UndefinedValueError:
            continue
        found.append(value)
    return bool(found)
