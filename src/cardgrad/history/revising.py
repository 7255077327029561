"""When a drill became another: the revisions that its learner met, as the log has them.

A drill's revision is what its problems are made by: its graph, its numbers, what it asks, and the generator. The first
answer to another one is written with a note before it; answers from before there were notes say it by their problems.
"""

from collections.abc import Iterable
from typing import NamedTuple

from cardgrad.history.event import ANSWER, REVISION, Event, Happening
from cardgrad.scheduling.schedule import QUIZ


class Revised(NamedTuple):
    """A change of a drill: the study day on which its learner first met it, and the answers before it."""

    day: int
    revision: str
    answers: int


def last_revision(events: Iterable[Event]) -> str | None:
    """Return the revision of a card that the events, in order, leave off with."""
    return next((met for event in reversed(list(events)) if (met := _revision(event))), None)


def note(card: str, before: str | None, revision: str | None) -> tuple[Happening, ...]:
    """Return what is to be written before an answer to a drill of this revision: a note if the last was another."""
    if revision is None or before in (None, revision):
        return ()
    return (Happening(REVISION, card, target=revision, facts={"was": before}),)


def revisions(events: Iterable[Event]) -> list[Revised]:
    """Return the changes of a drill, the first first, with the number of all answers before each."""
    found: list[Revised] = []
    last, answers = None, 0
    for event in events:
        met = _revision(event)
        if met is not None:
            if last is not None and met != last:
                found.append(Revised(event.day, met, answers))
            last = met
        answers += event.kind == ANSWER
    return found


def _revision(event: Event) -> str | None:
    """Return the revision that an event met; a quiz may have been printed long before it was marked."""
    if event.kind == REVISION:
        return event.target
    if event.kind != ANSWER or event.purpose == QUIZ:
        return None
    problem = event.facts.get("problem")
    return str(problem["revision"]) if isinstance(problem, dict) and "revision" in problem else None
