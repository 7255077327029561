"""The numbers of a problem, drawn so that most draws are good."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from quizgen.autodiff.array import Array, Shape, shape_of
from quizgen.autodiff.expression import evaluate_any
from quizgen.autodiff.graph import CONSTANT, INPUT
from quizgen.autodiff.number import TOO_LARGE, UndefinedValueError, see_sensible
from quizgen.autodiff.sweep import forward
from quizgen.autodiff.unknown import UNKNOWN
from quizgen.domain import Domain, DrillError, Grid, Hidden, Letter, Numbers, draw_sizes, shape_of_extents
from quizgen.drill import Drill
from quizgen.notation.tree import Tree
from quizgen.pinned_shape import check_shapes, shapes_behind
from quizgen.pinning import hidden_value
from quizgen.run import Run, Sample, plain
from quizgen.seed import Stream

_HIDING = (0, 1)  # as a factor these hide what a product does with the other one
_POINTS = 8  # at which a formula of numbers is compared: so many that |x| is not taken for x
_MATRIX_POINTS = 3  # at which one of matrices is, whose entries are many
_SQUARE = 3


class Plan(NamedTuple):
    """What each given is drawn from, and from which other numbers it keeps apart."""

    domains: Mapping[str, Domain]
    apart: Mapping[str, frozenset[str]]
    upstream: Domain | None


@lru_cache(maxsize=256)
def plan(drill: Drill) -> Plan:
    """Return how a drill's numbers are drawn: factors without 0 and 1, two factors of one product unequal."""
    nodes = drill.graph.nodes
    partners: dict[str, set[str]] = {}
    for node in nodes:
        if node.operation != "*" or any(nodes[parent].operation == CONSTANT for parent in node.parents):
            continue
        givens = [nodes[parent].label for parent in node.parents if nodes[parent].operation == INPUT]
        for name in givens:
            partners.setdefault(name, set()).update(other for other in givens if other != name)
    domains = {name: _without_hiding(domain) if name in partners else domain for name, domain in drill.domains.items()}
    upstream = drill.upstream if drill.upstream is None else _without_hiding(drill.upstream)
    return Plan(domains, {name: frozenset(others) for name, others in partners.items()}, upstream)


def _without_hiding(domain: Domain) -> Domain:
    """Return a domain of numbers without those that hide a rule, if it has others."""
    if isinstance(domain, Numbers):
        return Numbers(tuple(value for value in domain.values if value not in _HIDING) or domain.values)
    return domain


def draw(drill: Drill, planned: Plan, stream: Stream) -> Run:
    """Return a run at fresh numbers, its answer still to be found."""
    sizes = draw_sizes(drill.sizes, stream)
    givens: dict[str, Any] = {}
    for name, domain in planned.domains.items():
        if isinstance(domain, Hidden | Letter):
            continue
        if isinstance(domain, Numbers):
            taken = {givens[other] for other in planned.apart.get(name, ()) if other in givens}
            givens[name] = stream.choose([value for value in domain.values if value not in taken] or domain.values)
        else:
            givens[name] = domain.draw(stream, sizes)
    return run(drill, givens, None, sizes, planned.upstream, stream)


def run(
    drill: Drill,
    givens: Mapping[str, Any],
    upstream: Any = None,
    sizes: Mapping[str, int] | None = None,
    arriving: Domain | None = None,
    stream: Stream | None = None,
) -> Run:
    """Return a run at these givens, with this upstream gradient or one that is drawn; undefined values are an error."""
    count = _points(drill) if drill.in_letters else 1
    if drill.in_letters and drill.sizes:
        sizes = letter_sizes(drill)
    samples = []
    for number in range(count):
        known = dict(givens)
        hidden = Stream(drill.id, drill.revision, "points", number)
        for name, domain in drill.domains.items():
            if isinstance(domain, Letter):
                known[name] = domain.draw(hidden, sizes or {})
        for name, tree in drill.lets:
            known[name] = _derived(tree, known)
        values = forward(drill.pinned.cut, _inputs(drill, known, sizes or {}))
        check_shapes(drill.graph, drill.pinned, values)
        shape = shape_of(values[drill.graph.output])
        if drill.upstream_letter:
            here = Letter(shape).draw(hidden, {})
            known[drill.upstream_letter] = here
        elif arriving is not None and stream is not None:
            upstream = here = _arriving(arriving, shape, sizes or {}, stream)
        else:
            here = 1 if upstream is None else upstream
        samples.append(Sample(known, here, values))
    return Run(drill, givens, upstream, tuple(samples))


def _derived(tree: Tree, known: Mapping[str, Any]) -> Any:
    """Return a number computed from those drawn; one of thousands of digits has no value, as a node has none."""
    try:
        value = plain(evaluate_any(tree, known))
        see_sensible(value)
    except OverflowError as fault:
        raise UndefinedValueError(TOO_LARGE) from fault
    return value


def _points(drill: Drill) -> int:
    letters = [domain for domain in drill.domains.values() if isinstance(domain, Letter)]
    return _MATRIX_POINTS if letters and all(letter.extents for letter in letters) else _POINTS


def letter_sizes(drill: Drill) -> Mapping[str, int]:
    """Return the sizes at which formulas in letters are compared: square, so that a missing transpose has a value."""
    return dict.fromkeys(drill.sizes, _SQUARE)


def _arriving(domain: Domain, shape: Shape | None, sizes: Mapping[str, int], stream: Stream) -> Any:
    """Return an upstream gradient in the shape of the output."""
    if isinstance(domain, Numbers):
        return Grid(shape, domain).draw(stream, {}) if shape else domain.draw(stream, {})
    if isinstance(domain, Hidden):
        raise DrillError("an upstream gradient cannot be unknown", "upstream")
    value = domain.draw(stream, sizes)
    if isinstance(value, Array) and value.shape != shape:
        wanted = f"a {shape[0]}x{shape[1]} matrix" if shape else "a number"
        raise DrillError(f"the upstream gradient has the shape of the output, {wanted}", "upstream")
    return value


def _inputs(drill: Drill, known: Mapping[str, Any], sizes: Mapping[str, int]) -> dict[str, Any]:
    """Return a value for every input of the cut graph, unknown where nobody needs it."""
    graph = drill.graph
    inputs = {name: value for name, value in known.items() if name in graph.names}
    if not drill.pinned.places:
        return inputs
    shapes: dict[int, Shape | None] = {}
    for place in drill.pinned.hidden:
        domain = drill.domains.get(graph.nodes[place].label)
        if isinstance(domain, Hidden) and domain.extents is not None:
            shapes[place] = shape_of_extents(domain.extents, sizes)
    values: dict[int, Any] = {graph.names[name]: value for name, value in inputs.items()}
    if any(isinstance(value, Array) for value in values.values()):
        told = {place: hidden_value(shape) for place, shape in shapes.items()}
        shapes = {**shapes_behind(graph, drill.pinned, {**values, **told}), **shapes}
    else:
        shapes = {**dict.fromkeys(drill.pinned.hidden), **shapes}
    for place in drill.pinned.hidden:
        name = graph.nodes[place].label
        if place not in shapes:
            raise DrillError(f"nothing tells the size of {name}: say it, as in {name}: unknown 2x3", f"given.{name}")
        inputs[name] = hidden_value(shapes[place], UNKNOWN)
    return inputs
