"""A key confirmed by calculus: SymPy differentiates, and central differences agree. For checks, not for study.

Dual numbers prove every problem that is shown. What is asked in a deck is confirmed here once more, by an engine that
knows derivatives from elsewhere and by one that knows none.
"""

from collections.abc import Sequence
from typing import Any

from quizgen.autodiff.array import filled, of_shape, shape_of, total
from quizgen.autodiff.difference import central_difference
from quizgen.autodiff.graph import CONSTANT, Graph, Node
from quizgen.autodiff.number import UndefinedValueError
from quizgen.autodiff.proof import agree, gradient
from quizgen.autodiff.symbolic import symbolic_slope
from quizgen.drill import Drill
from quizgen.proving import Independent, ProofError
from quizgen.run import Run, Sample
from quizgen.value import Symbolic


class Calculus(Independent):
    """The engine of the proof, with gradients by SymPy if it is told so, that no difference contradicts."""

    def __init__(self, drill: Drill, sample: Sample, *, symbolic: bool) -> None:
        super().__init__(drill, sample)
        self._symbolic = symbolic

    def _slope(self, of: int, by: int, upstream: Any) -> Any:
        """Return upstream * d(of)/d(by)."""
        pinned = self.drill.pinned
        graph, values, top = _scaled(pinned.proof, self._numbers(), pinned.where[of], upstream)
        below = pinned.where[by]
        shape = shape_of(values[below])
        places = [None] if shape is None else list(range(shape[0] * shape[1]))
        if self._symbolic:
            slopes = tuple([symbolic_slope(graph, values, top, below, place) for place in places])
        else:
            found = gradient(graph, values, top, below)
            slopes = (found,) if shape is None else found.flat
        for place, slope in zip(places, slopes, strict=True):
            try:
                estimate = central_difference(graph, values, top, below, place)
            except (UndefinedValueError, OverflowError):  # a neighbour has no value, as beside the end of a logarithm
                continue
            if not estimate.allows(slope):
                raise ProofError(f"by {graph.nodes[below].label} it is {slope}, and {estimate.value} by differences")
        return slopes[0] if shape is None else of_shape(shape, slopes)


def _scaled(graph: Graph, values: Sequence[Any], of: int, upstream: Any) -> tuple[Graph, Sequence[Any], int]:
    """Return a graph, its values and the place of its new output: the sum of a node's entries times upstream."""
    here = values[of]
    shape = shape_of(here)
    factor = filled(shape, upstream) if shape and shape_of(upstream) is None else upstream
    count = len(graph.nodes)
    nodes = [Node(CONSTANT, (), "upstream"), Node(".*" if shape else "*", (of, count), "upstream * output")]
    found = [factor, here * factor]
    if shape:
        nodes.append(Node("sum", (count + 1,), "their sum"))
        found.append(total(here * factor))
    return Graph((*graph.nodes, *nodes), graph.names, count + len(nodes) - 1), (*values, *found), count + len(nodes) - 1


def confirm(made: Run, *, symbolic: bool = True) -> None:
    """See that SymPy and central differences give every asked derivative too, or raise a ProofError.

    SymPy takes a second for a deep graph: with `symbolic` off, differences alone look at what the proof found.
    """
    for ask, answer in zip(made.drill.asks, made.answer, strict=True):
        if not ask.gradients:
            continue
        for number, sample in enumerate(made.samples):
            found = Calculus(made.drill, sample, symbolic=symbolic).asked(ask.tree)
            here = answer.points[number] if isinstance(answer, Symbolic) else answer
            if not agree(here, found):
                raise ProofError(f"{ask.label} is {here} by the sweep and {found} by calculus")
