"""One run of a drill at chosen numbers: the values, the asked answers, and the same with a mistake made."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import isclose
from typing import Any, NamedTuple

from quizgen.autodiff.operations import Exact, UndefinedValueError, WrongRule
from quizgen.autodiff.proof import slope
from quizgen.autodiff.sweep import RIGHT, Fault, Gradients, backward, forward
from quizgen.drill import Ask, Drill
from quizgen.notation.parser import read_definitions


class ProofError(AssertionError):
    """Two independent engines disagree on an answer: a fault of the program, never shown as a key."""


class Run(NamedTuple):
    """A drill at chosen numbers."""

    drill: Drill
    givens: Mapping[str, Exact]
    upstream: Exact
    values: Sequence[Any]  # of each node
    answer: tuple[Exact, ...]


def run(drill: Drill, givens: Mapping[str, Exact], upstream: Exact) -> Run:
    """Return the answers at these numbers; an undefined value is an UndefinedValueError."""
    made = Run(drill, givens, upstream, forward(drill.graph, givens), ())
    return made._replace(answer=answers(made))


def answers(made: Run, mistake: WrongRule | Fault = RIGHT, at: int | None = None) -> tuple[Exact, ...]:
    """Return what is answered by someone who makes this mistake, everywhere or at one node."""
    swept: dict[tuple[int, bool], Gradients] = {}
    found: list[Exact] = []
    for ask in made.drill.asks:
        if ask.by is None:
            found.append(plain(made.values[ask.of]))
            continue
        which = ask.of, ask.scaled
        if which not in swept:
            swept[which] = sweep(made, ask.of, scaled=ask.scaled, mistake=mistake, at=at)
        found.append(plain(swept[which].adjoints[ask.by]))
    return tuple(found)


def sweep(
    made: Run, source: int, *, scaled: bool, mistake: WrongRule | Fault = RIGHT, at: int | None = None
) -> Gradients:
    """Return the backward sweep from a node."""
    return backward(made.drill.graph, made.values, source, made.upstream if scaled else 1, mistake, at)


def prove(made: Run) -> None:
    """See that dual numbers, which share no derivative with the table, give every asked gradient too.

    A value is proven by the formulas as they are written, without the graph and without the table.
    """
    for ask, answer in zip(made.drill.asks, made.answer, strict=True):
        if ask.by is None:
            _prove_value(made, ask, answer)
            continue
        upstream = made.upstream if ask.scaled else 1
        proven = upstream * slope(made.drill.graph, made.values, ask.of, ask.by)
        if proven != answer:
            raise ProofError(f"{made.drill.id}: {ask.label} is {answer} by the sweep and {proven} by dual numbers")


def _prove_value(made: Run, ask: Ask, answer: Exact) -> None:
    from quizgen.numeric import number_of  # few drills ask for values

    values: dict[str, Exact | float] = dict(made.givens)
    for name, tree, _ in read_definitions(made.drill.source.graph):
        values[name] = number_of(tree, values)
    proven = next(values[name] for name, place in made.drill.graph.names.items() if place == ask.of)
    if proven != answer and not (isinstance(proven, float) and isclose(proven, answer, rel_tol=1e-12)):
        raise ProofError(f"{made.drill.id}: {ask.label} is {answer} by the graph and {proven} by its formula")


def plain(value: Any) -> Exact:
    """Return an exact number, a whole one as an int."""
    return value.numerator if isinstance(value, Fraction) and value.denominator == 1 else value


def attempt(made: Run, mistake: WrongRule | Fault, at: int | None = None) -> tuple[Exact, ...] | None:
    """Return the answers that a mistake gives, or nothing where it cannot be carried through."""
    try:
        return answers(made, mistake, at)
    except UndefinedValueError:
        return None
