"""A formula explained: every step has a name, gradients are the engine's, and errors say where in the text."""

import pytest

from quizgen.autodiff.array import Array, ShapeError
from quizgen.autodiff.graph import InputError
from quizgen.autodiff.number import UndefinedValueError
from quizgen.chain import formula
from quizgen.explanation import UnknownError, blamed, explain, mistakes_in, with_mistake
from quizgen.notation.text import to_text


def test_the_letter_is_none_that_the_formula_has() -> None:
    shown = explain("q = (x + y) * r; f = (q + 1) * q", {"x": 1, "y": 2, "r": 3})
    labels = [node.label for node in shown.graph.nodes if node.operation not in ("input", "constant")]
    assert labels == ["s", "q", "t", "f"]
    assert [to_text(made) for place in range(len(shown.graph.nodes)) if (made := formula(shown, place))] == [
        "x + y",
        "s * r",
        "q + 1",
        "t * q",
    ]


def test_what_the_top_does_not_depend_on_has_the_gradient_nought() -> None:
    shown = explain("q = x + 1; r = y + 1; f = q * r", {"x": 1, "y": 2}, at="q")
    assert shown.gradient("y") == 0
    assert shown.backwards() == ["x", "y"]  # and not f and r, which come after q


def test_a_wrong_rule_is_run_beside_the_right_ones() -> None:
    shown = explain("f = x * y", {"x": 3, "y": -4}, upstream=2)
    other = with_mistake(shown, "mul-not-switched")
    assert (shown.gradient("x"), shown.gradient("y")) == (-8, 6)
    assert (other.gradient("x"), other.gradient("y")) == (6, -8)
    assert "mul-not-switched" in mistakes_in(shown.graph)
    assert "sub-sign-lost" not in mistakes_in(shown.graph)
    with pytest.raises(UnknownError, match="did you mean mul-not-switched"):
        with_mistake(shown, "mul-not-switchd")


def test_names_that_do_not_fit_are_told_with_the_one_that_was_meant() -> None:
    with pytest.raises(InputError, match="alpha has no value"):
        explain("f = alpha * y", {"y": 1})
    with pytest.raises(InputError, match="did you mean alhpa"):
        explain("f = alpha * y", {"y": 1, "alhpa": 2})
    with pytest.raises(InputError, match="the formula has no z"):
        explain("f = x * 1", {"x": 1, "z": 2})
    with pytest.raises(UndefinedValueError, match="a division by zero"):
        explain("f = 1/(x - x)", {"x": 1})


def test_another_node_can_be_differentiated() -> None:
    shown = explain("q = x * y; f = q^2", {"x": 3, "y": -4}, at="q")
    assert (shown.gradient("x"), shown.gradient("y")) == (-4, 3)


def test_what_has_no_input_in_it_is_not_differentiated() -> None:
    assert explain("f = x * -1 + 1/3", {"x": 2}).backwards() == ["r", "x"]
    assert explain("f = x", {"x": 2}).backwards() == ["x"]
    assert explain("f = 3", {}).backwards() == []


def test_a_number_takes_no_matrix_from_upstream() -> None:
    with pytest.raises(ShapeError, match="f is a number, and so is its upstream gradient, not a 1x2 matrix"):
        explain("f = x + 1", {"x": 1}, upstream=Array([[1, 2]]))


@pytest.mark.parametrize(
    ("text", "given", "place"),
    [
        ("f = 2 + 1/(|x| - 3)", {"x": 3}, 8),
        ("f = 2.0/(1.0*x) + 1", {"x": 0}, 4),
        ("q = x; f = 2*√((q))*3", {"q": 1, "x": -1}, 13),
        ("f = 2*√x*3", {"x": 0}, 6),  # whose gradient it is that has no value
    ],
)
def test_a_node_without_a_value_is_found_however_it_is_spelled(text: str, given: dict[str, int], place: int) -> None:
    with pytest.raises(UndefinedValueError) as fault:
        explain(text, {name: value for name, value in given.items() if name == "x"})
    assert blamed(text, fault.value) == place


def test_a_wrong_rule_without_a_value_is_told_with_the_step_as_it_was_written() -> None:
    shown = explain("f = ln(x + 1) * 2", {"x": 0})
    with pytest.raises(UndefinedValueError, match=r"with outer-at-x the gradient at ln\(x \+ 1\) asks for a division"):
        with_mistake(shown, "outer-at-x")


@pytest.mark.parametrize("rule", ["matmul-transpose-missing", "matmul-order-swapped"])
def test_a_wrong_rule_whose_sizes_do_not_fit_is_told_with_the_step_where_it_stops(rule: str) -> None:
    given = {"X": Array([[1, 2, 3], [4, 5, 6]]), "W": Array([[1, 0], [2, 1], [0, 1]])}
    shown = explain("L = sum((X @ W)^2)", given)
    with pytest.raises(UndefinedValueError, match=f"{rule} cannot be carried through X @ W: the sizes do not fit"):
        with_mistake(shown, rule)
    square = explain("L = sum((X @ W)^2)", {"X": Array([[1, 2], [3, 4]]), "W": Array([[1, 0], [2, 1]])})
    assert with_mistake(square, rule).gradient("X") != square.gradient("X")
