"""Whether all branches were looked at, where a formula has a maximum, a ReLU or an absolute value in it.

A proof by cases is one only if no case is left out: each condition was met both ways, or is shown to have one sign.
`relu(x - 1000) = 0` holds at every small number, and is not proven by them.
"""

from collections.abc import Sequence
from typing import Any

from quizgen.claims.fact import Known
from quizgen.claims.order import is_never_negative
from quizgen.claims.symbolic import Point

_LONGEST = 200  # operations of a condition that is written out, so that equal ones are seen to be equal


class Branches:
    """The conditions that were met at some points, each with the signs that it had."""

    def __init__(self, supposed: Sequence[Known]) -> None:
        self._supposed = supposed
        self._signs: dict[Any, set[int]] = {}
        self._last: dict[Any, Point] = {}

    def take(self, at: Point) -> None:
        """Take the conditions of a point."""
        for condition, sign in at.taken:
            found = _in_letters(condition, at)
            if found.free_symbols:
                key, turned = _key(found)
                self._signs.setdefault(key, set()).add(sign * turned)
                self._last[key] = at

    def are_complete(self) -> bool:
        """Tell whether every condition was met both ways, or can be met in one way only."""
        return all(
            len(signs) > 1 or is_never_negative(next(iter(signs)) * key, self._last[key], self._supposed)
            for key, signs in self._signs.items()
        )


def on_branch(at: Point) -> list[Known]:
    """Return what is so on the branches of a point: where `x > 0` was met, x is above 0, or at it."""
    return [Known(sign * _in_letters(condition, at)) for condition, sign in list(at.taken)]


def _in_letters(condition: Any, at: Point) -> Any:
    """Return a condition without the letters that stood in for others."""
    while at.aliases.keys() & condition.free_symbols:
        condition = condition.xreplace(at.aliases)
    return condition


def _key(condition: Any) -> tuple[Any, int]:
    """Return a condition so that u and -u are one, and -1 where it was turned round."""
    written = condition.expand() if condition.count_ops() < _LONGEST else condition
    return (-written, -1) if written.could_extract_minus_sign() else (written, 1)
