import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.formula import Formula, Unreadable, read_formula, same_formula


@pytest.mark.parametrize(
    ("accepted", "typed"),
    [
        ("2*(y_hat - y)*x", "2x(ŷ - y)"),
        ("2*(y_hat - y)*x", "-2x*(y - y_hat)"),
        ("1/4", "0.25"),
        ("s*(1 - s)", "s - s^2"),
        ("s*(1 - s)", "s(1-s)"),
        ("sigmoid(x)*(1 - sigmoid(x))", "σ(x)(1 - σ(x))"),
        ("sigmoid(x)", "1/(1 + exp(-x))"),
        ("1 - tanh(a)^2", "4/(exp(a) + exp(-a))^2"),
        ("f'(g(x)) * g'(x)", "g'(x) f'(g(x))"),
        ("dL/dh * g'(a)", "∂L/∂h · g'(a)"),
        ("df/dx = z", "z"),
        ("z", "df/dx = z"),
        ("(x + y)*z", "$xz + yz$".replace("xz", "x z").replace("yz", "y z")),
        ("x^(1/2)", "sqrt(x)"),
        ("exp(x)", "e^x"),
        ("a, b + 1", "a, 1 + b"),
        ("Z_bar @ Y^T", "Z̄ Yᵀ"),
        ("w <- w - lr * dL/dw", "w <- w - lr dL/dw"),
    ],
)
def test_equal_formulas_are_accepted_in_any_form(accepted: str, typed: str) -> None:
    assert same_formula(accepted, typed) is True


@pytest.mark.parametrize(
    ("accepted", "typed"),
    [
        ("x + 1", "x - 1"),
        ("s*(1 - s)", "s*(1 + s)"),
        ("z", "w"),
        ("f'(g(x)) * g'(x)", "f'(x) * g'(x)"),
        ("dL/dh", "dL/da"),
        ("2*x", "2"),
        ("w <- w - lr * dL/dw", "w <- w + lr * dL/dw"),
        ("a, b", "b, a"),
        ("1/3", "0.333"),
    ],
)
def test_other_formulas_are_not(accepted: str, typed: str) -> None:
    assert same_formula(accepted, typed) is False


@pytest.mark.parametrize(("accepted", "typed"), [("X^T @ G", "G X^T"), ("x", "x +"), ("x", "[1 2]"), ("x", "1/0")])
def test_what_cannot_be_decided_is_neither(accepted: str, typed: str) -> None:
    assert same_formula(accepted, typed) is None


def test_a_formula_is_echoed_as_understood() -> None:
    found = read_formula("3(x+1)^2y")
    assert isinstance(found, Formula)
    assert found.echo == "$3*(x + 1)^2 * y$"


@pytest.mark.parametrize(
    ("typed", "message"),
    [("", "no formula"), ("1/2x", "two ways"), ("x +", "too soon"), ("x" * 201, "at most 200"), ("$$", "too soon")],
)
def test_what_is_no_formula_is_asked_again(typed: str, message: str) -> None:
    found = read_formula(typed)
    assert isinstance(found, Unreadable)
    assert message in found.message


_LINEAR = st.lists(st.integers(-5, 5), min_size=3, max_size=3)


@given(_LINEAR, _LINEAR)
def test_sums_are_the_same_just_when_their_coefficients_are(one: list[int], other: list[int]) -> None:
    def text(numbers: list[int]) -> str:
        return " + ".join(f"{number}*{name}" for number, name in zip(numbers, ("x", "y", "1"), strict=True))

    assert same_formula(text(one), text(other)) is (one == other)


@given(st.text(alphabet="xyzf'0123.+-*/^()[]|=<> dL@T,{}_∂", max_size=25))
def test_any_text_is_compared_or_left_undecided(typed: str) -> None:
    assert same_formula("x*y + z", typed) in (True, False, None)
