"""What a picture consists of: texts, boxes and wires in cells.

A cell is one character of a terminal; columns and rows count from 0.
"""

from typing import Literal, NamedTuple, TypeAlias

from quizgen.drawing.layering import Wire

Role: TypeAlias = Literal["blank", "wire", "label", "operator", "value", "gradient"]


class NodeText(NamedTuple):
    """What is written at a node: an operation has a symbol, an input has none; empty texts are left out."""

    symbol: str
    label: str
    value: str = ""
    gradient: str = ""


class Text(NamedTuple):
    """A text in its place."""

    column: int
    row: int
    text: str
    role: Role


class Box(NamedTuple):
    """A node: the line of its ports (at `left`), the row of each, where its own wire begins and, at least, ends."""

    place: int
    text: NodeText
    left: int
    row: int
    ports: tuple[int, ...]
    wire: tuple[int, int]


class Path(NamedTuple):
    """A wire from the node it comes from to one port: its corners, as (column, row)."""

    wire: Wire
    points: tuple[tuple[int, int], ...]


class Layout(NamedTuple):
    """A picture in cells."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    paths: tuple[Path, ...]
    texts: tuple[Text, ...]
