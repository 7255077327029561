"""The mistakes of a class, the commonest first, and how many students made each."""

from collections.abc import Sequence
from typing import NamedTuple

from cardgrad.quizzes.class_marking import Marked
from cardgrad.quizzes.sheet import in_order
from quizgen.mistake_name import mistake_name

_OWN = "own-"  # an author's own mistake has no name but its sentence


class MadeMistake(NamedTuple):
    """A mistake, and who made it."""

    id: str
    name: str  # deck text
    message: str  # deck text: the right rule
    students: int  # each counted once
    items: tuple[str, ...]


def made_mistakes(marked: Marked) -> list[MadeMistake]:
    """Return the mistakes that the class's answers are consistent with, the commonest first."""
    who: dict[tuple[str, str], set[str]] = {}
    items: dict[tuple[str, str], dict[str, None]] = {}
    message: dict[tuple[str, str], str] = {}
    for sheet in marked.sheets:
        for mark in sheet.items:
            if mark.mistake is None or sheet.fit:  # under a wrong form every answer is wrong
                continue
            card, rule = mark.mistake
            key = (card if rule.startswith(_OWN) or mistake_name(rule) is None else "", rule)
            who.setdefault(key, set()).add(sheet.label)
            items.setdefault(key, {})[mark.item] = None
            message.setdefault(key, mark.message)
    found = [
        MadeMistake(rule, mistake_name(rule) or message[key, rule] or rule, message[key, rule], len(who[key, rule]),
                    tuple(sorted(items[key, rule], key=in_order)))
        for key, rule in who  # the card for what only it can tell
    ]  # fmt: skip
    return sorted(found, key=lambda one: (-one.students, one.id))


def bars(counts: Sequence[int], width: int, sign: str = "█") -> list[str]:
    """Return a bar for each number, the longest so many characters wide; none above 0 vanishes.

    >>> bars([8, 4, 1], 8)
    ['████████', '████', '█']
    """
    most = max(counts, default=0)
    return [sign * max(1, round(width * count / most)) if count else "" for count in counts]
