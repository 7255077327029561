"""What is known of letters at a point, put into an expression: bounds, and shares of a whole.

A letter above 2 is 2 + t, and t is positive; one between 0 and 1 is t/(s + t), and so are probabilities: shares of
their sum. So an expression is told in letters whose signs are known.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from quizgen.claims.fact import Known
from quizgen.claims.symbolic import Point, value_at

_LONGEST = 60  # operations of what is known


class Told(NamedTuple):
    """An expression in letters of known signs: those that are not negative, and those of them that may be 0."""

    expression: Any
    above: frozenset[Any]
    touching: frozenset[Any]


def told(expression: Any, at: Point, known: Sequence[Known], *, joint: bool = True) -> Told:
    """Return an expression told by what is known of its letters at a point, and by these expressions.

    With `joint` what is known of several letters together comes first, y > x before x > 0, and else last: a letter can
    be told only once.
    """
    above: set[Any] = set()
    touching: set[Any] = set()
    waiting = [fact for fact in dict.fromkeys((*known, *at.bounds)) if fact.expression.count_ops() < _LONGEST]
    relevant = _relevant(expression, waiting, at)

    def letter(meaning: Any, strict: bool) -> Any:
        import sympy

        found = sympy.Dummy("t", real=True)
        at.values[found] = value_at(meaning, at)
        at.aliases[found] = meaning
        above.add(found)
        touching.update(() if strict else (found,))
        return found

    for shares in at.shares:
        if relevant.isdisjoint(shares.letters):
            continue
        weights = [letter(*weight) for weight in zip(shares.weights, shares.strict, strict=True)]
        means = [
            sum(weight * corner[place] for weight, corner in zip(weights, shares.corners, strict=True)) / sum(weights)
            for place in range(len(shares.letters))
        ]
        put = dict(zip(shares.letters, means, strict=True))
        expression, waiting = _with(put, expression, waiting)
    waiting.sort(key=lambda fact: len(fact.expression.free_symbols) * (-1 if joint else 1))
    while waiting:
        fact = waiting.pop(0)
        meaning = fact.expression.expand()
        solved = _solvable(meaning, above)
        if solved is not None and solved in relevant:
            slope = meaning.diff(solved)
            rest = (meaning - slope * solved).expand()
            put = {solved: (letter(meaning, fact.strict) - rest) / slope}
            expression, waiting = _with(put, expression, waiting)
    return Told(expression, frozenset(above), frozenset(touching))


def _relevant(expression: Any, facts: Sequence[Known], at: Point) -> set[Any]:
    """Return the letters of an expression, and those that facts bring together with them."""
    found = set(expression.free_symbols)
    groups = [fact.expression.free_symbols for fact in facts] + [set(shares.letters) for shares in at.shares]
    for _ in groups:
        found.update(*(group for group in groups if not found.isdisjoint(group)))
    return found


def _solvable(expression: Any, ours: set[Any]) -> Any:
    """Return a letter, none of ours, of which an expression is so many times the letter and something without it."""
    for letter in sorted(expression.free_symbols - ours, key=lambda letter: str(letter)):
        slope = expression.diff(letter)
        if slope.is_Rational and slope != 0:
            return letter
    return None


def _with(put: dict[Any, Any], expression: Any, facts: Sequence[Known]) -> tuple[Any, list[Known]]:
    found = [Known(fact.expression.xreplace(put), fact.strict) for fact in facts]
    return expression.xreplace(put), [fact for fact in found if fact.expression.free_symbols]
