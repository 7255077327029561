"""Schedules as a pure fold over the log: no clock, no randomness, no floats.

Three kinds of event reach back over the log, so they are read first: voids take events out, a rename says under which
id the events before it are known since, and the last policy governs every answer. The rest are folded in the log's
total order, whatever the order in which they arrived. A new revision of a drill is noted for people, and moves nothing.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from cardgrad.errors import CardgradError
from cardgrad.history.event import ANSWER, DUE, RESET, RESUME, SKIP, SUSPEND
from cardgrad.scheduling.schedule import NEW, Schedule, answered, moved, put_off, reset, suspended
from cardgrad.scheduling.sm2 import POLICIES, SM2, Policy

Renames = Mapping[str, list[tuple[int, str]]]
"""Old id -> (instant of the rename, new id), in the log's order."""


class Rules(NamedTuple):
    """What reaches back over the log: rows that do not stand, the renames, and the policy."""

    voided: frozenset[int] = frozenset()
    renames: Renames = {}  # noqa: RUF012  read only
    policy: Policy = SM2


Row = tuple[int, int, str, str, int, int | None, str | None, str | None]
"""(row, instant, kind, card, day, grade, purpose, target): what the fold reads of an event."""


def known_as(card: str, instant: int, renames: Renames) -> str:
    """Return the id under which an event of `card` at `instant` is known today.

    >>> renames = {"a": [(10, "b")], "b": [(20, "c")]}
    >>> known_as("a", 5, renames), known_as("b", 15, renames), known_as("a", 11, renames)
    ('c', 'c', 'a')
    """
    at = instant
    while later := next(((when, new) for when, new in renames.get(card, ()) if when >= at), None):
        at, card = later[0] + 1, later[1]
    return card


def policy_named(name: str | None) -> Policy:
    """Return the policy that a log names, or the default; refuse one that only a later cardgrad knows."""
    if name is not None and name not in POLICIES:
        raise CardgradError(f"the history follows the policy {name!r}, which this cardgrad does not know: upgrade it.")
    return POLICIES[name or SM2.name]


def folded(rows: Iterable[Row], rules: Rules) -> dict[str, Schedule]:
    """Return the schedule of every card that `rows`, in total order, tell of."""
    schedules: dict[str, Schedule] = {}
    voided, renames, policy = rules
    for row, instant, kind, card, day, grade, purpose, target in rows:
        if row in voided:
            continue
        if card in renames:
            card = known_as(card, instant, renames)
        if kind == ANSWER:
            schedules[card] = answered(schedules.get(card, NEW), day, grade, purpose, policy)  # type: ignore[arg-type]
        elif kind in _STEPS:
            schedules[card] = step(schedules.get(card, NEW), kind, day, target)
    return schedules


def step(schedule: Schedule, kind: str, day: int, target: str | None) -> Schedule:
    """Return the schedule after an event that is not an answer."""
    return _STEPS[kind](schedule, day, target)


_STEPS: dict[str, Callable[[Schedule, int, Any], Schedule]] = {
    SKIP: lambda schedule, day, _: put_off(schedule, day),
    SUSPEND: lambda schedule, *_: suspended(schedule, on=True),
    RESUME: lambda schedule, *_: suspended(schedule, on=False),
    RESET: lambda schedule, *_: reset(schedule),
    DUE: lambda schedule, _, target: moved(schedule, int(target)),
}
