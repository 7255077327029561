"""Elementary functions and choices, to be read like a formula sheet: exp, ln, sqrt, sin, cos, square, max, min, abs.

A row's formulas take the inputs; where the derivative is told by the output alone (`from_output`) they take that first.
"""
# ruff: noqa: ARG005  all formulas of a row take all of its inputs

from quizgen.autodiff.number import cos, exp, larger, ln, quotient, sin, smaller, sqrt, where
from quizgen.autodiff.row import Elementwise, WrongRule

ELEMENTARY: dict[str, Elementwise] = {
    "exp": Elementwise(
        "exponential",
        exp,
        (lambda y, x: y,),
        "The exponential is its own derivative: it sends its value $exp(x)$, times the upstream gradient.",
        (
            WrongRule(
                "exp-lowered",
                "power rule used on an exponential",
                "In $exp(x)$ the variable is the exponent: the derivative is $exp(x)$ itself, not $x*exp(x - 1)$.",
                (lambda y, x: x * exp(x - 1),),
            ),
            WrongRule(
                "exp-of-one",
                "exponential forgotten",
                "The derivative of $exp(x)$ is $exp(x)$ again, not 1.",
                (lambda y, x: 1,),
            ),
        ),
        from_output=True,
    ),
    "ln": Elementwise(
        "logarithm",
        ln,
        (lambda x: quotient(1, x),),
        "The logarithm sends $1/x$, times the upstream gradient.",
        (
            WrongRule(
                "ln-itself",
                "function instead of its derivative at a logarithm",
                "The derivative of $ln(x)$ is $1/x$, not $ln(x)$.",
                (ln,),
            ),
            WrongRule(
                "ln-times-input",
                "multiplied by x instead of 1/x at a logarithm",
                "A logarithm flattens out: its derivative is $1/x$, so the upstream gradient is divided by $x$.",
                (lambda x: x,),
            ),
        ),
        domain="$x$ is above 0",
    ),
    "sqrt": Elementwise(
        "square root",
        sqrt,
        (lambda y, x: quotient(1, 2 * y),),
        "The square root sends $1/(2*sqrt(x))$, times the upstream gradient.",
        (
            WrongRule(
                "sqrt-half-forgotten",
                "factor 1/2 forgotten at a square root",
                "A square root is $x^(1/2)$: the exponent 1/2 comes down as a factor.",
                (lambda y, x: quotient(1, y),),
            ),
            WrongRule(
                "sqrt-not-lowered",
                "root left in the numerator",
                "The exponent 1/2 falls by one to $-1/2$: the root goes into the denominator.",
                (lambda y, x: quotient(y, 2),),
            ),
        ),
        domain="$x$ is not negative, and above 0 for a derivative",
        from_output=True,
    ),
    "sin": Elementwise(
        "sine",
        sin,
        (cos,),
        "The sine sends $cos(x)$, times the upstream gradient.",
        (
            WrongRule(
                "sin-itself",
                "function instead of its derivative at a sine",
                "The derivative of $sin(x)$ is $cos(x)$.",
                (sin,),
            ),
            WrongRule(
                "sin-sign-gained",
                "sign changed at a sine",
                "The derivative of $sin(x)$ is $cos(x)$ with no sign; it is the cosine's that has a minus.",
                (lambda x: -cos(x),),
            ),
        ),
    ),
    "cos": Elementwise(
        "cosine",
        cos,
        (lambda x: -sin(x),),
        "The cosine sends $-sin(x)$, times the upstream gradient.",
        (
            WrongRule(
                "cos-sign-lost",
                "sign lost at a cosine",
                "The derivative of $cos(x)$ is $-sin(x)$: mind the minus.",
                (sin,),
            ),
            WrongRule(
                "cos-itself",
                "function instead of its derivative at a cosine",
                "The derivative of $cos(x)$ is $-sin(x)$.",
                (cos,),
            ),
        ),
    ),
    "square": Elementwise(
        "square",
        lambda x: x * x,
        (lambda x: 2 * x,),
        "A square sends $2*x$, times the upstream gradient.",
        (
            WrongRule(
                "square-factor-forgotten",
                "factor 2 forgotten at a square",
                "The derivative of $x^2$ is $2*x$: the exponent stays in front as a factor.",
                (lambda x: x,),
            ),
            WrongRule(
                "square-not-lowered",
                "exponent not lowered at a square",
                "The derivative of $x^2$ is $2*x$: the exponent falls by one.",
                (lambda x: 2 * x * x,),
            ),
        ),
    ),
    "max": Elementwise(
        "maximum",
        larger,
        (lambda x, y: where(y - x, 0, 1), lambda x, y: where(y - x, 1, 0)),
        "A maximum is a switch: the larger input gets the whole upstream gradient, the other one nothing.",
        (
            WrongRule(
                "max-to-both",
                "gradient to both inputs of a maximum",
                "Only the larger input moves a maximum: the other one gets 0.",
                (lambda x, y: 1, lambda x, y: 1),
            ),
            WrongRule(
                "max-to-loser",
                "gradient to the smaller input of a maximum",
                "A maximum hands its gradient to the larger input, not to the smaller.",
                (lambda x, y: where(y - x, 1, 0), lambda x, y: where(y - x, 0, 1)),
            ),
        ),
        kink=lambda x, y: x == y,
        convention="at a tie the first input counts as the larger",
    ),
    "min": Elementwise(
        "minimum",
        smaller,
        (lambda x, y: where(x - y, 0, 1), lambda x, y: where(x - y, 1, 0)),
        "A minimum is a switch: the smaller input gets the whole upstream gradient, the other one nothing.",
        (
            WrongRule(
                "min-to-both",
                "gradient to both inputs of a minimum",
                "Only the smaller input moves a minimum: the other one gets 0.",
                (lambda x, y: 1, lambda x, y: 1),
            ),
            WrongRule(
                "min-to-loser",
                "gradient to the larger input of a minimum",
                "A minimum hands its gradient to the smaller input, not to the larger.",
                (lambda x, y: where(x - y, 1, 0), lambda x, y: where(x - y, 0, 1)),
            ),
        ),
        kink=lambda x, y: x == y,
        convention="at a tie the first input counts as the smaller",
    ),
    "abs": Elementwise(
        "absolute value",
        lambda x: where(x, x, where(-x, -x, x - x)),
        (lambda x: where(x, 1, where(-x, -1, 0)),),
        "An absolute value sends the upstream gradient on where $x > 0$, and with its sign changed where $x < 0$.",
        (
            WrongRule(
                "abs-sign-lost",
                "sign lost at an absolute value",
                "Where $x$ is negative, $|x|$ is $-x$, and its derivative is $-1$.",
                (lambda x: 1,),
            ),
            WrongRule(
                "abs-itself",
                "upstream times the absolute value",
                "The derivative of $|x|$ is the sign of $x$, not its size.",
                (lambda x: where(x, x, -x),),
            ),
        ),
        kink=lambda x: x == 0,
        convention="at 0 the derivative is taken as 0",
    ),
}
