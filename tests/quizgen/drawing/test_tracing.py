import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.autodiff.graph import INPUT, Graph, Node
from quizgen.drawing.cells import DOWN, LEFT, RIGHT, UP, nets
from quizgen.drawing.layout import layout
from quizgen.drawing.parts import Layout, NodeText
from quizgen.drawing.text import draw_text, plain

Trace: TypeAlias = Callable[[Sequence[str]], dict[str, list[str]]]
Build: TypeAlias = Callable[..., Graph]
Unique: TypeAlias = Callable[[Graph], dict[int, NodeText]]

NARROW, WIDE = 1, None

SHAPES = {
    "one input": ["x"],
    "one step": ["x", "relu 0"],
    "a sum times z": ["x", "y", "+ 0 1", "z", "* 2 3"],
    "operands the other way round": ["x", "y", "+ 1 0", "z", "* 3 2"],
    "a square": ["x", "* 0 0"],
    "a square of a square": ["x", "* 0 0", "* 1 1"],
    "a diamond": ["x", "y", "* 0 1", "+ 0 1", "* 2 3"],
    "a diamond, crossed": ["x", "y", "* 0 1", "+ 1 0", "* 3 2"],
    "a wire past everything": ["x", "exp 0", "ln 1", "relu 2", "- 0 3"],
    "two results": ["x", "y", "+ 0 1", "* 0 1"],
    "an input nobody uses": ["x", "y", "relu 0"],
    "inputs nobody uses beside a branch": ["a", "b", "c", "sin 1", "cos 1", "exp 1", "ln 1", "relu 1"],
    "a branch past an operator with one input": ["a", "b", "c", "+ 2 1", "sin 1", "cos 0", "exp 4"],
    "three inputs": ["x", "y", "z", "blend 0 1 2"],
    "three inputs, one thing": ["x", "blend 0 0 0"],
    "four inputs": ["a", "b", "c", "d", "blend 3 1 2 0", "blend 4 0 4 0"],
    "exchanged twice": ["a", "b", "relu 1", "relu 0", "relu 3", "relu 2", "- 5 4", "- 2 3", "* 6 7"],
    "a sigmoid neuron": ["w", "x", "* 0 1", "b", "+ 2 3", "sigmoid 4"],
    "a network": [
        *["a", "x", "* 0 1", "b", "y", "* 3 4", "+ 2 5", "c", "+ 6 7", "relu 8"],
        *["d", "* 10 1", "e", "* 12 4", "+ 11 13", "f", "+ 14 15", "relu 16"],
        *["v", "* 18 9", "w", "* 20 17", "+ 19 21", "u", "+ 22 23"],
    ],
    "thirty in a chain": ["x", *(f"sin {at}" for at in range(29))],
    "thirty, each with both before": ["x", "y", *(f"+ {at} {at + 1}" for at in range(28))],
    "fifteen inputs of one thing": ["x", *(f"sin {0}" for _ in range(8)), *(f"+ {at} {at + 1}" for at in range(1, 20))],
}


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Return graphs of up to 30 nodes with fan-out, repeats, and operations of up to four inputs."""
    count = draw(st.integers(1, 6))
    nodes = [Node(INPUT, (), f"x{place}") for place in range(count)]
    for _ in range(draw(st.integers(0, 30 - count))):
        arity = draw(st.sampled_from([1, 2, 2, 2, 2, 2, 3, 4]))
        parents = tuple(draw(st.integers(0, len(nodes) - 1)) for _ in range(arity))
        nodes.append(Node("op", parents, ""))
    return Graph(tuple(nodes), {}, len(nodes) - 1)


def rows_of(made: Layout) -> list[str]:
    return ["".join(text for text, _ in line) for line in draw_text(made)]


def check(graph: Graph, texts: Mapping[int, NodeText], trace: Trace) -> None:
    """See that a drawing, roomy and tight, shows every edge in its order and every text in full, and nothing twice."""
    for width in (WIDE, NARROW):
        made = layout(graph, texts, width)
        rows = rows_of(made)
        wanted = {
            f"o{place}": [f"o{parent}" if graph.nodes[parent].parents else f"x{parent}" for parent in node.parents]
            for place, node in enumerate(graph.nodes)
            if node.parents
        }
        assert trace(rows) == wanted
        shown = Counter(re.findall(r"[ovgx]\d+", " ".join(rows)))
        assert shown == Counter(part for text in texts.values() for part in text if part)
        assert (len(rows), max(map(len, rows))) == (made.height, made.width)
        assert_apart(made)


def assert_apart(made: Layout) -> None:
    """See that no cell holds two texts, a text and a wire, or two wires but where one goes straight under another."""
    texts = [(part.column + step, part.row) for part in made.texts for step in range(len(part.text))]
    assert len(texts) == len(set(texts))
    wires: dict[tuple[int, int], list[int]] = {}
    for net in nets(made).values():
        for cell, sides in net.items():
            wires.setdefault(cell, []).append(sides)
    assert not wires.keys() & set(texts)
    for several in wires.values():
        assert len(several) == 1 or sorted(several) == [UP | DOWN, LEFT | RIGHT]


@pytest.mark.parametrize("lines", SHAPES.values(), ids=SHAPES.keys())
def test_a_reader_finds_every_edge_in_its_order(lines: list[str], build: Build, unique: Unique, trace: Trace) -> None:
    graph = build(*lines)
    check(graph, unique(graph), trace)


@settings(max_examples=60, deadline=None)
@given(graph=graphs())
def test_a_reader_finds_every_edge_of_any_graph(graph: Graph, unique: Unique, trace: Trace) -> None:
    check(graph, unique(graph), trace)


@pytest.mark.parametrize(
    ("drawn", "edges"),
    [
        (["x ──┐", "    ├─(+)─", "y ──┘"], {"+": ["x", "y"]}),
        (["y ──┐", "    ├─(+)─", "x ──┘"], {"+": ["y", "x"]}),
        (["    ┌─┐", "x ──● ├─(*)─", "    └─┘"], {"*": ["x", "x"]}),
        (["x ─│─(-)─(+)─"], {"-": ["x"], "+": ["-"]}),
    ],
)
def test_the_reader_itself_reads_what_is_drawn(drawn: list[str], edges: dict[str, list[str]], trace: Trace) -> None:
    assert trace(drawn) == edges


def test_the_reader_notices_a_wire_that_comes_from_two_nodes(trace: Trace) -> None:
    with pytest.raises(AssertionError, match="comes from"):
        trace(["x ──┐", "    ●─(+)─", "y ──┘"])


@settings(max_examples=20, deadline=None)
@given(graph=graphs())
def test_ascii_says_the_same_sign_for_sign(graph: Graph, unique: Unique) -> None:
    made = layout(graph, unique(graph))
    lines = ["".join(text for text, _ in line) for line in draw_text(made, ascii_only=True)]
    assert all(line.isascii() for line in lines)
    assert lines == [plain(row) for row in rows_of(made)]


@settings(max_examples=20, deadline=None)
@given(graph=graphs())
def test_values_stand_above_their_own_wire_and_gradients_below(graph: Graph, unique: Unique) -> None:
    made = layout(graph, unique(graph))
    rows = rows_of(made)
    for row, text in enumerate(rows):
        for match in re.finditer(r"([vg])(\d+)", text):
            wire = rows[row + (1 if match[1] == "v" else -1)]
            at = match.end() - 1
            assert wire[at] in "─│●┼"
            while wire[at] == "─":
                at -= 1
            name = re.search(r"[ox](\d+)\)? ?$", wire[: at + 1])
            assert name
            assert name[1] == match[2]
