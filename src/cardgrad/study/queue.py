"""What a session asks, and in which order.

Cards that were corrected since the learner answered them come first, whatever their day. Then come due cards, the most
overdue first, ties shuffled so that decks mix; then new cards in deck order up to the day's limit. Cards made from one
entry (siblings) give each other away, so they are kept apart where others can stand between them.
"""

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple
from zlib import crc32

from cardgrad.history.reading import Standing

NEW_A_DAY = 10
SIBLING_GAP = 4

Slot = tuple[str, str, str, str]
"""(card id, entry, deck, kind), as the library lists them in study order."""


class Wish(NamedTuple):
    """What the learner asked for on the command line."""

    limit: int | None = None  # cards in this session, repeats not counted
    new: int = NEW_A_DAY  # new cards a day


class Plan(NamedTuple):
    """The cards of a session: `turns` in order, then the repeats owed; those `ahead` of their day are practice.

    In a `practice`, every turn is one, and cards may have several.
    """

    turns: tuple[str, ...]
    owed: tuple[str, ...]
    ahead: frozenset[str] = frozenset()
    practice: bool = False


def plan(
    slots: Sequence[Slot],
    standing: Standing,
    wish: Wish,
    salt: str,
    leading: Sequence[str] = (),
    corrected: Collection[str] = (),
) -> Plan:
    """Return the session's cards: the `corrected` before all others, then what is due, then what is new.

    `leading` cards, taken back a moment ago, come first of their kind.
    """
    entries = {card: entry for card, entry, _, _ in slots}
    due = standing.due
    grain = crc32(salt.encode())
    late = sorted((due[card], crc32(card.encode(), grain), card) for card in entries if card in due)
    first = apart([card for card in entries if card in corrected], entries) if corrected else []
    room = max(0, wish.new - standing.introduced)
    fresh: list[str] = []
    for card in entries:
        if len(fresh) == room:
            break
        if card not in standing.touched:
            fresh.append(card)
    reviews = first + apart([card for _, _, card in late if card not in corrected], entries, after=first[-SIBLING_GAP:])
    introductions = apart(fresh, entries, after=reviews[-SIBLING_GAP:])
    turns = reviews + introductions
    if leading:
        again = [card for card in leading if card in turns]
        turns = again + [card for card in turns if card not in again]
    turns = turns[: wish.limit]
    owed = [card for card in standing.owed if card in entries and card not in due and card not in corrected]
    owed.sort(key=lambda card: card not in leading)
    return Plan(tuple(turns), tuple(owed), standing.ahead.difference(corrected))


def apart(cards: Iterable[str], entries: Mapping[str, str], after: Sequence[str] = ()) -> list[str]:
    """Return the cards in order, siblings held back until `SIBLING_GAP` others stand between them if there are any."""
    placed: list[str] = []
    recent = deque((entries[card] for card in after), maxlen=SIBLING_GAP)
    held: deque[str] = deque()
    waiting: set[str] = set()  # entries with a held card, whose later siblings must queue up behind it

    def place(card: str) -> None:
        placed.append(card)
        recent.append(entries[card])

    def release() -> None:
        waiting.clear()
        for _ in range(len(held)):
            card = held.popleft()
            if entries[card] in recent or entries[card] in waiting:
                held.append(card)
                waiting.add(entries[card])
            else:
                place(card)

    for card in cards:
        if entries[card] in recent or entries[card] in waiting:
            held.append(card)
            waiting.add(entries[card])
        else:
            place(card)
            if held and entries[held[0]] not in recent:
                release()
    while held:
        before = len(held)
        release()
        if len(held) == before:  # only siblings are left
            place(held.popleft())
    return placed
