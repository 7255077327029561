"""`corrected: 2026-11-20 the minus sign was missing`: what a card taught wrongly, and since when it does not."""

import re
from collections.abc import Sequence
from datetime import date

from cardgrad.decks.card import Correction
from cardgrad.decks.report import Report
from cardgrad.decks.tree import Node, child

_DATED = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9])[:,;.\s]*(.*)", re.DOTALL)


def read_corrections(who: str, texts: Sequence[str], node: Node, report: Report) -> tuple[Correction, ...]:
    """Return an entry's corrections, the oldest first; what is none is reported."""
    if not texts:
        return ()
    found = []
    listed = child(node, "corrected") or node
    for place, text in enumerate(texts):
        try:
            found.append(_correction(text))
        except ValueError as reason:
            report.error((child(listed, place) or listed).start_mark, f"{who} {reason}")
    return tuple(sorted(found))


def _correction(text: str) -> Correction:
    """Return a day with its sentence; a ValueError says what it lacks."""
    dated = _DATED.match(text)
    if not dated:
        raise ValueError(f"has 'corrected: {text}' without a day: write it first, such as 2026-11-20 {text}")
    day, sentence = dated.groups()
    try:
        ordinal = date.fromisoformat(day).toordinal()
    except ValueError:
        raise ValueError(f"was corrected on {day}, but there is no such day: mend the date") from None
    if not sentence:
        raise ValueError(f"has 'corrected: {day}' without what was wrong: add it, such as the minus sign was missing")
    return Correction(ordinal, sentence)
