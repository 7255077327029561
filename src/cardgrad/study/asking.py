"""From a card to the question about it: the one place that knows every kind."""

import random
from collections.abc import Sequence

from cardgrad.decks.card import Card, Choice, Cloze, Front, Steps, Typed
from cardgrad.errors import CardgradError
from cardgrad.scheduling.schedule import Schedule
from cardgrad.study.choosing import Choosing, Ordering
from cardgrad.study.question import Judged
from cardgrad.study.recall import Recall
from cardgrad.study.wording import Wording


class UnaskableError(CardgradError):
    """A drill makes no problem, though it did when its deck was read."""


def usual_bands(schedule: Schedule) -> tuple[int, int]:
    """Return the band of a card's next problem, easy until two passes in a row, medium until four, then hard; then any.

    New numbers matter more than how hard they are: a band that has no others left gives way to all of them.
    """
    return (1 if schedule.repetitions < 2 else 2 if schedule.repetitions < 4 else 3), 0


def ask(
    card: Card,
    salt: str,
    number: int,
    recent: Sequence[str] = (),
    made: Sequence[str] = (),
    bands: Sequence[int] = (0,),
) -> Recall | Judged:
    """Return the question about a card: the same arguments give the same question.

    `number` counts the card's earlier answers. A drill draws none of the `recent` instances again, prefers one that
    exposes a mistake that was `made` before, and takes one of the first of the `bands` that has another.
    """
    content = card.content
    shuffle = random.Random(f"{salt} {card.id} {number}")  # noqa: S311  nothing secret hangs on an order
    match content:
        case Front() | Cloze():
            return Recall(card, content)
        case Choice():
            return Choosing(card, content, shuffle)
        case Steps():
            return Ordering(card, content, shuffle)
        case Typed():
            return Wording(card, content)
        case _:
            from cardgrad.study.drilling import DrillError, Drilling  # quizgen, only when a drill is asked

            try:
                return Drilling(card, content, salt, number, recent, made, bands)
            except DrillError as error:
                raise UnaskableError(f"{card.path}:{card.line}: card '{card.id}': {error.message}.") from error
