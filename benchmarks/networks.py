"""What the engines are measured on: each graph as a text for ours, and as a function for those that have no texts.

The graphs are written with sums, products, squares and ReLU, which are one node each in every engine, so that nobody is
measured on more nodes than the others. Only the loss of the matrix network subtracts, as everybody writes it.
"""

from collections.abc import Callable
from random import Random
from typing import Any, NamedTuple

import autograd.numpy as np
from micrograd.engine import Value

WIDTHS = 2, 3, 2  # of the matrix network: inputs, hidden units, outputs
_NEURONS = """
h1 = relu(x*a1 + y*b1 + c1)
h2 = relu(x*a2 + y*b2 + c2)
h3 = relu(x*a3 + y*b3 + c3)
g1 = relu(h1*d1 + h2*d2 + h3*d3 + d4)
g2 = relu(h1*e1 + h2*e2 + h3*e3 + e4)
o = g1*p1 + g2*p2 + p3
f = (o + t)^2 + r*(a1^2 + b1^2)
"""
_LAYERS = """
H = relu(X @ W1 + b1)
P = H @ W2 + b2
L = mse(P, Y)
"""


class Network(NamedTuple):
    """One graph, its inputs in their order, and the same graph for the other engines."""

    name: str
    text: str
    inputs: dict[str, Any]  # floats, or rows of floats
    of_values: Callable[..., Any]  # of micrograd's values, in the shape of the inputs
    of_arrays: Callable[..., Any]  # of what autograd differentiates


def networks() -> list[Network]:
    """Return graphs of 3, 12 and 40 operations, and a matrix network on one example and on a batch of two."""
    small, middle, large = ("x", "y", "z"), ("x", "a", "y", "b", "c", "d", "e"), _letters_of_neurons()
    return [
        _scalar("3 nodes", "f = relu(x*y + z)", small, _gate),
        _scalar("12 nodes", "h = relu(x*a + y*b + c); g = relu(x*d + y*e + c); f = (h*g)^2", middle, _pair),
        _scalar("40 nodes", _NEURONS, large, _neurons),
        Network("matrices", _LAYERS, _matrices(1), _layers_of_values, _layers_of_arrays),
        Network("batch", _LAYERS, _matrices(2), _layers_of_values, _layers_of_arrays),
    ]


def _letters_of_neurons() -> tuple[str, ...]:
    hidden = ("x", "a1", "y", "b1", "c1", "a2", "b2", "c2", "a3", "b3", "c3")
    return (*hidden, "d1", "d2", "d3", "d4", "e1", "e2", "e3", "e4", "p1", "p2", "p3", "t", "r")


def _scalar(name: str, text: str, letters: tuple[str, ...], function: Callable[..., Any]) -> Network:
    """Return a graph of numbers, whose function takes the ReLU of an engine first."""
    chance = Random(name)
    inputs = {letter: round(chance.uniform(0.25, 1.75), 3) for letter in letters}
    return Network(
        name, text, inputs, lambda *given: function(Value.relu, *given), lambda *given: function(_relu, *given)
    )


def _relu(z: Any) -> Any:
    return np.maximum(z, 0.0)


def _gate(relu: Callable[[Any], Any], x: Any, y: Any, z: Any) -> Any:
    return relu(x * y + z)


def _pair(relu: Callable[[Any], Any], x: Any, a: Any, y: Any, b: Any, c: Any, d: Any, e: Any) -> Any:
    h, g = relu(x * a + y * b + c), relu(x * d + y * e + c)
    return (h * g) ** 2


def _neurons(relu: Callable[[Any], Any], *given: Any) -> Any:
    x, a1, y, b1, c1, a2, b2, c2, a3, b3, c3, d1, d2, d3, d4, e1, e2, e3, e4, p1, p2, p3, t, r = given
    h1, h2, h3 = (relu(x * a + y * b + c) for a, b, c in ((a1, b1, c1), (a2, b2, c2), (a3, b3, c3)))
    g1, g2 = (relu(h1 * p + h2 * q + h3 * s + u) for p, q, s, u in ((d1, d2, d3, d4), (e1, e2, e3, e4)))
    o = g1 * p1 + g2 * p2 + p3
    return (o + t) ** 2 + r * (a1**2 + b1**2)


def _matrices(rows: int) -> dict[str, list[list[float]]]:
    chance = Random("matrices")
    inner, hidden, outer = WIDTHS
    shapes = {"X": (rows, inner), "W1": (inner, hidden), "b1": (1, hidden), "W2": (hidden, outer), "b2": (1, outer),
              "Y": (rows, outer)}  # fmt: skip
    return {
        name: [[round(chance.uniform(-0.5, 2), 3) for _ in range(width)] for _ in range(height)]
        for name, (height, width) in shapes.items()
    }


def _layers_of_arrays(inputs: Any, w1: Any, b1: Any, w2: Any, b2: Any, wanted: Any) -> Any:
    return np.mean((_relu(inputs @ w1 + b1) @ w2 + b2 - wanted) ** 2)


def _layers_of_values(inputs: Any, w1: Any, b1: Any, w2: Any, b2: Any, wanted: Any) -> Any:
    """Return the loss, written out in numbers, each sum begun with its first term."""
    losses = []
    for row, targets in zip(inputs, wanted, strict=True):
        hidden = [z.relu() for z in _layer(row, w1, b1)]
        losses += [(y_hat - y) ** 2 for y_hat, y in zip(_layer(hidden, w2, b2), targets, strict=True)]
    return _total(losses) * (1 / len(losses))


def _layer(row: Any, weights: Any, bias: Any) -> list[Any]:
    columns = zip(*weights, strict=True)
    return [
        _total([x * w for x, w in zip(row, column, strict=True)]) + b
        for column, b in zip(columns, bias[0], strict=True)
    ]


def _total(terms: list[Any]) -> Any:
    first, *others = terms
    for term in others:
        first = first + term
    return first
