"""A hidden unit that feeds several units of the next layer: its gradient is the sum of what comes back from them.

Where its value is given, so are the sums that it goes into: biases that nobody needs make up the rest. So it is before
ReLUs too: one of them is off, and one that is on stays below its target, which tells ReLUs from the sign of a gradient.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from quizgen.families.parameter import Parameter
from quizgen.families.structure import Family, Structure, shuffled
from quizgen.seed import Stream
from quizgen.source import DomainText

_INPUT, _WEIGHT, _SUM, _TARGET = "int -3..3 except 0", "int -4..4 except 0", "int -5..5 except 0", "int -5..5 except 0"
_OFF, _ON, _ABOVE = "int -5..-1", "int 1..4", "int 5..9"
_FEWEST_RELUS = 3  # so that two at least are on


class _Hidden(NamedTuple):
    formula: str
    given: DomainText | None = None


_HIDDEN = {
    "linear": _Hidden("w*x"),
    "sigmoid": _Hidden("sigmoid(w*x + b)", ("0.2", "0.4", "0.6", "0.8")),
    "tanh": _Hidden("tanh(w*x + b)", ("-0.8", "-0.6", "-0.5", "0.5", "0.6", "0.8")),
}


def _make(chosen: Mapping[str, Any], stream: Stream) -> Structure | None:
    """Return a unit, those it feeds, and a loss that all of them end in."""
    units = chosen["units"]
    hidden, following = _HIDDEN[stream.choose(chosen["hidden"])], stream.choose(chosen["next"])
    if following == "relu" and units < _FEWEST_RELUS:
        return None
    sums, targets = [_SUM] * units, [_TARGET] * units
    if following == "relu":
        off, below, *_ = shuffled(range(units), stream)
        sums = [_OFF if unit == off else _ON for unit in range(units)]
        targets[below] = _ABOVE
    open_biases = following == "relu" or hidden.given is not None
    output = "a" if following == "relu" else "z"
    lines = [f"h = {hidden.formula}"]
    given: dict[str, DomainText] = {"x": _INPUT, "w": _INPUT}
    if hidden.given is not None:
        given["h"] = hidden.given
    for number in range(1, units + 1):
        lines.append(f"z{number} = v{number}*h{f' + c{number}' if open_biases else ''}")
        given[f"v{number}"] = _WEIGHT
        if open_biases:
            given[f"z{number}"] = sums[number - 1]
        given[f"y{number}"] = targets[number - 1]
    if following == "relu":
        lines += [f"a{number} = relu(z{number})" for number in range(1, units + 1)]
    errors = [f"({output}{number} - y{number})^2" for number in range(1, units + 1)]
    lines.append(f"L = ({' + '.join(errors)})/2")
    graph, ask = "\n".join(lines), ("d/dz1", "d/dh", f"d/d{stream.choose('wx')}")
    return Structure(graph, tuple(given.items()), ask, f"{graph} {ask}")  # whichever unit is off


FAN_OUT_SUM = Family(
    "fan-out-sum",
    "A hidden unit before several others; its gradient is the sum over them.",
    (
        Parameter("units", "how many units it feeds", "3", (2, 3, 4)),
        Parameter("hidden", "what the hidden unit does", "linear sigmoid tanh", tuple(_HIDDEN), many=True),
        Parameter("next", "what the units behind it do", "linear relu", ("linear", "relu"), many=True),
    ),
    _make,
)
