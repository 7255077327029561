"""What a quiz leaves in the history: one answer a question, which moves no schedule unless the learner asks for it."""

from fractions import Fraction
from typing import Any

from cardgrad.history.event import ANSWER, Happening
from cardgrad.quizzes.item_mark import BLANK, ItemMark
from cardgrad.quizzes.record import PROSE, Form, Record
from cardgrad.quizzes.taking import Given
from cardgrad.scheduling.grading import POLICY, Outcome, grade_judged
from cardgrad.scheduling.schedule import QUIZ, STUDY
from quizgen.problem import Problem

_LIMIT_MS = 180_000  # thinking time counts no further than this, as on a drill


def answered(
    record: Record, form: Form, given: Given, mark: ItemMark, problem: Problem | None, *, moves: bool = False
) -> Happening:
    """Return the event of an answer as it was given, with what it came to; `moves` lets it move the schedule."""
    credit = Fraction(0) if not mark.of or mark.points is None else mark.points / mark.of
    blank = not any(given.cells) or all(part.state == BLANK for part in mark.parts)
    grade = grade_judged(Outcome(credit == 1, 1, 0, credit.numerator, credit.denominator, gave_up=blank), None)
    by_hand = any(part.kind == PROSE for part in given.question.parts)
    verdict = "gave up" if blank else "correct" if credit == 1 else "partly correct" if credit else "wrong"
    facts: dict[str, Any] = {
        "grader": "self" if by_hand else "auto",
        **({} if by_hand else {"policy": POLICY}),
        "ms": min(given.milliseconds, _LIMIT_MS),
        "hints": 0,
        "typed": [" | ".join(given.cells)],
        "tries": 1,
        "verdict": verdict,
        "credit": str(credit),
        "quiz": {
            "name": record.name,
            "form": form.id,
            "item": given.question.item,
            "points": None if mark.points is None else str(mark.points),
            "of": str(mark.of),
        },
    }
    if mark.mistake:
        facts["mistake"] = mark.mistake[1]
    if problem is not None:
        facts |= {"problem": problem.record(), "instance": problem.instance}
    return Happening(ANSWER, given.question.card, grade, STUDY if moves else QUIZ, None, facts)
