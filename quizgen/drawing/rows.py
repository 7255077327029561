"""The row of every member of every column: near its neighbours, in order, with room for the numbers at each wire.

Rows are counted in steps of two lines, so that the ports of a binary operator, one line above and below it, never
meet a wire from elsewhere. A column is placed by the pool of adjacent violators: the nearest rows in the sense of
least squares that keep order and distance.
"""

from collections import Counter
from itertools import pairwise

from quizgen.drawing.layering import Layers, Wire, neighbours

_TURNS = 4
_SCALE = 12  # wishes in fractions of a step
_STRAIGHT = 8  # how much more a passing wire minds a bend
_STEP, _BEND, _LEVEL, _HOOK = (
    16,
    32,
    48,
    128,
)  # what they cost; beside, each wire its length squared, so that ways are balanced
_NUDGES, _STEPS = 20, (-2, -1, 1, 2)


def place_rows(layers: Layers, orders: list[list[list[int]]]) -> list[dict[int, int]]:
    """Return the row of each member of each column, the smallest 0, in the order with the straightest wires."""
    leans = _leans(layers)
    settled = [_in_order(layers, leans, columns) for columns in orders]
    best = min(settled, key=lambda rows: _bends(layers, leans, rows))
    top = min(row for column in best for row in column.values())
    return [{place: 2 * (row - top) for place, row in column.items()} for column in best]


def _in_order(layers: Layers, leans: dict[Wire, int], columns: list[list[int]]) -> list[dict[int, int]]:
    """Return the best rows found for columns in this order, in steps."""
    gaps = [_gaps(layers, at, column) for at, column in enumerate(columns)]
    rows = [dict(zip(column, _running(gap), strict=True)) for column, gap in zip(columns, gaps, strict=True)]
    seen = [rows]
    for _ in range(_TURNS):
        for backward in (False, True):
            rows = [dict(column) for column in rows]
            _settle(layers, leans, columns, gaps, rows, backward=backward)
            seen.append(rows)
    best = min(seen, key=lambda rows: _bends(layers, leans, rows))
    _nudge(layers, leans, gaps, best)
    return best


def port_rows(row: int, inputs: int) -> tuple[int, ...]:
    """Return the rows of an operation's ports, without its own row if they are even in number.

    >>> port_rows(5, 2), port_rows(5, 1)
    ((4, 6), (5,))
    """
    half = inputs // 2
    return tuple(row + step for step in range(-half, half + 1) if step or inputs % 2)


def _leans(layers: Layers) -> dict[Wire, int]:
    """Return from where each wire had best come to its port: above (-1), below (1), or level, as both of x*x."""
    inputs = Counter(wire.target for wire in layers.wires)
    twice = Counter((wire.source, wire.target) for wire in layers.wires)
    steps = {wire: port_rows(0, inputs[wire.target])[wire.port] for wire in layers.wires}
    return {wire: 0 if twice[wire.source, wire.target] > 1 else (step > 0) - (step < 0) for wire, step in steps.items()}


def _gaps(layers: Layers, at: int, column: list[int]) -> list[int]:
    """Return the least steps from each member's predecessor; nodes carry numbers, so they need two between them."""
    inputs = Counter(wire.target for wire in layers.wires)
    reach = [0 if layers.passes(at, place) else max(1, inputs[place] // 2) for place in column]
    return [0] + [max(1, (above + below + 2) // 2) for above, below in pairwise(reach)]


def _running(gaps: list[int]) -> list[int]:
    return [sum(gaps[: at + 1]) for at in range(len(gaps))]


def _settle(
    layers: Layers,
    leans: dict[Wire, int],
    columns: list[list[int]],
    gaps: list[list[int]],
    rows: list[dict[int, int]],
    *,
    backward: bool,
) -> None:
    """Place each column by the rows of the one before it on the way."""
    for at in range(len(columns) - 2, -1, -1) if backward else range(1, len(columns)):
        met: dict[int, list[int]] = {place: [] for place in columns[at]}
        passing: set[int] = set()
        for wire in neighbours(layers, at if backward else at - 1):
            lean = leans.get(wire, 0)
            if backward:
                met[wire.source].append(rows[at + 1][wire.target] + lean)
            else:
                met[wire.target].append(rows[at - 1][wire.source] - lean)
            if wire.source == wire.target:
                passing.add(wire.source)
        wishes = [
            _SCALE * sum(met[place]) // len(met[place]) if met[place] else _SCALE * rows[at][place]
            for place in columns[at]
        ]
        weights = [_STRAIGHT if place in passing else 1 for place in columns[at]]
        rows[at] = dict(zip(columns[at], nearest(wishes, weights, gaps[at]), strict=True))


def nearest(wishes: list[int], weights: list[int], gaps: list[int]) -> list[int]:
    """Return whole rows near the wishes (in twelfths of a row) that keep these distances, by pooling.

    >>> nearest([12, 12, 60], [1, 1, 1], [0, 2, 2])
    [0, 2, 5]
    """
    offsets = _running(gaps)
    pools: list[tuple[int, int, int]] = []  # weighted sum of wishes, weight, members
    for wish, weight, offset in zip(wishes, weights, offsets, strict=True):
        pool = ((wish - _SCALE * offset) * weight, weight, 1)
        while pools and pools[-1][0] * pool[1] > pool[0] * pools[-1][1]:
            other = pools.pop()
            pool = (other[0] + pool[0], other[1] + pool[1], other[2] + pool[2])
        pools.append(pool)
    level = [total // (_SCALE * weight) for total, weight, members in pools for _ in range(members)]
    return [row + offset for row, offset in zip(level, offsets, strict=True)]


def _bend(lean: int, start: int, end: int) -> int:
    """Return how far a wire goes up or down, and more for a bend without need, or a hook to the port's other side."""
    away = start - end
    length = _STEP * abs(away) + away * away
    if lean:
        return length + (_HOOK if away * lean < 0 else _LEVEL if not away else 0)
    return length + (_BEND if away else 0)


def _bends(layers: Layers, leans: dict[Wire, int], rows: list[dict[int, int]]) -> int:
    """Return what all bends cost."""
    return sum(
        _bend(leans.get(wire, 0), rows[at][wire.source], rows[at + 1][wire.target])
        for at in range(len(rows) - 1)
        for wire in neighbours(layers, at)
    )


def _nudge(layers: Layers, leans: dict[Wire, int], gaps: list[list[int]], rows: list[dict[int, int]]) -> None:
    """Move members by a step or two, their neighbours before them, while that makes the wires shorter or straighter."""
    between = [neighbours(layers, at) for at in range(len(rows) - 1)]

    def cost(at: int, column: dict[int, int]) -> int:
        before = between[at - 1] if at else []
        after = between[at] if at < len(between) else []
        return sum(_bend(leans.get(wire, 0), rows[at - 1][wire.source], column[wire.target]) for wire in before) + sum(
            _bend(leans.get(wire, 0), column[wire.source], rows[at + 1][wire.target]) for wire in after
        )

    for _ in range(_NUDGES):
        moved = False
        for at in range(len(rows)):
            least_here = cost(at, rows[at])
            for which in range(len(rows[at])):
                for step in _STEPS:
                    tried = _pushed(rows[at], gaps[at], which, step)
                    now = cost(at, tried)
                    if now < least_here:
                        rows[at], least_here, moved = tried, now, True
        if not moved:
            return


def _pushed(column: dict[int, int], gaps: list[int], which: int, step: int) -> dict[int, int]:
    """Return a column with one member moved, and whatever stands in its way."""
    places, rows = list(column), list(column.values())
    rows[which] += step
    for at in range(which + 1, len(rows)):
        rows[at] = max(rows[at], rows[at - 1] + gaps[at])
    for at in range(which, 0, -1):
        rows[at - 1] = min(rows[at - 1], rows[at] - gaps[at])
    return dict(zip(places, rows, strict=True))
