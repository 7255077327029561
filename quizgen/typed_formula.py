"""A typed formula in letters, with its values at the problem's hidden points.

One whose sizes do not fit has no values. It is read all the same, and wrong: a missing transpose is a mistake, and to
ask again would give it away. `misfit` says what does not fit, for the verdict.
"""

from collections.abc import Mapping, Sequence

from quizgen.autodiff.array import Array, Shape
from quizgen.autodiff.number import UndefinedValueError
from quizgen.autodiff.unknown import is_known
from quizgen.formula import read_formula
from quizgen.matrix_value import MatrixError, matrix_value
from quizgen.notation.parser import read_math
from quizgen.notation.text import to_text
from quizgen.notation.tree import Operation, Tree, names
from quizgen.numeric import UndecidableError
from quizgen.parting import Part
from quizgen.point import Value
from quizgen.problem import Problem
from quizgen.unreadable import Unreadable
from quizgen.value import Symbolic


def formula_in(part: Part, key: Symbolic, points: Sequence[Mapping[str, Value]]) -> Symbolic | Unreadable:
    """Return the formula that a piece of text says, in the letters of the key and of the points."""
    letters = {name: value for name, value in points[0].items() if is_known(value)}
    known = [name for letter in letters for name in names(read_math(letter))]
    matrices = [letter for letter, value in letters.items() if isinstance(value, Array)]
    found = read_formula(part.text, to_text(key.tree), known=known, matrices=matrices)
    if isinstance(found, Unreadable):
        at = None if found.position is None else part.position + found.position
        return found._replace(position=at)
    try:
        return Symbolic(found.tree, tuple(_value(found.tree, point) for point in points))
    except MatrixError:
        return Symbolic(found.tree, ())
    except UndecidableError:
        return Unreadable("this cannot be compared with the answer; write it another way", part.position)


def _value(tree: Tree, point: Mapping[str, Value]) -> Value | None:
    """Return a formula's value at a point, if it has one there."""
    try:
        return matrix_value(tree, point)
    except UndefinedValueError:
        return None


def misfit(problem: Problem, value: Symbolic) -> str | None:
    """Return which sizes do not fit in a typed formula, in the letters that the problem gives them; none if all do."""
    from quizgen.draw import letter_sizes  # only once something is wrong

    letters = {size: letter for letter, size in letter_sizes(problem.made.drill).items()}
    try:
        _value(value.tree, problem.made.points[0])
    except MatrixError as fault:
        sizes = [_in_words(shape, letters) for shape in fault.shapes]
        if isinstance(fault.tree, Operation) and fault.tree.symbol == "@" and None not in fault.shapes:
            return f"${to_text(fault.tree)}$ multiplies {' by '.join(sizes)}: the inner sizes differ."
        return f"In ${to_text(fault.tree)}$ the sizes do not fit: {' and '.join(sizes)}."
    return None


def _in_words(shape: Shape | None, letters: Mapping[int, str]) -> str:
    """Return a shape in deck text."""
    return f"${' × '.join(letters.get(size, str(size)) for size in shape)}$" if shape else "a number"
