"""What units of a network do with their input, to be read like a formula sheet: sigmoid, tanh, ReLU and its kin.

Sigmoid and tanh are differentiated from their output h, as everybody does by hand: h(1 - h) and 1 - h^2.
"""
# ruff: noqa: ARG005  all formulas of a row take all of its inputs

from fractions import Fraction

from quizgen.autodiff.number import quotient, relu, sigmoid, softplus, step, tanh, where
from quizgen.autodiff.row import Elementwise, WrongRule

LEAK = Fraction(1, 100)

UNITS: dict[str, Elementwise] = {
    "sigmoid": Elementwise(
        "sigmoid",
        sigmoid,
        (lambda h, z: h * (1 - h),),
        "A sigmoid with output $h$ sends $h*(1 - h)$, times the upstream gradient.",
        (
            WrongRule(
                "sigmoid-itself",
                "value instead of the derivative at a sigmoid",
                "The derivative of a sigmoid is $h*(1 - h)$, not its value $h$.",
                (lambda h, z: h,),
            ),
            WrongRule(
                "sigmoid-complement",
                "factor h forgotten at a sigmoid",
                "The derivative of a sigmoid is the product $h*(1 - h)$, not only $1 - h$.",
                (lambda h, z: 1 - h,),
            ),
            WrongRule(
                "sigmoid-at-input",
                "z(1 - z) taken at the input of a sigmoid",
                "In $h*(1 - h)$ stands the output of the sigmoid, not its input.",
                (lambda h, z: z * (1 - z),),
            ),
        ),
        from_output=True,
    ),
    "tanh": Elementwise(
        "hyperbolic tangent",
        tanh,
        (lambda h, z: 1 - h * h,),
        "A tanh with output $h$ sends $1 - h^2$, times the upstream gradient.",
        (
            WrongRule(
                "tanh-square-forgotten",
                "square forgotten at a tanh",
                "The derivative of tanh is $1 - h^2$: the output is squared.",
                (lambda h, z: 1 - h,),
            ),
            WrongRule(
                "tanh-as-sigmoid",
                "a sigmoid's derivative at a tanh",
                "The rule $h*(1 - h)$ is the sigmoid's; that of tanh is $1 - h^2$.",
                (lambda h, z: h * (1 - h),),
            ),
            WrongRule(
                "tanh-at-input",
                "1 - z^2 taken at the input of a tanh",
                "In $1 - h^2$ stands the output of the tanh, not its input.",
                (lambda h, z: 1 - z * z,),
            ),
        ),
        from_output=True,
    ),
    "relu": Elementwise(
        "ReLU",
        relu,
        (step,),
        "A ReLU that is on, $z > 0$, hands its upstream gradient on as it is; one that is off sends 0.",
        (
            WrongRule(
                "relu-passes-always",
                "gradient passed by a ReLU that is off",
                "Where its input is negative a ReLU is flat: nothing goes through it backward.",
                (lambda z: 1,),
            ),
            WrongRule(
                "relu-by-upstream",
                "ReLU decided by the sign of the upstream gradient",
                "Whether a ReLU is on is told by its input in the forward pass, not by the gradient that arrives.",
                (lambda upstream, z: where(upstream, 1, 0),),
                takes_upstream=True,
            ),
        ),
        kink=lambda z: z == 0,
        convention="at 0 the derivative is taken as 0",
    ),
    "leaky_relu": Elementwise(
        "leaky ReLU",
        lambda z: where(z, z, quotient(z, 100)),
        (lambda z: where(z, 1, LEAK),),
        "A leaky ReLU hands its upstream gradient on where $z > 0$, and 1/100 of it where it is not.",
        (
            WrongRule(
                "leaky-as-relu",
                "leak forgotten",
                "A leaky ReLU is not flat below 0: it sends 1/100 of the upstream gradient.",
                (step,),
            ),
            WrongRule(
                "leaky-passes-always",
                "gradient passed whole by a leaky ReLU that is off",
                "Where its input is negative a leaky ReLU has slope 1/100, not 1.",
                (lambda z: 1,),
            ),
        ),
        kink=lambda z: z == 0,
        convention="at 0 the derivative is taken as 1/100",
    ),
    "softplus": Elementwise(
        "softplus",
        softplus,
        (sigmoid,),
        "A softplus sends the sigmoid of its input, times the upstream gradient.",
        (
            WrongRule(
                "softplus-as-relu",
                "a ReLU's derivative at a softplus",
                "A softplus is smooth: its derivative is $sigmoid(z)$, between 0 and 1.",
                (step,),
            ),
            WrongRule(
                "softplus-itself",
                "value instead of the derivative at a softplus",
                "The derivative of $ln(1 + exp(z))$ is $exp(z)/(1 + exp(z))$, the sigmoid.",
                (softplus,),
            ),
        ),
    ),
}
