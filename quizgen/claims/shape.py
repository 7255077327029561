"""Statements about shapes, such as `shape(dL/dW) = D x C`: the sizes on both sides, for several choices of them."""

from typing import Any

from quizgen.autodiff.array import Array, ShapeError
from quizgen.autodiff.number import UndefinedValueError
from quizgen.claims.context import Context, UndecidableError
from quizgen.claims.enclosure import Enclosure
from quizgen.claims.evaluation import Evaluator
from quizgen.claims.patience import SECONDS, TOO_LONG, OutOfTimeError, within
from quizgen.claims.sizes import Sizes
from quizgen.claims.statement import Statement
from quizgen.claims.verdict import Proven, Refuted, Undecided, Verdict
from quizgen.claims.world import Numbers
from quizgen.notation.tree import Name, Operation, Tree

_POINTS = 8


def is_shape(tree: Tree) -> bool:
    """Tell whether a formula is a shape: `shape(X)`."""
    return isinstance(tree, Operation) and tree.symbol == "call" and tree.operands[0] == Name("shape")


def decide_shape(context: Context, statement: Statement) -> Verdict:
    """Return what is found of an equation between shapes."""
    try:
        with within(SECONDS):
            return _decided(context, statement)
    except OutOfTimeError:
        return Undecided(TOO_LONG)
    except RecursionError:
        return Undecided("it is nested too deeply")


def _decided(context: Context, statement: Statement) -> Verdict:
    sizes = Sizes(context, [_inner(statement.left), _inner(statement.right)], ())
    agreed = 0
    try:
        choices = sizes.choices()
    except UndecidableError as fault:
        return Undecided(str(fault))
    for chosen in choices:
        for point in range(_POINTS):
            evaluator = Evaluator(context, sizes, chosen, Numbers(point, context.wishes), valued=False)
            try:
                left, right = (_shape(side, evaluator) for side in (statement.left, statement.right))
            except ShapeError as fault:
                return Refuted(f"the sizes do not fit: {fault}")
            except UndecidableError as fault:
                return Undecided(str(fault))
            except UndefinedValueError:
                continue
            if left != right:
                letters = ", ".join(f"{name} = {count}" for name, count in chosen.counts.items() if "#" not in name)
                where = f"at {letters}: " if letters else ""
                return Refuted(f"{where}the left is {_told(left)}, the right is {_told(right)}")
            agreed += 1
            break
    return Proven("by the sizes of everything in it") if agreed else Undecided("it has no value that could be found")


def _inner(tree: Tree) -> Tree:
    return tree.operands[1] if is_shape(tree) and isinstance(tree, Operation) else Operation("list", (tree,))


def _shape(tree: Tree, evaluator: Evaluator) -> tuple[Any, ...]:
    """Return a shape as sizes."""
    if is_shape(tree) and isinstance(tree, Operation):
        value = evaluator.value(tree.operands[1])
        return value.shape if isinstance(value, Array) else ()
    parts = tree.operands if isinstance(tree, Operation) and tree.symbol in ("×", "tuple", "list") else (tree,)
    return tuple(_size(part, evaluator) for part in parts)


def _size(tree: Tree, evaluator: Evaluator) -> Any:
    value = evaluator.value(tree)
    if isinstance(value, Enclosure) and value.exact is not None:
        return value.exact
    raise UndecidableError("a size is a number or a letter")


def _told(shape: tuple[Any, ...]) -> str:
    return " x ".join(map(str, shape)) if shape else "a number"
