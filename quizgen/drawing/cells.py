"""The cells that wires run through, and the ways they leave them: what both pictures agree on as a branch.

A cell where three or more ends of one wire meet is a branch and gets a dot. Where two wires cross, one runs under the
other, and no cell belongs to both.
"""

from itertools import pairwise

from quizgen.drawing.parts import Layout

UP, DOWN, LEFT, RIGHT = 1, 2, 4, 8

Cell = tuple[int, int]  # column, row


def cells_of(points: tuple[Cell, ...]) -> dict[Cell, int]:
    """Return the cells of a way with these corners, and the sides on which it goes on."""
    found: dict[Cell, int] = {}
    for (column, row), (onward, other) in pairwise(points):
        across = row == other
        low, high = sorted((column, onward)) if across else sorted((row, other))
        before, after = (LEFT, RIGHT) if across else (UP, DOWN)
        for at in range(low, high + 1):
            cell = (at, row) if across else (column, at)
            found[cell] = found.get(cell, 0) | (before if at > low else 0) | (after if at < high else 0)
    return found


def nets(layout: Layout) -> dict[int, dict[Cell, int]]:
    """Return for each node the cells of all wires that come from it."""
    found: dict[int, dict[Cell, int]] = {}
    for path in layout.paths:
        net = found.setdefault(path.wire.source, {})
        for cell, sides in cells_of(path.points).items():
            net[cell] = net.get(cell, 0) | sides
    return found


def dots(net: dict[Cell, int]) -> list[Cell]:
    """Return the cells where a wire branches."""
    return [cell for cell, sides in net.items() if sides.bit_count() > 2]
