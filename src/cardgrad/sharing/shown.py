"""A card as its learner will see it: the question and the answer of a flashcard, sample problems of a drill."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from cardgrad.decks.card import Card
from cardgrad.decks.fault import Fault
from cardgrad.study.asking import ask
from cardgrad.study.view import Block
from quizgen.notation.fault import NotationError
from quizgen.notation.parser import read_math
from quizgen.notation.spans import spans

if TYPE_CHECKING:
    from cardgrad.sharing.samples import Samples

DRILL = "drill"


class Shown(NamedTuple):
    """A flashcard's blocks, or a drill's problems; a drill that makes none has a fault instead."""

    card: Card
    question: tuple[Block, ...] = ()
    hints: tuple[str, ...] = ()
    answer: tuple[Block, ...] = ()
    samples: "Samples | None" = None
    fault: Fault | None = None

    def texts(self) -> Iterator[str]:
        """Yield the deck texts on the card."""
        yield from self.hints
        yield from (block.text for block in (*self.question, *self.answer))
        yield from (problem.prompt for problem in (self.samples.problems if self.samples else ()))
        yield self.card.why or ""


def shown(card: Card, seed: str) -> Shown:
    """Return what a learner will see of a card; the seed fixes problems and the order of options."""
    if card.kind == DRILL:
        return _drill(card, seed)
    question = ask(card, f"preview {seed}", 0)
    return Shown(card, tuple(question.shown()), tuple(question.hints()), tuple(question.explained()))


def _drill(card: Card, seed: str) -> Shown:
    from cardgrad.sharing.samples import samples  # quizgen, only where a drill is shown
    from quizgen.source import DrillSource
    from quizgen.working import hints

    assert isinstance(card.content, DrillSource)  # noqa: S101  as its kind says
    found = samples(card, card.content, f"preview {seed}")
    if isinstance(found, Fault):
        return Shown(card, fault=found)
    return Shown(card, hints=hints(found.problems[0]), samples=found)


def is_unreadable(text: str) -> bool:
    """Tell whether a deck text has a formula in it that cannot be read."""
    for span in spans(text) if "$" in text else ():
        if span.kind == "math":
            try:
                read_math(span.text)
            except NotationError:
                return True
    return False
