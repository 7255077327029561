"""A form again, from its record alone: the sheet and the key as they were printed."""

from collections.abc import Sequence
from pathlib import Path

from cardgrad.errors import UsageError
from cardgrad.quizzes.drawings import solution_drawing
from cardgrad.quizzes.files import SUFFIXES, setters
from cardgrad.quizzes.record import Form, Question, Record

_KINDS = {suffix: kind for kind, suffix in SUFFIXES.items()}


def written_out(record: Record, forms: Sequence[Form], path: Path, fonts: Sequence[Path], *, key: bool) -> bytes:
    """Return sheets or keys in the format that a file's name says."""
    kind = _KINDS.get(path.suffix)
    if kind is None:
        raise UsageError(f"{path}: the name says how it is written: end it in {', '.join(_KINDS)}.")
    return setters(kind)[key](record, [_drawn(form) for form in forms] if key else forms, fonts)


def _drawn(form: Form) -> Form:
    """Return a form whose solutions are drawn, which those of a quiz with very many forms are not at first."""
    return form._replace(questions=tuple(map(_with_drawing, form.questions)))


def _with_drawing(question: Question) -> Question:
    if question.reference is None or question.solution_drawing is not None:
        return question
    from cardgrad.quizzes.rebuilt import bare_problem_of

    return question._replace(solution_drawing=solution_drawing(bare_problem_of(question)))
