"""A circuit while it is made: gates over earlier places, all in whole numbers, before any text is written."""

from collections.abc import Mapping, Sequence
from itertools import permutations
from typing import NamedTuple

from quizgen.seed import Stream

KINDS = ("add", "subtract", "multiply", "max", "square")
_SIGNS = {"add": "+", "subtract": "-", "multiply": "*"}
_HIDING = (0, 1)  # as a factor
_POINTS = 16  # at which a circuit is tried out


class Gate(NamedTuple):
    """An operation on the values at two earlier places, or on one for a square; inputs have the first places."""

    kind: str
    parents: tuple[int, ...]


class Circuit(NamedTuple):
    """Inputs and gates; the last gate is the output."""

    inputs: int
    gates: tuple[Gate, ...]


def values(circuit: Circuit, numbers: Sequence[int]) -> list[int]:
    """Return the value at each place."""
    return _completed(circuit, list(numbers))


def _completed(circuit: Circuit, found: list[int]) -> list[int]:
    """Return the values at all places, from those at the first of them."""
    for kind, parents in circuit.gates[len(found) - circuit.inputs :]:
        left, right = found[parents[0]], found[parents[-1]]
        if kind in ("add", "subtract"):
            found.append(left + right if kind == "add" else left - right)
        else:
            found.append(max(left, right) if kind == "max" else left * right)
    return found


def is_sound(circuit: Circuit, reach: int) -> bool:
    """Tell whether a circuit asks for something at each place, and shows it at most numbers.

    Each place moves the output, and none always equals another or its negative. At most points within reach no
    product has factors that hide it, no maximum a tie, and of each kind of gate at least one moves the output.
    """
    stream = Stream("points")
    numbers = [number for number in range(-reach, reach + 1) if number not in _HIDING]
    runs = [values(circuit, [stream.choose(numbers) for _ in range(circuit.inputs)]) for _ in range(_POINTS)]
    columns = list(zip(*runs, strict=True))
    if len({max(column, tuple([-value for value in column])) for column in columns}) < len(columns):
        return False
    moving = [[_moves(circuit, run, place) for place in range(len(columns))] for run in runs]
    kinds = {kind for kind, _ in circuit.gates}
    good = 0
    for run, moves in zip(runs, moving, strict=True):
        shown = {gate.kind for gate, moved in zip(circuit.gates, moves[circuit.inputs :], strict=True) if moved}
        good += shown == kinds and not any(_hides(gate, run) for gate in circuit.gates)
    return 8 * good >= 5 * _POINTS and all(map(any, zip(*moving, strict=True)))


def _moves(circuit: Circuit, run: Sequence[int], place: int) -> bool:
    """Tell whether the output is another one when the value at a place is 1 more."""
    known = [*run[:place], run[place] + 1, *run[place + 1 : circuit.inputs]]
    return _completed(circuit, known)[-1] != run[-1]


def _hides(gate: Gate, run: Sequence[int]) -> bool:
    """Tell whether the inputs of a gate hide what it does with them."""
    inputs = [run[parent] for parent in gate.parents]
    if gate.kind == "max":
        return inputs[0] == inputs[1]
    return gate.kind == "multiply" and (inputs[0] == inputs[1] or any(one in _HIDING for one in inputs))


def fans_out(circuit: Circuit) -> bool:
    """Tell whether a place is used more than once."""
    uses = [parent for gate in circuit.gates for parent in gate.parents]
    return len(set(uses)) < len(uses)


def most_curved(circuit: Circuit) -> int:
    """Return how many products and squares there are on one path at most."""
    found = [0] * circuit.inputs
    for kind, parents in circuit.gates:
        found.append(max(found[parent] for parent in parents) + (kind in ("multiply", "square")))
    return found[-1]


def widest(circuit: Circuit, reaches: Sequence[int], most: int) -> int | None:
    """Return the first of the reaches that keeps every value within `most` where no input is beyond the reach."""
    sums = tuple(
        [Gate("add", parents) if kind == "subtract" else Gate(kind, parents) for kind, parents in circuit.gates]
    )
    bounding = Circuit(circuit.inputs, sums)
    return next((reach for reach in reaches if max(values(bounding, [reach] * circuit.inputs)) <= most), None)


def written(circuit: Circuit, names: Sequence[str]) -> list[str]:
    """Return the lines of a graph: `q = x + y`."""
    lines = []
    for name, (kind, parents) in zip(names[circuit.inputs :], circuit.gates, strict=True):
        inputs = [names[parent] for parent in parents]
        if kind == "square":
            formula = f"{inputs[0]}^2"
        else:
            formula = f"max({', '.join(inputs)})" if kind == "max" else f" {_SIGNS[kind]} ".join(inputs)
        lines.append(f"{name} = {formula}")
    return lines


def in_order(circuit: Circuit) -> Circuit:
    """Return the circuit as it reads best: inputs numbered by their first use; where it is all one, gates first."""
    first_uses = dict.fromkeys(parent for gate in circuit.gates for parent in gate.parents if parent < circuit.inputs)
    numbers = {place: number for number, place in enumerate(first_uses)}
    gates = []
    for kind, parents in circuit.gates:
        renamed = [numbers.get(parent, parent) for parent in parents]
        if kind != "subtract":
            renamed.sort(key=lambda place: (place < circuit.inputs, place))
        gates.append(Gate(kind, tuple(renamed)))
    return Circuit(circuit.inputs, tuple(gates))


def shape_of(circuit: Circuit) -> str:
    """Return what circuits share that differ in the names of their inputs and the order of their gates only."""
    orders = permutations(range(circuit.inputs))
    return min(_expanded(circuit, dict(enumerate(order))) for order in orders)


def _expanded(circuit: Circuit, order: Mapping[int, int]) -> str:
    """Return the output as one formula, in which what commutes stands in order."""
    found = [str(order[place]) for place in range(circuit.inputs)]
    for kind, parents in circuit.gates:
        inputs = [found[parent] for parent in parents]
        found.append(f"{kind}({' '.join(inputs if kind == 'subtract' else sorted(inputs))})")
    return found[-1]
