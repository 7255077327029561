"""Networks of which only the sizes are known: the shape of each gradient is that of what it belongs to."""

from collections.abc import Mapping
from typing import Any

from quizgen.families.parameter import Parameter
from quizgen.families.structure import Family, Structure, shuffled
from quizgen.seed import Stream

_SIZES = range(2, 7)
_MOST_ASKS = 4


def _make(chosen: Mapping[str, Any], stream: Stream) -> Structure:
    """Return a network with sizes that are all different, so that a missing transpose does not fit."""
    layers, bias = chosen["layers"], chosen["bias"]
    examples, *widths = shuffled(_SIZES, stream)[: layers + 2]
    lines, given, asks = [], [("X", f"{examples}x{widths[0]}")], list[str]()
    numbers = [""] if layers == 1 else [str(layer) for layer in range(1, layers + 1)]
    below = "X"
    for layer, number in enumerate(numbers):
        weights, shift = f"W{number}", f"b{number}"
        lines.append(f"Z{number} = {below} @ {weights}{f' + {shift}' if bias else ''}")
        given.append((weights, f"{widths[layer]}x{widths[layer + 1]}"))
        if below != "X" or layers == 1:  # nobody needs the gradient of the data, but one layer has nothing else
            asks.append(f"shape(d/d{below})")
        asks.append(f"shape(d/d{weights})")
        if bias:
            given.append((shift, f"1x{widths[layer + 1]}"))
            asks.append(f"shape(d/d{shift})")
        if layer < layers - 1:
            below = f"H{number}"
            lines.append(f"{below} = relu(Z{number})")
    kept = sorted(shuffled(range(len(asks)), stream)[:_MOST_ASKS], reverse=True)  # as one goes backward
    sizes = f"{examples} {widths}"
    return Structure("\n".join(lines), tuple(given), tuple([asks[place] for place in kept]), sizes)


LAYER_SHAPES = Family(
    "layer-shapes",
    "Layers of other sizes each time; the shapes of gradients are asked.",
    (
        Parameter("layers", "how many layers", "2", (1, 2, 3)),
        Parameter("bias", "whether a bias is added in each layer", "yes", (True, False)),
    ),
    _make,
)
