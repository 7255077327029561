"""What was answered in the last days: which cards were missed, which mistakes were made, what was practised.

The log is ordered by instants, and its index finds the last days without reading the years before them.
"""

import json
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from cardgrad.history.cache import IN_ORDER, renames
from cardgrad.history.event import ANSWER
from cardgrad.history.fold import known_as
from cardgrad.history.log import History
from cardgrad.history.reading import STANDS

_FIRST_DAY = date(1970, 1, 1).toordinal()
_DAY = 86_400_000  # milliseconds
_KEY = '"mistake":'  # as `History.append` packs it; within a typed text the quotes are escaped
_QUERY = (
    f"SELECT card, instant, day, grade, purpose, CASE WHEN instr(facts, '{_KEY}') THEN facts END FROM event"
    f" WHERE instant >= ? AND day >= ? AND kind = '{ANSWER}' AND {STANDS} {IN_ORDER}"
)


class Answered(NamedTuple):
    """What one answer came to."""

    card: str
    day: int
    grade: int
    purpose: str
    mistake: str | None  # the rule that was got wrong, at whichever node, where one was recognised


def answers_since(history: History, day: int) -> list[Answered]:
    """Return the answers that stand of this study day and the days after it, oldest first, under today's ids."""
    rows = history.store.rows(_QUERY, ((day - _FIRST_DAY - 1) * _DAY, day))  # no clock is a day off UTC
    with history.store.explaining():
        renamed = renames(history.store.connection)
    return [
        Answered(known_as(card, instant, renamed), day, grade, purpose, _rule(json.loads(facts)) if facts else None)
        for card, instant, day, grade, purpose, facts in rows
    ]


def commonest(mistakes: Iterable[str | None]) -> list[tuple[str, int]]:
    """Return each mistake's id and how often it was made, commonest first, ties by the last one made.

    >>> commonest(["add-copied", "mul-not-switched", None, "mul-not-switched", "fan-out-averaged"])
    [('mul-not-switched', 2), ('fan-out-averaged', 1), ('add-copied', 1)]
    """
    made = [mistake for mistake in mistakes if mistake]
    return Counter(reversed(made)).most_common()


def _rule(facts: dict[str, Any]) -> str | None:
    """Return the mistake that an answer's facts name, without the node at which it was made."""
    return str(facts.get("mistake") or "").partition("@")[0] or None
