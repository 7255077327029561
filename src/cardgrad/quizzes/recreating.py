"""A quiz made again from its seeds, to check the record: what would come out otherwise today is told, never used."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from cardgrad.decks.library import Library
from cardgrad.quizzes.drill_question import plain_source
from cardgrad.quizzes.record import CHOICE, Question, Record
from quizgen.drill import DrillError, read_drill
from quizgen.problem import make_problem, read_reference
from quizgen.source import DrillSource
from quizgen.value import write_answer


class Difference(NamedTuple):
    """What today's program or deck would print otherwise."""

    form: str  # empty for all
    item: str
    message: str


def differences(record: Record, library: Library | None = None) -> Iterator[Difference]:
    """Yield what differs between the record and what its seeds make today; and, with a library, cards that changed."""
    for form in record.forms:
        for question in form.questions:
            if question.reference is not None and (message := _differs(question)):
                yield Difference(form.id, question.item, message)
    for question in record.forms[0].questions if library else ():
        assert library is not None  # noqa: S101  or there is no question here
        if message := _changed(question, library):
            yield Difference("", question.item, message)


def _differs(question: Question) -> str:
    """Return what is not as it was printed, when a problem is made again from its own drill and seed."""
    assert question.reference is not None  # noqa: S101  only drills come here
    drill_id, seed, band = read_reference(question.reference)
    try:
        problem = make_problem(read_drill(drill_id, DrillSource(*(question.family or question.source))), seed, band)
    except (DrillError, TypeError) as error:
        return f"{question.reference} cannot be made again ({error})"
    given = tuple((name, write_answer(value)) for name, value in problem.givens.items())
    if given != question.given:
        return f"{question.reference} would have other numbers today"
    key = tuple(map(write_answer, problem.answer))
    if question.kind != CHOICE and key != tuple(part.key for part in question.parts):
        return f"{question.reference} would have the key {' | '.join(key)} today"
    mistakes = {one.id: tuple(map(write_answer, one.answer)) for one in problem.mistakes}
    if mistakes != {one.id: one.answer for one in question.mistakes}:
        return f"{question.reference} would predict other mistakes today"
    return ""


def _changed(question: Question, library: Library) -> str:
    card = library.card(question.card)
    if card is None:
        return f"the card {question.card} is in none of your decks any more"
    content: Any = card.content
    if question.source is not None and plain_source(content) != (question.family or question.source):
        return f"the drill {question.card} has changed in its deck since"
    return ""
