"""Draw a run of a graph as well as it fits: with room, tight, or else as a list."""

from collections.abc import Mapping, Sequence
from typing import Any

from quizgen.autodiff.graph import Graph
from quizgen.drawing.layering import folded
from quizgen.drawing.layout import layout
from quizgen.drawing.listing import listing
from quizgen.drawing.parts import Layout
from quizgen.drawing.text import Line, draw_text
from quizgen.drawing.wording import node_texts

MOST_NODES = 30


def draw(
    graph: Graph, values: Sequence[Any], adjoints: Mapping[int, Any], width: int, *, ascii_only: bool = False
) -> list[Line]:
    """Return the lines of a picture no wider than this, or of a list where there is none."""
    made = fitting(graph, values, adjoints, width, ascii_only=ascii_only)
    if made is None:
        return listing(graph, values, adjoints, width, ascii_only=ascii_only)
    return draw_text(made, ascii_only=ascii_only)


def draw_run(graph: Graph, values: Sequence[Any], adjoints: Mapping[int, Any], title: str) -> str:
    """Return a picture of a run as SVG, as wide as it needs to be."""
    from quizgen.drawing.svg import draw_svg  # only for who wants a file

    return draw_svg(layout(graph, node_texts(graph, values, adjoints)), title)


def fitting(
    graph: Graph, values: Sequence[Any], adjoints: Mapping[int, Any], width: int, *, ascii_only: bool = False
) -> Layout | None:
    """Return the roomiest layout no wider than this, or nothing if none is, or the graph has too many nodes."""
    if len(graph.nodes) > 2 * MOST_NODES or len(graph.nodes) - len(folded(graph)) > MOST_NODES:
        return None
    texts = node_texts(graph, values, adjoints, ascii_only=ascii_only)
    made = layout(graph, texts, width)
    return made if made.width <= width else None
