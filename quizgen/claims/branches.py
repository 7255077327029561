"""Whether all branches were looked at, where a formula has a maximum, a ReLU or an absolute value in it.

A proof by cases is one only if no case is left out: each condition was met both ways, or is shown to have one sign, and
that beside each sign of every condition before it. `relu(x - 1000) = 0` holds at every small number, and is not proven
by them; nor is `relu(c*x) = c*relu(x)` where c may be a little below 0, though c*x and x have both signs.
"""

from collections.abc import Sequence
from typing import Any, TypeAlias

from quizgen.claims.fact import Known
from quizgen.claims.order import is_never_negative
from quizgen.claims.symbolic import Point

_LONGEST = 200  # operations of a condition that is written out, so that equal ones are seen to be equal
_MOST_BESIDE = 16  # conditions of a point that are looked at in twos

_Taken: TypeAlias = tuple[Any, int]  # a condition, and the sign that it had


class Branches:
    """The conditions that were met at some points, each with its signs beside each sign of those before it."""

    def __init__(self, supposed: Sequence[Known]) -> None:
        self._supposed = supposed
        self._signs: dict[tuple[_Taken | None, Any], set[int]] = {}
        self._before: dict[tuple[_Taken | None, Any], dict[tuple[_Taken, ...], Point]] = {}
        self._points = 0
        self._shown: dict[tuple[_Taken, ...], bool] = {}

    def take(self, at: Point) -> None:
        """Take the conditions of a point at which a statement is shown."""
        self._points += 1
        met: dict[Any, int] = {}
        for condition, sign in at.taken:
            found = _in_letters(condition, at)
            if found.free_symbols:
                key, turned = _key(found)
                met.setdefault(key, sign * turned)
        before: tuple[_Taken, ...] = ()
        for key, sign in met.items():
            for beside in (None, *before):
                self._signs.setdefault((beside, key), set()).add(sign)
                self._before.setdefault((beside, key), {})[before] = at
            before = (*before, (key, sign)) if len(met) <= _MOST_BESIDE else ()

    def are_complete(self) -> bool:
        """Tell whether there are points, and every condition was met both ways, or can be met in one way only."""
        complete = all(len(signs) > 1 or self._is_only_way(*case, *signs) for case, signs in self._signs.items())
        return complete and self._points > 0

    def _is_only_way(self, beside: _Taken | None, key: Any, sign: int) -> bool:
        """Tell whether a condition has its sign beside that of another, or after all that came before it."""
        before = self._before[beside, key]
        alone = (beside,) if beside else ()
        return self._shows((key, sign), alone, next(iter(before.values()))) or all(
            self._shows((key, sign), taken, at) for taken, at in before.items()
        )

    def _shows(self, one: _Taken, taken: tuple[_Taken, ...], at: Point) -> bool:
        case = (*taken, one)
        if case not in self._shown:
            facts = [*self._supposed, *(Known(sign * key) for key, sign in taken)]
            self._shown[case] = is_never_negative(one[1] * one[0], at, facts)
        return self._shown[case]


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
