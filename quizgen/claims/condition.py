"""What may be supposed after a word such as `if`: an inequality between numbers that are made of letters."""

from quizgen.autodiff.array import Array, ShapeError
from quizgen.autodiff.number import UndefinedValueError
from quizgen.claims.context import Context, UndecidableError
from quizgen.claims.evaluation import Evaluator
from quizgen.claims.index import free_indices
from quizgen.claims.mention import is_number_literal
from quizgen.claims.patience import SECONDS, OutOfTimeError, within
from quizgen.claims.sizes import Sizes
from quizgen.claims.statement import Statement
from quizgen.claims.supposing import ORDER
from quizgen.claims.world import Numbers
from quizgen.notation.tree import Name, Relation

NEW, MORE = "new", "more"  # what begins a case, and what goes on with it
_POINTS = 12  # at one of which there is a value


def is_condition(context: Context, statement: Statement) -> bool:
    """Tell whether an inequality can be looked at with numbers alone: it has no index, no array and nothing unknown."""
    sides = statement.left, statement.right
    if statement.sign not in ORDER or free_indices(context, sides):
        return False
    try:
        with within(SECONDS):
            sizes = Sizes(context, [statement.tree], ())
            choices = sizes.choices()
            return len(choices) == 1 and any(_has_numbers(context, sizes, statement, at) for at in range(_POINTS))
    except (OutOfTimeError, RecursionError, ShapeError, UndecidableError):
        return False


def forget_case(context: Context) -> None:
    """Forget what a case before supposed, but not what is supposed of single letters."""
    context.suppositions[:] = [known for known in context.suppositions if is_of_letters(known)]


def is_of_letters(relation: Relation) -> bool:
    """Tell whether letters are compared with each other or with numbers: such a bound needs no word to be supposed."""
    return all(isinstance(side, Name) or is_number_literal(side) for side in relation.sides)


def _has_numbers(context: Context, sizes: Sizes, statement: Statement, point: int) -> bool:
    """Tell whether both sides are numbers at a point."""
    numbers = Numbers(point, context.wishes)
    evaluator = Evaluator(context, sizes, sizes.choices()[0], numbers, valued=False)
    try:
        values = evaluator.value(statement.left), evaluator.value(statement.right)
    except UndefinedValueError:
        return False
    is_known = not evaluator.vague and not numbers.unknown_functions
    return is_known and not any(isinstance(value, Array) for value in values)
