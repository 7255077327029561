"""A few problems of a drill, all different: for its author to look at, or frozen for a program that makes none."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from cardgrad.decks.card import Card
from cardgrad.decks.fault import ERROR, Fault
from quizgen.drill import Drill, DrillError, read_drill
from quizgen.problem import Problem, make_problem
from quizgen.seed import derive_seed
from quizgen.source import DrillSource
from quizgen.template import EASY, HARD, MEDIUM

BANDS = EASY, MEDIUM, HARD
_SEEDS = 2500  # a problem's number has four digits
_CANDIDATES = 50


class Samples(NamedTuple):
    """A drill with some of its problems."""

    drill: Drill
    problems: tuple[Problem, ...]


def samples(card: Card, source: DrillSource, purpose: str, count: int = len(BANDS)) -> Samples | Fault:
    """Return so many problems, easy, medium and hard in turn, or why there are none; fewer where it has no others.

    The same purpose gives the same problems, and a greater count only more of them.
    """
    try:
        drill = read_drill(card.id, source)
        return Samples(drill, tuple(_chosen(drill, purpose, count)))
    except DrillError as error:
        return Fault(card.path, card.line, 1, ERROR, f"card '{card.id}': {error.message}")


def _chosen(drill: Drill, purpose: str, count: int) -> list[Problem]:
    found: list[Problem] = []
    for number in range(min(count, drill.instances)):
        known = {problem.instance for problem in found}
        others = (_other(drill, purpose, number, band, known) for band in _bands_from(number))
        problem = next(filter(None, others), None)
        if problem is None:
            break
        found.append(problem)
    return found


def _other(drill: Drill, purpose: str, number: int, band: int, known: Collection[str]) -> Problem | None:
    """Return a problem of the band that is none of the known ones, under a number that is easily typed."""
    for candidate in range(_CANDIDATES):
        problem = make_problem(drill, derive_seed(drill.id, purpose, number, candidate) % _SEEDS, band)
        if problem.instance not in known:
            return problem
    return None


def _bands_from(number: int) -> Sequence[int]:
    """Return the bands, the one whose turn it is first: another one may have what this has no more of."""
    start = number % len(BANDS)
    return *BANDS[start:], *BANDS[:start]
