"""What a session came to: answers, passes, time, and what comes next."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from cardgrad.scheduling.sm2 import LAST_FAIL
from cardgrad.study.view import Block


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
        seconds = sum(answer.milliseconds for answer in answers) // 1000
        cards = len({answer.card for answer in answers})
        blocks.append(Block("label", "Done for now." if left else "Done."))
        blocks.append(Block("plain", f"{counted(len(answers), 'answer')} on {counted(cards, 'card')}"))
        blocks.append(Block("plain", f"{100 * passed // len(answers)} % passed"))
        if seconds:
            blocks.append(Block("plain", f"{_duration(seconds)} of thinking"))
    if left:
        waiting = "1 card waits" if left == 1 else f"{left} cards wait"
        blocks.append(Block("plain", f"{waiting} for another answer today; nothing is lost: study again to go on."))
    blocks += [Block("plain", line) for line in coming(forecast, today)]
    return blocks


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


def _duration(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
