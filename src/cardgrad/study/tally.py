"""What a session came to: answers, passes, time, and what comes next."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from cardgrad.scheduling.schedule import GOOD_ENOUGH
from cardgrad.scheduling.sm2 import LAST_FAIL
from cardgrad.study.habits import HABIT_DAYS
from cardgrad.study.view import Block

_SHOWN = 5


class Given(NamedTuple):
    """One answer of this session that stands."""

    card: str
    grade: int
    purpose: str
    milliseconds: int


def summary(given: Iterable[Given], left: int, forecast: Mapping[str, int], today: int) -> list[Block]:
    """Return the finish screen's lines; `left` cards graded below 4 wait for another answer today."""
    answers = list(given)
    passed = sum(answer.grade > LAST_FAIL for answer in answers)
    blocks = []
    if answers:
        cards = len({answer.card for answer in answers})
        blocks.append(Block("label", "Done for now." if left else "Done."))
        blocks.append(Block("plain", f"{counted(len(answers), 'answer')} on {counted(cards, 'card')}"))
        blocks.append(Block("plain", f"{100 * passed // len(answers)} % passed"))
        blocks += _thinking(answers)
    if left:
        waiting = "1 card waits" if left == 1 else f"{left} cards wait"
        blocks.append(Block("plain", f"{waiting} for another answer today; nothing is lost: study again to go on."))
    blocks += [Block("plain", line) for line in coming(forecast, today)]
    return blocks


def practice_summary(given: Iterable[Given]) -> list[Block]:
    """Return the finish screen's lines of a practice: the score, the time, and what to look at again."""
    answers = list(given)
    if not answers:
        return [Block("label", "Nothing practised; your schedule is as it was.")]
    had = Counter(answer.card for answer in answers)
    missed = Counter(answer.card for answer in answers if answer.grade < GOOD_ENOUGH)
    good = len(answers) - missed.total()
    blocks = [
        Block("label", "Practice done; your schedule is as it was."),
        Block("plain", f"{good} of {counted(len(answers), 'answer')} good ({100 * good // len(answers)} %)"),
        *_thinking(answers),
    ]
    if missed:
        blocks.append(Block("label", "Look at these again:"))
        for card, times in missed.most_common(_SHOWN):
            blocks.append(Block("plain", f"  {card}" + (f" (missed {times} of {had[card]} times)" * (had[card] > 1))))
        rest = len(missed) - _SHOWN
        blocks += [Block("plain", f"  and {rest} more")] if rest > 0 else []
        blocks.append(Block("plain", "Once more: cardgrad practice --missed 1"))
    return blocks


def common_mistakes(mistakes: Iterable[tuple[str, int]]) -> list[Block]:
    """Return the lines about the commonest mistakes, those that were made more than once."""
    often = [(mistake, times) for mistake, times in mistakes if times > 1][:_SHOWN]
    if not often:
        return []
    named = [Block("plain", f"  {times} times: {mistake}") for mistake, times in often]
    return [Block("label", f"Your commonest mistakes of the last {HABIT_DAYS} days:"), *named]


def coming(forecast: Mapping[str, int], today: int) -> list[str]:
    """Return what is due tomorrow and in the week from today."""
    tomorrow = sum(due == today + 1 for due in forecast.values())
    week = sum(today < due <= today + 7 for due in forecast.values())
    return [f"Due tomorrow: {tomorrow}", f"Due within a week: {week}"]


def counted(number: int, noun: str, nouns: str = "") -> str:
    """Return a number with its noun, one or several.

    >>> counted(1, "answer"), counted(2, "answer")
    ('1 answer', '2 answers')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {nouns or noun + 's'}"


def _thinking(answers: Iterable[Given]) -> list[Block]:
    """Return how long it took; a clock that stands still tells nothing."""
    seconds = sum(answer.milliseconds for answer in answers) // 1000
    return [Block("plain", f"{_duration(seconds)} of thinking")] if seconds else []


def _duration(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
