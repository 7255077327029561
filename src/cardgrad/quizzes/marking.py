"""One question's answers and the points they get: partial credit, errors carried forward, and decisions made later.

A pure function of the record, the cells and the decisions.
"""

import re
from collections.abc import Collection, Sequence
from fractions import Fraction
from typing import Any

from cardgrad.quizzes.accepting import accepted, dropped, with_reasons
from cardgrad.quizzes.decision import Decision
from cardgrad.quizzes.item_mark import BLANK, CARRIED, GIVEN, PARTLY, RIGHT, UNREADABLE, WRONG, ItemMark, PartMark
from cardgrad.quizzes.naming import LETTERS
from cardgrad.quizzes.reading_cells import Read, as_words, read_cell, wording
from cardgrad.quizzes.rebuilt import bare_problem_of, with_mistakes
from cardgrad.quizzes.record import LETTER, ORDER, PROSE, TEXT, Form, Question
from quizgen.agreement import agrees, share
from quizgen.judging import judge
from quizgen.problem import Problem
from quizgen.unreadable import Unreadable

_COMMA = re.compile(r"-?\d+,\d+")  # which may be a decimal, or two numbers


class Paper:
    """A form with the problems of its questions, made again once for all who have it."""

    def __init__(self, form: Form, decisions: Sequence[Decision] = ()) -> None:
        self.form = form
        self.decisions = [one for one in decisions if one.form in ("", form.id)]
        self._problems: dict[str, Problem | None] = {}
        self._whole: dict[str, Problem] = {}  # with their mistakes
        self._marks: dict[tuple[object, ...], ItemMark] = {}  # in a class many answer the same

    def problem(self, question: Question) -> Problem | None:
        """Return a drill question's problem without its mistakes; None for every other question."""
        if question.item not in self._problems:
            judged = question.source is not None and all(part.kind != LETTER for part in question.parts)
            self._problems[question.item] = bare_problem_of(question) if judged else None
        return self._problems[question.item]

    def read(self, question: Question, place: int, text: str) -> Read | Unreadable:
        """Return what stands in a box."""
        return read_cell(question, place, text, self.problem(question))

    def _meant(self, question: Question, place: int, text: str) -> Read | Unreadable:
        """Return what stands in a box; words where a formula was wanted are words, for nobody can be asked again."""
        read = self.read(question, place, text)
        if question.parts[place].kind == TEXT and isinstance(read, Unreadable) and not _COMMA.fullmatch(text.strip()):
            return as_words(text)
        return read

    def mark(self, question: Question, cells: Sequence[str], damaged: Collection[str] = ()) -> ItemMark:
        """Return what a question's cells get; boxes that are `damaged` are not even read."""
        asked = (question.item, *cells, *sorted(damaged))
        if asked not in self._marks:
            self._marks[asked] = self._marked(question, cells, damaged)
        return self._marks[asked]

    def _marked(self, question: Question, cells: Sequence[str], damaged: Collection[str]) -> ItemMark:
        mark = with_reasons(self.decisions, question, self._judged(question, cells, damaged))
        for drop in self.decisions:
            if not drop.accept and drop.concerns(question):
                mark = dropped(drop, mark)
        return mark

    def by_hand(self, question: Question, points: Fraction) -> ItemMark:
        """Return a mark with the points that a person gave for the whole question."""
        parts = tuple(PartMark(part.name, "", GIVEN, None, Fraction(part.points)) for part in question.parts)
        mark = ItemMark(question.item, question.number, parts, points, Fraction(question.points))
        for drop in self.decisions:
            if not drop.accept and not drop.part and drop.concerns(question):
                mark = dropped(drop, mark)
        return mark

    def untouched(self, by_hand: Collection[str]) -> list[str]:
        """Return the items with points by hand whose boxes or answers something was decided about, to no effect."""
        return [
            question.item
            for question in self.form.questions
            if question.item in by_hand
            and any((one.accept or one.part) and one.concerns(question) for one in self.decisions)
            and not any(not one.accept and not one.part and one.concerns(question) for one in self.decisions)
        ]

    def _judged(self, question: Question, cells: Sequence[str], damaged: Collection[str]) -> ItemMark:
        reads = [
            Unreadable("damaged") if part.name in damaged else self._meant(question, place, text)
            for place, (part, text) in enumerate(zip(question.parts, cells, strict=True))
        ]
        faults = tuple(
            (part.name, read.message)
            for part, read in zip(question.parts, reads, strict=True)
            if isinstance(read, Unreadable)
        )
        values = [None if isinstance(read, Unreadable) else read.value for read in reads]
        if self.problem(question) is not None:
            shares, remark, mistake, message = self._drill(question, values)
        else:
            found = [_other(question, place, value) for place, value in enumerate(values)]
            shares = [(state, credit) for state, credit, *_ in found]
            remark = " ".join(said for *_, said, _ in found if said)
            mistake = next((one for *_, one in found if one), None)
            message = remark if mistake else ""
        parts: list[PartMark] = []
        for part, text, read, (state, credit) in zip(question.parts, cells, reads, shares, strict=True):
            one = PartMark(part.name, text.strip(), state, credit * Fraction(part.points), Fraction(part.points))
            if isinstance(read, Unreadable):
                one = one._replace(state=UNREADABLE, points=None)
            elif read.value is None:
                one = one._replace(state=BLANK, points=Fraction(0))
            value = values[len(parts)]
            parts.append(accepted(self.decisions, question, len(parts), one, value, self.problem(question)))
        known = [part.points for part in parts if part.points is not None]
        points = sum(known, Fraction(0)) if len(known) == len(parts) else None
        return ItemMark(
            question.item, question.number, tuple(parts), points, Fraction(question.points),
            remark, mistake, message, faults,
        )  # fmt: skip

    def _drill(
        self, question: Question, values: Sequence[Any]
    ) -> tuple[list[tuple[str, Fraction]], str, tuple[str, str] | None, str]:
        """Return the share of each box of a drill, what to say, and the mistake behind it."""
        problem = self.problem(question)
        assert problem is not None  # noqa: S101  it is one
        keys = problem.answer
        if all(value is None or agrees(key, value, problem.digits) for key, value in zip(keys, values, strict=True)):
            return [(BLANK if value is None else RIGHT, Fraction(value is not None)) for value in values], "", None, ""
        from cardgrad.study.remarks import remarks

        if question.item not in self._whole:
            self._whole[question.item] = with_mistakes(problem, question)
        whole = self._whole[question.item]
        verdict = judge(whole, values)
        shares: list[tuple[str, Fraction]] = []
        for place, (key, value, right) in enumerate(zip(keys, values, verdict.parts, strict=True)):
            credit = share(key, value, problem.digits)
            if right:
                shares.append((RIGHT, Fraction(1)))
            elif place in verdict.carried:
                shares.append((CARRIED, Fraction(1)))
            else:
                shares.append((PARTLY if credit else WRONG, credit))
        said = " ".join(block.text for block in remarks(whole, verdict, range(len(values))))
        rule = (verdict.mistake or "").partition("@")[0]
        message = verdict.diagnosis[0].message if rule else ""
        return shares, said, (question.card, rule) if rule else None, message


def _other(question: Question, place: int, value: Any) -> tuple[str, Fraction, str, tuple[str, str] | None]:
    """Return state, share, remark and mistake of a box that belongs to no drill's numbers."""
    part = question.parts[place]
    if value is None:
        return BLANK, Fraction(0), "", None
    if part.kind == PROSE:
        of = Fraction(part.points)
        return GIVEN, value / of if of else Fraction(0), "", None
    if part.kind == LETTER:
        option = question.options[value]
        if LETTERS[value] == part.key.strip().lower() or option.right:
            return RIGHT, Fraction(1), "", None
        mistake = (question.card, option.mistake.partition("@")[0]) if option.mistake else None
        return WRONG, Fraction(0), option.message or "", mistake
    if part.kind == ORDER:
        wanted = read_cell(question, place, part.key, None)
        assert isinstance(wanted, Read)  # noqa: S101  the key can be read
        pairs = list(zip(value, wanted.value, strict=True))
        right = sum(one == other for one, other in pairs)
        state = RIGHT if right == len(pairs) else PARTLY if right else WRONG
        return state, Fraction(right, len(pairs)), f"{right} of {len(pairs)} in their place." * (state != RIGHT), None
    judged = wording(question, place).judge(value)
    said = " ".join(block.text for block in judged.remarks)
    return (RIGHT, Fraction(1), said, None) if judged.correct else (WRONG, Fraction(0), said, None)
