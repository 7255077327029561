"""How well a drill makes problems: the share of draws it takes, why it rejects the others, what it targets."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from quizgen.drill import Drill
from quizgen.problem import template, try_once
from quizgen.seed import Stream


class Acceptance(NamedTuple):
    """How many of a drill's draws make a good problem, and why the others do not."""

    rate: float
    reasons: Mapping[str, int]


def measure(drill: Drill, draws: int = 500) -> Acceptance:
    """Return the acceptance rate of a drill's draws."""
    planned, targets, _ = template(drill)
    stream = Stream(drill.id, drill.revision, "measure")
    reasons = Counter(try_once(drill, planned, targets, stream)[1] for _ in range(draws))
    accepted = reasons.pop("", 0)
    return Acceptance(accepted / draws, dict(reasons))


def targeted(drill: Drill) -> tuple[str, ...]:
    """Return the ids of the mistakes that every problem of a drill tells from the right answer."""
    return tuple(target.id for target in template(drill)[1])
