"""A problem's graph drawn in characters: beside the question with what is given, beside the answer with everything."""

from collections.abc import Mapping, Sequence
from typing import Any

from cardgrad.study.view import Block
from quizgen.autodiff.array import shape_of
from quizgen.autodiff.graph import CONSTANT
from quizgen.autodiff.unknown import UNKNOWN
from quizgen.mistakes import shown_nodes
from quizgen.problem import Problem

_COLUMNS = 80


def question_figure(problem: Problem) -> list[Block]:
    """Return the graph with the numbers that the question gives, and a question mark for every other one."""
    from quizgen.drawing.picture import fitting  # few questions show their graph
    from quizgen.drawing.text import draw_text

    made = problem.made
    drill = made.drill
    if drill.in_letters or drill.sizes_only:
        return []
    given = {place for name, place in drill.graph.names.items() if name in problem.givens} | shown_nodes(drill)
    values = [
        value if place in given or node.operation == CONSTANT else UNKNOWN
        for place, (node, value) in enumerate(zip(drill.graph.nodes, made.values, strict=True))
    ]
    arriving: Mapping[int, Any] = {}
    if drill.upstream is not None and shape_of(problem.upstream) is None:
        arriving = {drill.graph.output: problem.upstream}
    layout = fitting(drill.graph, values, arriving, _COLUMNS)
    return _block(draw_text(layout)) if layout else []


def answer_figure(problem: Problem, mark: str = "") -> list[Block]:
    """Return the graph with its values and the gradients of what is asked, or nothing where it does not fit."""
    from quizgen.working import drawing_of  # a question is there sooner without what comes after it

    lines = drawing_of(problem, _COLUMNS)
    return _block(lines, mark) if lines else []


def _block(lines: Sequence[Sequence[tuple[str, str]]], mark: str = "") -> list[Block]:
    return [Block("drawing", "\n".join("".join(text for text, _ in line) for line in lines), mark)]
