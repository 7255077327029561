"""What a backward sweep leaves behind: the gradients, and every edge it walked; or an error that names its node."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from quizgen.autodiff.graph import Graph
from quizgen.autodiff.number import TOO_LARGE, UndefinedValueError


class Edge(NamedTuple):
    """What went from a node to one of its inputs on the way back."""

    node: int
    place: int  # which of the node's inputs
    parent: int
    upstream: Any
    local: Any
    downstream: Any


_edge = partial(tuple.__new__, Edge)  # what Edge._make does, three times as fast


class Gradients:
    """A backward sweep: the gradient at each node it reached, and every edge in the order it was walked."""

    __slots__ = ("_walked", "adjoints")

    def __init__(self, adjoints: Mapping[int, Any], walked: Sequence[tuple[Any, ...]]) -> None:
        self.adjoints = adjoints
        self._walked = walked

    @property
    def trace(self) -> list[Edge]:
        """Return the edges, those out of the source first."""
        return list(map(_edge, self._walked))


def named(fault: ArithmeticError | ValueError, place: int, graph: Graph, what: str) -> UndefinedValueError:
    """Return an error that says which node is to blame."""
    if isinstance(fault, UndefinedValueError):
        if fault.place is not None:
            return fault
        kind, reason = type(fault), str(fault)
    else:
        kind = UndefinedValueError
        reason = TOO_LARGE if isinstance(fault, OverflowError) else "a value that is not defined"
        if isinstance(fault, ZeroDivisionError):
            reason = "a division by zero"
    return kind(f"{what}{graph.nodes[place].label} asks for {reason}", place)
