"""Decisions about a question, applied: answers that count as well, boxes and items that everybody gets."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from cardgrad.errors import CardgradError
from cardgrad.quizzes.decision import Decision
from cardgrad.quizzes.item_mark import ACCEPTED, PARTLY, WRONG, ItemMark, PartMark
from cardgrad.quizzes.naming import LETTERS
from cardgrad.quizzes.reading_cells import Read, read_cell, wording
from cardgrad.quizzes.rebuilt import bare_problem_of
from cardgrad.quizzes.record import LETTER, ORDER, Question
from quizgen.agreement import agrees
from quizgen.autodiff.expression import evaluate_any
from quizgen.autodiff.number import UndefinedValueError
from quizgen.notation.fault import NotationError
from quizgen.notation.parser import read_expression
from quizgen.notation.spans import spans
from quizgen.problem import Problem
from quizgen.unreadable import Unreadable

_DIGITS = 4  # no question has so many steps
_TURNED = "{item} has its {what} in an order of its own on each form: write"


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


def with_reasons(decisions: Sequence[Decision], question: Question, mark: ItemMark) -> ItemMark:
    """Return a mark that tells of accepted answers; where nothing else is wrong it tells of no mistake any more."""
    boxes = {part.name for part in mark.parts if part.state == ACCEPTED}
    if not boxes:
        return mark
    asked = [part for part in question.parts if part.name in boxes]
    concern = [one for one in decisions if one.accept and any(one.concerns(question, part) for part in asked)]
    whys = dict.fromkeys(one.why.rstrip(".") for one in concern if one.why)
    said = ": ".join(["This answer is accepted, too", *([", ".join(whys)] if whys else [])]) + "."
    if any(part.state in (WRONG, PARTLY) for part in mark.parts):
        return mark._replace(remark=f"{mark.remark} {said}".strip())
    return mark._replace(remark=said, mistake=None, message="")


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


def acceptable(decision: Decision, questions: Sequence[Question]) -> str | None:
    """Return why no answer could ever be accepted by a decision, or nothing; `questions` are those of its forms."""
    places = ((one, place) for one in questions for place, part in enumerate(one.parts) if decision.concerns(one, part))
    asked = list(places)
    question, place = asked[0]
    kind, wanted = question.parts[place].kind, decision.accept
    if kind == LETTER:
        if any(_says(option.text, wanted) for one, _ in asked for option in one.options):
            return None
        if not decision.form:
            return f"{_TURNED.format(item=question.item, what='options')} the option's text, or form: and its letter"
    elif kind == ORDER and not decision.form:
        ours = f"{_TURNED.format(item=question.item, what='steps')} their order in numbers as in the key, such as 2 1 3"
        return None if _turned(wanted, question, place) else f"{ours}, or form: and its letters"
    elif question.source is not None:
        try:
            _meant(wanted, question, place, bare_problem_of(question))
        except CardgradError as error:
            return str(error)
        return None
    read = read_cell(question, place, wanted, None)
    return f"{question.item} cannot accept {wanted}: {read.message}" if isinstance(read, Unreadable) else None


def _is(decision: Decision, question: Question, place: int, value: Any, problem: Problem | None) -> bool:
    """Tell whether an answer is the one that a decision accepts."""
    part, wanted = question.parts[place], decision.accept
    if part.kind == LETTER:
        letter = LETTERS[value] == wanted.lower() and bool(decision.form)
        return letter or _says(question.options[value].text, wanted)
    if part.kind == ORDER and not decision.form:
        return bool(value == _turned(wanted, question, place))
    if problem is not None:
        key = _meant(wanted, question, place, problem)
        return key is not None and agrees(key, value, problem.digits)
    if part.kind != ORDER:
        return wording(question, place, [wanted]).judge(value).correct
    meant = read_cell(question, place, wanted, None)
    return isinstance(meant, Read) and bool(meant.value == value)


def _says(option: str, wanted: str) -> bool:
    """Tell whether an option says this, with the signs of deck text or without, whatever its spaces are."""
    bare = "".join(span.text for span in spans(option))
    return "".join(wanted.split()) in ("".join(option.split()), "".join(bare.split()))


def _turned(wanted: str, question: Question, place: int) -> tuple[int, ...] | None:
    """Return steps in another order than the key's, as they are printed here; numbers count them as in the key."""
    key = read_cell(question, place, question.parts[place].key, None)
    words = wanted.replace(",", " ").split()
    numbers = [int(word) - 1 if word.isdecimal() and len(word) < _DIGITS else -1 for word in words]
    if not isinstance(key, Read) or sorted(numbers) != list(range(len(question.steps))):
        return None
    return tuple(key.value[number] for number in numbers)


def _meant(wanted: str, question: Question, place: int, problem: Problem) -> Any:
    """Return an accepted answer, or the value of an accepted formula at the form's own numbers."""
    read = read_cell(question, place, wanted, problem)
    return read.value if isinstance(read, Read) else _worked_out(wanted, problem, question)


def _worked_out(formula: str, problem: Problem, question: Question) -> Any:
    """Return the value of an accepted formula at the form's own numbers."""
    try:
        return evaluate_any(read_expression(formula), {"upstream": problem.upstream, **problem.made.points[0]})
    except UndefinedValueError:
        return None  # at these numbers it is no answer
    except (NotationError, KeyError) as fault:
        reason = f"{fault.args[0]} is none of its names" if isinstance(fault, KeyError) else str(fault)
        names = ", ".join(name for name, _ in question.given)
        raise CardgradError(
            f"{question.item} cannot accept {formula}: {reason}; write a value, or a formula with the names of its"
            f" graph ({names} ...)"
        ) from fault
