"""What may be supposed after a word such as `if`: an inequality between numbers that are made of letters."""

from quizgen.autodiff.array import Array, ShapeError
from quizgen.autodiff.number import UndefinedValueError
from quizgen.claims.comparing import compare
from quizgen.claims.context import Context, UndecidableError
from quizgen.claims.dimension import Chosen
from quizgen.claims.evaluation import Evaluator
from quizgen.claims.index import free_indices
from quizgen.claims.patience import SECONDS, OutOfTimeError, within
from quizgen.claims.scanning import POINTS
from quizgen.claims.sizes import Sizes
from quizgen.claims.statement import Statement
from quizgen.claims.supposing import ORDER, is_of_letters, wish
from quizgen.claims.world import Numbers
from quizgen.notation.tree import Name, Operation, Relation, Tree, walk

# What begins a case, what goes on with it, what is in the other one, and what is in words not read, such as `or`.
NEW, MORE, ELSE, UNCLEAR = "new", "more", "else", "unclear"
_OPPOSITES = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


def opposite(tree: Tree) -> Relation | None:
    """Return what is so where a relation is not; None where that is no single relation."""
    if isinstance(tree, Relation) and len(tree.signs) == 1 and tree.signs[0] in _OPPOSITES:
        return Relation((_OPPOSITES[tree.signs[0]],), tree.sides)
    return None


def is_condition(context: Context, statement: Statement) -> bool:
    """Tell whether an inequality may be a case: it is met somewhere, and has no index, no array and nothing unknown."""
    bound = any(isinstance(part, Operation) and part.symbol == "over" for part in walk(statement.tree))
    if statement.sign not in ORDER or bound or free_indices(context, (statement.left, statement.right)):
        return False
    try:
        with within(SECONDS):
            sizes = Sizes(context, [statement.tree], ())
            chosen, *others = sizes.choices()
            return not others and any(_is_met(context, statement, sizes, chosen, point) for point in POINTS)
    except (OutOfTimeError, RecursionError, ShapeError, UndecidableError):
        return False


def forget_case(context: Context) -> None:
    """Forget what a case before supposed and told of indices, but not what is supposed of letters once for all."""
    gone, context.cases, context.indices, context.entries = context.cases, [], [], frozenset()
    context.suppositions[:] = [known for known in context.suppositions if is_of_letters(known) and known not in gone]
    for side in {side for relation in gone for side in relation.sides if isinstance(side, Name)}:
        context.wishes[side.name] = wish(side.name, context)


def _is_met(context: Context, statement: Statement, sizes: Sizes, chosen: Chosen, point: int) -> bool:
    """Tell whether an inequality of numbers is so at a point."""
    numbers = Numbers(point, context.wishes)
    evaluator = Evaluator(context, sizes, chosen, numbers, valued=False)
    try:
        left, right = evaluator.value(statement.left), evaluator.value(statement.right)
    except UndefinedValueError:
        return False
    if evaluator.vague or numbers.unknown_functions or isinstance(left, Array) or isinstance(right, Array):
        return False
    return compare(statement.sign, left, right) is True
