"""Random circuits: a few gates over a few inputs, each used on the way to the output, small enough to do by hand."""

from collections.abc import Mapping
from typing import Any

from quizgen.families.circuit import (
    KINDS,
    Circuit,
    Gate,
    fans_out,
    in_order,
    is_sound,
    most_curved,
    shape_of,
    widest,
    written,
)
from quizgen.families.parameter import Parameter
from quizgen.families.structure import Family, Structure, shuffled
from quizgen.seed import Stream

_INPUTS = "xyzab"
_GATES = "pqrstuv"
_MOST_INPUTS = 4  # where a fan-out leaves the choice
_MOST_CURVED = 2  # products and squares on one path
_LARGEST = 300  # of all values
_REACHES = range(9, 2, -1)  # of the inputs, the widest that fits


def _make(chosen: Mapping[str, Any], stream: Stream) -> Structure | None:
    """Return a circuit, or nothing where the draw is trivial or too big."""
    gates = chosen["gates"]
    kinds = _deal(chosen["from"], gates, stream)
    inputs = _count_inputs(kinds, chosen["inputs"], stream, fan_out=chosen["fan-out"])
    if inputs is None:
        return None
    circuit = _wire(kinds, inputs, stream)
    reach = widest(circuit, _REACHES, _LARGEST)
    if reach is None or most_curved(circuit) > _MOST_CURVED or fans_out(circuit) != chosen["fan-out"]:
        return None
    if not is_sound(circuit, reach):
        return None
    names = [*_INPUTS[:inputs], *_GATES[-max(6, gates - 1) :][: gates - 1], "f"]
    ask = [f"d/d{names[place]}" for place in _asked(circuit, chosen["asks"])]
    domain = f"int -{reach}..{reach} except 0"
    given = tuple([(name, domain) for name in names[:inputs]])
    return Structure("\n".join(written(circuit, names)), given, tuple(ask), f"{shape_of(circuit)} {len(ask)}")


def _deal(kinds: tuple[str, ...], gates: int, stream: Stream) -> list[str]:
    """Return a kind for each gate: each that is wanted once, as far as there are gates, then any."""
    first = shuffled(kinds, stream)[:gates]
    return shuffled([*first, *(stream.choose(kinds) for _ in range(gates - len(first)))], stream)


def _count_inputs(kinds: list[str], wanted: int | str, stream: Stream, *, fan_out: bool) -> int | None:
    """Return how many inputs suit the gates: a gate that uses nothing again takes one more up."""
    most = len([kind for kind in kinds if kind != "square"]) + 1
    if not fan_out:
        return most if 2 <= most <= len(_INPUTS) and wanted in ("any", most) else None
    if isinstance(wanted, int):
        return wanted if wanted < most else None
    return 2 + stream.below(min(_MOST_INPUTS, most - 1) - 1) if most > 2 else None


def _wire(kinds: list[str], inputs: int, stream: Stream) -> Circuit:
    """Return a circuit that uses everything: what waits for its first use goes in, or what had one goes in again."""
    waiting, used, gates = list(range(inputs)), list[int](), list[Gate]()
    for index, kind in enumerate(kinds):
        parents = [waiting.pop(stream.below(len(waiting)))]
        if kind != "square":
            left = len([later for later in kinds[index:] if later != "square"])
            spare = left - len(waiting)  # gates that are not needed to bring together what waits
            if used and stream.below(left) < spare:
                parents.append(stream.choose(used))
            else:
                parents.append(waiting.pop(stream.below(len(waiting))))
        gates.append(Gate(kind, tuple(shuffled(parents, stream))))
        used += [parent for parent in parents if parent not in used]
        waiting.append(inputs + index)
    return in_order(Circuit(inputs, tuple(gates)))


def _asked(circuit: Circuit, count: int | str) -> list[int]:
    """Return the inputs that are asked about: of a few, those used most, where several paths come together."""
    every = range(circuit.inputs)
    if count == "all":
        return list(every)
    uses = [parent for gate in circuit.gates for parent in gate.parents]
    return sorted(sorted(every, key=lambda place: -uses.count(place))[: int(count)])


RANDOM_GRAPH = Family(
    "random-graph",
    "A circuit of a few gates, another one each time; its gradient by every input is asked.",
    (
        Parameter("gates", "how many operations", "4", tuple(range(2, 9))),
        Parameter("inputs", "how many inputs", "any", ("any", *range(2, len(_INPUTS) + 1))),
        Parameter("fan-out", "whether a value is used more than once, so that gradients add up", "yes", (True, False)),
        Parameter("from", "what the gates do", "add subtract multiply", KINDS, many=True),
        Parameter("asks", "how many gradients are asked", "all", ("all", *range(1, len(_INPUTS) + 1))),
    ),
    _make,
)
