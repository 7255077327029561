"""How well a drill makes problems, in sentences."""

from quizgen.acceptance import measure
from quizgen.drill import Drill

_REASONS = 3  # why draws are rejected: more of them help nobody


def accepted(drill: Drill) -> list[str]:
    """Return how many of the draws make a good problem, and why most others do not."""
    found = measure(drill)
    total = sum(found.reasons.values())
    lines = [f"{_percent(found.rate)} of the draws make a good problem."]
    for reason, times in sorted(found.reasons.items(), key=lambda pair: -pair[1])[:_REASONS]:
        lines.append(f"{_percent((1 - found.rate) * times / total)} are rejected: {reason}")
    return lines


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
