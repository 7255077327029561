"""Functions that nobody defined, at numbers: polynomials of their own, the same wherever the name occurs.

An equation that holds for every function, such as a chain rule, holds for these; one that does not is caught by them.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from quizgen.seed import Stream

_DEGREE = 2
_LARGEST = 5


@cache
def coefficients(name: str, which: int) -> tuple[int, ...]:
    """Return the polynomial of one input, its constant first."""
    stream = Stream("unknown function", name, which)
    return tuple((1 + stream.below(_LARGEST)) * (1 - 2 * stream.below(2)) for _ in range(_DEGREE + 1))


def unknown_value(name: str, slopes: Sequence[int], inputs: Sequence[Any]) -> Any:
    """Return the value of a function, differentiated so often by each of its inputs.

    It is a polynomial of each input, added up, and the product of all inputs where there are several.
    """
    total: Any = 0
    for which, value in enumerate(inputs):
        if not any(slopes[:which]) and not any(slopes[which + 1 :]):
            total = total + _polynomial(_lowered(coefficients(name, which), slopes[which]), value)
    if len(inputs) > 1 and max(slopes) < 2:
        product: Any = 1
        for value, slope in zip(inputs, slopes, strict=True):
            product = product * (1 if slope else value)
        total = total + product
    return total


def _lowered(polynomial: tuple[int, ...], times: int) -> tuple[int, ...]:
    for _ in range(times):
        polynomial = tuple(power * factor for power, factor in enumerate(polynomial))[1:]
    return polynomial


def _polynomial(polynomial: tuple[int, ...], x: Any) -> Any:
    value: Any = 0 * x
    for factor in reversed(polynomial):
        value = value * x + factor
    return value


def written(name: str) -> str:
    """Return what a function of one input was taken to be, as text."""
    powers = ["", "*u", "*u^2"]
    terms = [f"{factor}{power}" for factor, power in zip(coefficients(name, 0), powers, strict=True)]
    return f"{name}(u) = {' + '.join(terms)}".replace("+ -", "- ").replace(" 1*u", " u")
