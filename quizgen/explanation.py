"""A formula explained at chosen numbers: a run forward and backward in which every step has a name.

Nothing is known here about screens: `chain` writes the chain rule as formulas, `quantity` writes the numbers.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from quizgen.autodiff.array import Array, ShapeError
from quizgen.autodiff.expression import position_of, read_graph
from quizgen.autodiff.graph import CONSTANT, INPUT, Graph, check_inputs
from quizgen.autodiff.jacobian import jacobian
from quizgen.autodiff.number import UndefinedValueError
from quizgen.autodiff.operations import OPERATIONS
from quizgen.autodiff.row import Arraywise, WrongRule
from quizgen.autodiff.sweep import ALL_FAULTS, RIGHT, Edge, Fault, Gradients, backward, forward, kinks
from quizgen.autodiff.unknown import is_known
from quizgen.notation.fault import did_you_mean


class UnknownError(ValueError):
    """A node or a rule that was asked for is not there; the message is one sentence."""


class Explanation(NamedTuple):
    """A run forward and backward; `top` is the node that is differentiated."""

    written: Graph  # as it was read
    graph: Graph  # with a letter for every step that has no name
    values: Sequence[Any]
    top: int
    upstream: Any
    gradients: Gradients

    def label(self, place: int) -> str:
        """Return what a node is called: its name, or its formula."""
        return self.graph.nodes[place].label

    @property
    def inputs(self) -> list[str]:
        """The names of the inputs."""
        return self.graph.inputs()

    @property
    def starts_from_one(self) -> bool:
        """Whether the sweep starts from df/df = 1, and not from the gradient of a loss further on."""
        return not isinstance(self.values[self.top], Array) and bool(self.upstream == 1)

    @property
    def corners(self) -> list[int]:
        """The nodes that send a gradient on and stand on a corner, as a ReLU at 0, where no slope is right."""
        sending = {edge.node for edge in self.gradients.trace}
        return [place for place in kinks(self.written, self.values) if place in sending]

    def backwards(self) -> list[str]:
        """Return the names whose gradients are wanted, in the order of the sweep; inputs it missed come last."""
        nodes, reached = self.graph.nodes, self.gradients.adjoints
        varying: set[int] = set()  # what depends on an input
        for place, node in enumerate(nodes):
            if node.operation == INPUT or not varying.isdisjoint(node.parents):
                varying.add(place)
        if self.starts_from_one and nodes[self.top].operation != INPUT:
            varying.discard(self.top)
        found = sorted(varying & reached.keys(), reverse=True)
        missed = sorted((place for place in varying - reached.keys() if nodes[place].operation == INPUT), reverse=True)
        return [self.label(place) for place in (*found, *missed)]

    def gradient(self, name: str) -> Any:
        """Return the gradient of the top by an input or a named node; 0 where it does not depend on it."""
        place = self.graph.names[name]
        value = self.values[place]
        zero = value.map(lambda _: 0) if isinstance(value, Array) else 0
        return self.gradients.adjoints.get(place, zero)

    def local(self, edge: Edge) -> Any:
        """Return the local derivative of an edge, or what its operation combines the gradient with.

        Where the gradient comes in more than once, as at a softmax, that is the Jacobian: a row for each output.
        """
        row = OPERATIONS[self.graph.nodes[edge.node].operation]
        if isinstance(row, Arraywise) and row.pulls[edge.place].text.count("G") > 1:
            return jacobian(self.written, self.values, edge.node, edge.parent)
        return edge.local

    def edges(self) -> tuple[list[list[Edge]], list[list[Edge]]]:
        """Return for each node the edges over which it sends gradients, and those over which they came to it."""
        sent: list[list[Edge]] = [[] for _ in self.graph.nodes]
        came: list[list[Edge]] = [[] for _ in self.graph.nodes]
        for edge in self.gradients.trace:
            sent[edge.node].append(edge)
            came[edge.parent].append(edge)
        return sent, came


def definitions(text: str) -> str:
    """Return what was typed as lines of a graph: a bare formula is called f."""
    return text if "=" in text else f"f = {text}"


def explain(text: str, given: Mapping[str, Any], *, upstream: Any = 1, at: str | None = None) -> Explanation:
    """Return a formula's run at the given values, differentiated at its output or `at` another node.

    >>> shown = explain("f = (x + y) * z", {"x": -2, "y": 5, "z": -4})
    >>> shown.gradient("x"), shown.gradient("z")
    (-4, 3)
    """
    written = read_graph(definitions(text))
    check_inputs(written, given)
    values = forward(written, given)
    graph = _with_names(written)
    top = graph.output if at is None else place_of(graph, at)
    if isinstance(upstream, Array) and not isinstance(values[top], Array):
        rows, columns = upstream.shape
        name = graph.nodes[top].label
        raise ShapeError(f"{name} is a number, and so is its upstream gradient, not a {rows}x{columns} matrix", top)
    return Explanation(written, graph, values, top, upstream, backward(written, values, top, upstream))


def with_mistake(right: Explanation, rule: str) -> Explanation:
    """Return the same run with one wrong rule used wherever it can be."""
    known = mistakes_in(right.graph)
    if rule not in known:
        shown = showing(right)
        which = f"these show here: {', '.join(shown)}" if shown else "none of its rules shows with these numbers"
        raise UnknownError(f"no wrong rule {rule} fits this formula{did_you_mean(rule, known)}; {which}")
    try:
        gradients = backward(right.written, right.values, right.top, right.upstream, known[rule])
    except UndefinedValueError as fault:
        raise UndefinedValueError(f"with {rule} {fault}", fault.place) from fault
    lost = [edge.node for edge in gradients.trace if not is_known(edge.downstream)]
    lost += [place for place, gradient in gradients.adjoints.items() if not is_known(gradient)]
    if lost:
        label = right.written.nodes[lost[0]].label
        raise UndefinedValueError(f"{rule} cannot be carried through {label}: the sizes do not fit", lost[0])
    return right._replace(gradients=gradients)


def showing(right: Explanation) -> list[str]:
    """Return the wrong rules that change a gradient of this run."""
    names = right.backwards()
    gradients = [right.gradient(name) for name in names]
    found = []
    for rule in mistakes_in(right.graph):
        try:
            other = with_mistake(right, rule)
        except (UndefinedValueError, ShapeError):
            continue
        if any(other.gradient(name) != gradient for name, gradient in zip(names, gradients, strict=True)):
            found.append(rule)
    return found


def mistakes_in(graph: Graph) -> dict[str, WrongRule | Fault]:
    """Return the wrong rules of the graph's operations and those of the sweep itself, by id."""
    used = dict.fromkeys(node.operation for node in graph.nodes if node.operation in OPERATIONS)
    rules: list[WrongRule | Fault] = [rule for operation in used for rule in OPERATIONS[operation].wrong]
    return {rule.id: rule for rule in (*rules, *(fault for fault in ALL_FAULTS if fault is not RIGHT))}


def place_of(graph: Graph, name: str) -> int:
    """Return the place of a named node."""
    if name not in graph.names:
        raise UnknownError(f"the formula has no {name}{did_you_mean(name, graph.names)}")
    return graph.names[name]


def blamed(text: str, fault: UndefinedValueError) -> int | None:
    """Return where the node stands in the text that has no value or no gradient; None if nowhere."""
    return None if fault.place is None else position_of(text, read_graph(text).nodes[fault.place].label)


def _with_names(graph: Graph) -> Graph:
    """Return the graph with a letter for every step that has no name, so that the chain rule can speak of it."""
    letters = (f"{letter}{count}" for count in ("", *range(1, 100_000)) for letter in "qrstuvpmnk")
    free = (letter for letter in letters if letter not in graph.names)
    named = set(graph.names.values())
    nodes, names = list(graph.nodes), dict(graph.names)
    for place, node in enumerate(nodes):
        if place not in named and node.operation not in (INPUT, CONSTANT):
            name = next(free)
            nodes[place] = node._replace(label=name)
            names[name] = place
    return Graph(tuple(nodes), names, graph.output)
