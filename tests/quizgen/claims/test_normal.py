"""The normal form: zero is told from everything else, and what would take too long is given up."""

import pytest
import sympy

from quizgen.claims.enclosure import Enclosure
from quizgen.claims.fact import Known, Shares
from quizgen.claims.normal import is_zero
from quizgen.claims.order import is_never_negative
from quizgen.claims.ratio import TooLongError
from quizgen.claims.symbolic import Point, unknown_function

X, Y = sympy.symbols("x y", real=True)
F = unknown_function("f", (0,))


def at(x: int = 2, y: int = 3) -> Point:
    """Return a point."""
    found = Point()
    found.values = {X: Enclosure(x), Y: Enclosure(y)}
    return found


SIGMOID = 1 / (1 + sympy.exp(-X))


@pytest.mark.parametrize(
    "zero",
    [
        (X + Y) ** 3 - X**3 - 3 * X**2 * Y - 3 * X * Y**2 - Y**3,
        1 / (X + 1) - 1 / (X - 1) + 2 / (X**2 - 1),
        sympy.diff(SIGMOID, X) - SIGMOID * (1 - SIGMOID),
        sympy.exp(X / 2) ** 2 - sympy.exp(X),
        sympy.exp(X / 3 + Y / 2) * sympy.exp(X / 6 - Y / 3) - sympy.exp(X / 2 + Y / 6),
        sympy.log(X * Y) - sympy.log(X) - sympy.log(Y),
        sympy.log(sympy.Rational(4, 9)) - 2 * sympy.log(2) + 2 * sympy.log(3),
        sympy.log(1 + sympy.exp(-X)) - sympy.log(1 + sympy.exp(X)) + X,
        sympy.exp(2 * sympy.log(X) + Y) - X**2 * sympy.exp(Y),
        sympy.sqrt(X**2 + 1) * sympy.sqrt(X**2 + 1) - X**2 - 1,
        1 / (sympy.sqrt(X**2 + 1) - X) - sympy.sqrt(X**2 + 1) - X,
        sympy.sin(X) ** 2 + sympy.cos(X) ** 2 - 1,
        sympy.sin(X + Y) - sympy.sin(X) * sympy.cos(Y) - sympy.cos(X) * sympy.sin(Y),
        sympy.exp(sympy.sin(X) + Y) * sympy.exp(-sympy.sin(X)) - sympy.exp(Y),
        F(X + Y) - F(Y + X),
        F((X + 1) ** 2) - F(X**2 + 2 * X + 1),
        sympy.Abs(X) - X,
        sympy.sqrt(8) - 2 * sympy.sqrt(2),
    ],
)
def test_zero_is_seen(zero: sympy.Expr) -> None:
    assert is_zero(zero, at())


@pytest.mark.parametrize(
    "other",
    [
        (X + Y) ** 3 - X**3 - Y**3,
        sympy.diff(SIGMOID, X) - SIGMOID,
        sympy.log(X + Y) - sympy.log(X) - sympy.log(Y),
        sympy.exp(X) * sympy.exp(Y) - sympy.exp(X * Y),
        sympy.sqrt(X**2 + 1) - X - 1,
        F(X) - F(Y),
        sympy.sin(X) - sympy.cos(X),
        sympy.Abs(X) + X,
        sympy.pi - 3,
    ],
)
def test_anything_else_is_not(other: sympy.Expr) -> None:
    assert not is_zero(other, at())


def test_a_sign_is_that_of_the_point() -> None:
    assert is_zero(sympy.Abs(X) + X, at(x=-2))
    assert not is_zero(sympy.Abs(X) - X, at(x=-2))


@pytest.mark.parametrize(
    "long", [(X + Y) ** 400 - X, (X + Y + 1) ** 90 * (X - Y + 2) ** 90, sympy.exp(1000 * X) ** 1000 - 1]
)
def test_what_takes_too_long_is_given_up(long: sympy.Expr) -> None:
    with pytest.raises(TooLongError):
        is_zero(long, at())


def test_squares_and_positive_terms_are_never_negative() -> None:
    assert is_never_negative(X**2 - 2 * X * Y + Y**2, at())
    assert not is_never_negative(X**2 - 2 * X * Y + Y**2, at(), strict=True)
    assert is_never_negative(X**2 + sympy.exp(Y), at(), strict=True)
    assert is_never_negative(sympy.Rational(1, 4) - SIGMOID * (1 - SIGMOID), at())
    assert not is_never_negative(X * Y, at())
    assert is_never_negative(X * Y, at(), [Known(X), Known(Y)])
    assert is_never_negative(sympy.sin(X) ** 2, at())
    assert not is_never_negative(X**3 + 1, at())


def test_what_is_known_of_letters_is_put_in() -> None:
    above = [Known(X - 2), Known(Y - X, strict=True)]
    assert is_never_negative(X - 2, at(3, 4), above)
    assert is_never_negative(Y - 2, at(3, 4), above, strict=True)
    assert not is_never_negative(X - 2, at(3, 4), above, strict=True)
    assert not is_never_negative(X - 3, at(3, 4), above)
    assert is_never_negative(sympy.log(Y) - sympy.log(X), at(3, 4), above, strict=True)
    assert is_never_negative(sympy.exp(Y) - sympy.exp(X), at(3, 4), above, strict=True)
    assert is_never_negative(Y**3 - X**3, at(3, 4), [Known(Y - X, strict=True)], strict=True)
    assert not is_never_negative(sympy.log(X - 2), at(3, 4), above)
    within = at(3, 4)
    within.shares.append(Shares((X,), ((sympy.Integer(0),), (sympy.Integer(5),)), (5 - X, X), (True, True)))
    assert is_never_negative(5 * X - X**2, within, strict=True)
    assert not is_never_negative(4 * X - X**2, within)


def test_squares_are_completed() -> None:
    assert is_never_negative(X**2 + Y**2 - X * Y, at())
    assert is_never_negative(X**2 - 2 * X + 2, at(), strict=True)
    assert not is_never_negative(X**2 + Y**2 - X * Y, at(), strict=True)
    assert not is_never_negative(X**2 + Y**2 - 3 * X * Y, at())
    assert not is_never_negative(X**2 - Y**2, at())
    assert not is_never_negative(-(X**2) / 2, at())
    assert not is_never_negative(sympy.exp(X) - sympy.Rational(1, 2), at())
    assert not is_never_negative(X**2 - 2 * X, at())
