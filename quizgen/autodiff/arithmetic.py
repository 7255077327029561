"""Arithmetic, to be read like a formula sheet.

A row says the value, and for each input the local derivative d(output)/d(input), as functions of the inputs. Beside
the right rule stand the wrong ones that people use: the same shape, a name, and a sentence for the person who did.
"""
# ruff: noqa: ARG005  all formulas of a row take all of its inputs

from typing import Any

from quizgen.autodiff.number import NUMBERS, UndefinedValueError, ln, power, quotient
from quizgen.autodiff.row import Elementwise, WrongRule


def _by_exponent(x: Any, n: Any) -> Any:
    """Return d(x^n)/dn = x^n ln(x), which is 0 where x is; a negative x has no powers beside a whole n to compare."""
    if type(x) in NUMBERS and x <= 0:
        if x == 0 < n:
            return 0 * x
        raise UndefinedValueError(
            "the slope by an exponent, which a base that is not above 0 does not have; "
            "write the exponent as a number where its gradient is not wanted"
        )
    return power(x, n) * ln(x)


ARITHMETIC: dict[str, Elementwise] = {
    "+": Elementwise(
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
    "-": Elementwise(
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
    "*": Elementwise(
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
    "/": Elementwise(
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
        domain="$y$ is not 0",
    ),
    "^": Elementwise(  # an exponent that is a constant is asked for no derivative
        "power",
        power,
        (lambda x, n: n * power(x, n - 1) if n else 0, _by_exponent),
        "A power $x^n$ sends $n*x^(n - 1)$ to $x$, times the upstream gradient.",
        (
            WrongRule(
                "power-not-lowered",
                "exponent not lowered",
                "The derivative of $x^n$ is $n*x^(n - 1)$: the exponent comes down as a factor and falls by one.",
                (lambda x, n: n * power(x, n), _by_exponent),
            ),
            WrongRule(
                "power-factor-forgotten",
                "factor n forgotten at a power",
                "The derivative of $x^n$ is $n*x^(n - 1)$: the old exponent stays in front as a factor.",
                (lambda x, n: power(x, n - 1), _by_exponent),
            ),
        ),
        domain="$x$ is not 0 where $n < 0$, and not negative where $n$ is no whole number",
    ),
    "negate": Elementwise(
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

# Derivatives that take no notice of the inputs: on arrays too they are one number.
CONSTANT_SLOPES = frozenset(rule for symbol in ("+", "-", "negate") for rule in ARITHMETIC[symbol].local)

# Between two arrays the product is written with a sign of its own, so that nobody gets the wrong one of the two.
ARITHMETIC[".*"] = ARITHMETIC["*"]._replace(
    name="product entry by entry",
    wrong=(
        WrongRule(
            "entrywise-not-switched",
            "not switched at a product entry by entry",
            "A product switches: each input gets the upstream gradient times the other input, entry by entry.",
            (lambda x, y: x, lambda x, y: y),
        ),
    ),
)
