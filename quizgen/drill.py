"""A drill: a template from which fresh problems are made. A graph, the domains of its givens, and what is asked."""

import operator
from collections.abc import Callable, Collection, Sequence
from math import prod
from typing import Any, NamedTuple

from quizgen.autodiff.expression import operation_of, read_graph
from quizgen.autodiff.graph import CONSTANT, Graph
from quizgen.autodiff.operations import Exact
from quizgen.domain import DrillError, read_domain
from quizgen.notation.fault import NotationError, close_match, did_you_mean
from quizgen.notation.parser import read_expression, read_math
from quizgen.notation.text import to_text
from quizgen.notation.tree import Name, Operation, Relation, Tree, names, walk
from quizgen.seed import derive_seed
from quizgen.source import DrillSource

GENERATOR = 1  # part of every revision: raise it when the same seed no longer makes the same problem

COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}

__all__ = ["COMPARISONS", "Ask", "Drill", "DrillError", "DrillSource", "read_drill"]


class Ask(NamedTuple):
    """One asked thing: the value of a node, or the gradient of one node by another."""

    label: str  # a formula, as it is shown: `dL/dx`
    of: int
    by: int | None = None  # none for a value
    scaled: bool = False  # whether the upstream gradient comes in


class Drill:
    """A template that has been read and is consistent."""

    def __init__(
        self,
        drill_id: str,
        source: DrillSource,
        graph: Graph,
        givens: Sequence[tuple[str, tuple[Exact, ...]]],
        upstream: tuple[Exact, ...],
        asks: Sequence[Ask],
        unless: Sequence[Relation],
    ) -> None:
        self.id = drill_id
        self.source = source
        self.graph = graph
        self.givens = tuple(givens)
        self.upstream = upstream  # (1,) where none is given
        self.asks = tuple(asks)
        self.unless = tuple(unless)
        self.digits = source.digits
        self.revision = _revision(source)
        self.instances = prod(len(domain) for _, domain in self.givens) * len(upstream)

    @property
    def loss(self) -> str:
        """Return the name of what the upstream gradient is a derivative of: a loss further on."""
        return next(name for name in ("L", "C", "J", "E", "loss") if name not in self.graph.names)

    @property
    def output(self) -> str:
        """Return the output's name."""
        return self.graph.nodes[self.graph.output].label


def read_drill(drill_id: str, source: DrillSource) -> Drill:
    """Return a drill, or raise a DrillError that names the field."""
    graph = _read_graph(source.graph)
    if all(node.operation in ("input", CONSTANT) for node in graph.nodes):
        raise DrillError("the graph has no operation in it", "graph")
    inputs = graph.inputs()
    givens = []
    for name, text in source.given:
        if name not in inputs:
            raise DrillError(_not_an_input(name, graph), f"given.{name}")
        givens.append((name, read_domain(text, f"given.{name}")))
    missing = [name for name in inputs if name not in dict(givens)]
    if missing:
        raise DrillError(
            f"{missing[0]} is an input of the graph, and nothing says where its numbers come from", "given"
        )
    if len(givens) != len(inputs):
        raise DrillError("a name is given twice", "given")
    upstream: tuple[Exact, ...] = (1,)
    if source.upstream is not None:
        upstream = read_domain(source.upstream, "upstream")
    if not source.ask:
        raise DrillError("nothing is asked", "ask")
    drill = Drill(drill_id, source, graph, givens, upstream, (), [_read_unless(text, graph) for text in source.unless])
    drill.asks = tuple(_read_ask(label, formula, drill) for label, formula in source.ask)
    if not 1 <= source.digits <= 15:
        raise DrillError("digits are from 1 to 15", "digits")
    _check_prompt(source.prompt, dict(givens))
    return drill


def _revision(source: DrillSource) -> str:
    """Return a hash of everything that problems are made from; texts are not."""
    made_from = source._replace(prompt=None, hint=None)
    return f"{derive_seed(repr((GENERATOR, tuple(made_from)))):016x}"


def _fault(fault: NotationError, text: str, field: str) -> DrillError:
    """Return a reader's error as the drill's."""
    line = text.count("\n", 0, fault.position) + 1 if "\n" in text.strip() else 0
    return DrillError(f"{fault.message}{f', in line {line}' if line else ''}: {text.strip()}", field)


def _read_graph(text: str) -> Graph:
    try:
        return read_graph(text, exact=True)
    except NotationError as fault:
        raise _fault(fault, text, "graph") from fault


def _not_an_input(name: str, graph: Graph) -> str:
    if name in graph.names:
        return f"{name} is computed in the graph; only its inputs are given"
    return f"the graph has no {name}{did_you_mean(name, graph.inputs())}"


def _read_ask(label: str | None, formula: str, drill: Drill) -> Ask:
    """Return an asked thing: `q`, `dA/dB`, or `d/dB`, which is the output's and takes the upstream gradient in."""
    try:
        tree = read_expression(formula)
    except NotationError as fault:
        raise _fault(fault, formula, "ask") from fault
    graph = drill.graph
    if isinstance(tree, Name):
        return Ask(label or tree.name, _node(tree, formula, graph))
    if not (isinstance(tree, Operation) and tree.symbol == "derivative"):
        raise DrillError(f"{formula} cannot be asked: ask for a node, as q, or a derivative, as df/dx or d/dx", "ask")
    *of, by = tree.operands
    scaled = not of and drill.source.upstream is not None
    top = _node(of[0], formula, graph) if of else graph.output
    below = _node(by, formula, graph)
    if graph.nodes[below].operation == CONSTANT:
        raise DrillError(f"{formula} cannot be asked: {to_text(by)} is a constant, which nothing varies", "ask")
    if below == top:
        raise DrillError(f"{formula} is always 1: ask for a node and what it is computed from", "ask")
    if below > top or below not in _ancestors(graph, top):
        raise DrillError(f"{formula} is always 0: {graph.nodes[top].label} does not depend on {to_text(by)}", "ask")
    over = drill.loss if scaled else to_text(of[0]) if of else drill.output
    return Ask(label or f"d{over}/d{to_text(by)}", top, below, scaled)


def _node(tree: Tree, formula: str, graph: Graph) -> int:
    """Return the place of a node that is asked about."""
    name = tree.name if isinstance(tree, Name) else to_text(tree)
    if name not in graph.names:
        meant = _meant(name, formula, graph)
        hint = f" (did you mean {meant}?)" if meant else f" (it has {', '.join(graph.names)})"
        raise DrillError(f"{formula} is asked, but the graph has no {name}{hint}", "ask")
    return graph.names[name]


def _meant(name: str, formula: str, graph: Graph) -> str | None:
    """Return what was probably asked: the formula with a name that the graph has, or a derivative without its slash."""
    same = next((known for known in graph.names if known.casefold() == name.casefold()), None)
    match = same or close_match(name, graph.names)
    if match is None:
        output = graph.nodes[graph.output].label
        whole = name == formula.strip()
        return close_match(name, [f"d{output}/d{by}" for by in graph.names if by != output]) if whole else None
    if f"d{name}/" in formula:
        return formula.replace(f"d{name}/", f"d{match}/", 1)
    before, _, after = formula.rpartition(name)
    return f"{before}{match}{after}"


def _ancestors(graph: Graph, place: int) -> set[int]:
    """Return the nodes that a node is computed from, itself among them."""
    found = {place}
    for node in range(place, -1, -1):
        if node in found:
            found.update(graph.nodes[node].parents)
    return found


def _read_unless(text: str, graph: Graph) -> Relation:
    """Return a constraint: a relation over the graph's names."""
    try:
        tree = read_math(text)
    except NotationError as fault:
        raise _fault(fault, text, "unless") from fault
    if not isinstance(tree, Relation) or not all(sign in COMPARISONS for sign in tree.signs):
        raise DrillError(f"{text} is no relation, as x = y or q > 10", "unless")
    unknown = next((name for name in names(tree) if name not in graph.names), None)
    if unknown:
        raise DrillError(f"the graph has no {unknown}{did_you_mean(unknown, graph.names)}", "unless")
    for part in walk(tree):
        if isinstance(part, Operation):
            try:
                operation_of(part, exact=True)
            except NotationError as fault:
                raise _fault(fault, text, "unless") from fault
    return tree


def _check_prompt(prompt: str | None, known: Collection[str]) -> None:
    """See that every {name} in a prompt is one of the givens."""
    for piece in (prompt or "").split("{")[1:]:
        name = piece.partition("}")[0]
        if name.isidentifier() and name not in known and name != "upstream":
            raise DrillError(f"{{{name}}} is none of the givens{did_you_mean(name, known)}", "prompt")
