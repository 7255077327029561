"""A problem's graph as SVG: with what is given for the question, with values and gradients for the key."""

from collections.abc import Mapping, Sequence
from typing import Any

from quizgen.autodiff.array import shape_of
from quizgen.autodiff.graph import CONSTANT
from quizgen.autodiff.unknown import UNKNOWN, is_known
from quizgen.drawing.picture import fitting
from quizgen.drawing.svg import draw_svg
from quizgen.mistakes import shown_nodes
from quizgen.problem import Problem
from quizgen.run import Sweeps

_CELLS = 100  # as wide as can be read on a page


def question_drawing(problem: Problem) -> str | None:
    """Return the graph as the question shows it, where it does."""
    made = problem.made
    drill = made.drill
    if "drawing" not in drill.source.show or drill.in_letters or drill.sizes_only:
        return None
    given = {place for name, place in drill.graph.names.items() if name in problem.givens} | shown_nodes(drill)
    values = [
        value if place in given or node.operation == CONSTANT else UNKNOWN
        for place, (node, value) in enumerate(zip(drill.graph.nodes, made.values, strict=True))
    ]
    arriving: Mapping[int, Any] = {}
    if drill.upstream is not None and shape_of(problem.upstream) is None:
        arriving = {drill.graph.output: problem.upstream}
    return _svg(problem, values, arriving)


def solution_drawing(problem: Problem) -> str | None:
    """Return the graph with all values and the gradients of what is asked, where it has numbers and fits on a page."""
    made = problem.made
    drill = made.drill
    if drill.in_letters or drill.sizes_only or not any(map(is_known, made.values)):
        return None
    found = [(of, scaled) for ask in drill.asks for of, _, scaled in ask.gradients]
    source = next((one for one in found if one[1] or shape_of(made.values[one[0]]) is None), None)
    adjoints: Mapping[int, Any] = {}
    if source is not None:
        of, scaled = source
        adjoints = Sweeps(drill, made.samples[0]).swept(of, scaled=scaled).adjoints
    return _svg(problem, made.values, adjoints)


def _svg(problem: Problem, values: Sequence[Any], adjoints: Mapping[int, Any]) -> str | None:
    layout = fitting(problem.made.drill.graph, values, adjoints, _CELLS)
    return None if layout is None else draw_svg(layout)
