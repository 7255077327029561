"""What may be supposed after a word such as `if`: an inequality between numbers that are made of letters."""

from quizgen.autodiff.array import Array, ShapeError
from quizgen.autodiff.number import UndefinedValueError
from quizgen.claims.comparing import compare
from quizgen.claims.context import Context, UndecidableError
from quizgen.claims.evaluation import Evaluator
from quizgen.claims.index import free_indices
from quizgen.claims.mention import is_number_literal
from quizgen.claims.patience import SECONDS, OutOfTimeError, within
from quizgen.claims.sizes import Sizes
from quizgen.claims.statement import Statement
from quizgen.claims.supposing import ORDER
from quizgen.claims.world import Numbers
from quizgen.notation.tree import Name, Operation, Relation, walk

NEW, MORE = "new", "more"  # what begins a case, and what goes on with it
_POINTS = 48  # at one of which a case is met


def is_condition(context: Context, statement: Statement) -> bool:
    """Tell whether an inequality may be a case: it is met somewhere, and has no index, no array and nothing unknown."""
    bound = any(isinstance(part, Operation) and part.symbol == "over" for part in walk(statement.tree))
    if statement.sign not in ORDER or bound or free_indices(context, (statement.left, statement.right)):
        return False
    try:
        with within(SECONDS):
            sizes = Sizes(context, [statement.tree], ())
            choices = sizes.choices()
            return len(choices) == 1 and any(_is_met(context, sizes, statement, at) for at in range(_POINTS))
    except (OutOfTimeError, RecursionError, ShapeError, UndecidableError):
        return False


def forget_case(context: Context) -> None:
    """Forget what a case before supposed, but not what is supposed of single letters."""
    context.suppositions[:] = [known for known in context.suppositions if is_of_letters(known)]


def is_of_letters(relation: Relation) -> bool:
    """Tell whether letters are compared with each other or with numbers: such a bound needs no word to be supposed."""
    return all(isinstance(side, Name) or is_number_literal(side) for side in relation.sides)


def _is_met(context: Context, sizes: Sizes, statement: Statement, point: int) -> bool:
    """Tell whether an inequality of numbers is so at a point."""
    numbers = Numbers(point, context.wishes)
    evaluator = Evaluator(context, sizes, sizes.choices()[0], numbers, valued=False)
    try:
        left, right = evaluator.value(statement.left), evaluator.value(statement.right)
    except UndefinedValueError:
        return False
    if evaluator.vague or numbers.unknown_functions or isinstance(left, Array) or isinstance(right, Array):
        return False
    return compare(statement.sign, left, right) is True
