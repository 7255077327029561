"""The computation graph: structure only, nodes in the order they were made, so that inputs come before what uses them.

A run's values live outside. Parents are an ordered tuple and may repeat: `x * x` has two edges to one node.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from quizgen.autodiff.array import Array
from quizgen.autodiff.operations import OPERATIONS, Arraywise, Formula, Operation, WrongRule
from quizgen.notation.fault import did_you_mean

INPUT, CONSTANT = "input", "constant"


class InputError(ValueError):
    """A name without a value, or a value without a name; `name` is the one to blame."""

    def __init__(self, message: str, name: str) -> None:
        super().__init__(message)
        self.name = name


class Node(NamedTuple):
    """One node: an input, a constant, or an operation on earlier nodes."""

    operation: str
    parents: tuple[int, ...]
    label: str  # its name, or the formula it stands for
    constant: Any = 0  # an exact number, or an array of them


class Step:
    """An operation as the sweeps use it: where it finds its arguments, and where its gradients go."""

    __slots__ = ("arguments", "edges", "operands", "place", "row")

    def __init__(self, place: int, nodes: Sequence[Node], kept: Collection[int]) -> None:
        node = nodes[place]
        row, parents = OPERATIONS[node.operation], node.parents
        rules = row.pulls if isinstance(row, Arraywise) else row.local
        takes_output = isinstance(row, Arraywise) or row.from_output
        self.place = place
        self.row = row
        places = (place, *parents) if takes_output else parents  # of what the gradients' formulas take
        self.arguments = _taker(places)
        self.operands: tuple[int, int | None] = (places[0], (*places[1:], None)[0])
        self.edges: tuple[tuple[int, int, Any], ...] = tuple(  # which input, its node, the rule; none to a constant
            [
                (which, parent, rule)
                for which, (parent, rule) in enumerate(zip(parents, rules, strict=True))
                if parent in kept and nodes[parent].operation != CONSTANT
            ]
        )


class Plan:
    """What is the same in all runs of a graph; gradients go to the nodes that are `kept` only."""

    __slots__ = ("_mistaken", "_places", "backward", "blank", "forward", "has_arrays", "inputs", "steps")

    def __init__(self, nodes: Sequence[Node], kept: Collection[int]) -> None:
        self.blank = [node.constant for node in nodes]  # the constants, each at its place
        self.inputs = [(node.label, place) for place, node in enumerate(nodes) if node.operation == INPUT]
        self.steps = [  # nothing for an input or a constant
            None if node.operation in (INPUT, CONSTANT) else Step(place, nodes, kept)
            for place, node in enumerate(nodes)
        ]
        made = [step for step in self.steps if step is not None]
        self.forward: list[tuple[int, Operation, Formula, int, int | None]] = []  # where, what, of which one or two
        for step in made:
            parents = nodes[step.place].parents
            self.forward.append((step.place, step.row, step.row.value, parents[0], (*parents[1:], None)[0]))
        self.backward = [  # every edge in the order of the sweep: whence, which input, whereto, rule, of which values
            (step.place, *edge, *step.operands) for step in reversed(made) for edge in step.edges
        ]
        self.has_arrays = Array in set(map(type, self.blank)) or any(isinstance(step.row, Arraywise) for step in made)
        self._mistaken: dict[tuple[WrongRule, int | None], list[Any]] = {}
        self._places: dict[WrongRule, set[int]] = {}

    def places_of(self, wrong: WrongRule) -> set[int]:
        """Return the nodes at which a wrong rule can be used."""
        if wrong not in self._places:
            self._places[wrong] = {step.place for step in self.steps if step is not None and wrong in step.row.wrong}
        return self._places[wrong]

    def edges_with(self, wrong: WrongRule, at: int | None) -> list[Any]:
        """Return every edge with a wrong rule in the place of its operation's, wherever it is or at one node only."""
        key = wrong, at
        if key not in self._mistaken:
            places = self.places_of(wrong) & (self.places_of(wrong) if at is None else {at})
            self._mistaken[key] = [
                (place, which, parent, wrong.local[which] if place in places else rule, *operands)
                for place, which, parent, rule, *operands in self.backward
            ]
        return self._mistaken[key]


class Graph:
    """Nodes, the places of the named ones, and the place of the output; built once and run many times."""

    __slots__ = ("_kept", "_plan", "_towards", "names", "nodes", "output")

    def __init__(self, nodes: tuple[Node, ...], names: Mapping[str, int], output: int) -> None:
        self.nodes = nodes
        self.names = names
        self.output = output
        self._plan: Plan | None = None
        self._kept: Collection[int] = range(len(nodes))
        self._towards: dict[frozenset[int], Graph] = {}

    def inputs(self) -> list[str]:
        """Return the names of the inputs, in the order of their first use."""
        return [node.label for node in self.nodes if node.operation == INPUT]

    def is_computed(self, name: str) -> bool:
        """Tell whether a name is that of a node which an operation makes: of neither an input nor a constant."""
        return name in self.names and self.nodes[self.names[name]].operation not in (INPUT, CONSTANT)

    def users(self, place: int) -> list[int]:
        """Return the nodes that use this one, once for each edge."""
        return [user for user, node in enumerate(self.nodes) for parent in node.parents if parent == place]

    @property
    def plan(self) -> Plan:
        """Return what the sweeps go by; it is made for the first of them."""
        if self._plan is None:
            self._plan = Plan(self.nodes, self._kept)
        return self._plan

    def towards(self, wanted: frozenset[int]) -> "Graph":
        """Return the same graph, whose sweeps go to these nodes only, and to those on the way."""
        if wanted not in self._towards:
            kept = set(wanted)
            for place, node in enumerate(self.nodes):
                if not kept.isdisjoint(node.parents):
                    kept.add(place)
            found = self._towards[wanted] = Graph(self.nodes, self.names, self.output)
            found._kept = kept
        return self._towards[wanted]


def _taker(places: tuple[int, ...]) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
    """Return what takes the values at these places out of a run."""
    if len(places) > 1:
        return itemgetter(*places)
    (place,) = places
    return lambda values: (values[place],)


_NO_CONSTANT = {
    "e": " (a letter like any other here: write exp(x) for its powers, or give it its number, e=e)",
    "pi": " (a letter like any other here: give it its number, pi=pi)",
}


def check_inputs(graph: Graph, given: Mapping[str, Any]) -> None:
    """See that every input has a value and every value an input, or raise an InputError that names the first."""
    inputs = graph.inputs()
    spare = [name for name in given if name not in inputs]
    for name in inputs:
        if name not in given:
            raise InputError(f"{name} has no value{_meant(name, spare) or _NO_CONSTANT.get(name, '')}", name)
    for name in spare:
        if name in graph.names:
            raise InputError(f"{name} is computed by the formula; only its inputs are given", name)
        raise InputError(f"the formula has no {name}{_meant(name, inputs)}", name)


def _meant(name: str, known: Sequence[str]) -> str:
    """Return ` (did you mean ...?)`: the same letters in another case, or a close name."""
    same = [other for other in known if other.lower() == name.lower()]
    return f" (did you mean {same[0]}?)" if same else did_you_mean(name, known)


class GraphBuilder:
    """Collects nodes; a node's inputs must be there before it."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.names: dict[str, int] = {}
        self._named: set[int] = set()

    def input(self, name: str) -> int:
        """Add an input, or return the place of the one with this name."""
        if name not in self.names:
            self.names[name] = self._add(Node(INPUT, (), name))
        return self.names[name]

    def constant(self, value: Any, label: str) -> int:
        """Add a constant."""
        return self._add(Node(CONSTANT, (), label, value))

    def apply(self, operation: str, parents: tuple[int, ...], label: str) -> int:
        """Add an operation on earlier nodes."""
        if not all(0 <= parent < len(self.nodes) for parent in parents):
            raise ValueError(f"{label} uses a node that is not there yet")
        return self._add(Node(operation, parents, label))

    def name(self, place: int, name: str) -> None:
        """Give a node a name; its first one becomes its label."""
        if self.nodes[place].operation not in (INPUT, CONSTANT) and place not in self._named:
            self.nodes[place] = self.nodes[place]._replace(label=name)
        self._named.add(place)
        self.names[name] = place

    def build(self, output: int) -> Graph:
        """Return the graph."""
        return Graph(tuple(self.nodes), dict(self.names), output)

    def _add(self, node: Node) -> int:
        self.nodes.append(node)
        return len(self.nodes) - 1
