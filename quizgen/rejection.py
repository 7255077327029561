"""Why a run makes no good problem: its numbers hide a rule, cannot be done by hand, or let a mistake come out right."""

from fractions import Fraction
from math import floor
from typing import Any

from quizgen.agreement import magnitude
from quizgen.autodiff.array import Array
from quizgen.autodiff.expression import evaluate_any
from quizgen.autodiff.graph import CONSTANT
from quizgen.autodiff.number import UndefinedValueError
from quizgen.autodiff.sweep import kinks
from quizgen.autodiff.unknown import is_known
from quizgen.constraint import COMPARISONS
from quizgen.effort import entries, too_big
from quizgen.notation.text import to_text
from quizgen.notation.tree import Relation, is_decimal
from quizgen.run import Run

_HIDING = (0, 1)
_SWITCHES = ("relu", "leaky_relu", "max", "min", "abs")
_SATURATED = 0.02  # a sigmoid this near 0 or 1 has hardly a slope
_BOUNDARY = Fraction(1, 50)  # a key this near a rounding boundary, in units of its last digit


def rejection(made: Run) -> str | None:
    """Return why a run makes no good problem, or nothing when it does; mistakes are looked at elsewhere."""
    drill = made.drill
    for relation in drill.unless:
        if _holds(relation, made):
            return f"unless {to_text(relation)}"
    if drill.sizes_only or drill.in_letters:
        return None
    return _flat(made) or _hiding(made) or _on_a_switch(made) or too_big(made) or _near_a_boundary(made)


def _holds(relation: Relation, made: Run) -> bool:
    """Tell whether a relation holds at the numbers of a problem; a side that has no value makes it false."""
    (values,) = made.points[:1]
    try:
        sides = [evaluate_any(side, values) for side in relation.sides]
        return all(
            bool(COMPARISONS[sign](left, right))
            for sign, left, right in zip(relation.signs, sides[:-1], sides[1:], strict=True)
        )
    except (UndefinedValueError, TypeError, OverflowError):
        return False


def _flat(made: Run) -> str | None:
    """Return that a gradient is 0 throughout, unless a switch is what it is about."""
    drill = made.drill
    switched = any(node.operation in _SWITCHES for node in drill.graph.nodes)
    for ask, answer in zip(drill.asks, made.answer, strict=True):
        if not ask.gradients or any(entries(answer)):
            continue
        if not switched or isinstance(answer, Array):
            return "a derivative of 0"
    if switched and not any(any(entries(answer)) for answer in made.answer):
        return "nothing but zeros"
    return None


def _hiding(made: Run) -> str | None:
    """Return what a product of numbers hides: a factor of 0 or 1, or two factors that are equal."""
    nodes = made.drill.pinned.cut.nodes
    for node in nodes:
        if node.operation != "*" or any(nodes[parent].operation == CONSTANT for parent in node.parents):
            continue
        factors = [made.values[parent] for parent in node.parents]
        if any(isinstance(factor, Array) or not is_known(factor) for factor in factors):
            continue
        switched = [
            nodes[parent].operation in _SWITCHES for parent in node.parents
        ]  # a ReLU that is off is no accident
        if any(factor in _HIDING and not off for factor, off in zip(factors, switched, strict=True)):
            return "a factor of 0 or 1"
        if factors[0] == factors[1] and len(set(node.parents)) > 1:
            return "two equal factors"
    return None


def _on_a_switch(made: Run) -> str | None:
    """Return a tie at MAX, a ReLU at its kink, units that are all on or all off, or a saturated one."""
    graph, values = made.drill.pinned.cut, made.values
    if kinks(graph, values):
        return "a value on a kink"
    for node, value in zip(graph.nodes, values, strict=True):
        if node.operation == "relu" and isinstance(value, Array) and len(value.flat) > 1:
            on = [bool(entry) for entry in value.flat]
            if all(on) or not any(on):
                return "units that are all on or all off"
        if node.operation in ("sigmoid", "tanh", "softmax") and is_known(value):
            low = -1 if node.operation == "tanh" else 0
            if any(not low + _SATURATED < entry < 1 - _SATURATED for entry in entries(value)):
                return f"a saturated {node.operation}"
    return None


def _near_a_boundary(made: Run) -> str | None:
    """Return that a key to be rounded lies where rounding is a matter of luck; what ends can be given exactly."""
    digits = made.drill.digits
    rounded = (entry for answer in made.answer for entry in entries(answer) if _is_endless(entry))
    return "a key near a rounding boundary" if any(_at_boundary(entry, digits) for entry in rounded) else None


def _is_endless(value: Any) -> bool:
    return isinstance(value, float) or not is_decimal(value)


def _at_boundary(value: Any, digits: int) -> bool:
    exact = Fraction(value)
    if not exact:
        return False
    scaled = abs(exact) * Fraction(10) ** (digits - 1 - magnitude(exact))
    return abs(scaled - floor(scaled) - Fraction(1, 2)) < _BOUNDARY
