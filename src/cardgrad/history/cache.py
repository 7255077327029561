"""The cached schedules: always what a fold of the whole log would give, moved in the same transaction as the log.

An appended event comes after every other, so it moves its card by one step. What reaches back, a void, a rename or
another policy, folds the cards it touches anew.
"""

from collections.abc import Iterable
from sqlite3 import Connection

from cardgrad.history.event import ANSWER, POLICY, RENAME, REVISION, VOID, Happening
from cardgrad.history.fold import Renames, Row, Rules, folded, policy_named, step
from cardgrad.scheduling.schedule import NEW, Schedule, answered

COLUMNS = ", ".join(Schedule._fields)
IN_ORDER = "ORDER BY instant, device, sequence"
_LOG = "SELECT row, instant, kind, card, day, grade, purpose, target FROM event"
_SAVE = f"INSERT OR REPLACE INTO schedule VALUES (?{', ?' * len(Schedule._fields)})"
_VOIDED = """
    SELECT undone.row FROM event void JOIN event undone
    ON undone.device = substr(void.target, 1, instr(void.target, '-') - 1)
    AND undone.sequence = CAST(substr(void.target, instr(void.target, '-') + 1) AS INTEGER)
    WHERE void.kind = 'void'
"""


def fold_all(connection: Connection) -> dict[str, Schedule]:
    """Return every card's schedule, folded from the whole log."""
    return folded(log_rows(connection), rules(connection))


def log_rows(connection: Connection) -> Iterable[Row]:
    """Return the log in its total order, in the columns that the fold reads."""
    return connection.execute(f"{_LOG} {IN_ORDER}")


def rules(connection: Connection) -> Rules:
    """Read what reaches back over the log."""
    voided = frozenset(row for (row,) in connection.execute(_VOIDED))
    return Rules(voided, renames(connection), policy_named(last_policy(connection)))


def renames(connection: Connection) -> Renames:
    """Return, for each id that was renamed, when and to what."""
    found: dict[str, list[tuple[int, str]]] = {}
    for old, new, instant in connection.execute(
        f"SELECT card, target, instant FROM event WHERE kind = 'rename' {IN_ORDER}"
    ):
        found.setdefault(old, []).append((instant, new))
    return found


def last_policy(connection: Connection) -> str | None:
    """Return the name of the policy in force, as the log says."""
    found = connection.execute(
        "SELECT target FROM event WHERE kind = 'policy' ORDER BY instant DESC, device DESC, sequence DESC LIMIT 1"
    ).fetchone()
    return found[0] if found else None


def keep_in_step(connection: Connection, happening: Happening, day: int) -> None:
    """Move the cached schedules as the event just appended says."""
    kind, card, grade, purpose, target, _ = happening
    if kind == POLICY:
        refold_all(connection)
    elif kind in (RENAME, VOID):
        _refold_related(connection, card)
    elif kind != REVISION:  # which moves no schedule
        before = cached(connection, card)
        if kind == ANSWER and grade is not None and purpose is not None:
            after = answered(before, day, grade, purpose, policy_named(last_policy(connection)))
        else:
            after = step(before, kind, day, target)
        connection.execute(_SAVE, (card, *after))


def cached(connection: Connection, card: str) -> Schedule:
    """Return a card's schedule; one without a history is new."""
    found = connection.execute(f"SELECT {COLUMNS} FROM schedule WHERE card = ?", (card,)).fetchone()
    return Schedule(*found) if found else NEW


def refold_all(connection: Connection) -> None:
    """Make the whole cache anew from the log."""
    schedules = fold_all(connection)
    connection.execute("DELETE FROM schedule")
    connection.executemany(_SAVE, ((card, *schedule) for card, schedule in schedules.items()))


def related_ids(connection: Connection, card: str) -> set[str]:
    """Return all ids that share history with `card` through renames, in either direction."""
    edges = connection.execute("SELECT card, target FROM event WHERE kind = 'rename'").fetchall()
    related, size = {card}, 0
    while size != len(related):
        size = len(related)
        for old, new in edges:
            if old in related or new in related:
                related |= {old, new}
    return related


def _refold_related(connection: Connection, card: str) -> None:
    """Fold anew the card and every card that shares history with it."""
    related = sorted(related_ids(connection, card))
    among = f"card IN ({', '.join('?' * len(related))})"
    rows = connection.execute(f"{_LOG} WHERE {among} {IN_ORDER}", related)
    schedules = folded(rows, rules(connection))
    connection.execute(f"DELETE FROM schedule WHERE {among}", related)
    connection.executemany(_SAVE, ((known, *schedule) for known, schedule in schedules.items()))
