"""The one place that asks what time it is; `CARDGRAD_NOW` (an ISO instant) answers instead where it is set."""

import os
from datetime import datetime

from cardgrad.errors import UsageError
from cardgrad.scheduling.study_day import Moment

VARIABLE = "CARDGRAD_NOW"


def now() -> Moment:
    """Return the present moment, with the UTC offset in force here; a stated time without one is local."""
    stated = os.environ.get(VARIABLE)
    if not stated:
        return _moment(datetime.now().astimezone())
    try:
        moment = datetime.fromisoformat(stated)
        return _moment(moment if moment.tzinfo else moment.astimezone())
    except (ValueError, OverflowError) as error:
        raise UsageError(
            f"{VARIABLE} is {stated!r}, which is no time: write it like 2026-11-21T08:00:00+01:00, or unset it."
        ) from error


def _moment(aware: datetime) -> Moment:
    offset = aware.utcoffset()
    return Moment(round(aware.timestamp() * 1000), int(offset.total_seconds()) if offset else 0)
