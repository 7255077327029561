"""Whether all branches were looked at, where a formula has a maximum, a ReLU or an absolute value in it.

A proof by cases is one only if no case is left out: each condition was met both ways, or is shown to have one sign.
`relu(x - 1000) = 0` holds at every small number, and is not proven by them.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from quizgen.claims.order import is_never_negative
from quizgen.claims.symbolic import Point
from quizgen.claims.world import Wish

_LONGEST = 200  # operations of a condition that is written out, so that equal ones are seen to be equal


class Branches:
    """The conditions that were met at some points, each with the signs that it had."""

    def __init__(self, supposed: Sequence[Any]) -> None:
        self._signs: dict[Any, set[int]] = {}
        self._last: dict[Any, Point] = {}
        for expression in supposed:  # `x > y`: the sign of x - y is known
            key, turned = _key(expression)
            self._signs[key] = {turned, -turned}

    def take(self, at: Point) -> None:
        """Take the conditions of a point."""
        for condition, sign in at.taken:
            found = condition
            while at.aliases.keys() & found.free_symbols:
                found = found.xreplace(at.aliases)
            if found.free_symbols:
                key, turned = _key(found)
                self._signs.setdefault(key, set()).add(sign * turned)
                self._last[key] = at

    def are_complete(self, wishes: Mapping[str, Wish]) -> bool:
        """Tell whether every condition was met both ways, or can be met in one way only."""
        return all(
            len(signs) > 1 or is_never_negative(next(iter(signs)) * key, self._last[key], wishes)
            for key, signs in self._signs.items()
        )


def within_branch(wishes: Mapping[str, Wish], at: Point) -> Mapping[str, Wish]:
    """Return what is known of letters on the branches of a point: where `x > 0` was met, x is above 0, or at it."""
    found = dict(wishes)
    for condition, sign in at.taken:
        for letter, way in ((condition, sign), (-condition, -sign)):
            if letter.is_Symbol and letter.name not in found:
                found[letter.name] = Wish(above=0, closed=True) if way > 0 else Wish(below=0, closed=True)
    return found


def _key(condition: Any) -> tuple[Any, int]:
    """Return a condition so that u and -u are one, and -1 where it was turned round."""
    written = condition.expand() if condition.count_ops() < _LONGEST else condition
    return (-written, -1) if written.could_extract_minus_sign() else (written, 1)
