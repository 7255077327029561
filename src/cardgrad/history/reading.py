"""Questions that a session and its screens ask of the history."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from cardgrad.history.cache import IN_ORDER, last_policy, related_ids, renames
from cardgrad.history.event import ANSWER, UNDOABLE, VOID, Event
from cardgrad.history.fold import known_as, policy_named
from cardgrad.history.log import History
from cardgrad.scheduling.sm2 import Policy

_COLUMNS = ", ".join(Event._fields)
STANDS = (
    "NOT EXISTS (SELECT 1 FROM event void WHERE void.kind = 'void'"
    " AND void.target = event.device || '-' || event.sequence)"
)
_LATEST = "ORDER BY instant DESC, device DESC, sequence DESC"


class Standing(NamedTuple):
    """Which cards are due, owed a repeat, or no longer new; days are ordinals."""

    due: dict[str, int]  # card -> due day, for what is due today or before, and what is `ahead`
    owed: list[str]  # cards graded below 4 today and not made good yet
    touched: set[str]  # cards that are not to be introduced as new: seen, suspended or put off today
    introduced: int  # how many new cards were introduced today
    ahead: frozenset[str] = frozenset()  # cards in `due` whose day has not come: to be practised


def is_empty(history: History) -> bool:
    """Tell whether nothing has happened yet."""
    return not history.store.rows("SELECT 1 FROM event LIMIT 1")


def salt(history: History) -> str:
    """Return the text that makes this learner's problems and shuffles their own."""
    return str(history.store.rows("SELECT value FROM meta WHERE key = 'salt'")[0][0])


def policy(history: History) -> Policy:
    """Return the policy that the log's schedules follow."""
    with history.store.explaining():
        return policy_named(last_policy(history.store.connection))


def standing(history: History, today: int, ahead: int = 0) -> Standing:
    """Return where every card with a history stands on the study day `today`, or will within `ahead` days."""
    rows = history.store.rows
    awake = "suspended = 0 AND skipped IS NOT ?"
    due = dict(rows(f"SELECT card, due FROM schedule WHERE due <= ? AND {awake}", (today + ahead, today)))
    owed = [card for (card,) in rows(f"SELECT card FROM schedule WHERE owed = ? AND {awake}", (today, today))]
    # As one text, since 10,000 rows of one column take 2 ms longer, at every start; no id holds a line break.
    ((touched, introduced),) = rows(
        "SELECT group_concat(card, char(10)), count(*) FILTER (WHERE first = ?) FROM schedule"
        " WHERE due IS NOT NULL OR suspended OR skipped = ?",
        (today, today),
    )
    early = {card for card, day in due.items() if day > today} if ahead else set()
    for card in early.intersection(owed):  # it comes as a repeat
        del due[card]
    return Standing(due, owed, set(touched.split("\n")) if touched else set(), introduced, frozenset(early - set(owed)))


def met(history: History) -> set[str]:
    """Return the cards that have been answered."""
    return {card for (card,) in history.store.rows("SELECT card FROM schedule WHERE answers")}


def suspended(history: History) -> set[str]:
    """Return the cards that are out of the queue."""
    return {card for (card,) in history.store.rows("SELECT card FROM schedule WHERE suspended")}


def forecast(history: History, today: int, days: int) -> dict[str, int]:
    """Return the due day of every card that is due within `days` days from today; what is overdue is due today."""
    return dict(
        history.store.rows(
            "SELECT card, max(due, ?) FROM schedule WHERE due < ? AND suspended = 0", (today, today + days)
        )
    )


def events_of(history: History, card: str) -> list[Event]:
    """Return the events of a card that stand, oldest first, under this id and those it had before."""
    with history.store.explaining():
        connection = history.store.connection
        ids, renamed = sorted(related_ids(connection, card)), renames(connection)
    among = ", ".join("?" * len(ids))
    rows = history.store.rows(
        f"SELECT {_COLUMNS} FROM event WHERE card IN ({among}) AND kind != '{VOID}' AND {STANDS} {IN_ORDER}",
        ids,
    )
    events = map(_event, rows)  # an id that was given up may be another card's by now
    return [event for event in events if known_as(event.card, event.instant, renamed) == card]


def last_undoable(history: History) -> Event | None:
    """Return the last event that a learner can take back, or None."""
    kinds = ", ".join(f"'{kind}'" for kind in UNDOABLE)
    rows = history.store.rows(f"SELECT {_COLUMNS} FROM event WHERE kind IN ({kinds}) AND {STANDS} {_LATEST} LIMIT 1")
    return _event(rows[0]) if rows else None


def taken_back(history: History) -> list[str]:
    """Return the cards whose answers were undone last, with nothing done since: the first answered first.

    Undo goes from the last answer back to the first, so the last void is of the answer that was given first.
    """
    cards: list[str] = []
    for kind, card in _backwards(history):
        if kind != VOID:
            break
        cards.append(card)
    return list(dict.fromkeys(cards))


def _backwards(history: History) -> Iterator[tuple[str, str]]:
    with history.store.explaining():
        yield from history.store.connection.execute(f"SELECT kind, card FROM event {_LATEST}")


def all_answers_of(history: History, card: str) -> list[Event]:
    """Return the answers of a card that stand, oldest first."""
    return [event for event in events_of(history, card) if event.kind == ANSWER]


def answers_of(history: History, card: str, last: int) -> list[Event]:
    """Return the last answers of a card that stand, oldest first."""
    return all_answers_of(history, card)[-last:]


def _event(row: tuple[Any, ...]) -> Event:
    return Event._make((*row[:-1], json.loads(row[-1])))
