"""The wires between two columns: each goes straight, turns down a track, and leaves the track towards its ends.

Two wires may cross but never share a stretch. That holds if a wire that ends on a row has its track to the right of
the wire that begins on this row; where such wishes go in a circle, one of the wires takes a detour over an empty row.
The last track is special: it is the line of the operators' own ports, and a wire that can come down on a port from
above, or up from below, ends there without another corner.
"""

from collections.abc import Sequence
from typing import NamedTuple

LAST = -1  # the track at the ports


class Net(NamedTuple):
    """A wire between two columns: where it comes in, and the rows where it leaves."""

    left: int
    right: tuple[int, ...]

    @property
    def straight(self) -> bool:
        """Tell whether it needs no track."""
        return all(row == self.left for row in self.right)

    @property
    def span(self) -> tuple[int, int]:
        """Return the rows that its track covers."""
        return min(self.left, *self.right), max(self.left, *self.right)


class Route(NamedTuple):
    """The tracks of a wire, each with the row where it is left for the next; the last is left for every end."""

    detour: tuple[tuple[int, int], ...]
    track: int | None  # none for a straight wire


class Channel(NamedTuple):
    """The routes of all wires between two columns, and how many tracks they need beside the last."""

    routes: dict[int, Route]
    tracks: int


def route(nets: dict[int, Net], ports: Sequence[tuple[int, int]]) -> Channel:
    """Return the routes; ports are the first and last row of each operator with several inputs."""
    last = _at_the_ports(nets, ports)
    pieces = {key: [net] for key, net in nets.items() if not net.straight and key not in last}
    while True:
        flat = [(key, net) for key, several in pieces.items() for net in several]
        tracks, stuck = _assign([net for _, net in flat], flat)
        if stuck is None:
            break
        key = flat[stuck][0]
        row = _free_row(nets, pieces, pieces[key][0])
        net = nets[key]
        pieces[key] = [Net(net.left, (row,)), Net(row, net.right)]
    routes: dict[int, Route] = {}
    place = 0
    for key, several in pieces.items():
        own = tracks[place : place + len(several)]
        place += len(several)
        detour = tuple((track, net.right[0]) for track, net in zip(own[:-1], several, strict=False))
        routes[key] = Route(detour, own[-1])
    for key, net in nets.items():
        if key not in routes:
            routes[key] = Route((), None if net.straight else LAST)
    return Channel(routes, 1 + max(tracks, default=-1))


def _at_the_ports(nets: dict[int, Net], ports: Sequence[tuple[int, int]]) -> set[int]:
    """Return the nets that can come straight down or up on a port, shortest first, none over another."""
    found: set[int] = set()
    taken = list(ports)
    for key, net in sorted(nets.items(), key=lambda item: item[1].span[1] - item[1].span[0]):
        top, bottom = net.span
        met = [pair for pair in taken if pair[0] <= bottom and top <= pair[1]]
        busy = any(net.left in other.right for one, other in nets.items() if one != key)
        if not net.straight and not busy and len(met) == 1 and met[0] in ports and _lands(net, met[0]):
            found.add(key)
            taken.append((top, bottom))
    return found


def _lands(net: Net, port: tuple[int, int]) -> bool:
    """Tell whether the wire comes down on the first of an operator's ports, or up from below on the last."""
    first, last = port
    top, bottom = net.span
    return (bottom == first != net.left and bottom in net.right) or (top == last != net.left and top in net.right)


def _assign(nets: list[Net], owners: list[tuple[int, Net]]) -> tuple[list[int], int | None]:
    """Return a track for each net, those first that cross least; or a net that stands in a circle of wishes."""
    first = [[_must_precede(one, other, owners) for other in range(len(nets))] for one in range(len(nets))]
    left = list(range(len(nets)))
    track = [0] * len(nets)
    done: list[int] = []
    while left:
        ready = [one for one in left if not any(first[other][one] for other in left if other != one)]
        if not ready:
            return track, _in_circle(first, left)
        one = min(ready, key=lambda one: sum(_cost(nets[one], nets[other]) for other in left if other != one))
        for other in done:
            if first[other][one] or _overlap(nets[one], nets[other]):
                track[one] = max(track[one], track[other] + 1)
        left.remove(one)
        done.append(one)
    return track, None


def _must_precede(one: int, other: int, owners: list[tuple[int, Net]]) -> bool:
    """Tell whether the first net must have its track to the left: the other leaves on the row where it comes in."""
    if one == other:
        return False
    if owners[one][0] == owners[other][0]:
        return one < other
    return owners[one][1].left in owners[other][1].right


def _in_circle(first: list[list[bool]], left: list[int]) -> int:
    """Return a net that waits for another that waits for it, on some way round."""
    seen: list[int] = []
    one = left[0]
    while one not in seen:
        seen.append(one)
        one = next(other for other in left if first[other][one])
    return one


def _overlap(one: Net, other: Net) -> bool:
    return one.span[0] <= other.span[1] and other.span[0] <= one.span[1]


def _cost(one: Net, other: Net) -> int:
    """Return how many crossings more there are with the first to the left than with it to the right."""

    def crossed(inner: Net, outer: Net) -> int:
        leaving = sum(outer.span[0] <= row <= outer.span[1] for row in inner.right)
        return leaving + (inner.span[0] <= outer.left <= inner.span[1])

    return crossed(one, other) - crossed(other, one)


def _free_row(nets: dict[int, Net], pieces: dict[int, list[Net]], net: Net) -> int:
    """Return the nearest row to the net's way on which no wire comes or goes."""
    every = [*nets.values(), *(piece for several in pieces.values() for piece in several)]
    busy = {row for other in every for row in (other.left, *other.right)}
    low, high = min(busy), max(busy)
    centre = (net.left + net.right[0]) // 2
    return min((row for row in range(low - 1, high + 2) if row not in busy), key=lambda row: abs(row - centre))
