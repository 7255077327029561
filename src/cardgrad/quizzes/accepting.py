"""Decisions about a question, applied: answers that count as well, boxes and items that everybody gets."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from cardgrad.errors import CardgradError
from cardgrad.quizzes.decision import Decision
from cardgrad.quizzes.item_mark import ACCEPTED, ItemMark, PartMark
from cardgrad.quizzes.reading_cells import LETTERS, Read, read_cell, wording
from cardgrad.quizzes.record import LETTER, ORDER, Question
from quizgen.agreement import agrees
from quizgen.autodiff.expression import evaluate_any
from quizgen.autodiff.number import UndefinedValueError
from quizgen.notation.fault import NotationError
from quizgen.notation.parser import read_expression
from quizgen.problem import Problem


def accepted(
    decisions: Sequence[Decision], question: Question, place: int, mark: PartMark, value: Any, problem: Problem | None
) -> PartMark:
    """Return the mark of a box after the decisions about it: an answer that is accepted may be worth more."""
    for decision in decisions:
        if not decision.accept or not decision.concerns(question, question.parts[place]):
            continue
        points = mark.of if decision.points is None else decision.points
        better = mark.points is None or mark.points < points
        if better and value is not None and _is(decision, question, place, value, problem):
            mark = mark._replace(state=ACCEPTED, points=points)
    return mark


def dropped(decision: Decision, mark: ItemMark) -> ItemMark:
    """Return a mark with full points for the item, or for one box of it."""
    parts = tuple(
        part._replace(points=part.of, state=ACCEPTED) if decision.part in ("", part.name) else part
        for part in mark.parts
    )
    known = [part.points for part in parts if part.points is not None]
    points = sum(known, Fraction(0)) if len(known) == len(parts) else None
    faults = tuple(fault for fault in mark.faults if decision.part not in ("", fault[0]))
    why = ": ".join(["Full points for everybody", *([decision.why.rstrip(".")] if decision.why else [])]) + "."
    whole = not decision.part
    return mark._replace(
        parts=parts,
        points=mark.of if whole else points,
        faults=faults,
        remark=why if whole else f"{mark.remark} {why}".strip(),
        mistake=None if whole else mark.mistake,
        message="" if whole else mark.message,
    )


def _is(decision: Decision, question: Question, place: int, value: Any, problem: Problem | None) -> bool:
    """Tell whether an answer is the one that a decision accepts."""
    part, wanted = question.parts[place], decision.accept
    if part.kind == LETTER:
        letter = LETTERS[value] == wanted.lower() and bool(decision.form)
        return letter or question.options[value].text == wanted
    if problem is None and part.kind != ORDER:
        return wording(question, place, [wanted]).judge(value).correct
    meant = read_cell(question, place, wanted, problem)
    if problem is None:
        return isinstance(meant, Read) and bool(meant.value == value)
    key = meant.value if isinstance(meant, Read) else _worked_out(wanted, problem, question)
    return key is not None and agrees(key, value, problem.digits)


def _worked_out(formula: str, problem: Problem, question: Question) -> Any:
    """Return the value of an accepted formula at the form's own numbers."""
    try:
        return evaluate_any(read_expression(formula), {"upstream": problem.upstream, **problem.made.points[0]})
    except UndefinedValueError:
        return None  # at these numbers it is no answer
    except (NotationError, KeyError) as fault:
        reason = f"{fault.args[0]} is none of its names" if isinstance(fault, KeyError) else str(fault)
        raise CardgradError(
            f"marking: {question.item} cannot accept {formula}: {reason}; write it with the names of its graph."
        ) from fault
