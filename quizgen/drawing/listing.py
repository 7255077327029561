"""A graph as a list, for one that is too large or too wide to draw: a line for each node, inputs before what uses them.

Nodes without a name are called by a number, `#7`; constants stand where they are used.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from quizgen.autodiff.graph import CONSTANT, INPUT, Graph, Node
from quizgen.drawing.parts import Role
from quizgen.drawing.text import Line
from quizgen.drawing.wording import named, short, spelled, symbol

_ROLES: tuple[Role, ...] = ("label", "operator", "value", "gradient")
_HEAD_ROLES: tuple[Role, ...] = ("label", "label", "label", "label")
_HEADS = ("node", "is", "value", "gradient")


def listing(
    graph: Graph, values: Sequence[Any], adjoints: Mapping[int, Any], width: int, *, ascii_only: bool = False
) -> list[Line]:
    """Return a table of the nodes with their values and gradients; in a narrow terminal a node takes several lines."""
    names = {place: f"#{place + 1}" for place in range(len(graph.nodes))} | {
        place: spelled(name, ascii_only=ascii_only) for place, name in named(graph).items()
    }
    for place, node in enumerate(graph.nodes):
        if node.operation == CONSTANT:
            names[place] = short(node.constant, ascii_only=ascii_only)
    rows = [
        (
            names[place],
            "input" if node.operation == INPUT else formula(node, names, ascii_only=ascii_only),
            short(values[place], ascii_only=ascii_only),
            short(adjoints[place], ascii_only=ascii_only) if place in adjoints else "",
        )
        for place, node in enumerate(graph.nodes)
        if node.operation != CONSTANT
    ]
    widths = [max(len(row[column]) for row in [_HEADS, *rows]) for column in range(len(_HEADS))]
    if sum(widths) + 2 * len(widths) - 2 <= width:
        return [_line(_HEADS, widths, _HEAD_ROLES), *(_line(row, widths, _ROLES) for row in rows)]
    return [line for row in rows for line in _lines(*row, width)]


def formula(node: Node, names: Mapping[int, str], *, ascii_only: bool) -> str:
    """Return one operation on its inputs: `x + #3`, `relu(h)`."""
    inputs = [names[parent] for parent in node.parents]
    sign = symbol(node.operation, ascii_only=ascii_only)
    if node.operation.isidentifier() and node.operation != "negate":
        return f"{node.operation}({', '.join(inputs)})"
    inputs = [f"({text})" if at and text.startswith("-") else text for at, text in enumerate(inputs)]
    if len(inputs) == 2:
        return f"{inputs[0]}^{inputs[1]}" if sign == "^" else f"{inputs[0]} {sign} {inputs[1]}"
    return sign + ", ".join(inputs)


def _line(row: Sequence[str], widths: Sequence[int], roles: Sequence[Role]) -> Line:
    """Return a row of the table: names and formulas flush left, numbers flush right."""
    spans: Line = []
    for column, (text, size, role) in enumerate(zip(row, widths, roles, strict=True)):
        blank = " " * (size - len(text))
        gap = "  " if column else ""
        if column < 2:
            spans += [(gap, "blank"), (text, role), (blank, "blank")]
        else:
            spans += [(gap + blank, "blank"), (text, role)]
    while spans and not spans[-1][0].strip():
        spans.pop()
    return [span for span in spans if span[0]]


def _lines(name: str, text: str, value: str, gradient: str, width: int) -> list[Line]:
    """Return a node as a line that says what it is, and one or two with its numbers."""
    first: Line = [(name, "label"), (" = ", "blank"), (text, "operator")]
    second: Line = [("    ", "blank"), ("value ", "label"), (value, "value")]
    third: Line = [("gradient ", "label"), (gradient, "gradient")]
    if not gradient:
        return [first, second]
    together: Line = [*second, ("  ", "blank"), *third]
    if sum(len(part) for part, _ in together) <= width:
        return [first, together]
    return [first, second, [("    ", "blank"), *third]]
