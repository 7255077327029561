"""The way forward with its numbers: each line of a graph as a formula, with the values put in, and what comes out."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from quizgen.ask import ancestors
from quizgen.autodiff.array import Array
from quizgen.autodiff.unknown import is_known
from quizgen.drill import Drill
from quizgen.mistakes import shown_nodes
from quizgen.notation.text import to_text
from quizgen.notation.tree import Name, Number, Operation, Tree, children, names
from quizgen.prompt import listing
from quizgen.quantity import tree_of
from quizgen.run import Run
from quizgen.working_equation import Side, equation, written

FORWARD = "Forward: "  # what the line begins with that has all values on the way


_SHORT = 60  # bits of an exact number that is certainly written in full


class Definition(NamedTuple):
    """A line of a graph."""

    place: int
    name: str
    tree: Tree
    letters: str


@lru_cache(maxsize=512)
def definitions_of(drill: Drill) -> tuple[Definition, ...]:
    """Return the lines of a drill's graph that a learner works out: what is given or shown is left out."""
    known = {*drill.pinned.places, *shown_nodes(drill)}
    return tuple(
        Definition(drill.graph.names[name], name, tree, to_text(tree))
        for name, tree, _ in drill.definitions
        if drill.graph.names[name] not in known
    )


@lru_cache(maxsize=512)
def wanted(drill: Drill) -> tuple[tuple[Definition, ...], tuple[Definition, ...]]:
    """Return the lines that lead to an asked value, and the others that a gradient is taken through."""
    cut = drill.pinned.cut
    valued = set[int]().union(*[ancestors(cut, place) for ask in drill.asks for place in ask.values])
    swept = set[int]().union(*[ancestors(cut, of) - {of} for ask in drill.asks for of, _, _ in ask.gradients])
    known = definitions_of(drill)
    values = tuple(line for line in known if line.place in valued)
    return values, tuple(line for line in known if line.place in swept and line not in values)


def forward_lines(made: Run, *, whole: bool) -> list[str]:
    """Return the values on the way: those that are asked in full, the others in one line or in full too."""
    drill, values = made.drill, made.values
    if drill.in_letters or drill.sizes_only:
        return []
    asked, passed = wanted(drill)
    if whole:
        both = {*asked, *passed}
        return [
            _in_full(made, line, whole=True) for line in definitions_of(drill) if line in both and _is_known(made, line)
        ]
    on_the_way = [
        equation(Side(line.name), written(values[line.place])) for line in passed if is_known(values[line.place])
    ]
    found = [f"{FORWARD}{listing(on_the_way, 'and')}."] if on_the_way else []
    return [*found, *(_in_full(made, line, whole=False) for line in asked if _is_known(made, line))]


def _is_known(made: Run, line: Definition) -> bool:
    return is_known(made.values[line.place])


def _in_full(made: Run, line: Definition, *, whole: bool) -> str:
    """Return a line with its numbers: `q = x + y = -2 + 5 = 3`; of arrays the short working has only what comes out."""
    value = made.values[line.place]
    known = {name: made.values[made.drill.graph.names[name]] for name in names(line.tree)}
    in_numbers = whole or not any(isinstance(entry, Array) for entry in (value, *known.values()))
    filled = [filled_in(line.tree, known)] if in_numbers else []
    labels = [Side(ask.label) for ask in made.drill.asks if ask.of == line.place and ask.by is None]
    return equation(*labels, Side(line.name), Side(line.letters), *filled, written(value))


def filled_in(tree: Tree, known: Mapping[str, Any]) -> Side:
    """Return a formula with values for its names."""
    trees = {name: tree_of(value) for name, value in known.items()}
    rounded = any(is_rounded(value) for value in known.values())
    return Side(to_text(_filled(tree, trees)), rounded)


def _filled(tree: Tree, known: Mapping[str, Tree]) -> Tree:
    if isinstance(tree, Name):
        return known[tree.name]
    if isinstance(tree, Operation):
        if tree.symbol == "call":
            return Operation("call", (tree.operands[0], *(_filled(part, known) for part in tree.operands[1:])))
        return Operation(tree.symbol, tuple(_filled(part, known) for part in children(tree)))
    return tree


def is_rounded(value: Any) -> bool:
    """Tell whether a value has more digits than a formula shows of it."""
    if isinstance(value, Array):
        return any(map(is_rounded, value.flat))
    if isinstance(value, float):
        return written(value).rounded
    bits = max(value.numerator.bit_length(), value.denominator.bit_length())
    return bits > _SHORT and tree_of(value) != Number(value)
