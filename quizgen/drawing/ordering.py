"""The order of nodes and passing wires within each column, so that few wires cross.

It starts from the order in which a reader of the formula meets them, which for a tree is already free of crossings,
then takes turns: each column sorted by the mean place of its neighbours (barycentre), then neighbours swapped while
that helps. Which of the best orders gives the straightest wires is for the rows to say.
"""

from bisect import bisect_right, insort
from collections.abc import Iterator

from quizgen.drawing.layering import Layers, Wire, neighbours

_TURNS = 6
_MOST = 8  # orders that are tried
_SCALE = 840  # means in whole numbers
_PORTS = 64  # places between two neighbours, for the ports of the first


def orders(layers: Layers) -> list[list[list[int]]]:
    """Return the orders with the fewest crossings that were seen: the members of each column from top to bottom."""
    between = [neighbours(layers, column) for column in range(len(layers.members) - 1)]
    rank = _reading_order(layers)
    columns = [sorted(members, key=rank.__getitem__) for members in layers.members]
    best, fewest = [columns], _crossings(columns, between)
    for turn in range(_TURNS):
        if not fewest:
            break
        columns = _sorted_by_means(columns, between, to_the_right=turn % 2 == 1)
        _swap(columns, between)
        now = _crossings(columns, between)
        if now < fewest:
            best, fewest = [], now
        if now == fewest and columns not in best:
            best.append([list(column) for column in columns])
    return best + [sideways for found in best for sideways in _sideways(found, between)][: _MOST - len(best)]


def _sideways(columns: list[list[int]], between: list[list[Wire]]) -> Iterator[list[list[int]]]:
    """Yield the orders that differ in one pair of neighbours, and cross as often."""
    fewest = _crossings(columns, between)
    for at, column in enumerate(columns):
        for row in range(len(column) - 1) if fewest else ():
            swapped = [*column[:row], column[row + 1], column[row], *column[row + 2 :]]
            other = [*columns[:at], swapped, *columns[at + 1 :]]
            if _crossings(other, between) == fewest:
                yield other


def _reading_order(layers: Layers) -> dict[int, int]:
    """Return a number for each node: inputs before their operation, left operands first."""
    parents: dict[int, list[int]] = {place: [] for place in layers.column}
    for wire in layers.wires:
        parents[wire.target].append(wire.source)
    used = {wire.source for wire in layers.wires}
    rank: dict[int, int] = {}
    ahead = [place for place in layers.column if place not in used][::-1]
    while ahead:
        place = ahead.pop()
        missing = [parent for parent in parents[place] if parent not in rank]
        if missing:
            ahead += [place, *reversed(missing)]
        else:
            rank.setdefault(place, len(rank))
    return rank


def crossings(left: list[int], right: list[int], wires: list[Wire]) -> int:
    """Return how many pairs of wires between two ordered columns cross."""
    rows = {place: row for row, place in enumerate(left)}
    ends = {place: row * _PORTS for row, place in enumerate(right)}
    found, seen = 0, list[int]()
    last, waiting = -1, list[int]()
    for start, end in sorted((rows[wire.source], ends[wire.target] + wire.port) for wire in wires):
        if start != last:  # wires from one node do not cross each other
            for other in waiting:
                insort(seen, other)
            last, waiting = start, []
        found += len(seen) - bisect_right(seen, end)
        waiting.append(end)
    return found


def _crossings(columns: list[list[int]], between: list[list[Wire]]) -> int:
    return sum(crossings(columns[at], columns[at + 1], wires) for at, wires in enumerate(between))


def _sorted_by_means(columns: list[list[int]], between: list[list[Wire]], *, to_the_right: bool) -> list[list[int]]:
    """Return the columns, each sorted by the mean place of its neighbours in the one before it on the way."""
    columns = [list(column) for column in columns]
    for at in range(1, len(columns)) if to_the_right else range(len(columns) - 2, -1, -1):
        fixed = columns[at - 1] if to_the_right else columns[at + 1]
        place_of = {place: row * _PORTS for row, place in enumerate(fixed)}
        met: dict[int, list[int]] = {place: [] for place in columns[at]}
        for wire in between[at - 1] if to_the_right else between[at]:
            if to_the_right:
                met[wire.target].append(place_of[wire.source])
            else:
                met[wire.source].append(place_of[wire.target] + wire.port)
        mean = {place: sum(ends) * _SCALE // len(ends) for place, ends in met.items() if ends}
        columns[at] = _sort_the_moved(columns[at], mean)
    return columns


def _sort_the_moved(column: list[int], mean: dict[int, int]) -> list[int]:
    """Sort a column by means; what has none keeps its row."""
    moved = iter(sorted((place for place in column if place in mean), key=mean.__getitem__))
    return [next(moved) if place in mean else place for place in column]


def _swap(columns: list[list[int]], between: list[list[Wire]]) -> None:
    """Swap neighbours wherever that takes crossings away, until none does."""

    def around(at: int) -> int:
        before = crossings(columns[at - 1], columns[at], between[at - 1]) if at else 0
        return before + (crossings(columns[at], columns[at + 1], between[at]) if at < len(between) else 0)

    for at, column in enumerate(columns):
        fewest, row = around(at), 0
        while fewest and row < len(column) - 1:
            column[row], column[row + 1] = column[row + 1], column[row]
            now = around(at)
            if now < fewest:
                fewest, row = now, max(row - 1, 0)
            else:
                column[row], column[row + 1] = column[row + 1], column[row]
                row += 1
