"""A drill question's problem, made again from what the record holds: what answers are read and judged against.

The drill's own text and the numbers as printed are all that is used, never today's deck; and where this version of the
program comes to another key than the one on paper, the one on paper stands.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from cardgrad.errors import CardgradError
from cardgrad.quizzes.record import LETTER, Question
from cardgrad.quizzes.record import Part as PrintedPart
from quizgen.agreement import all_agree
from quizgen.answers import Unreadable, read_answer
from quizgen.autodiff.array import Array, filled, shape_of
from quizgen.autodiff.number import UndefinedValueError
from quizgen.domain import Domain, DrillError, Grid, Hidden, Letter, OneHot, Probabilities, Sized
from quizgen.draw import run
from quizgen.drill import Drill, read_drill
from quizgen.mistake_name import mistake_name
from quizgen.mistakes import Mistake
from quizgen.notation.fault import NotationError
from quizgen.parting import Part
from quizgen.problem import Problem, givens_of, read_reference
from quizgen.quantity import read_value
from quizgen.run import Run, answers
from quizgen.seed import Stream
from quizgen.source import DrillSource
from quizgen.typed_size import size_in
from quizgen.value import SEPARATOR, Answer


class RebuildError(CardgradError):
    """A question of a record from which no problem can be made."""


def bare_problem_of(question: Question) -> Problem:
    """Return the problem of a drill question with the keys of the record, without its mistakes."""
    if question.source is None or question.reference is None:
        raise RebuildError(f"{question.item} is no drill, so that there is no problem to make again.")
    try:
        drill_id, seed, band = read_reference(question.reference)
        drill = _drill(drill_id, _source(question.source))
        drill = drill.variant(Stream(drill.id, drill.revision, band, seed))
        made = _run(drill, dict(question.given), question.upstream)
        made = made._replace(answer=answers(made))
    except (DrillError, NotationError, UndefinedValueError, TypeError, ValueError) as fault:
        raise RebuildError(
            f"the problem of {question.item} ({question.reference}) cannot be made again from the record ({fault}):"
            " use the version of cardgrad that made the quiz."
        ) from fault
    problem = Problem(
        drill_id, question.revision or drill.revision, seed, band, givens_of(made), made.upstream or 1,
        question.prompt, tuple(ask.label for ask in drill.asks), made.answer, (), question.digits, made,
    )  # fmt: skip
    return problem._replace(answer=_printed(problem, question.parts))


def with_mistakes(problem: Problem, question: Question) -> Problem:
    """Return the problem with its predicted mistakes as they were printed, which only a wrong answer asks for."""
    return problem._replace(mistakes=tuple(_mistakes(problem, question)))


def _source(kept: Any) -> DrillSource:
    """Return a drill's text as it was: fields in their order, or by name; those a later version added are left out."""
    if isinstance(kept, dict):
        return DrillSource(**{name: _frozen(kept[name]) for name in DrillSource._fields if name in kept})
    return DrillSource(*map(_frozen, kept))


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list | tuple) else value


@lru_cache(maxsize=512)
def _drill(drill_id: str, source: DrillSource) -> Drill:
    return read_drill(drill_id, source)


def _run(drill: Drill, given: Mapping[str, str], upstream: str | None) -> Run:
    """Return the drill at the numbers as printed."""
    sizes: dict[str, int] = {}
    values: dict[str, Any] = {}
    for name, domain in drill.domains.items():
        if not isinstance(domain, Hidden | Letter):
            if name not in given:
                raise DrillError(f"it gives no {name}", "given")
            values[name] = _value(given[name], domain, sizes)
    made = run(drill, values, None, sizes)
    if drill.upstream is None or drill.upstream_letter or upstream is None:
        return made
    is_array = shape_of(made.values[drill.graph.output]) is not None
    return run(drill, values, _number_or_array(upstream, is_array=is_array), sizes)


def _value(text: str, domain: Domain, sizes: dict[str, int]) -> Any:
    """Return a given, and note the sizes that its letters stand for."""
    if isinstance(domain, Sized):
        size = size_in(Part(text, 0))
        if isinstance(size, Unreadable):
            raise DrillError(size.message, "given")
        value: Any = filled((size.rows, size.columns), 1)
    else:
        value = _number_or_array(text, is_array=isinstance(domain, Grid | OneHot | Probabilities))
    pairs = zip(getattr(domain, "extents", None) or (), shape_of(value) or (), strict=False)
    sizes.update({extent: length for extent, length in pairs if isinstance(extent, str)})
    return value


def _number_or_array(text: str, *, is_array: bool) -> Any:
    return read_value(f"[{text}]" if is_array and not text.lstrip().startswith("[") else text)


def _printed(problem: Problem, parts: tuple[PrintedPart, ...]) -> tuple[Answer, ...]:
    """Return the keys on paper: as they are computed where that comes to the same, else as they are read."""
    if any(part.kind == LETTER for part in parts):
        return problem.answer
    keys = [part.key for part in parts]
    if len(keys) != len(problem.asked):
        raise RebuildError(f"{problem.reference} asks for {len(problem.asked)} answers, and has {len(keys)} keys.")
    read = read_answer(problem, SEPARATOR.join(keys))
    if isinstance(read, Unreadable) or None in read.values:
        raise RebuildError(f"a key of {problem.reference} cannot be read: {' | '.join(keys)}.")
    if all_agree(problem.answer, read.values, problem.digits):
        return problem.answer
    return tuple(value for value in read.values if value is not None)


def _mistakes(problem: Problem, question: Question) -> list[Mistake]:
    """Return the predicted mistakes whose answers could be typed."""
    found = []
    for mistake in question.mistakes:
        if len(mistake.answer) != len(problem.asked):
            continue
        read = read_answer(problem, SEPARATOR.join(mistake.answer))
        if isinstance(read, Unreadable) or any(_has_gap(value) for value in read.values):
            continue
        values = tuple(value for value in read.values if value is not None)
        found.append(Mistake(mistake.id, mistake_name(mistake.id) or mistake.message, mistake.message, values))
    return found


def _has_gap(value: Any) -> bool:
    return value is None or (isinstance(value, Array) and None in value.flat)
