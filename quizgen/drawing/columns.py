"""How wide each layer is, and where its texts stand: value above the wire, gradient below, both flush right.

From left to right a layer has the line of the ports, the operators (or the names of inputs), the numbers at the wires,
the names of results that end here, and the tracks to the next layer. In a tight picture the numbers reach over their
operators, where the lines above and below are empty.
"""

from collections.abc import Sequence
from typing import NamedTuple

from quizgen.drawing.parts import Box, NodeText, Text

FIRST = -2  # where the first layer begins: nothing comes from before it
_TRACK = 2  # columns from one track to the next


class Strip(NamedTuple):
    """The columns of one layer."""

    left: int  # the line of the ports
    head: int  # where the wires of inputs begin
    end: int  # the column after the numbers
    tail: int  # where the tracks begin

    def track(self, number: int) -> int:
        """Return the column of a track to the next layer."""
        return self.tail + _TRACK * number


def strip(left: int, nodes: Sequence[tuple[NodeText, bool]], *, tight: bool) -> Strip:
    """Return the columns of a layer that begins here; its nodes come with whether their wire ends at them."""
    heads = [left + _head(text) for text, _ in nodes]
    inputs = [head for head, (text, _) in zip(heads, nodes, strict=True) if not text.symbol]
    head = max(inputs if tight and inputs else heads)
    end = max(heads) + 1
    for text, sink in nodes:
        begin = left + 2 if tight and text.symbol else head + 1
        end = max(end, begin + max(len(_tag(text, sink=sink) + text.value), len(text.gradient)))
    ends = [len(text.label) + 2 if text.symbol and text.label else 1 for text, sink in nodes if sink]
    return Strip(left, head, end, end + 1 + max(ends, default=0))


def box(place: int, text: NodeText, row: int, ports: tuple[int, ...], own: Strip) -> Box:
    """Return the box of a node in its strip."""
    begin = own.left + _head(text) if text.symbol else own.head
    return Box(place, text, own.left, row, ports, (begin, own.end))


def written(made: Box, own: Strip, *, sink: bool) -> list[Text]:
    """Return what is written at a node."""
    text = made.text
    tag = _tag(text, sink=sink)
    value = Text(own.end - len(text.value), made.row - 1, text.value, "value")
    found = [value, Text(own.end - len(text.gradient), made.row + 1, text.gradient, "gradient")]
    found.append(Text(value.column - len(tag), made.row - 1, tag, "label"))
    if text.symbol:
        found.append(Text(made.left + 2, made.row, f"({text.symbol})", "operator"))
        if sink:
            found.append(Text(made.wire[1] + 2, made.row, text.label, "label"))
    else:
        found.append(Text(own.head - 1 - len(text.label), made.row, text.label, "label"))
    return [part for part in found if part.text]


def _head(text: NodeText) -> int:
    """Return the columns before a node's wire: its port line, a wire and the operator; or blanks around its name."""
    return len(text.symbol) + 4 if text.symbol else len(text.label) + 3


def _tag(text: NodeText, *, sink: bool) -> str:
    """Return what stands before a value: the name of a result that is used further on."""
    return f"{text.label} = " if text.symbol and text.label and not sink else ""
