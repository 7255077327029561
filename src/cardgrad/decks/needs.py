"""What cards need, followed across decks: needs that nobody can come by, and those that go round in a circle."""

from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence

Graph = Mapping[str, Sequence[str]]  # an entry, and the entries that it needs


def entry_of(name: str) -> str:
    """Return the entry of a card that is named whole, such as `gates/rule/reverse`."""
    return "/".join(name.split("/")[:2])


def cycles(graph: Graph) -> Iterator[list[str]]:
    """Yield a shortest cycle of each knot of entries that need each other, from its first entry back to it."""
    place = {name: number for number, name in enumerate(graph)}
    for knot in _knots(graph):
        first = min(knot, key=lambda name: place[name])
        if len(knot) > 1 or first in graph[first]:
            yield _round(graph, first, set(knot))


def _round(graph: Graph, first: str, knot: Collection[str]) -> list[str]:
    """Return the shortest way from an entry back to itself (breadth first)."""
    before: dict[str, str] = {}
    waiting = deque([first])
    while first not in before:
        here = waiting.popleft()
        for name in graph[here]:
            if name in knot and name not in before:
                before[name] = here
                waiting.append(name)
    way = [first]
    while len(way) == 1 or way[-1] != first:
        way.append(before[way[-1]])
    return way[::-1]


def _knots(graph: Graph) -> Iterator[list[str]]:
    """Yield the strongly connected components, without recursion (Tarjan 1972)."""
    found: dict[str, int] = {}
    least: dict[str, int] = {}
    open_: dict[str, None] = {}
    for root in graph:
        if root in found:
            continue
        found[root] = least[root] = len(found)
        open_[root] = None
        path = [(root, iter(graph[root]))]
        while path:
            here, needed = path[-1]
            name = next(needed, None)
            if name is None:
                path.pop()
                if path:
                    least[path[-1][0]] = min(least[path[-1][0]], least[here])
                if least[here] == found[here]:
                    yield _closed(open_, here)
            elif name not in graph:
                continue
            elif name not in found:
                found[name] = least[name] = len(found)
                open_[name] = None
                path.append((name, iter(graph[name])))
            elif name in open_:
                least[here] = min(least[here], found[name])


def _closed(open_: dict[str, None], root: str) -> list[str]:
    """Take from the open entries those of the component of a root, which are the last."""
    knot = []
    while root in open_:
        knot.append(open_.popitem()[0])
    return knot
