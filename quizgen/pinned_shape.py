"""Shapes around nodes whose value is given: those of hidden inputs, and those that a given node cannot have."""

from collections.abc import Mapping, Sequence
from typing import Any

from quizgen.autodiff.array import Shape, ShapeError, shape_of, shape_text
from quizgen.autodiff.graph import CONSTANT, INPUT, Graph, Node
from quizgen.autodiff.operations import OPERATIONS
from quizgen.autodiff.row import value_of
from quizgen.domain import DrillError
from quizgen.pinning import Pinned, stand_in


def check_shapes(graph: Graph, pinned: Pinned, values: Sequence[Any]) -> None:
    """See that each pinned node has the shape that its formula makes of its inputs, or raise a DrillError."""
    for place in pinned.places:
        node, own = graph.nodes[place], values[place]
        inputs = [stand_in(shape_of(values[parent])) for parent in node.parents]
        try:
            made = value_of(node.operation, OPERATIONS[node.operation], inputs)
        except ShapeError as fault:
            raise DrillError(f"its formula cannot be worked out: {fault}", f"given.{node.label}") from fault
        if shape_of(made) != shape_of(own):
            told = f"{node.label} is given as {shape_text(own)}, and its formula makes {shape_text(made)}"
            raise DrillError(told, f"given.{node.label}")


def shapes_behind(graph: Graph, pinned: Pinned, values: Mapping[int, Any]) -> dict[int, Shape | None]:
    """Return the shapes of hidden inputs, told by the pinned values in front of them.

    `values` are those known by place: givens and pinned nodes. An input whose size is not told is left out.
    """
    shapes: dict[int, Shape | None] = {place: shape_of(value) for place, value in values.items()}
    for place in range(len(graph.nodes) - 1, -1, -1):
        node = graph.nodes[place]
        if place not in shapes or node.operation in (INPUT, CONSTANT):
            continue
        shape = shapes[place]
        unknown = [parent for parent in node.parents if parent not in shapes]
        for parent in unknown:
            told = _told(node, parent, shape, shapes)
            if told is not None:
                shapes[parent] = told[0]
    return {place: shapes[place] for place in pinned.hidden if place in shapes}


def _told(
    node: Node, parent: int, shape: Shape | None, shapes: Mapping[int, Shape | None]
) -> tuple[Shape | None] | None:
    """Return the shape of an input, in a tuple, where its node's shape and the other inputs tell it."""
    others = [shapes[other] for other in node.parents if other != parent and other in shapes]
    if shape is None:
        return (None,) if not any(others) else None
    if node.operation == "transpose":
        return (shape[::-1],)
    if node.operation == "@":
        if not others or others[0] is None:
            return None
        known = others[0]
        return ((known[1], shape[1]),) if node.parents[1] == parent else ((shape[0], known[0]),)
    if node.operation in ("sum", "mean", "dot", "norm2", "mse", "log_loss", "row_sum"):
        return None
    return (shape,)
