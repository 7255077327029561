"""A picture in characters: box drawing, or plain ASCII for terminals that have nothing else.

A wire that crosses another goes under it: `─│─`. A dot is a branch. `├─(*)` is an operator with its two ports, the
first above and the second below, so that wires that meet there never look like a branch.
"""

from itertools import groupby
from typing import TypeAlias

from quizgen.drawing.cells import DOWN, LEFT, RIGHT, UP, Cell, dots, nets
from quizgen.drawing.parts import Box, Layout, Role

Line: TypeAlias = list[tuple[str, Role]]

_GLYPHS = {
    UP | DOWN: "│",
    UP | LEFT: "┘",
    UP | RIGHT: "└",
    DOWN | LEFT: "┐",
    DOWN | RIGHT: "┌",
    UP | DOWN | RIGHT: "├",
    UP | DOWN | LEFT: "┤",
    UP | DOWN | LEFT | RIGHT: "┼",
}
_ASCII = str.maketrans("─│┐┌┘└├┤┼●×…", "-|..''||+ox.")


def draw_text(layout: Layout, *, ascii_only: bool = False) -> list[Line]:
    """Return the lines of a picture as spans of one role each, without blanks at their ends."""
    grid: dict[Cell, tuple[str, Role]] = {cell: (glyph, "wire") for cell, glyph in _wires(layout).items()}
    for part in layout.texts:
        for step, character in enumerate(part.text):
            grid[part.column + step, part.row] = character, part.role
    lines: list[Line] = []
    for row in range(layout.height):
        end = 1 + max((column for column, other in grid if other == row), default=-1)
        cells = [grid.get((column, row), (" ", "blank")) for column in range(end)]
        lines.append([("".join(glyph for glyph, _ in run), role) for role, run in groupby(cells, _role)])
    return [[(plain(text), role) for text, role in line] for line in lines] if ascii_only else lines


def plain(text: str) -> str:
    """Return a text with ASCII's nearest to the lines, dots and signs of ours."""
    return text.translate(_ASCII)


def _role(cell: tuple[str, Role]) -> Role:
    return cell[1]


def _wires(layout: Layout) -> dict[Cell, str]:
    """Return the character of every cell that a wire runs through; one that goes up or down hides one across."""
    ports: dict[Cell, int] = {}
    for box in layout.boxes:
        ports |= _port_sides(box)
    upright: dict[Cell, str] = {}
    across: dict[Cell, str] = {}
    for box in layout.boxes:
        across |= {(column, box.row): "─" for column in range(box.wire[0], box.wire[1] + 1)}
    for net in nets(layout).values():
        branches = set(dots(net))
        for cell, own in net.items():
            sides = own | ports.pop(cell, 0)
            glyph = "●" if cell in branches else _GLYPHS.get(sides, "─")
            (across if glyph == "─" else upright)[cell] = glyph
    return across | upright | {cell: _GLYPHS.get(sides, "─") for cell, sides in ports.items()}


def _port_sides(box: Box) -> dict[Cell, int]:
    """Return the line of an operator's ports, if it has several, and the wire from it to the operator."""
    if len(box.ports) < 2:
        return {}
    first, last = box.ports[0], box.ports[-1]
    found = {
        (box.left, row): (UP if row > first else 0) | (DOWN if row < last else 0) for row in range(first, last + 1)
    }
    found[box.left, box.row] |= RIGHT
    found[box.left + 1, box.row] = LEFT | RIGHT
    return found
