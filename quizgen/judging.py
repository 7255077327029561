"""An answer against the key, part by part: what may be behind it, and what follows rightly from an earlier error."""

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from quizgen.agreement import Value, agrees, share
from quizgen.autodiff.array import shape_of
from quizgen.autodiff.number import UndefinedValueError
from quizgen.diagnosis import SLIP, Diagnosis, diagnose
from quizgen.problem import Problem
from quizgen.run import Sweeps, plain

__all__ = ["Diagnosis", "Verdict", "judge"]

CORRECT, PARTLY, WRONG = "correct", "partly correct", "wrong"


class Verdict(NamedTuple):
    """How an answer compares with the key."""

    kind: str
    parts: tuple[bool, ...]
    credit: Fraction  # the share that is right; what follows from an earlier error is
    diagnosis: tuple[Diagnosis, ...] = ()
    carried: tuple[int, ...] = ()  # parts that are wrong, and follow from the learner's own other values

    @property
    def mistake(self) -> str | None:
        """Return the id of the likeliest mistake; a slip is none."""
        first = self.diagnosis[0] if self.diagnosis else None
        return None if first is None or first.kind == SLIP else first.ids[0]


def judge(
    problem: Problem, values: Sequence[Value], wanted: Sequence[int] | None = None, before: Collection[str] = ()
) -> Verdict:
    """Return the verdict on an answer to the wanted parts of a problem, all of them by default."""
    asked = tuple(range(len(problem.asked))) if wanted is None else tuple(wanted)
    keys = [problem.answer[place] for place in asked]
    parts = tuple(agrees(key, value, problem.digits) for key, value in zip(keys, values, strict=True))
    if all(parts):
        return Verdict(CORRECT, parts, Fraction(1))
    carried = _carried(problem, dict(zip(asked, values, strict=True)), parts)
    shares = [
        Fraction(1) if place in carried else share(key, value, problem.digits)
        for place, key, value in zip(asked, keys, values, strict=True)
    ]
    credit = sum(shares, Fraction(0)) / len(shares)
    kind = PARTLY if any(parts) or credit else WRONG
    given_wrong = any(value is not None and not right for value, right in zip(values, parts, strict=True))
    return Verdict(kind, parts, credit, diagnose(problem, values, asked, before) if given_wrong else (), carried)


def _carried(problem: Problem, typed: Mapping[int, Value], parts: Sequence[bool]) -> tuple[int, ...]:
    """Return the wrong parts that are right from the learner's own values of other parts."""
    drill, sample = problem.made.drill, problem.made.samples[0]
    if drill.in_letters or len(typed) == 1:
        return ()
    found = []
    for place, right in zip(typed, parts, strict=True):
        ask = drill.asks[place]
        if right or typed[place] is None:
            continue
        values: dict[int, Any] = {}
        adjoints: dict[tuple[int, bool], dict[int, Any]] = {}
        for other, value in typed.items():
            above = drill.asks[other]
            if other == place or value is None or above.of is None or not _fits(value, problem.answer[other]):
                continue
            if above.by is None:
                values[above.of] = value
            else:
                adjoints.setdefault((above.of, above.scaled), {})[above.by] = value
        if not values and not adjoints:
            continue
        try:
            answer = plain(ask.value(Sweeps(drill, sample, (), values, adjoints)))
        except UndefinedValueError:
            continue
        if answer != problem.answer[place] and agrees(answer, typed[place], problem.digits):
            found.append(place)
    return tuple(found)


def _fits(value: Any, key: Any) -> bool:
    """Tell whether a typed value can stand in the place of an answer."""
    return shape_of(value) == shape_of(key) and (shape_of(value) is None or None not in value.flat)
