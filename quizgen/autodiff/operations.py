"""The table: one row per operation, to be read like a formula sheet.

A row says the value, and for each input the local derivative d(output)/d(input), as functions of the inputs. Beside
the right rule stand the wrong ones that people use: the same shape, a name, and a sentence for the person who did.
Values are `int` and `Fraction`; a row's value also runs on anything else that knows its arithmetic, which is how the
proof works.
"""
# ruff: noqa: ARG005  all formulas of a row take all of its inputs

from collections.abc import Callable
from fractions import Fraction
from typing import Any, NamedTuple, TypeAlias

Exact: TypeAlias = int | Fraction
Formula: TypeAlias = Callable[..., Any]

_MAX_BITS = 20_000


class WrongRule(NamedTuple):
    """A named wrong local derivative of one operation, for each of its inputs; the message is deck text."""

    id: str
    name: str
    message: str
    local: tuple[Formula, ...]


class Operation(NamedTuple):
    """A row: the value, the derivative by each input, and the rule in words."""

    name: str
    value: Formula
    local: tuple[Formula, ...]
    rule: str
    wrong: tuple[WrongRule, ...] = ()


class UndefinedValueError(ArithmeticError):
    """An operation has no value at its inputs: a division by zero, or a number far too big."""


def quotient(x: Any, y: Any) -> Any:
    """Return x/y, exact: 6/3 is the integer 2."""
    if isinstance(y, int | Fraction) and y == 0:
        raise UndefinedValueError("a division by zero")
    if isinstance(x, int | Fraction) and isinstance(y, int | Fraction):
        ratio = Fraction(x) / y
        return ratio.numerator if ratio.denominator == 1 else ratio
    return x / y


def power(x: Any, n: int) -> Any:
    """Return x^n for an integer n, exact."""
    if isinstance(x, int | Fraction) and max(x.numerator.bit_length(), x.denominator.bit_length()) * abs(n) > _MAX_BITS:
        raise UndefinedValueError("a number with thousands of digits")
    return x**n if n >= 0 else quotient(1, x**-n)


OPERATIONS: dict[str, Operation] = {
    "+": Operation(
        "sum",
        lambda x, y: x + y,
        (lambda x, y: 1, lambda x, y: 1),
        "A sum hands its upstream gradient on to both inputs as it is.",
        (
            WrongRule(
                "add-times-input",
                "upstream times the input at a sum",
                "A sum hands the upstream gradient on unchanged: its local derivatives are 1, not the inputs.",
                (lambda x, y: x, lambda x, y: y),
            ),
        ),
    ),
    "-": Operation(
        "difference",
        lambda x, y: x - y,
        (lambda x, y: 1, lambda x, y: -1),
        "A difference hands its upstream gradient to the first input as it is, to the second with the sign changed.",
        (
            WrongRule(
                "sub-sign-lost",
                "sign of the second input lost",
                "In a difference the second input is subtracted: its local derivative is $-1$.",
                (lambda x, y: 1, lambda x, y: 1),
            ),
            WrongRule(
                "sub-times-input",
                "upstream times the input at a difference",
                "The local derivatives of a difference are 1 and $-1$; the inputs do not come into it.",
                (lambda x, y: x, lambda x, y: -y),
            ),
        ),
    ),
    "*": Operation(
        "product",
        lambda x, y: x * y,
        (lambda x, y: y, lambda x, y: x),
        "A product switches: each input gets the upstream gradient times the other input.",
        (
            WrongRule(
                "mul-not-switched",
                "not switched at a product",
                "A product switches: each input gets the upstream gradient times the other input, not times its own.",
                (lambda x, y: x, lambda x, y: y),
            ),
        ),
    ),
    "/": Operation(
        "quotient",
        quotient,
        (lambda x, y: quotient(1, y), lambda x, y: quotient(-x, y * y)),
        "A quotient $x/y$ sends $1/y$ to $x$ and $-x/y^2$ to $y$, each times the upstream gradient.",
        (
            WrongRule(
                "div-sign-lost",
                "sign lost at a quotient",
                "A larger denominator makes a quotient smaller: the derivative of $x/y$ by $y$ is $-x/y^2$.",
                (lambda x, y: quotient(1, y), lambda x, y: quotient(x, y * y)),
            ),
            WrongRule(
                "div-square-forgotten",
                "square forgotten at a quotient",
                "The derivative of $x/y$ by $y$ has $y$ squared in the denominator: $-x/y^2$.",
                (lambda x, y: quotient(1, y), lambda x, y: quotient(-x, y)),
            ),
        ),
    ),
    "^": Operation(  # the exponent is a constant integer, and nobody asks for a derivative by it
        "power",
        power,
        (lambda x, n: n * power(x, n - 1) if n else 0,),
        "A power $x^n$ sends $n*x^(n - 1)$ to $x$, times the upstream gradient.",
        (
            WrongRule(
                "power-not-lowered",
                "exponent not lowered",
                "The derivative of $x^n$ is $n*x^(n - 1)$: the exponent comes down as a factor and falls by one.",
                (lambda x, n: n * power(x, n),),
            ),
            WrongRule(
                "power-factor-forgotten",
                "factor n forgotten at a power",
                "The derivative of $x^n$ is $n*x^(n - 1)$: the old exponent stays in front as a factor.",
                (lambda x, n: power(x, n - 1),),
            ),
        ),
    ),
    "negate": Operation(
        "negation",
        lambda x: -x,
        (lambda x: -1,),
        "A negation changes the sign of its upstream gradient.",
        (
            WrongRule(
                "negate-sign-lost",
                "sign lost at a negation",
                "The local derivative of $-x$ is $-1$: the gradient changes its sign too.",
                (lambda x: 1,),
            ),
        ),
    ),
}
