"""What a family makes: the part of a drill that its author left open."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, NamedTuple

from quizgen.families.parameter import Parameter
from quizgen.seed import Stream
from quizgen.source import DomainText


class Structure(NamedTuple):
    """A graph, where its numbers come from, and what is asked of it."""

    graph: str
    given: tuple[tuple[str, DomainText], ...]
    ask: tuple[str, ...]
    shape: str = ""  # what structures share that differ in names only

    @property
    def key(self) -> Hashable:
        """Return what two structures share that are the same to a learner."""
        return self.shape or self[:3]


class Family(NamedTuple):
    """A kind of structure, used in a deck by its name."""

    name: str
    about: str
    parameters: tuple[Parameter, ...]
    make: Callable[[Mapping[str, Any], Stream], Structure | None]  # nothing where a draw came to no good end


def shuffled(items: Sequence[Any], stream: Stream) -> list[Any]:
    """Return the items in any order, each equally likely."""
    left = list(items)
    return [left.pop(stream.below(len(left))) for _ in items]
