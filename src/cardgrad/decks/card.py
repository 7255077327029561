"""What a deck holds once it is read: cards, one thing scheduled each.

An author writes entries; an entry becomes one card, or several that are siblings: the gaps of a cloze, both directions
of a reversible one. The id of a card names it for good: `gates/mul-swap`, `gates/rule/reverse`, `gates/sum-rule/op`.
"""

from typing import TYPE_CHECKING, NamedTuple, TypeAlias, Union

if TYPE_CHECKING:
    from quizgen.source import DrillSource

BLANK = "____"  # where a cloze question has its gap


class Front(NamedTuple):
    """A question and its answer, graded by the learner."""

    front: str
    back: str


class Cloze(NamedTuple):
    """A text with this card's gaps blanked and every other gap filled in."""

    question: str
    answer: str
    full: str


class Choice(NamedTuple):
    """One right option among wrong ones, in the author's order."""

    prompt: str
    right: str
    wrong: tuple[str, ...]


class Steps(NamedTuple):
    """Steps in their right order."""

    prompt: str
    steps: tuple[str, ...]


class Typed(NamedTuple):
    """A short typed answer; the first is the one that is shown."""

    prompt: str
    answers: tuple[str, ...]


Content: TypeAlias = Union[Front, Cloze, Choice, Steps, Typed, "DrillSource"]


class Image(NamedTuple):
    """A picture beside a card: a path from the deck's folder, and what it shows in words."""

    file: str
    alt: str = ""


class Correction(NamedTuple):
    """A day, as an ordinal, since which a card is right, and what was wrong before."""

    day: int
    text: str


class Card(NamedTuple):
    """One scheduled thing, with where its entry stands in the author's file."""

    id: str
    deck: str
    entry: str
    kind: str
    content: Content
    tags: tuple[str, ...]
    hint: str | None
    why: str | None
    source: str | None
    needs: tuple[str, ...]
    was: tuple[str, ...]
    path: str
    line: int
    image: Image | None = None
    corrected: tuple[Correction, ...] = ()
