"""The study day: the learner's local date, which turns at 04:00 unless configured.

A moment carries the UTC offset that was in force where the learner was, so the day of a past answer never moves when
the learner travels or the clocks change. Days are proleptic Gregorian ordinals, as `date.toordinal` counts them.
"""

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

TURN_OF_DAY = 4 * 60  # minutes after local midnight
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Moment(NamedTuple):
    """An instant (milliseconds since 1970 UTC) and the UTC offset (seconds) of the place it was lived in."""

    instant: int
    offset: int

    def study_day(self, turn: int = TURN_OF_DAY) -> int:
        """Return the ordinal of the study day, which turns `turn` minutes after local midnight."""
        return (self.instant // 1000 + self.offset - turn * 60) // 86_400 + _EPOCH.toordinal()

    def iso(self) -> str:
        """Return the UTC instant as ISO 8601 text with milliseconds."""
        return (_EPOCH + timedelta(milliseconds=self.instant)).isoformat(timespec="milliseconds")


def iso_day(day: int) -> str:
    """Return a study day as ISO text.

    >>> iso_day(739576)
    '2025-11-21'
    """
    return date.fromordinal(day).isoformat()
