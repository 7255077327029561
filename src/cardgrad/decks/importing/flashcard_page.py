"""The text of a flashcard site's page, as it is copied from a browser.

A title that ends in "Flashcards"; then of each card its number, `Q`, the question, `A`, the answer, "How well did you
know this?" and the scale under it.
"""

import re
from collections.abc import Sequence
from textwrap import dedent

from cardgrad.decks.importing.notation import from_plain
from cardgrad.decks.importing.note import Gathered, Note, worded
from cardgrad.decks.importing.placing import left_out

_RATING = "how well did you know this?"
_SCALE = frozenset(("1", "2", "3", "4", "5", "not at all", "perfectly"))
_NO_ANSWER = "the page shows no answer"


def is_flashcard_page(lines: Sequence[str]) -> bool:
    """Tell whether the lines are such a page: a number, a Q and an A below one another."""
    return bool(_starts(lines)) and any(line.strip() == "A" for line in lines)


def read_flashcard_page(text: str, stem: str) -> Gathered:
    """Return every card of a page; lines that belong to none are told."""
    whole = text.split("\n")
    lines = [line.strip() for line in whole]
    starts = _starts(lines)
    notes: list[Note] = []
    said: list[str] = []
    before = lines[: starts[0]] if starts else lines
    named = next((line for line in before if line.casefold().endswith("flashcards")), "")
    title = re.sub(r"\s*flashcards$", "", named, flags=re.IGNORECASE).strip(" -–|") or named
    stray = [(number, line) for number, line in enumerate(before, 1) if line and line != named]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=False):
        note, rest = _card(whole, lines, start, end)
        notes += note
        stray += rest
    numbers = [int(lines[start]) for start in starts]
    if missing := sorted(set(range(1, max(numbers, default=0) + 1)) - set(numbers))[:10]:
        said.append(f"the page counts to {max(numbers)}, but has no card {', '.join(map(str, missing))}")
    return Gathered(title or stem, tuple(notes), "", (*said, *left_out(stray)))


def _starts(lines: Sequence[str]) -> list[int]:
    """Return where cards begin: at a number whose next line is a Q, which an answer's number has not."""
    found = []
    for index, line in enumerate(lines):
        if re.fullmatch(r"\s*\d{1,5}\s*", line):
            following = next((other.strip() for other in lines[index + 1 : index + 4] if other.strip()), "")
            if following == "Q":
                found.append(index)
    return found


def _card(whole: Sequence[str], lines: Sequence[str], start: int, end: int) -> tuple[list[Note], list[tuple[int, str]]]:
    """Return the card between two lines, and the lines after it that are not its own."""
    q = next(index for index in range(start + 1, end) if lines[index])
    close = next((index for index in range(q, end) if lines[index].casefold() == _RATING), end)
    a = next((index for index in range(q + 1, close) if lines[index] == "A"), close)
    question = from_plain(_block(whole[q + 1 : a]))
    answer = from_plain(_block(whole[a + 1 : close]))
    after = [(index + 1, lines[index]) for index in range(close + 1, end) if lines[index]]
    while after and after[0][1].casefold() in _SCALE:
        del after[0]
    if not question.text and not answer.text:
        return [], [*((index + 1, lines[index]) for index in (start, q)), *after]
    note = Note(
        worded(question.text or answer.text),
        "front",
        question.text,
        answer.text,
        todo="" if answer.text and question.text else _NO_ANSWER if question.text else "the page shows no question",
        place=f"card {lines[start]}",
        lost=(*question.lost, *answer.lost),
    )
    return [note], after


def _block(lines: Sequence[str]) -> str:
    """Return lines as one text; only the space that all of them begin with is the page's, and not theirs."""
    return dedent("\n".join(lines)).strip("\n")
