"""The mistakes that a learner makes again and again, by name."""

from collections.abc import Iterator

from cardgrad.decks.library import Library
from cardgrad.history.log import History
from cardgrad.history.recent import answers_since, commonest

HABIT_DAYS = 30  # how far back it is looked


def habits(library: Library, history: History, today: int) -> list[tuple[str, int]]:
    """Return the names of the mistakes of the last days with how often each was made, commonest first."""
    made = [
        (answer.card, answer.mistake) for answer in answers_since(history, today - HABIT_DAYS + 1) if answer.mistake
    ]
    return commonest(_names(library, made)) if made else []


def _names(library: Library, made: list[tuple[str, str]]) -> Iterator[str | None]:
    from quizgen.mistake_name import mistake_name  # the engine's tables, only for who made mistakes
    from quizgen.source import DrillSource

    for card_id, mistake in made:
        card = library.card(card_id)
        content = card.content if card else None
        own = content.mistakes if isinstance(content, DrillSource) else ()
        yield mistake_name(mistake, [sentence for _, sentence in own])
