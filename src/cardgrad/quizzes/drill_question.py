"""A drill as a question: numbers into boxes, or one option of several."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from cardgrad.quizzes.blueprint import NUMBERS, OPTIONS
from cardgrad.quizzes.choosing import Item
from cardgrad.quizzes.distractors import Balance, options_of
from cardgrad.quizzes.drawings import question_drawing, solution_drawing
from cardgrad.quizzes.how import how_to_answer
from cardgrad.quizzes.naming import LETTERS, part_names
from cardgrad.quizzes.record import ARRAY, CHOICE, FORMULA, LETTER, NUMBER, SIZE, Mistake, Option, Part, Question
from quizgen.agreement import is_short
from quizgen.autodiff.array import Array
from quizgen.effort import effort, entries
from quizgen.notation.tree import write_number
from quizgen.problem import Problem
from quizgen.source import DrillSource
from quizgen.value import Answer, Size, Symbolic, write_answer
from quizgen.working import working

MOST_SOLVED = 60  # forms whose worked solutions are printed: of more nobody reads thousands of pages
_SPACE = {CHOICE: "1cm"}
_USUAL_SPACE = "3cm"


def drill_questions(
    item: Item, drawn: Mapping[str, Problem], again: Mapping[str, Problem], seed: str, language: str, options: int
) -> list[Question]:
    """Return an item's question on each form, from the problems drawn for all and those that some have instead."""
    solved = len(drawn) <= MOST_SOLVED
    last = {**drawn, **again}
    if item.kind == CHOICE:
        found = _choices(
            item, drawn, again, Balance(f"{item.card.id} {item.occurrence}", seed, options, vary=OPTIONS in item.vary)
        )
        return [_choice(item, last[form], found[form], language, solved=solved) for form in last]
    names = part_names(item.id, [problem.asked for problem in last.values()])
    ends = not any(_is_rounded(problem) for problem in drawn.values())
    return [
        _base(item, problem, solved=solved)._replace(
            parts=_parts(item, problem, columns, language, rounded=not ends or _is_rounded(problem))
        )
        for problem, columns in zip(last.values(), names, strict=True)
    ]


def _choices(
    item: Item, drawn: Mapping[str, Problem], again: Mapping[str, Problem], balance: Balance
) -> dict[str, tuple[Option, ...]]:
    """Return the options of each form; those of a problem drawn again come last, so that no other form's change."""
    alike = not {NUMBERS, OPTIONS} & item.vary
    found = {form: options_of(problem, balance, "all" if alike else form) for form, problem in drawn.items()}
    return {**found, **{form: options_of(problem, balance, form) for form, problem in again.items()}}


def _base(item: Item, problem: Problem, *, solved: bool) -> Question:
    """Return everything but the boxes; number and place on the form are given later."""
    drill = problem.made.drill
    asked_upstream = drill.upstream is not None or drill.upstream_letter
    return Question(
        item=item.id,
        number=0,
        section=item.section,
        kind=item.kind,
        card=item.card.id,
        prompt=problem.prompt.replace(f" Give the exact value, or {problem.digits} significant digits.", ""),
        parts=(),
        points=item.points,
        mistakes=tuple(Mistake(one.id, tuple(map(write_answer, one.answer)), one.message) for one in problem.mistakes),
        working=tuple(working(problem, whole=True)),
        explanation=item.card.why or "",
        reference=problem.reference,
        revision=problem.revision,
        band=problem.band,
        effort=f"{effort(problem.made):g}",
        given=tuple((name, write_answer(value)) for name, value in problem.givens.items()),
        upstream=problem.record()["upstream"] if asked_upstream else None,
        source=plain_source(drill.source),
        drawing=question_drawing(problem),
        solution_drawing=solution_drawing(problem) if solved else None,
        digits=problem.digits,
        space=_SPACE.get(item.kind, _USUAL_SPACE) if item.space is None else item.space,
        family=_family(item),
    )


def _family(item: Item) -> tuple[Any, ...] | None:
    source = item.card.content
    return plain_source(source) if isinstance(source, DrillSource) and source.family else None


def _choice(item: Item, problem: Problem, options: tuple[Option, ...], language: str, *, solved: bool) -> Question:
    key = next(LETTERS[place] for place, option in enumerate(options) if option.right)
    part = Part(item.id, "", LETTER, key, (), item.points, how_to_answer(LETTER, language, problem.digits))
    return _base(item, problem, solved=solved)._replace(parts=(part,), options=options)


def _parts(item: Item, problem: Problem, columns: Sequence[str], language: str, *, rounded: bool) -> tuple[Part, ...]:
    share = write_number(Fraction(item.points) / len(columns))
    found = []
    for column, label, value in zip(columns, problem.asked, problem.answer, strict=True):
        kind, shape = _kind(value)
        how = how_to_answer(kind, language, problem.digits, shape, rounded=rounded)
        found.append(Part(column, f"${label}$", kind, write_answer(value), (), share, how, shape))
    return tuple(found)


def _kind(value: Answer) -> tuple[str, tuple[int, int] | None]:
    if isinstance(value, Array):
        return ARRAY, value.shape
    return (SIZE if isinstance(value, Size) else FORMULA if isinstance(value, Symbolic) else NUMBER), None


def _is_rounded(problem: Problem) -> bool:
    return any(not is_short(entry, problem.digits) for value in problem.answer for entry in entries(value))


def plain_source(source: DrillSource) -> tuple[Any, ...]:
    """Return a drill's text as tuples, as a record keeps it."""
    return tuple(map(_plain, source))


def _plain(value: Any) -> Any:
    return tuple(map(_plain, value)) if isinstance(value, tuple) else value
