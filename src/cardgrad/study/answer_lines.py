"""What stands before a line on which an answer to a drill is typed, and values as they would be typed there."""

from collections.abc import Sequence

from quizgen.agreement import Value
from quizgen.autodiff.array import Array
from quizgen.problem import Problem
from quizgen.value import Size, Symbolic, value_math, write_answers


def share_a_line(problem: Problem, wanted: Sequence[int]) -> bool:
    """Tell whether the wanted parts are typed on one line: single numbers all."""
    return not any(isinstance(problem.answer[place], Array | Size | Symbolic) for place in wanted)


def prompt(problem: Problem, wanted: Sequence[int]) -> str:
    """Return the label of the first line for the wanted parts."""
    if share_a_line(problem, wanted):
        return ", ".join(f"${problem.asked[place]}$" for place in wanted)
    return shaped_label(problem, wanted[0])


def as_typed(problem: Problem, wanted: Sequence[int], values: Sequence[Value]) -> str:
    """Return values as a line that can be typed again; nothing where each has a line of its own."""
    return write_answers(tuple(values)).replace(" | ", "  ") if share_a_line(problem, wanted) else ""


def equation(label: str, value: Value) -> str:
    """Return an asked thing with its value, as deck text."""
    return f"${label} {'~=' if isinstance(value, float) else '='} {value_math(value)}$"


def shaped_label(problem: Problem, place: int) -> str:
    """Return an asked thing with the shape that its answer has, unless shapes are what is asked."""
    key, label = problem.answer[place], f"${problem.asked[place]}$"
    if isinstance(key, Size):
        return f"{label} (rows × columns)"
    if isinstance(key, Symbolic):
        return f"{label} (a formula)"
    if isinstance(key, Array) and not any(isinstance(other, Size) for other in problem.answer):
        return f"{label} ({key.shape[0]} × {key.shape[1]})"
    return label
