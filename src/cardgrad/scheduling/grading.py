"""Policy auto-1: the grade of an answer that the program judged.

| what happened                                                                                  | grade |
|------------------------------------------------------------------------------------------------|-------|
| correct at once, no hint, within 0.75 of the learner's own median (from five correct answers)  | 5     |
| correct at once, no hint                                                                        | 4     |
| correct with a hint, or slower than twice the median, or at the second try                      | 3     |
| at the last try at least half of the parts right, or wrong only by a recognised slip            | 2     |
| wrong                                                                                           | 1     |
| gave up, or asked for the answer first                                                          | 0     |

Time never turns a pass into a fail. The raw facts are logged beside the grade, so that a later policy can grade the
past again.
"""

from collections.abc import Sequence
from typing import NamedTuple

POLICY = "auto-1"
ENOUGH_TIMES = 5
CARD_LIMIT_MS = 60_000  # thinking time counts no further than this on a card; a drill has its own limit


class Outcome(NamedTuple):
    """What happened at a question, in the facts that the grade depends on."""

    correct: bool
    tries: int = 1
    hints: int = 0
    right_parts: int = 0
    parts: int = 1
    slip: bool = False  # wrong, but only by a sign or a rounding
    gave_up: bool = False
    milliseconds: int = 0  # 0: unknown


def median(times: Sequence[int]) -> int | None:
    """Return the learner's median time in milliseconds, or None while there are too few to tell."""
    known = sorted(time for time in times if time > 0)
    return known[(len(known) - 1) // 2] if len(known) >= ENOUGH_TIMES else None


def grade_judged(outcome: Outcome, usual: int | None) -> int:
    """Return the grade 0..5 of a judged answer; `usual` is the learner's median time for this card."""
    if outcome.gave_up:
        return 0
    if not outcome.correct:
        return 2 if outcome.slip or 2 * outcome.right_parts >= outcome.parts else 1
    if outcome.tries > 1 or outcome.hints:
        return 3
    if usual is None or outcome.milliseconds <= 0:
        return 4
    if outcome.milliseconds > 2 * usual:
        return 3
    return 5 if 4 * outcome.milliseconds <= 3 * usual else 4
