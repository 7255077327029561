"""A formula explained: gradients as the engine gives them, and chain rules whose every equation is true."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.autodiff.graph import InputError
from quizgen.autodiff.number import UndefinedValueError
from quizgen.explanation import (
    UnknownError,
    chain,
    explain,
    formula,
    mistakes_in,
    number,
    read_value,
    text_of,
    with_mistake,
)
from quizgen.notation.parser import read_math
from quizgen.notation.text import to_text
from quizgen.notation.tree import Number, Operation, Tree


def lines(text: str, given: dict[str, Any], name: str, **options: Any) -> list[str]:
    return [to_text(line) for line in chain(explain(text, given, **options), name)]


def test_a_step_without_a_name_gets_a_letter_for_the_chain_to_speak_of() -> None:
    given = {"x": -2, "y": 5, "z": -4}
    assert lines("f = (x + y) * z", given, "x") == ["df/dx = df/dq * dq/dx = -4 * 1 = -4"]
    assert lines("f = (x + y) * z", given, "z") == ["df/dz = q = 3"]


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


def test_paths_that_meet_are_added() -> None:
    assert lines("q = x*x; f = q + x", {"x": Fraction(1, 2)}, "x") == [
        "df/dx = 1 + df/dq * dq/dx + df/dq * dq/dx = 1 + 1 * 0.5 + 1 * 0.5 = 2"
    ]


def test_matrix_rules_are_said_in_letters() -> None:
    given = {"X": read_value("[1 2; 3 4]"), "W": read_value("[1; 2]")}
    assert lines("Z = X @ W; L = sum(Z)", given, "X") == ["dL/dX = dL/dZ @ W^T = [1 2; 1 2]"]
    assert lines("Z = X @ W; L = sum(Z)", given, "W") == ["dL/dW = X^T @ dL/dZ = [4; 6]"]


def test_an_upstream_gradient_and_another_top_come_into_the_chain() -> None:
    given = {"x": 3, "y": -4}
    assert lines("q = x * y; f = q^2", given, "x", upstream=2) == ["dL/dx = dL/dq * dq/dx = -48 * (-4) = 192"]
    assert lines("f = x * y", given, "x", upstream=2) == ["dL/dx = dL/df * df/dx = 2 * (-4) = -8"]
    shown = explain("q = x * y; f = q^2", given, at="q")
    assert (shown.gradient("x"), shown.gradient("y")) == (-4, 3)


def test_what_the_top_does_not_depend_on_has_the_gradient_nought() -> None:
    shown = explain("q = x + 1; r = y + 1; f = q * r", {"x": 1, "y": 2}, at="q")
    assert shown.gradient("y") == 0
    assert [to_text(line) for line in chain(shown, "y")] == ["dq/dy = 0"]


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


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("-4", "-4"),
        ("1/2", "1/2"),
        ("0.1", "1/10"),
        ("6/3", "2"),
        ("[1 2; 3 4]", "[[1, 2], [3, 4]]"),
        ("exp(0)", "1.0"),
    ],
)
def test_values_are_read_and_written_exactly(typed: str, written: str) -> None:
    assert text_of(read_value(typed)) in (written, written.removesuffix(".0"))


def sides(tree: Tree) -> list[Tree]:
    return list(getattr(tree, "sides", ()))


@given(st.integers(-9, 9), st.integers(-9, 9), st.integers(-9, 9).filter(bool))
def test_the_last_two_sides_of_every_chain_are_one_number(x: int, y: int, z: int) -> None:
    shown = explain("q = x + y; r = q * x - z; f = r * q / z", {"x": x, "y": y, "z": z})
    for name in shown.inputs:
        (line,) = chain(shown, name)
        *_, numbers, total = sides(line)
        assert computed(numbers) == computed(total) == shown.gradient(name)
        assert read_math(to_text(line)) is not None


def computed(tree: Tree) -> Fraction:
    """Return what a sum of products of numbers comes to, reckoned here and not by the engine."""
    if isinstance(tree, Number):
        return Fraction(tree.value)
    assert isinstance(tree, Operation)
    parts = [computed(part) for part in tree.operands]
    if tree.symbol == "negate":
        return -parts[0]
    return parts[0] + parts[1] if tree.symbol == "+" else parts[0] * parts[1]


def test_floats_are_written_by_their_first_digits() -> None:
    assert to_text(number(2 / 3)) == "0.666667"
