"""Mistakes of the sweep itself: how it starts, what it sends on, and what it makes of gradients that meet."""
# ruff: noqa: ARG005  all faults of a kind take the same arguments

from collections.abc import Callable, Sequence
from functools import reduce
from operator import add
from typing import Any, NamedTuple

from quizgen.autodiff.array import Array, Shape, fitted, shape_of
from quizgen.autodiff.number import Formula, quotient


def added_up(arriving: Sequence[Any]) -> Any:
    """Return the sum of gradients that meet, added in the order they arrive."""
    return reduce(add, arriving)


class Fault(NamedTuple):
    """A named mistake of the sweep itself; what is not said is done right."""

    id: str
    name: str
    message: str
    start: Callable[[Any], Any] = lambda upstream: upstream
    send: Callable[[Any, Any, bool, Formula], Any] = lambda upstream, local, first, times: times(upstream, local)
    gather: Callable[[Sequence[Any]], Any] = added_up
    fit: Callable[[Any, Shape | None], Any] = fitted
    skips_inside: bool = False  # whether outer derivatives are taken at x instead of g(x)


RIGHT = Fault("", "", "")

FAULTS = (
    Fault(
        "fan-out-overwritten",
        "one path kept at a fan-out",
        "A value that is used more than once collects a gradient from every use: add them, do not keep only one.",
        gather=lambda arriving: arriving[-1],
    ),
    Fault(
        "fan-out-averaged",
        "mean instead of sum at a fan-out",
        "Gradients that meet at a fan-out are added, not averaged.",
        gather=lambda arriving: quotient(added_up(arriving), len(arriving)),
    ),
    Fault(
        "upstream-forgotten",
        "upstream gradient forgotten",
        "Every local derivative is multiplied by the gradient that arrives from upstream.",
        send=lambda upstream, local, first, times: local,
    ),
    Fault(
        "upstream-not-started",
        "given upstream gradient left out",
        "The sweep starts from the gradient that arrives at the output, not from 1.",
        start=lambda upstream: 1,
    ),
    Fault(
        "upstream-twice",
        "given upstream gradient multiplied in twice",
        "The upstream gradient comes in once, at the output; after that it is already part of what is sent on.",
        start=lambda upstream: upstream * upstream if isinstance(upstream, Array | float) else upstream**2,
    ),
    Fault(
        "inner-forgotten",
        "inner derivative forgotten",
        "The chain goes on: after the outer derivative comes the derivative of the inside, as one more factor.",
        send=lambda upstream, local, first, times: times(upstream, local) if first else upstream,
    ),
    Fault(
        "added-along-chain",
        "added instead of multiplied along the chain",
        "Slopes along a chain multiply: downstream is upstream times local, not plus.",
        send=lambda upstream, local, first, times: times(upstream, local) if first else upstream + local,
    ),
)

OUTER_AT_INPUT = Fault(
    "outer-at-x",
    "outer derivative taken at x instead of g(x)",
    "In f(g(x)) the outer derivative is taken at the value of the inside, g(x), not at x.",
    skips_inside=True,
)
BROADCAST_NOT_SUMMED = Fault(
    "broadcast-not-summed",
    "not summed over the batch",
    "A bias is used once for every row it is added to: sum the gradients of all its uses.",
    fit=lambda gradient, shape: gradient if shape_of(gradient) else fitted(gradient, shape),
)
ALL_FAULTS = (*FAULTS, OUTER_AT_INPUT, BROADCAST_NOT_SUMMED)
