"""How much there is to compute in a problem, and whether it can be done by hand."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from quizgen.autodiff.array import Array, shape_of
from quizgen.autodiff.graph import CONSTANT, INPUT
from quizgen.autodiff.operations import OPERATIONS
from quizgen.autodiff.row import Elementwise
from quizgen.autodiff.unknown import is_known
from quizgen.notation.tree import decimal_places, write_number
from quizgen.run import Run
from quizgen.value import Size, Symbolic

LARGEST_ANSWER = 999
LARGEST_VALUE = 9999
LARGEST_DENOMINATOR = 999
MOST_PLACES = 8  # of a decimal: its answer is asked to a few digits
MOST_EFFORT = 4  # a step, on average: a product of two numbers of two digits


def effort(made: Run) -> float:
    """Return how much there is to compute: for a product the digits of one factor times those of the other."""
    values, total = made.values, 0.0
    for node, value in zip(made.drill.pinned.cut.nodes, values, strict=True):
        if not node.parents or not is_known(value):
            continue
        total += _cost(node.operation, [values[parent] for parent in node.parents], value)
    backward = sum(_size(entry) for answer in made.answer for entry in entries(answer))
    return total + backward / 2


def _cost(operation: str, inputs: Sequence[Any], value: Any) -> float:
    sizes = [[_size(entry) for entry in entries(part)] for part in inputs]
    if operation == "@":
        columns = (shape_of(value) or (1, 1))[1]
        return sum(sizes[0]) * columns * _mean(sizes[1])
    if operation in ("*", ".*", "/", "dot"):
        return max(len(sizes[0]), len(sizes[1])) * _mean(sizes[0]) * _mean(sizes[1])
    if operation == "^":
        return sum(sizes[0]) * _mean([_size(entry) for entry in entries(value)])
    return max(map(sum, sizes)) / 2


def _mean(sizes: Sequence[int]) -> float:
    return sum(sizes) / len(sizes)


def entries(value: Any) -> Sequence[Any]:
    """Return the numbers of an answer or a value."""
    if isinstance(value, Array):
        return value.flat
    return () if isinstance(value, Size | Symbolic) else (value,)


def _size(value: Any) -> int:
    """Return how many digits a number is worked with, as a decimal or a fraction; 0 and 1 cost nothing, a float three.

    >>> _size(Fraction(7, 10)), _size(Fraction(1, 1024)), _size(Fraction(-2, 3))
    (1, 5, 2)
    """
    if type(value) is int:
        return len(str(abs(value))) if not -1 <= value <= 1 else 0
    if not isinstance(value, Fraction):
        return 3
    if value.denominator == 1 and -1 <= value.numerator <= 1:
        return 0
    if value.denominator == 1:
        return len(str(abs(value.numerator)))
    as_fraction = len(str(abs(value.numerator))) + len(str(value.denominator))
    if decimal_places(value) is None:
        return as_fraction
    return min(as_fraction, len(write_number(max(value, -value)).replace(".", "").lstrip("0")))


def too_big(made: Run) -> str | None:
    """Return what cannot be done by hand."""
    if any(_beyond(entry, LARGEST_ANSWER) for answer in made.answer for entry in entries(answer)):
        return f"an answer beyond {LARGEST_ANSWER}"
    if any(_beyond(entry, LARGEST_VALUE) for value in made.values for entry in entries(value)):
        return f"a value beyond {LARGEST_VALUE}"
    return "too much to compute by hand" if effort(made) > MOST_EFFORT * _steps(made) else None


def is_exact(made: Run) -> bool:
    """Tell whether an answer is found without a calculator: neither it nor what decides on it is a decimal without end.

    A value that no answer hangs on may be one: nobody works out the log loss whose gradient at a softmax is asked.
    """
    if any(isinstance(entry, float) for answer in made.answer for entry in entries(answer)):
        return False  # whatever is computed from a float is one
    return not any(
        isinstance(entry, float)
        for node in made.drill.pinned.cut.nodes
        if isinstance(row := OPERATIONS.get(node.operation), Elementwise) and row.kink is not None
        for parent in node.parents
        if is_known(made.values[parent])
        for entry in entries(made.values[parent])
    )


def _steps(made: Run) -> int:
    """Return how many steps there are, forward and backward, an array's entries each for itself."""
    steps = 0
    for node, value in zip(made.drill.pinned.cut.nodes, made.values, strict=True):
        if node.operation in (INPUT, CONSTANT) or not is_known(value):
            continue
        inner = 1
        if node.operation == "@":
            inner = (shape_of(made.values[node.parents[0]]) or (1, 1))[1]
        steps += len(entries(value)) * inner
    return steps + sum(max(1, len(entries(answer))) for answer in made.answer)


def _beyond(value: Any, largest: int) -> bool:
    if isinstance(value, float):
        return abs(value) > largest
    if not isinstance(value, int | Fraction):
        return False  # an unknown one
    if value > largest or -value > largest:
        return True
    if value.denominator <= LARGEST_DENOMINATOR:
        return False
    places = decimal_places(value)
    return places is None or places > MOST_PLACES
