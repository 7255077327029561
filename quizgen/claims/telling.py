"""A counterexample in words: the values of the letters, and what both sides are there."""

from collections.abc import Mapping
from typing import Any

from quizgen.autodiff.array import Array
from quizgen.claims.enclosure import Enclosure
from quizgen.claims.evaluation import Evaluator
from quizgen.claims.implied import OPEN
from quizgen.claims.unknown import written
from quizgen.claims.world import Numbers
from quizgen.notation.text import to_text

_MOST_ENTRIES, _FIRST_ENTRIES = 36, 3  # of an array that is written out, and of one that is not
_DIGITS = (6, 12, 24, 40)  # until the two sides look different


def counterexample(evaluator: Evaluator, numbers: Numbers, places: Mapping[str, int], left: Any, right: Any) -> str:
    """Return `at x = 2: the left is 4, the right is 3`."""
    letters = [f"{name} = {evaluator.chosen.counts[name]}" for name in sorted(evaluator.sized)]
    letters += [f"{name} = {told(value)}" for name, value in numbers.made.items()]
    if evaluator.valued:
        context = evaluator.context
        given = [f"{name} = {to_text(tree)}" for name, tree in context.values.items() if name in evaluator.used]
        given += [
            f"{word} = {to_text(context.signals[word.removesuffix('_bar').rpartition('/d')[2]])}"
            for word in sorted(evaluator.used - context.values.keys())
        ]
        letters = given + letters
    letters += [f"{name} = {place}" for name, place in places.items()]
    letters += [written(name).replace(OPEN, "") for name, inputs in numbers.unknown_functions.items() if inputs == 1]
    one, other = both(left, right)
    where = f"at {', '.join(letters)}: " if letters else ""
    return f"{where}the left is {one}, the right is {other}"


def both(left: Any, right: Any) -> tuple[str, str]:
    """Return two different values, to as many digits as it takes to see that they are different."""
    one = other = ""
    for digits in _DIGITS:
        one, other = told(left, digits), told(right, digits)
        if one != other:
            break
    return one, other


def told(value: Any, digits: int = _DIGITS[0]) -> str:
    """Return a number, or an array of them, as text in the notation."""
    if isinstance(value, Array) and len(value.flat) > _MOST_ENTRIES:
        first = ", ".join(told(entry, digits) for entry in value.flat[:_FIRST_ENTRIES])
        return f"[{first}, ...] of {len(value.flat)} entries"
    if isinstance(value, Array):
        return f"[{'; '.join(', '.join(told(entry, digits) for entry in row) for row in value.rows)}]"
    return value.text(digits) if isinstance(value, Enclosure) else str(value)
