"""A mistake's one-line name from its id, for whoever has only the id: a log that tells what was got wrong."""

from functools import cache

from quizgen.autodiff.fault import ALL_FAULTS
from quizgen.autodiff.operations import OPERATIONS


def mistake_name(mistake: str) -> str:
    """Return a mistake's one-line name; of an id that no table holds, its words.

    >>> mistake_name("fan-out-averaged"), mistake_name("fan-out-averaged@q"), mistake_name("forgot-the-half")
    ('mean instead of sum at a fan-out', 'mean instead of sum at a fan-out', 'forgot the half')
    """
    rule = mistake.partition("@")[0]
    return _names().get(rule) or rule.replace("-", " ")


@cache
def _names() -> dict[str, str]:
    names = {rule.id: rule.name for operation in OPERATIONS.values() for rule in operation.wrong}
    return names | {fault.id: fault.name for fault in ALL_FAULTS}
