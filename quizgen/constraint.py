"""Constraints: relations over a drill's names that no problem of it may have."""

import operator
from collections.abc import Callable, Collection
from typing import Any

from quizgen.autodiff.expression import operation_of
from quizgen.domain import DrillError
from quizgen.notation.fault import NotationError, did_you_mean
from quizgen.notation.parser import read_math
from quizgen.notation.tree import Operation, Relation, names, walk

COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def read_constraint(text: str, known: Collection[str]) -> Relation:
    """Return a constraint: a relation over the graph's names and the givens."""
    try:
        tree = read_math(text)
    except NotationError as fault:
        raise DrillError(f"{fault.message}: {text.strip()}", "unless") from fault
    if not isinstance(tree, Relation) or not all(sign in COMPARISONS for sign in tree.signs):
        raise DrillError(f"{text} is no relation, as x = y or q > 10", "unless")
    unknown = next((name for name in names(tree) if name not in known), None)
    if unknown:
        raise DrillError(f"the graph has no {unknown}{did_you_mean(unknown, known)}", "unless")
    for part in walk(tree):
        if isinstance(part, Operation):
            try:
                operation_of(part)
            except NotationError as fault:
                raise DrillError(f"{fault.message}: {text.strip()}", "unless") from fault
    return tree
