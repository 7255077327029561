"""One card being asked: what it shows, how an answer is read and judged, what it explains afterwards.

A self-rated question is revealed and graded by the learner. A judged one reads an answer (`Reading`, or `Unreadable`,
which is not wrong: ask again), judges it, and may leave parts for another try.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple, Protocol

from cardgrad.decks.card import Card
from cardgrad.study.view import Block
from quizgen.unreadable import Unreadable

__all__ = ["Judged", "Judgement", "More", "Question", "Reading", "Unreadable", "explanation", "picture"]


class Reading(NamedTuple):
    """An answer as it was understood."""

    values: tuple[Any, ...]
    echo: str  # deck text
    typed: str = ""  # what was typed, as one line where it took several


class More(NamedTuple):
    """An answer that goes on in another line."""

    prompt: str  # the label of that line
    said: str  # what was understood so far, deck text
    kept: int  # how many lines are finished parts
    open: bool = False  # whether a part is unfinished, which an empty line ends


class Judgement(NamedTuple):
    """How an answer compares with the right one, over all parts and tries so far."""

    correct: bool
    right_parts: int
    parts: int
    remarks: tuple[Block, ...] = ()  # what to say about it
    mistake: str | None = None  # the id of the mistake behind it, where one is known
    slip: bool = False
    credit: Fraction | None = None  # where parts count in part, or follow rightly from others
    share: str = ""  # how much is right, in words
    diagnosis: tuple[str, ...] = ()  # ids of everything that may be behind it, likeliest first
    left: str = ""  # what of the answer is to be mended, as it was typed

    @property
    def credited(self) -> Fraction:
        """Return the share that counts as right."""
        return Fraction(self.right_parts, self.parts) if self.credit is None else self.credit

    @property
    def counted(self) -> str:
        """Return how much is right, in words."""
        return self.share or f"{self.right_parts} of {self.parts} right"


class Question(Protocol):
    """A card in front of the learner."""

    card: Card
    tries: int  # how many answers are judged; 0 where the learner grades
    limit_ms: int  # thinking time counts no further than this

    def shown(self) -> Sequence[Block]:
        """Return what is asked."""

    def explained(self, *, whole: bool = False) -> Sequence[Block]:
        """Return the right answer, and why."""

    def hints(self) -> Sequence[str]:
        """Return the hints, from the slightest on."""

    def example(self) -> Sequence[Block]:
        """Return a worked example to see before the first time, or nothing."""

    def facts(self) -> dict[str, Any]:
        """Return what the log should know of the question itself."""


class Judged(Question, Protocol):
    """A question whose answers the program judges."""

    options: int  # how many numbered options a single key chooses from; 0 where a line is typed

    def prompt(self) -> str:
        """Return the label of the first line to type on, for the parts still wanted."""

    def read(self, typed: str) -> Reading | Unreadable | More:
        """Read the lines of an answer to the parts still wanted."""

    def judge(self, reading: Reading) -> Judgement:
        """Judge an answer; parts found right are not wanted again."""


def picture(card: Card) -> list[Block]:
    """Return the name of the picture beside a card, which a terminal does not show, and what it shows in words."""
    if card.image is None:
        return []
    words = f" ({card.image.alt})" if card.image.alt else ""
    return [Block("image", f"image: {card.image.file}{words}")]


def explanation(card: Card) -> list[Block]:
    """Return what every kind of card may say after its answer: why it is so."""
    return [Block("why", card.why)] if card.why else []
