"""A deck as CSV: a row for each card and each frozen problem; texts are deck text."""

from collections.abc import Iterator

from cardgrad.quizzes.export.exported import Exported, Remarks
from cardgrad.quizzes.table import write_table
from cardgrad.sharing.card_picture import named_picture
from cardgrad.sharing.shared import NAMED, Frozen, Shared, SharedCard, answer_text, as_text, say_answers, short
from quizgen.notation.visible import visible

_COLUMNS = ("id", "kind", "front", "back", "hint", "why", "source", "tags", "problem", "mistakes")


def table(shared: Shared) -> Exported:
    """Return a deck as CSV in UTF-8, everything quoted, safe in spreadsheets."""
    remarks = Remarks()
    if shared.notes:
        remarks.say(shared.id, "a table has no place for study notes.")
    for one in shared.cards:
        if any(frozen.question.drawing for frozen in one.problems):
            remarks.say(short(one.card.id), "a table has no drawings: the prompt is all that is there.")
        if one.card.needs:
            remarks.say(short(one.card.id), "a table does not say which cards come first.")
    say_answers(shared.cards, remarks)
    rows = [[visible(cell) for cell in row] for one in shared.cards for row in _rows(one)]
    return Exported(write_table(_COLUMNS, rows).encode(), (*shared.said, *remarks.sentences(NAMED)))


def _rows(one: SharedCard) -> Iterator[list[str]]:
    card = one.card
    rest = [card.why or "", card.source or "", " ".join(card.tags)]
    if not one.problems:
        shown = one.shown
        yield [
            card.id,
            card.kind,
            as_text(shown.question),
            as_text(shown.answer),
            one.hint,
            *rest,
            "",
            "",
        ]
    for frozen in one.problems:
        front = "\n".join(filter(None, (frozen.problem.prompt, named_picture(card))))
        back = _back(frozen)
        yield [
            card.id,
            card.kind,
            front,
            back,
            "\n".join(frozen.hints),
            *rest,
            frozen.problem.reference,
            _wrong(frozen),
        ]


def _back(frozen: Frozen) -> str:
    """Return the key, and below an empty line the working."""
    return "\n\n".join(filter(None, (answer_text(frozen.problem), "\n".join(frozen.question.working))))


def _wrong(frozen: Frozen) -> str:
    return "\n".join(f"{one.id}: {' | '.join(one.answer)}" for one in frozen.question.mistakes)
