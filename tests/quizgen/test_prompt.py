"""The question of a problem: ours where the author wrote none, and what stands beside an author's own."""

import pytest

from quizgen.drill import DrillError, DrillSource, read_drill
from quizgen.problem import make_problem

TRIANGLE = DrillSource("z = w*x\nf = z^2", (("w", ("2",)), ("x", ("3",))), ((None, "df/dz"),))


def question(**changes: object) -> str:
    return make_problem(read_drill("t/prompt", TRIANGLE._replace(**changes)), 0).prompt  # type: ignore[arg-type]


def test_a_question_without_words_of_its_own_has_the_graph_the_givens_and_what_is_asked() -> None:
    assert question() == "$z = w * x$ and $f = z^2$ with $w = 2$ and $x = 3$. What is $df/dz$?"


def test_what_an_author_shows_and_the_unit_stand_beside_the_authors_words_too() -> None:
    asked = question(prompt="How steep is $f$ at $z$?", show=("z",), unit="metres")
    assert asked == "How steep is $f$ at $z$? The forward pass gives $z = 6$. The unit is metres."


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"upstream": "letter x"}, "upstream: x has a meaning already: take another letter, as G"),
        ({"ask": ((None, "df/dz"), (None, "df/dz"))}, "ask: df/dz is asked twice"),
    ],
)
def test_what_would_be_read_in_two_ways_is_refused(changes: dict[str, object], message: str) -> None:
    with pytest.raises(DrillError, match=message):
        question(**changes)
