"""The one place that asks what time it is; `CARDGRAD_NOW` (an ISO instant) answers instead where it is set."""

import contextlib
import os
from datetime import datetime

from cardgrad.errors import UsageError
from cardgrad.scheduling.study_day import Moment

VARIABLE = "CARDGRAD_NOW"
_YEARS = range(1970, 9000)  # intervals of centuries must still end in a date


def now() -> Moment:
    """Return the present moment, with the UTC offset in force here; a stated time without one is local."""
    stated = os.environ.get(VARIABLE)
    return _read(stated) if stated else _moment(datetime.now().astimezone())


def _read(stated: str) -> Moment:
    """Return a stated moment, or refuse it."""
    with contextlib.suppress(ValueError, OverflowError):
        moment = datetime.fromisoformat(stated)
        if moment.year in _YEARS:
            return _moment(moment if moment.tzinfo else moment.astimezone())
    raise UsageError(
        f"{VARIABLE} is {stated!r}, which is no time between {_YEARS[0]} and {_YEARS[-1]}: "
        "write it like 2026-11-21T08:00:00+01:00, or unset it."
    )


def _moment(aware: datetime) -> Moment:
    offset = aware.utcoffset()
    return Moment(round(aware.timestamp() * 1000), int(offset.total_seconds()) if offset else 0)
