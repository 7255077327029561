"""A mistake's one-line name from its id, for whoever has only the id: a log that tells what was got wrong."""

from collections.abc import Sequence
from functools import cache

from quizgen.asked_function import FUNCTIONS_ASKED
from quizgen.autodiff.fault import ALL_FAULTS
from quizgen.autodiff.operations import OPERATIONS
from quizgen.wrong_value import WRONG_VALUES

_OWN = "own-"  # an author's own mistakes are numbered within their drill


def mistake_name(mistake: str, own: Sequence[str] = ()) -> str | None:
    """Return a mistake's one-line name; of one of the author's `own`, its sentence; None if it is not known any more.

    >>> mistake_name("fan-out-averaged"), mistake_name("fan-out-averaged@q")
    ('mean instead of sum at a fan-out', 'mean instead of sum at a fan-out')
    >>> mistake_name("own-2", ["Forgot the half.", "Forgot the minus."])
    'Forgot the minus.'
    """
    rule = mistake.partition("@")[0]
    number = rule.removeprefix(_OWN)
    if rule.startswith(_OWN) and number.isdecimal():
        return own[int(number) - 1] if 0 < int(number) <= len(own) else None
    return known_mistakes().get(rule)


@cache
def known_mistakes() -> dict[str, str]:
    """Return the names of all mistakes but authors' own, by their ids."""
    names = {rule.id: rule.name for operation in OPERATIONS.values() for rule in operation.wrong}
    names |= {rule.id: rule.name for function in FUNCTIONS_ASKED.values() for rule in function.wrong}
    names |= {rule.id: rule.name for wrong in WRONG_VALUES.values() for rule in wrong}
    return names | {fault.id: fault.name for fault in ALL_FAULTS}
