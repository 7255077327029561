"""Drills that are more work than anybody does by hand are refused, with what to make smaller."""

import pytest

from quizgen.domain import DrillError
from quizgen.drill import read_drill
from quizgen.problem import make_problem
from quizgen.source import DrillSource

SMALL = "2x2 of int 1..3"
LARGE = "6x6 of int 0..1"


def made(graph: str, domain: str, *ask: str) -> None:
    names = [name for name in "ABCDEF" if name in graph]
    given = tuple((name, domain) for name in names)
    make_problem(read_drill("d/a", DrillSource(graph, given, tuple((None, formula) for formula in ask))), 1)


def test_what_can_be_done_by_hand_is_not_refused() -> None:
    made("L = sum(A @ B)", SMALL, "dL/dA")


@pytest.mark.parametrize(
    ("graph", "domain", "ask", "field", "message"),
    [
        ("L = sum(A @ B @ C @ D)", LARGE, ["L"], "graph", r"takes 649 operations, and 500 are more than enough"),
        ("L = sum(A .* B)", LARGE, ["dL/dA", "dL/dB"], "ask", r"asks for 72 numbers, and 50 are more than enough"),
        ("L = sum(A @ B @ C @ D @ E @ F @ A)", LARGE, ["L"], "graph", r"6 products of matrices of up to 6 rows"),
    ],
)
def test_what_cannot_is_refused_with_a_count(graph: str, domain: str, ask: list[str], field: str, message: str) -> None:
    with pytest.raises(DrillError, match=message) as caught:
        made(graph, domain, *ask)
    assert caught.value.field == field


def test_where_only_sizes_are_asked_nobody_does_the_operations() -> None:
    source = DrillSource("Z = A @ B @ C", (("A", "6x6"), ("B", "6x6"), ("C", "6x6")), ((None, "shape(Z)"),))
    assert make_problem(read_drill("d/a", source), 1).answer
