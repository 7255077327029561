"""What a screen shows, in meaning and not in looks: the session makes views, the command line draws them."""

from typing import NamedTuple

from cardgrad.study.command import Command

# Stages of a session
EXAMPLE, ASKED, REVEALED, JUDGED, FINISHED = "example", "asked", "revealed", "judged", "finished"

SPARE = "spare"  # the mark of a drawing that is left out where the screen has no room for it


class Block(NamedTuple):
    """A piece of deck text (with `$mathematics$`) and the part it plays on the screen.

    Roles: corrected, question, image, option, label, answer, step, right, partly, wrong, mistake, said, hint, why,
    working, notes, grade, key, plain, drawing (lines to be shown as they are, or not at all).
    """

    role: str
    text: str
    mark: str = ""  # the key or letter in front of an option


class Header(NamedTuple):
    """Where the learner is: the deck, how the card stands, and how far the session has come."""

    deck: str
    card: str
    standing: str  # new, review, corrected, once more today, practice
    place: int
    total: int


class GradeKey(NamedTuple):
    """A grade that can be given here, and when the card would come back."""

    grade: int
    label: str
    back: str  # "tomorrow", "in 6 days", or "" where the key after it in its group says the same


class View(NamedTuple):
    """One screen. `prompt` is the text prompt's label, or None where a single key is awaited."""

    stage: str
    header: Header | None
    blocks: tuple[Block, ...]
    commands: tuple[Command, ...]
    grades: tuple[GradeKey, ...] = ()
    prompt: str | None = None
    remark: str = ""
    recall: tuple[str, ...] = ()  # lines typed before, which the up key brings back, the last one first


def in_days(days: int) -> str:
    """Return how far away a day is, as a person says it.

    >>> in_days(1), in_days(6), in_days(95), in_days(420)
    ('tomorrow', 'in 6 days', 'in 3 months', 'in 1.2 years')
    """
    if days <= 1:
        return "tomorrow" if days == 1 else "today"
    if days < 60:
        return f"in {days} days"
    if days < 365:
        return f"in {round(days / 30.4)} months"
    return f"in {days / 365.25:.1f} years"
