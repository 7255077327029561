from collections.abc import Callable

import pytest

from quizgen.autodiff.expression import read_graph
from quizgen.notation.parser import read_definitions
from quizgen.notation.tree import names
from quizgen.source import DrillSource

Draw = Callable[..., list[DrillSource]]
ALL = "linear negate square cube reciprocal relu sigmoid tanh exp sqrt ln"
PINNED = ("sigmoid", "tanh", "exp", "sqrt")


@pytest.mark.parametrize("count", ["2", "3", "4"])
def test_each_function_takes_the_one_before(draw: Draw, count: str) -> None:
    for drill in draw("function-chain", functions=count, from_=ALL):
        lines = read_definitions(drill.graph)
        chain = ["x", *[line.name for line in lines]]
        assert chain == ["x", *"uvw"[: int(count) - 1], "f"]
        assert [inner in names(line.tree) for inner, line in zip(chain, lines, strict=False)] == [True] * int(count)


def test_the_slope_of_each_step_is_asked_and_of_the_whole(draw: Draw) -> None:
    for drill in draw("function-chain", functions="3"):
        assert [formula for _, formula in drill.ask] == ["df/dv", "dv/du", "du/dx", "df/dx"]


def test_what_leaves_the_fractions_has_its_value_given(draw: Draw) -> None:
    seen = set()
    for drill in draw("function-chain", functions="3", from_=ALL):
        given = dict(drill.given)
        for line in drill.graph.splitlines():
            name, _, formula = line.partition(" = ")
            function = formula.partition("(")[0]
            assert (name in given) == (function in PINNED)
            seen.add(function)
    assert set(PINNED) <= seen


def test_some_number_is_left_open_that_makes_a_given_value_true(draw: Draw) -> None:
    for drill in draw("function-chain", functions="3", from_="linear square sigmoid tanh exp"):
        given = dict(drill.given)
        missing = [name for name in read_graph(drill.graph).inputs() if name not in given]
        first = drill.graph.splitlines()[0]
        assert len(missing) == any(function in drill.graph for function in PINNED)
        assert missing in ([], ["b"], ["x"])
        assert missing != ["b"] or first == "u = a*x + b"


def test_a_logarithm_is_the_last_and_of_what_can_be_positive(draw: Draw) -> None:
    found = [drill for drill in draw("function-chain", from_="linear square ln exp") if "ln(" in drill.graph]
    assert found
    assert all(drill.graph.splitlines()[-1] == "f = ln(v)" for drill in found)
