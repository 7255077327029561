"""The chain rule written out: every equation is true, as it reads and in numbers."""

from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from quizgen.chain import chains
from quizgen.explanation import explain
from quizgen.notation.parser import read_math
from quizgen.notation.text import to_text
from quizgen.notation.tree import Number, Operation, Tree
from quizgen.quantity import first_digits, read_value


def lines(text: str, given: dict[str, Any], name: str, **options: Any) -> list[str]:
    return [to_text(line) for line in chains(explain(text, given, **options), [name])]


def test_a_step_without_a_name_gets_a_letter_for_the_chain_to_speak_of() -> None:
    given = {"x": -2, "y": 5, "z": -4}
    assert lines("f = (x + y) * z", given, "x") == ["df/dx = df/dq * dq/dx = -4 * 1 = -4"]
    assert lines("f = (x + y) * z", given, "z") == ["df/dz = q = 3"]


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
    assert lines("f = x * y", given, "f", upstream=2) == ["dL/df = 2"]
    assert lines("q = x * y; f = q^2", given, "x", at="q") == ["dq/dx = y = -4"]


def test_a_gradient_of_what_was_repeated_to_fit_is_a_sum() -> None:
    typed = {"X": "[1 2; 3 4]", "b": "[1 2]", "k": "[1; 2]", "c": "3"}
    given = {name: read_value(value) for name, value in typed.items()}
    text = "Y = X + b; Z = Y * c; V = Z .* k; L = sum(V)"
    assert lines(text, given, "b") == ["dL/db = sum_{rows} dL/dY * dY/db = [9 9]"]
    assert lines(text, given, "k") == ["dL/dk = sum_{columns} dL/dV .* dV/dk = [18; 30]"]
    assert lines(text, given, "c") == ["dL/dc = sum_{entries} dL/dZ .* dZ/dc = 26"]


def test_the_gradient_of_a_matrix_is_one_of_a_loss_further_on() -> None:
    given = {"X": read_value("[1 2]"), "Y": read_value("[3; 4]")}
    assert lines("Z = X @ Y", given, "X") == ["dL/dX = dL/dZ @ Y^T = [3 4]"]
    assert lines("Z = X @ Y", given, "Z") == ["dL/dZ = [1]"]


def test_what_the_top_does_not_depend_on_has_the_gradient_nought() -> None:
    assert lines("q = x + 1; r = y + 1; f = q * r", {"x": 1, "y": 2}, "y", at="q") == ["dq/dy = 0"]


def test_a_fraction_stands_with_its_decimal() -> None:
    assert lines("f = x * y * 2", {"x": Fraction(-1, 3), "y": 1}, "y") == [
        "df/dy = df/dq * dq/dy = 2 * (-1/3) = -2/3 ~= -0.666667"
    ]


def test_of_very_many_paths_only_the_sum_is_told() -> None:
    assert lines("f = " + " + ".join(["x"] * 100), {"x": 2}, "x") == ["df/dx = 100"]


def sides(tree: Tree) -> list[Tree]:
    """Return the sides of a line that are equal; after them may come one that is nearly so."""
    signs, found = getattr(tree, "signs", ()), list(getattr(tree, "sides", ()))
    if "~=" not in signs:
        return found
    assert to_text(found[-1]) == first_digits(computed(found[-2]))
    return found[:-1]


@given(st.integers(-9, 9), st.integers(-9, 9), st.integers(-9, 9).filter(bool))
def test_the_last_two_sides_of_every_chain_are_one_number(x: int, y: int, z: int) -> None:
    shown = explain("q = x + y; r = q * x - z; f = r * q / z", {"x": x, "y": y, "z": z})
    for name, line in zip(shown.inputs, chains(shown, shown.inputs), strict=True):
        *_, numbers, total = sides(line)
        assert computed(numbers) == computed(total) == shown.gradient(name)
        assert read_math(to_text(line)) is not None


def computed(tree: Tree) -> Fraction:
    """Return what a sum of products of numbers comes to, reckoned here and not by the engine."""
    if isinstance(tree, Number):
        return Fraction(tree.value)
    assert isinstance(tree, Operation)
    one, other = (computed(part) for part in tree.operands)
    return one + other if tree.symbol == "+" else one * other
