"""Deep networks with one neuron in each layer: a gradient on its way down meets a factor w*h*(1 - h) in each.

What the neurons put out is given, so that these factors are exact; their biases are what makes it true, and nobody
needs them. Weights and outputs go together so that fractions stay short.
"""

from collections.abc import Mapping
from typing import Any

from quizgen.families.parameter import Parameter
from quizgen.families.structure import Family, Structure, shuffled
from quizgen.seed import Stream
from quizgen.source import DomainText

_SLOPES: dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]] = {  # outputs, and weights that suit them
    "sigmoid": (
        (("0.5",), ("-2", "-1.2", "1.2", "2")),
        (("0.2", "0.8"), ("-5", "-2.5", "2.5", "5")),
        (("0.4", "0.6"), ("-5", "-2.5", "2.5", "5")),
        (("0.1", "0.9"), ("-5", "-2", "2", "5")),
    ),
    "tanh": (
        (("-0.5", "0.5"), ("-2", "-0.4", "0.4", "2")),
        (("-0.8", "0.8"), ("-2.5", "-1.25", "1.25", "2.5")),
        (("-0.6", "0.6"), ("-2.5", "-1.25", "1.25", "2.5")),
    ),
}
_MOST_LONG = 2  # layers with other outputs than a half


def _make(chosen: Mapping[str, Any], stream: Stream) -> Structure:
    """Return a chain of layers, with what is asked at its far end."""
    layers, activation = chosen["layers"], chosen["activation"]
    half, *others = _SLOPES[activation]
    kinds = [half] * layers
    for place in shuffled(range(layers), stream)[:_MOST_LONG]:
        kinds[place] = stream.choose(others)
    given: list[tuple[str, DomainText]] = [("x", "int -3..3 except 0")]
    lines = []
    below = "x"
    for layer, (outputs, weights) in enumerate(kinds, 1):
        lines.append(f"h{layer} = {activation}(w{layer}*{below} + b{layer})")
        below = f"h{layer}"
        given += [(f"w{layer}", weights), (below, outputs)]
    top = below
    if chosen["loss"]:
        top = "L"
        lines.append(f"L = ({below} - y)^2")
        given.append(("y", ("0", "1")))
    far = stream.choose(("w1", "b1", "x"))
    ask = [f"dL/d{below}"] if chosen["loss"] else []
    ask += [f"d{below}/dh{layers - 1}", f"d{top}/dh1", f"d{top}/d{far}"]
    return Structure("\n".join(lines), tuple(given), tuple(dict.fromkeys(ask)))


DEEP_CHAIN = Family(
    "deep-chain",
    "Layers of one neuron each; the gradient that is left at the first of them is asked.",
    (
        Parameter("layers", "how many layers", "5", tuple(range(2, 7))),
        Parameter("activation", "what each neuron does", "sigmoid", tuple(_SLOPES)),
        Parameter("loss", "whether a squared error follows", "no", (True, False)),
    ),
    _make,
)
