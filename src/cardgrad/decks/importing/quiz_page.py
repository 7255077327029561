"""The text of a quiz page, as it is copied from a browser.

Each question stands there twice, then its answer or an invitation to sign up; study notes follow, which become the
deck's.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from cardgrad.decks.importing.notation import from_plain
from cardgrad.decks.importing.note import Gathered, Note, worded
from cardgrad.decks.importing.placing import left_out

_NOTES = "study notes"
_DESCRIPTION = "description"
_AROUND = frozenset((  # what the site says on every page
    "podcast", "questions and answers", "studying that suits you", "related documents",
    "use ai to generate personalized quizzes and flashcards to suit your learning preferences.",
))  # fmt: skip
_HIDDEN = "the page hides the answer"


class _Line(NamedTuple):
    number: int  # from 1
    text: str


def is_quiz_page(lines: Sequence[str]) -> bool:
    """Tell whether the lines are such a page: several stand twice, or one says that answers are hidden."""
    filled = [line.strip() for line in lines if line.strip()]
    twice = sum(first == second for first, second in pairwise(filled))
    return twice >= 2 or (twice == 1 and any(_is_hiding(line) for line in filled))


def read_quiz_page(text: str, stem: str) -> Gathered:
    """Return every question of a page, those with a hidden answer unfinished, and its study notes."""
    lines = [_Line(number, line.strip()) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    end = next((place for place, line in enumerate(lines) if line.text.casefold() == _NOTES), len(lines))
    starts = [place for place in range(end - 1) if lines[place].text == lines[place + 1].text]
    starts = [place for place in starts if place - 1 not in starts]
    notes = [_note(lines[start:stop]) for start, stop in zip(starts, [*starts[1:], end], strict=False)]
    before = lines[: starts[0]] if starts else []
    title, study_notes, around = _study_notes(lines[end + 1 :])
    stray = [line for line in (*before, *around) if line.text.casefold() not in _AROUND]
    return Gathered(title or stem, tuple(notes), study_notes, tuple(left_out(stray)))


def _is_hiding(line: str) -> bool:
    """Tell whether a line is the invitation that stands in an answer's place."""
    words = line.casefold().replace("sign up", "signup")
    return words.startswith("signup") and "answer" in words


def _note(lines: Sequence[_Line]) -> Note:
    """Return a question and what follows it."""
    shown = [line.text for line in lines[2:] if not _is_hiding(line.text)]
    question, answer = from_plain(lines[0].text), from_plain("\n".join(shown))
    return Note(
        worded(question.text),
        "front",
        question.text,
        answer.text,
        todo="" if answer.text else _HIDDEN if len(lines) > 2 else "the page has no answer",
        place=f"line {lines[0].number}",
        lost=(*question.lost, *answer.lost),
    )


def _study_notes(lines: Sequence[_Line]) -> tuple[str, str, list[_Line]]:
    """Return the first heading, the notes as Markdown, and the lines around them.

    A line above a list is a heading; one below an item goes on with it.
    """
    end = next((place for place, line in enumerate(lines) if line.text.casefold() in _AROUND), len(lines))
    about = next((place for place, line in enumerate(lines) if line.text.casefold() == _DESCRIPTION), len(lines))
    out = [line.text for line in lines[about + 1 :]]
    title = ""
    for place, line in enumerate(lines[:end]):
        if line.text.startswith("- "):
            out.append(line.text)
        elif place + 1 < end and lines[place + 1].text.startswith("- ") and line.text[0].isalnum():
            title = title or line.text
            out += ["", f"## {line.text}"] if out else [f"## {line.text}"]
        elif out and out[-1].startswith("- "):
            space = "" if line.text[0] in ".,;:!?)" else " "
            out[-1] += space + line.text
        else:
            out.append(line.text)
    return title, from_plain("\n".join(out)).text, list(lines[end:about])
