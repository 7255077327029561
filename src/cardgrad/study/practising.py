"""What a practice session asks: cards as the learner picks them, whatever their day, and no schedule moves.

The order is shuffled, so that decks mix, and goes on where today's practice stopped: what was practised less often
comes first. When more is wanted than there are cards, the drills come again with fresh numbers; flashcards seen minutes
ago come again only where there is no drill.
"""

from collections import Counter
from collections.abc import Sequence
from zlib import crc32

from cardgrad.history.log import History
from cardgrad.history.recent import answers_since
from cardgrad.scheduling.schedule import GOOD_ENOUGH, PRACTICE
from cardgrad.study.queue import SIBLING_GAP, Plan, Slot, apart


def missed(history: History, today: int, days: int) -> set[str]:
    """Return the cards with an answer graded below 4 within so many days, today included."""
    return {answer.card for answer in answers_since(history, today - days + 1) if answer.grade < GOOD_ENOUGH}


def practised(history: History, today: int) -> Counter[str]:
    """Return how often each card was practised today."""
    return Counter(answer.card for answer in answers_since(history, today) if answer.purpose == PRACTICE)


def practice_plan(
    slots: Sequence[Slot], had: Counter[str], salt: str, count: int | None = None, leading: Sequence[str] = ()
) -> Plan:
    """Return a practice of these cards, `count` turns long or each card once.

    `had` says how often each was practised today; `leading` cards, taken back a moment ago, come first.
    """
    entries = {card: entry for card, entry, _, _ in slots}
    grain = crc32(salt.encode())
    cards = sorted(entries, key=lambda card: (card not in leading, had[card], crc32(card.encode(), grain)))
    wanted = len(cards) if count is None else count
    turns: list[str] = []
    while cards and len(turns) < wanted:
        turns += apart(cards, entries, after=turns[-SIBLING_GAP:])
        grain = crc32(f"{salt} {len(turns)}".encode())
        again = [card for card, _, _, kind in slots if kind == "drill"] or entries
        cards = sorted(again, key=lambda card: crc32(card.encode(), grain))
    return Plan(tuple(turns[:wanted]), (), frozenset(entries), practice=True)
