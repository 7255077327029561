"""How well a drill makes problems: the share of draws it takes, why it rejects the others, what it targets."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from quizgen.draw import plan
from quizgen.drill import Drill
from quizgen.mistakes import Tried
from quizgen.seed import Stream
from quizgen.template import draw_once, template, undiscriminating

_ENOUGH = 200


class Acceptance(NamedTuple):
    """How many of a drill's draws make a good problem, and why the others do not."""

    rate: float
    reasons: Mapping[str, int]

    @property
    def rejected(self) -> list[dict[str, str | int]]:
        """Return the reasons as a document has them, the commonest first: a sentence is no key."""
        return [
            {"reason": reason, "draws": draws}
            for reason, draws in sorted(self.reasons.items(), key=lambda pair: (-pair[1], pair[0]))
        ]


def measure(drill: Drill, draws: int | None = None) -> Acceptance:
    """Return the acceptance rate of a drill's draws: of so many, or of enough to tell it."""
    draws = min(_ENOUGH, 10 * drill.instances) if draws is None else draws
    stream = Stream(drill.id, drill.revision, "measure")
    reasons: Counter[str] = Counter()
    for _ in range(draws):
        variant = drill.variant(stream)
        shared = template(variant)
        made, reason = draw_once(variant, plan(variant), stream)
        reasons[reason if made is None else undiscriminating(Tried(made), shared) or ""] += 1
    accepted = reasons.pop("", 0)
    return Acceptance(accepted / draws, dict(reasons))


def targeted(drill: Drill) -> tuple[str, ...]:
    """Return the ids of the mistakes that every problem of a drill tells from the right answer."""
    shared = template(drill.variant(Stream(drill.id, "targeted")))
    return tuple(target.id for target in shared.targets)
