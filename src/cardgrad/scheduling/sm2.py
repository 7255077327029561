"""SM-2 in integers: how an answer's quality moves easiness, interval and repetitions.

P. A. Wozniak, *Optimization of learning* (1990), section 3.2. Easiness is kept in hundredths, where every change that
SM-2 makes is a whole number, and intervals are rounded up by integer division. Binary floats give wrong intervals:
six perfect answers must end at 420 days, and floats say 421.
"""

from typing import NamedTuple

EASINESS_START = 250
EASINESS_FLOOR = 130
LAST_FAIL = 2  # grades 0..2 fail, 3..5 pass


class Policy(NamedTuple):
    """One reading of SM-2, named in the history so that a schedule can always be recomputed."""

    name: str
    version: int
    fails_lower_easiness: bool


# Step 6 of the text: a fail restarts the repetitions "without changing the E-Factor".
SM2 = Policy("sm2", 1, fails_lower_easiness=False)
# Step 5 read alone, as many programs do: a fail changes easiness too.
SM2_CLASSIC = Policy("sm2-classic", 1, fails_lower_easiness=True)
POLICIES = {policy.name: policy for policy in (SM2, SM2_CLASSIC)}


class Memory(NamedTuple):
    """What SM-2 knows of a card: easiness in hundredths, interval in days, passes in a row."""

    easiness: int = EASINESS_START
    interval: int = 0
    repetitions: int = 0


def easiness_after(easiness: int, grade: int) -> int:
    """Return EF' = EF + (0.1 - (5-q)(0.08 + (5-q)0.02)), in hundredths and never below 1.3."""
    short = 5 - grade
    return max(EASINESS_FLOOR, easiness + 10 - short * (8 + 2 * short))


def remember(memory: Memory, grade: int, policy: Policy = SM2) -> Memory:
    """Return the memory after an answer of quality `grade` (0..5).

    I(1) = 1, I(2) = 6, I(n) = I(n-1) * EF rounded up, with the EF from before this answer.
    """
    easiness, interval, repetitions = memory
    if grade <= LAST_FAIL:
        lowered = easiness_after(easiness, grade) if policy.fails_lower_easiness else easiness
        return Memory(lowered, 1, 0)
    if repetitions == 0:
        interval = 1
    elif repetitions == 1:
        interval = 6
    else:
        interval = -(-interval * easiness // 100)
    return Memory(easiness_after(easiness, grade), interval, repetitions + 1)
