from types import SimpleNamespace
from typing import cast

import pytest

from quizgen.drill import DrillSource, read_drill
from quizgen.labelling import label_places, meant
from quizgen.problem import Problem, make_problem

PROBLEM = make_problem(
    read_drill(
        "d/c",
        DrillSource(
            "q = x + y; f = q * z",
            (("x", "2..9"), ("y", "2..9"), ("z", "2..9")),
            ((None, "q"), (None, "df/dq"), ("slope in x", "df/dx"), (None, "d/dz")),
            "int 2..5",
        ),
    ),
    1,
)
ALL = range(4)


@pytest.mark.parametrize(
    ("label", "places"),
    [
        ("q", [0]),
        ("df/dq", [1]),
        ("∂f/∂q", [1]),
        (r"\frac{\partial f}{\partial q}", [1]),
        ("dq", [1]),
        ("d / dq", [1]),
        ("slope in x", [2]),
        ("df/dx", [2]),
        ("x", [2]),
        ("dL/dz", [3]),
        ("d/dz", [3]),
        ("z", [3]),
        ("y", []),
        ("", []),
    ],
)
def test_a_label_names_what_it_fits_best(label: str, places: list[int]) -> None:
    assert meant(label, PROBLEM, ALL) == places


def test_only_what_is_asked_now_is_named() -> None:
    assert meant("q", PROBLEM, (1, 2)) == [1]


def test_what_is_asked_with_a_function_goes_by_its_first_input() -> None:
    asked = ("step(w, lr)", "shape(d/dX)", "w / 2")
    ask = SimpleNamespace(of=None, by=None)
    drill = SimpleNamespace(asks=(ask, ask, ask), graph=SimpleNamespace(names={"w": 0}))
    problem = cast(Problem, SimpleNamespace(asked=asked, made=SimpleNamespace(drill=drill)))
    for label, places in (
        ("w", [0]),
        ("w_new", [0]),
        ("w'", [0]),
        ("step( w,lr )", [0]),
        ("d/dX", [1]),
        ("w/2", [2]),
        ("lr", []),
        ("X", []),
    ):
        assert meant(label, problem, range(3)) == places
    assert label_places("3, step(w, lr) = 4", problem, range(3)) == set(range(3, 15))


def test_the_words_of_a_label_are_held_together() -> None:
    line = "-8 slope in x = 3"
    assert label_places(line, PROBLEM, ALL) == set(range(3, 14))
    assert label_places("q = 3 df/dq = 4", PROBLEM, ALL) == {0, 1, *range(6, 12)}
