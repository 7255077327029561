"""The steps that a good teacher would write: values forward, then gradients backward, each upstream × local.

Everything is deck text with formulas between dollars, and every equation in it is true as it stands. The short working
says what is needed; the whole one also spells out each step and says each rule once.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quizgen.asked_function import FUNCTIONS_ASKED
from quizgen.autodiff.array import shape_of
from quizgen.autodiff.operations import OPERATIONS
from quizgen.autodiff.unknown import is_known
from quizgen.problem import Problem
from quizgen.run import Run, Sweeps
from quizgen.working_asked import asked_lines
from quizgen.working_backward import backward_lines
from quizgen.working_equation import sentences
from quizgen.working_forward import FORWARD, forward_lines
from quizgen.working_jacobian import jacobian_lines
from quizgen.working_script import script

if TYPE_CHECKING:
    from quizgen.drawing.text import Line

_FROM_INPUTS = "Work from the inputs forward, one operation after the other."


def working(problem: Problem, *, whole: bool = False) -> tuple[str, ...]:
    """Return the lines of a problem's working; the whole one also spells out each value and says each rule."""
    made = problem.made
    said: set[str] = set()
    lines = forward_lines(made, whole=whole)
    for of, scaled in _sources(made):
        lines += backward_lines(made, of, said, scaled=scaled, whole=whole)
    for of, by in _jacobians(made):
        lines += jacobian_lines(made, of, by)
    for number, answer in enumerate(problem.answer):
        lines += asked_lines(made, number, answer, said, whole=whole)
    return sentences(lines)


def hints(problem: Problem) -> tuple[str, ...]:
    """Return the author's hint if there is one, the rule of the first step in words, then that step."""
    return sentences([problem.made.drill.source.hint, _rule(problem.made), _first_step(problem)])


def _rule(made: Run) -> str:
    """Return in words what what is asked first comes down to."""
    first = made.drill.asks[0]
    if first.functions:
        return FUNCTIONS_ASKED[first.functions[0]].rule
    if not first.gradients:
        return _FROM_INPUTS
    of, by, scaled = first.gradients[0]
    graph = made.drill.graph
    node = of
    if (of, scaled) in _sources(made):
        lines = script(made.drill, of, scaled, tuple(map(shape_of, made.values)), False)
        node = lines[0].paths[0].starts
    else:
        node = next(place for place in range(by + 1, of + 1) if by in graph.nodes[place].parents)
    return OPERATIONS[graph.nodes[node].operation].rule


def _first_step(problem: Problem) -> str:
    """Return the first line that does something."""
    made = problem.made
    first = made.drill.asks[0]
    values = forward_lines(made, whole=False)
    lines = [line for line in working(problem) if not line.startswith(FORWARD)]
    if first.functions and first.functions[0] != "step":
        return asked_lines(made, 0, problem.answer[0], set(), whole=False)[0]
    if first.gradients and not first.values:
        return next((line for line in lines if line not in values), lines[0])
    return lines[0]


def drawing_of(problem: Problem, width: int, *, ascii_only: bool = False) -> "Sequence[Line] | None":
    """Return the graph with its values and the gradients of what is asked; nothing if it is too wide or has no numbers.

    What nobody needs to know stands there as a question mark.
    """
    from quizgen.drawing.picture import fitting
    from quizgen.drawing.text import draw_text

    made = problem.made
    drill = made.drill
    if drill.in_letters or drill.sizes_only or not any(map(is_known, made.values)):
        return None
    sources = _sources(made)
    of, scaled = sources[0] if sources else (0, False)
    adjoints = Sweeps(drill, made.samples[0]).swept(of, scaled=scaled).adjoints if sources else {}
    layout = fitting(drill.graph, made.values, adjoints, width, ascii_only=ascii_only)
    return None if layout is None else draw_text(layout, ascii_only=ascii_only)


def _sources(made: Run) -> list[tuple[int, bool]]:
    """Return the nodes that sweeps start from, and whether the upstream gradient comes in."""
    found = [(of, scaled) for ask in made.drill.asks for of, _, scaled in ask.gradients]
    return [source for source in dict.fromkeys(found) if source[1] or shape_of(made.values[source[0]]) is None]


def _jacobians(made: Run) -> list[tuple[int, int]]:
    """Return what is asked of arrays without a gradient that arrives at them."""
    found = [(of, by) for ask in made.drill.asks for of, by, scaled in ask.gradients if not scaled]
    return [pair for pair in dict.fromkeys(found) if shape_of(made.values[pair[0]]) is not None]
