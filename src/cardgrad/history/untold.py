"""Which corrections a learner has not been told of: read from the log, and stored nowhere.

A correction is news to those who answered the card before its day, until they have answered it in a session or a
practice of that day or a later one, which shows it. Questions of a quiz show none, so they do not count as told.
"""

from collections.abc import Iterable, Mapping, Sequence

from cardgrad.history.cache import cached
from cardgrad.history.event import Event
from cardgrad.history.log import History
from cardgrad.history.reading import all_answers_of
from cardgrad.scheduling.schedule import QUIZ


def untold(days: Iterable[int], answers: Sequence[Event], today: int) -> list[int]:
    """Return those days of a card's corrections that are news to who gave these answers; the future is none."""
    return [
        day
        for day in days
        if day <= today
        and any(answer.day < day for answer in answers)
        and not any(answer.day >= day and answer.purpose != QUIZ for answer in answers)
    ]


def cards_untold(history: History, corrections: Mapping[str, Sequence[int]], today: int) -> set[str]:
    """Return the cards with corrections that are news; new cards, suspended ones and those put off wait."""
    found = set()
    for card, days in corrections.items():
        with history.store.explaining():
            schedule = cached(history.store.connection, card)
        past = [day for day in days if day <= today]
        if not past or not schedule.answers or schedule.due is None or schedule.suspended or schedule.skipped == today:
            continue
        if schedule.counted is not None and schedule.counted >= max(past):
            continue  # that answer came after the last of them; no need to read the log
        if untold(past, all_answers_of(history, card), today):
            found.add(card)
    return found
