"""A drill: a template from which fresh problems are made. A graph, the domains of its givens, and what is asked."""

from copy import copy
from functools import cached_property, lru_cache
from math import perm
from typing import NamedTuple

from quizgen.ask import Ask, Asking
from quizgen.autodiff.expression import operation_of, read_graph
from quizgen.autodiff.graph import CONSTANT, INPUT, Graph
from quizgen.constraint import read_constraint
from quizgen.domain import MOST_INSTANCES, Domain, DrillError, Hidden, Letter, Sized, letters_of
from quizgen.domain_text import read_domain
from quizgen.drill_check import check_givens, check_sizes, check_texts, check_used, check_work
from quizgen.notation.fault import NotationError, did_you_mean
from quizgen.notation.parser import Definition, read_definitions, read_expression
from quizgen.notation.tree import Name, Operation, Relation, Tree, names, walk
from quizgen.pinning import Pinned, pin
from quizgen.seed import Stream, derive_seed
from quizgen.source import DrillSource

GENERATOR = 3  # part of every revision: raise it when the same seed no longer makes the same problem

LOSSES = ("L", "C", "J", "E", "loss")  # what a loss is called

__all__ = ["Ask", "Authored", "Drill", "DrillError", "DrillSource", "read_drill"]


class Authored(NamedTuple):
    """A mistake of the author's own: a formula for each wrong answer, and the sentence that helps."""

    id: str
    name: str
    message: str
    asks: tuple[Ask, ...]


class Drill:
    """A template that has been read and is consistent."""

    def __init__(self, drill_id: str, source: DrillSource) -> None:
        self.id = drill_id
        self.source = source
        self.digits = source.digits
        self.revision = _revision(source)
        self.graph = _read_graph(source.graph)
        self.domains = {name: read_domain(text, f"given.{name}") for name, text in source.given}
        self.lets = _read_lets(source, self)
        known = [name for name, domain in self.domains.items() if not isinstance(domain, Hidden)]
        self.pinned: Pinned = pin(self.graph, self._pinned_names(), {*known, *dict(self.lets)})
        self.numbers = tuple(
            name for name in (*known, *dict(self.lets)) if name not in self.graph.names
        )  # what is given and no node
        self.upstream_letter, self.upstream = _read_upstream(source)
        every = [*self.domains.values(), *([self.upstream] if self.upstream else [])]
        self.sizes = tuple(dict.fromkeys(letter for domain in every for letter in letters_of(domain)))
        self.in_letters = any(isinstance(domain, Letter) for domain in every)
        self.sizes_only = any(isinstance(domain, Sized) for domain in every)
        self.asks: tuple[Ask, ...] = ()
        self.unless: tuple[Relation, ...] = ()
        self.authored: tuple[Authored, ...] = ()
        self.origin = source  # what the author wrote, where a family made the source from it
        self.structures = 0  # how many structures a family draws from

    @property
    def loss(self) -> str:
        """Return the name of what the upstream gradient is a derivative of: a loss further on."""
        return next(name for name in LOSSES if name not in self.graph.names)

    @property
    def differentiated(self) -> str:
        """Return what `d/dX` is a derivative of: a loss further on, or the output where nothing follows it."""
        followed = self.source.upstream is not None or (self.sizes_only and self.output not in LOSSES)
        return self.loss if followed else self.output

    @cached_property
    def definitions(self) -> tuple[Definition, ...]:
        """Return the lines of the graph as they are written, each formula as a tree."""
        return tuple(read_definitions(self.source.graph))

    @property
    def output(self) -> str:
        """Return the output's name."""
        return self.graph.nodes[self.graph.output].label

    @property
    def instances(self) -> int:
        """Return how many problems there are, about: of those that are rejected nothing is known here."""
        count = max(1, self.structures)
        if self.sizes_only:
            count *= perm(max(3, len(self.sizes)), len(self.sizes))  # sizes are all different
        for domain in (*self.domains.values(), self.upstream):
            if domain is not None and not isinstance(domain, Hidden):
                count = min(count * domain.instances(), MOST_INSTANCES)
        return count

    def variant(self, stream: Stream) -> "Drill":
        """Return the drill with the structure that a stream chooses: itself, unless a family makes its graphs."""
        if not self.structures:
            return self
        return _structured(self.id, self.origin, stream.below(self.structures))

    def _pinned_names(self) -> list[str]:
        """Return the inner nodes that are given."""
        return [name for name in self.domains if self.graph.is_computed(name)]


def read_drill(drill_id: str, source: DrillSource) -> Drill:
    """Return a drill, or raise a DrillError that names the field."""
    if source.family is None:
        return _read(drill_id, source)
    from quizgen.family import structures  # few drills have no graph of their own

    drill = copy(_structured(drill_id, source, 0))
    drill.origin, drill.structures = source, structures(source)
    drill.revision = _revision(source)
    return drill


@lru_cache(maxsize=256)
def _structured(drill_id: str, source: DrillSource, number: int) -> Drill:
    """Return a drill with one of the structures of its family."""
    from quizgen.family import structure

    return _read(drill_id, structure(source, number)._replace(family=None))


def _read(drill_id: str, source: DrillSource) -> Drill:
    if not 1 <= source.digits <= 15:
        raise DrillError("digits are from 1 to 15", "digits")
    names_given = [name for name, _ in source.given]
    if len(set(names_given)) != len(names_given):
        raise DrillError("a name is given twice", "given")
    drill = Drill(drill_id, source)
    check_givens(drill)
    check_work(drill)
    if not source.ask:
        raise DrillError("nothing is asked", "ask")
    if drill.upstream_letter in {*drill.graph.names, *drill.numbers}:
        raise DrillError(f"{drill.upstream_letter} has a meaning already: take another letter, as G", "upstream")
    asking = Asking(drill, drill.numbers)
    drill.asks = tuple(asking.read(label, formula) for label, formula in source.ask)
    for number, ask in enumerate(drill.asks):
        if ask.label in [other.label for other in drill.asks[:number]]:
            raise DrillError(f"{ask.label} is asked twice", "ask")
    check_sizes(drill)
    drill.unless = tuple(read_constraint(text, [*drill.graph.names, *drill.numbers]) for text in source.unless)
    drill.authored = tuple(_read_mistakes(source, asking))
    check_used(drill)
    check_texts(drill)
    return drill


def _revision(source: DrillSource) -> str:
    """Return a hash of everything that problems are made from; texts are not."""
    answers = tuple((answer, "") for answer, _ in source.mistakes)
    made_from = source._replace(
        prompt=None, hint=None, show=(), mistakes=answers, examples=(), seconds=None, unit=None, proof=""
    )
    return f"{derive_seed(repr((GENERATOR, tuple(made_from)))):016x}"


def _fault(fault: NotationError, text: str, field: str) -> DrillError:
    """Return a reader's error as the drill's."""
    line = text.count("\n", 0, fault.position) + 1 if "\n" in text.strip() else 0
    return DrillError(f"{fault.message}{f', in line {line}' if line else ''}: {text.strip()}", field)


def _read_graph(text: str) -> Graph:
    try:
        graph = read_graph(text)
    except NotationError as fault:
        raise _fault(fault, text, "graph") from fault
    if all(node.operation in (INPUT, CONSTANT) for node in graph.nodes):
        raise DrillError("the graph has no operation in it", "graph")
    return graph


def _read_upstream(source: DrillSource) -> tuple[str, Domain | None]:
    """Return the letter that stands for the upstream gradient, if any, and its domain."""
    text = source.upstream
    if text is None:
        return "", None
    word, _, letter = text.strip().partition(" ") if isinstance(text, str) else ("", "", "")
    if word != "letter":
        return "", read_domain(text, "upstream")
    try:
        named = isinstance(read_expression(letter), Name)
    except NotationError:
        named = False
    if not named:
        raise DrillError("a letter for the upstream gradient reads letter G", "upstream")
    return letter.strip(), Letter(None)


def _read_lets(source: DrillSource, drill: Drill) -> tuple[tuple[str, Tree], ...]:
    """Return the derived quantities, each from givens and from those before it."""
    known = {name for name, domain in drill.domains.items() if not isinstance(domain, Hidden)}
    found = []
    for name, text in source.let:
        field = f"let.{name}"
        if name in {*known, *drill.domains} or drill.graph.is_computed(name):
            raise DrillError(f"{name} has a value already", field)
        try:
            tree = read_expression(text)
            for part in walk(tree):
                if isinstance(part, Operation) and part.symbol not in ("call", "matrix", "row"):
                    operation_of(part)
        except NotationError as fault:
            raise _fault(fault, text, field) from fault
        unknown = next((other for other in names(tree) if other not in known), None)
        if unknown:
            raise DrillError(f"{unknown} is none of the givens{did_you_mean(unknown, known)}", field)
        known.add(name)
        found.append((name, tree))
    return tuple(found)


def _read_mistakes(source: DrillSource, asking: Asking) -> list[Authored]:
    """Return the author's own mistakes: a formula for each asked thing, and a sentence."""
    found = []
    for number, (answer, message) in enumerate(source.mistakes, 1):
        formulas = answer.split("|")
        if len(formulas) != len(source.ask):
            raise DrillError(
                f"a mistake has a formula for each asked thing, with | between: {len(source.ask)}, not {len(formulas)}",
                f"mistakes.{number - 1}",
            )
        try:
            asks = tuple(asking.read(None, formula) for formula in formulas)
        except DrillError as fault:
            raise DrillError(fault.message, f"mistakes.{number - 1}") from fault
        found.append(Authored(f"own-{number}", message, message, asks))
    return found
