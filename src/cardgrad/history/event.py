"""An event: one thing that happened to a learner's cards, kept for good.

| kind     | says                                                     | `target`           |
|----------|----------------------------------------------------------|--------------------|
| answer   | a card was answered and graded (a review)                |                    |
| void     | an earlier event was undone                              | that event's id    |
| skip     | the card was put off for the rest of the study day       |                    |
| suspend  | the card was taken out of the queue                      |                    |
| resume   | ... and put back                                         |                    |
| reset    | the card starts anew                                     |                    |
| due      | the due day was set by hand                              | ordinal of the day |
| rename   | `card` is now known as `target`                          | the new id         |
| revision | from here on the drill is another: its graph has changed | its revision       |
| policy   | schedules follow this policy, from the first event on    | the policy's name  |

An event's id is `device-sequence`. A device never writes an instant at or before one that is already in its log, so
(instant, device, sequence) is a total order even when the clock stands still.
"""

from typing import Any, NamedTuple

ANSWER, VOID, SKIP, SUSPEND, RESUME = "answer", "void", "skip", "suspend", "resume"
RESET, DUE, RENAME, REVISION, POLICY = "reset", "due", "rename", "revision", "policy"
UNDOABLE = (ANSWER, SKIP, SUSPEND, RESUME, RESET, DUE)


class Happening(NamedTuple):
    """What is about to be written: an event without its place in the log."""

    kind: str
    card: str = ""
    grade: int | None = None
    purpose: str | None = None
    target: str | None = None
    facts: dict[str, Any] = {}  # noqa: RUF012  read only: what was typed, shown, judged, and how long it took


class Event(NamedTuple):
    """One row of the log."""

    device: str
    sequence: int
    instant: int  # UTC milliseconds, the order of the log
    wall: int  # UTC milliseconds by the clock on the wall
    offset: int  # UTC offset in seconds at that moment
    day: int  # study day, an ordinal
    kind: str
    card: str
    grade: int | None
    purpose: str | None
    target: str | None
    facts: dict[str, Any]

    @property
    def id(self) -> str:
        """The globally unique id, `device-sequence`."""
        return f"{self.device}-{self.sequence}"
