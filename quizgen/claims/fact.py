"""What is known of letters at a point."""

from typing import Any, NamedTuple


class Known(NamedTuple):
    """An expression that is not negative, or with `strict` positive."""

    expression: Any
    strict: bool = False


class Shares(NamedTuple):
    """Letters that lie between corners: each is the mean of what it is there, weighted by positive expressions.

    So p between 0 and 1 has the corners 0 and 1 with the weights 1 - p and p; those that are `strict` are not 0.
    """

    letters: tuple[Any, ...]
    corners: tuple[tuple[Any, ...], ...]
    weights: tuple[Any, ...]
    strict: tuple[bool, ...]
