"""One run of a drill at chosen numbers: the values, the asked answers, and the same with mistakes made."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from quizgen.ask import Ask
from quizgen.asked_function import WrongFormula
from quizgen.autodiff.array import Array, filled, of_shape, shape_of
from quizgen.autodiff.graph import Graph
from quizgen.autodiff.number import TOO_LARGE, UndefinedValueError, see_sensible
from quizgen.autodiff.operations import WrongRule
from quizgen.autodiff.proof import rerun
from quizgen.autodiff.sweep import Fault, Gradients, Slip, backward
from quizgen.autodiff.unknown import is_known
from quizgen.drill import Authored, Drill
from quizgen.value import Answer, Symbolic
from quizgen.wrong_value import WrongValue, wrong_forward

Rule: TypeAlias = WrongRule | Fault | WrongValue | WrongFormula | Authored


class UntoldError(UndefinedValueError):
    """What is asked hangs on an input that nobody knows."""


class Candidate(NamedTuple):
    """A mistake that could be made in a drill: everywhere, or at one node only."""

    rule: Rule
    at: int | None = None

    @property
    def id(self) -> str:
        """Return the rule's id."""
        return self.rule.id


class Sample(NamedTuple):
    """The numbers of a run: one for an ordinary problem, several hidden ones where the answer is a formula."""

    known: Mapping[str, Any]  # givens, derived quantities, and the letter that arrives from upstream
    upstream: Any
    values: Sequence[Any]  # of each node


class Run(NamedTuple):
    """A drill at chosen numbers."""

    drill: Drill
    givens: Mapping[str, Any]
    upstream: Any
    samples: tuple[Sample, ...]
    answer: tuple[Answer, ...] = ()

    @property
    def values(self) -> Sequence[Any]:
        """Return the value of each node."""
        return self.samples[0].values

    @property
    def points(self) -> tuple[Mapping[str, Any], ...]:
        """Return what every name stands for, at each sample."""
        names = self.drill.graph.names.items()
        return tuple(
            {**sample.known, **{name: sample.values[place] for name, place in names}} for sample in self.samples
        )


class Sweeps:
    """The table's engine at one sample, with the mistakes of someone who makes any.

    Someone's own values and gradients may stand in the place of the right ones: gradients by what they are of, and
    whether they take the upstream gradient in.
    """

    def __init__(
        self,
        drill: Drill,
        sample: Sample,
        made: Sequence[Candidate] = (),
        own_values: Mapping[int, Any] | None = None,
        own_gradients: Mapping[tuple[int, bool], Mapping[int, Any]] | None = None,
    ) -> None:
        self.drill = drill
        self.sample = sample
        self.values = sample.values
        self._own_gradients = own_gradients or {}
        forward = [(slip.rule, slip.at) for slip in made if isinstance(slip.rule, WrongValue)]
        if forward or own_values:
            self.values = wrong_forward(drill.pinned.cut, sample.values, forward, own_values)
        self._backward = [Slip(slip.rule, slip.at) for slip in made if isinstance(slip.rule, WrongRule | Fault)]
        self._formulas = {slip.rule.function: slip.rule.formula for slip in made if isinstance(slip.rule, WrongFormula)}
        self._swept: dict[tuple[int, bool, int, Graph], Gradients] = {}

    @property
    def output(self) -> int:
        """Return the place of the output."""
        return self.drill.graph.output

    def value(self, place: int) -> Any:
        """Return a node's value."""
        return self.values[place]

    def number(self, name: str) -> Any:
        """Return a given that is no node."""
        return self.sample.known[name]

    def wrong(self, function: str) -> Callable[..., Any] | None:
        """Return the wrong formula that a mistake uses for something asked."""
        return self._formulas.get(function)

    def moved(self, of: int, by: int, amount: Any) -> Any:
        """Return a node's value when another one is changed by an amount."""
        return rerun(self.drill.graph, self.values, of, by, self.values[by] + amount)

    def factors(self, place: int) -> list[tuple[int, int, int]]:
        """Return rows, inner size and columns of each matrix product on the way to a node."""
        return products(self.drill.graph, self.values, place)

    def gradient(self, of: int, by: int, *, scaled: bool) -> Any:
        """Return d(of)/d(by), times the upstream gradient where it is scaled; of a vector, its Jacobian."""
        shape = shape_of(self.values[of])
        graph = graph_towards(self.drill, of, by)
        if shape is None or scaled:
            return self._sweep(graph, of, 0, scaled=scaled).adjoints[by]
        rows = [self._sweep(graph, of, entry, scaled=False).adjoints[by] for entry in range(shape[0] * shape[1])]
        return Array([row.flat if isinstance(row, Array) else (row,) for row in rows])

    def swept(self, of: int, *, scaled: bool) -> Gradients:
        """Return the backward sweep from a node to all that it is computed from."""
        return self._sweep(self.drill.graph, of, 0, scaled=scaled)

    def _sweep(self, graph: Graph, of: int, entry: int, *, scaled: bool) -> Gradients:
        """Return the backward sweep from a node, or from one entry of it."""
        which = of, scaled, entry, graph
        if which not in self._swept:
            upstream: Any = self.sample.upstream if scaled else 1
            shape = shape_of(self.values[of])
            if shape is not None and not scaled:
                upstream = of_shape(shape, tuple([int(place == entry) for place in range(shape[0] * shape[1])]))
            elif shape is not None and shape_of(upstream) is None:
                upstream = filled(shape, upstream)
            own = self._own_gradients.get((of, scaled), {})
            self._swept[which] = backward(graph, self.values, of, upstream, slips=self._backward, instead=own)
        return self._swept[which]


def graph_towards(drill: Drill, of: int, by: int) -> Graph:
    """Return the graph for sweeps from one node to what is asked of it: to all of that, if `by` is asked."""
    wanted = _asked_of(drill).get(of, frozenset())
    return drill.graph.towards(wanted) if by in wanted else drill.graph


@lru_cache(maxsize=512)
def _asked_of(drill: Drill) -> Mapping[int, frozenset[int]]:
    """Return by which nodes each node is differentiated in what is asked, and in the author's mistakes."""
    found: dict[int, frozenset[int]] = {}
    for ask in (*drill.asks, *(ask for mistake in drill.authored for ask in mistake.asks)):
        for of, by, _ in ask.gradients:
            found[of] = found.get(of, frozenset()) | {by}
    return found


def products(graph: Graph, values: Sequence[Any], place: int) -> list[tuple[int, int, int]]:
    """Return rows, inner size and columns of each matrix product on the way to a node."""
    found = []
    needed = {place}
    for node in range(place, -1, -1):
        if node not in needed:
            continue
        parents = graph.nodes[node].parents
        needed.update(parents)
        if graph.nodes[node].operation == "@":
            left, right = [shape_of(values[parent]) or (1, 1) for parent in parents]
            found.append((left[0], left[1], right[1]))
    return found


def answers(made: Run, *mistakes: Candidate) -> tuple[Answer, ...]:
    """Return what is answered by someone who makes these mistakes; what nobody can know is an UndefinedValueError."""
    drill = made.drill
    asks = next((slip.rule.asks for slip in mistakes if isinstance(slip.rule, Authored)), drill.asks)
    rows = []
    for sample in made.samples:
        engine = Sweeps(drill, sample, mistakes)
        row = [_answer(ask, engine) for ask in asks]
        for ask, value in zip(asks, row, strict=True):
            if not is_known(value):
                raise UntoldError(f"{ask.label} cannot be told from what is given")
        rows.append(row)
    if not drill.in_letters:
        return tuple(rows[0])
    from quizgen.letters import formulas  # few drills answer with a formula

    trees = formulas(made, asks, mistakes)
    return tuple(Symbolic(tree, tuple(points)) for tree, points in zip(trees, zip(*rows, strict=True), strict=True))


def _answer(ask: Ask, engine: Sweeps) -> Any:
    """Return what is asked for; a number beyond all floats, or of thousands of digits, is an UndefinedValueError."""
    try:
        value = plain(ask.value(engine))
        see_sensible(value)
    except OverflowError as fault:
        raise UndefinedValueError(TOO_LARGE) from fault
    return value


def attempt(made: Run, *mistakes: Candidate) -> tuple[Answer, ...] | None:
    """Return the answers that mistakes give, or nothing where they cannot be carried through."""
    try:
        return answers(made, *mistakes)
    except UndefinedValueError:
        return None


def in_floats(made: Run) -> Run:
    """Return a run with floats for its fractions; one in letters as it is."""
    if made.drill.in_letters:
        return made
    samples = [
        Sample({name: _in_floats(value) for name, value in known.items()}, _in_floats(upstream), _each(values))
        for known, upstream, values in made.samples
    ]
    return made._replace(samples=tuple(samples))


def _each(values: Sequence[Any]) -> list[Any]:
    return list(map(_in_floats, values))


def _in_floats(value: Any) -> Any:
    if isinstance(value, Array):
        return of_shape(value.shape, tuple(_each(value.flat)))
    return float(value) if isinstance(value, Fraction) else value


def plain(value: Any) -> Any:
    """Return a value with whole numbers as ints, and no negative zero."""
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else value
    if isinstance(value, Array):
        return of_shape(value.shape, tuple(map(plain, value.flat)))
    return value + 0.0 if isinstance(value, float) else value
