import re
from collections.abc import Callable
from itertools import combinations, pairwise
from typing import TypeAlias
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.autodiff.graph import INPUT, Graph, Node
from quizgen.drawing.layout import layout
from quizgen.drawing.parts import NodeText
from quizgen.drawing.svg import draw_svg

Build: TypeAlias = Callable[..., Graph]
Unique: TypeAlias = Callable[[Graph], dict[int, NodeText]]
Point: TypeAlias = tuple[int, int]

NS = "{http://www.w3.org/2000/svg}"
SHAPES = {
    "a sum times z": ["x", "y", "+ 0 1", "z", "* 2 3"],
    "a square": ["x", "* 0 0"],
    "a diamond": ["x", "y", "* 0 1", "+ 0 1", "* 2 3"],
    "three inputs": ["x", "y", "z", "blend 0 1 2", "blend 2 1 0 3", "blend 3 4 0"],
    "exchanged twice": ["a", "b", "relu 1", "relu 0", "relu 3", "relu 2", "- 5 4", "- 2 3", "* 6 7"],
    "one input": ["x"],
}


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Return graphs of up to 20 nodes of one to three inputs."""
    nodes = [Node(INPUT, (), f"x{place}") for place in range(draw(st.integers(1, 5)))]
    for _ in range(draw(st.integers(0, 15))):
        parents = tuple(draw(st.integers(0, len(nodes) - 1)) for _ in range(draw(st.integers(1, 4))))
        nodes.append(Node("op", parents, ""))
    return Graph(tuple(nodes), {}, len(nodes) - 1)


def corners(path: ET.Element) -> list[Point]:
    """Return the corners of a wire; it goes only across and down."""
    numbers = [int(number) for number in re.findall(r"-?\d+", path.attrib["d"])]
    points = list(zip(numbers[::2], numbers[1::2], strict=True))
    assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(points))
    return points


def operators(root: ET.Element) -> dict[str, tuple[int, int, int, int]]:
    """Return the sides of each operator's box, by its symbol: left, top, right, bottom."""
    found = {}
    for box, sign in pairwise(root):
        if box.attrib.get("class") == "node":
            left, top, width, height = (int(box.attrib[name]) for name in ("x", "y", "width", "height"))
            assert sign.text
            found[sign.text] = left, top, left + width, top + height
    return found


def check(graph: Graph, texts: dict[int, NodeText]) -> None:
    """See that every edge is a path from its node to its own port, and that boxes and wires keep apart."""
    root = ET.fromstring(draw_svg(layout(graph, texts)))
    boxes = operators(root)
    assert set(boxes) == {text.symbol for text in texts.values() if text.symbol}
    for one, other in combinations(boxes.values(), 2):
        assert one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]
    paths = [path for path in root.iter(f"{NS}path") if "data-to" in path.attrib]
    edges = {tuple(int(path.attrib[f"data-{name}"]) for name in ("from", "to", "port")): path for path in paths}
    assert len(edges) == len(paths)
    assert set(edges) == {
        (parent, place, port) for place, node in enumerate(graph.nodes) for port, parent in enumerate(node.parents)
    }
    ends: dict[int, list[Point]] = {}
    for (source, target, _), path in sorted(edges.items(), key=lambda edge: edge[0][1:]):
        points = corners(path)
        if graph.nodes[source].parents:
            left, top, right, bottom = boxes[f"o{source}"]
            assert points[0] == (right, (top + bottom) // 2)
        ends.setdefault(target, []).append(points[-1])
    for target, points in ends.items():
        left, top, _, bottom = boxes[f"o{target}"]
        assert all(across == left and top < down < bottom for across, down in points)
        assert [down for _, down in points] == sorted({down for _, down in points})
    assert_wires_apart({edge: corners(path) for edge, path in edges.items()})


def assert_wires_apart(wires: dict[tuple[int, ...], list[Point]]) -> None:
    """See that wires of different nodes meet in no more than points where one crosses the other."""
    for one, other in combinations(wires, 2):
        if one[0] != other[0]:
            for a, b in pairwise(wires[one]):
                for c, d in pairwise(wires[other]):
                    across = sorted((a[0], b[0])), sorted((c[0], d[0]))
                    down = sorted((a[1], b[1])), sorted((c[1], d[1]))
                    apart_across = across[0][1] < across[1][0] or across[1][1] < across[0][0]
                    apart_down = down[0][1] < down[1][0] or down[1][1] < down[0][0]
                    crossing = (a[0] == b[0]) != (c[0] == d[0])
                    assert apart_across or apart_down or crossing, (one, other)


@pytest.mark.parametrize("lines", SHAPES.values(), ids=SHAPES.keys())
def test_every_edge_is_a_path_to_its_own_port(lines: list[str], build: Build, unique: Unique) -> None:
    graph = build(*lines)
    check(graph, unique(graph))


@settings(max_examples=40, deadline=None)
@given(graph=graphs())
def test_every_edge_of_any_graph_is_a_path_to_its_own_port(graph: Graph, unique: Unique) -> None:
    check(graph, unique(graph))


def test_every_text_stands_beside_the_boxes_and_inside_the_picture(build: Build, unique: Unique) -> None:
    graph = build(*SHAPES["exchanged twice"])
    root = ET.fromstring(draw_svg(layout(graph, unique(graph))))
    left, top, width, height = map(int, root.attrib["viewBox"].split())
    boxes = list(operators(root).values())
    texts = [text for text in root.iter(f"{NS}text") if text.attrib["text-anchor"] == "end"]
    assert sorted(text.text or "" for text in texts) == sorted(
        [f"{kind}{place}" for kind in "vg" for place in range(9)] + ["x0", "x1"]
    )
    for text in texts:
        end, base = int(text.attrib["x"]), int(text.attrib["y"])
        begin = end - 9 * len(text.text or "")
        assert left <= begin < end <= left + width
        assert top <= base - 11 < base <= top + height
        assert all(end <= box[0] or begin >= box[2] or base <= box[1] or base - 11 >= box[3] for box in boxes)


def test_branches_carry_dots_and_squares_have_one(build: Build, unique: Unique) -> None:
    graph = build("x", "y", "* 0 0", "+ 2 1")
    root = ET.fromstring(draw_svg(layout(graph, unique(graph))))
    assert len(list(root.iter(f"{NS}circle"))) == 1


def test_texts_are_escaped_and_controls_left_out(build: Build) -> None:
    graph = build("x", "relu 0")
    texts = {0: NodeText("", "<b>&\"'", "\x00\x1b\ud800", "]]>"), 1: NodeText("</text>", "y")}
    root = ET.fromstring(draw_svg(layout(graph, texts), "a < b & c"))
    found = [element.text for element in root.iter(f"{NS}text")]
    assert "<b>&\"'" in found
    assert "</text>" in found
    assert "]]>" in found
    assert root.findtext(f"{NS}title") == "a < b & c"


def test_a_picture_says_in_words_what_it_shows(build: Build) -> None:
    graph = build("x", "y", "+ 0 1", "f = * 2 0")
    texts = {
        0: NodeText("", "x", "2", "7"),
        1: NodeText("", "y", "3", "2"),
        2: NodeText("+", "", "5", "2"),
        3: NodeText("*", "f", "10", "1"),
    }
    root = ET.fromstring(draw_svg(layout(graph, texts)))
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"].split() == ["title", "desc"]
    assert root.findtext(f"{NS}desc") == (
        "x, value 2, gradient 7. y, value 3, gradient 2. node 3 is + of x and y, value 5, gradient 2. "
        "f is * of node 3 and x, value 10, gradient 1."
    )


def test_a_picture_needs_nothing_from_elsewhere(build: Build, unique: Unique) -> None:
    graph = build(*SHAPES["a diamond"])
    text = draw_svg(layout(graph, unique(graph)))
    assert re.findall(r"https?://[^\"]*", text) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"href|url\(|<script|@import|<image", text)
