"""What is said of an answer that is not right: how much of it is, what follows from what, what it is consistent with.

Never more than is known: a wrong answer fits a mistake, or two that come to the same; it does not prove that one was
made.
"""

from collections.abc import Sequence

from cardgrad.study.view import Block
from quizgen.agreement import Value, share
from quizgen.autodiff.array import Array
from quizgen.diagnosis import PAIR, SLIP, Diagnosis
from quizgen.judging import Verdict
from quizgen.mistake_name import mistake_name
from quizgen.problem import Problem

_OWN = "own-"  # an author's own mistake has no name but its sentence


def remarks(problem: Problem, verdict: Verdict, wanted: Sequence[int]) -> tuple[Block, ...]:
    """Return what helps to mend an answer to the wanted parts: the likeliest mistake, and another that fits."""
    said = [*_carried(problem, verdict, wanted)]
    if verdict.diagnosis:
        said += _first(problem, verdict.diagnosis[0])
        said += _another(verdict.diagnosis)
    return tuple(said)


def right_share(problem: Problem, verdict: Verdict, wanted: Sequence[int], values: Sequence[Value]) -> str:
    """Return how much of an answer is right, in words: whole parts, then entries of arrays; `2 of 3 right`."""
    parts = len(problem.asked)
    right = parts - len(wanted) + sum(verdict.parts)
    said = [f"{right} of {parts} right"] if right else []
    for place, value, fine in zip(wanted, values, verdict.parts, strict=True):
        key = problem.answer[place]
        if isinstance(key, Array) and not fine:
            entries = share(key, value, problem.digits) * len(key.flat)
            label = f" in ${problem.asked[place]}$" if parts > 1 else ""
            said += [f"{entries} of {len(key.flat)} numbers right{label}"] if entries else []
    return ", ".join(said)


def _carried(problem: Problem, verdict: Verdict, wanted: Sequence[int]) -> list[Block]:
    """Return which parts follow rightly from wrong ones."""
    if not verdict.carried:
        return []
    wrong = [place for place, fine in zip(wanted, verdict.parts, strict=True) if not fine]
    sources = [f"${problem.asked[place]}$" for place in wrong if place not in verdict.carried]
    follow = "follows rightly from" if len(verdict.carried) == 1 else "follow rightly from"
    origin = f"your {_and(sources)}" if sources else "your other values"
    return [Block("partly", f"{_and([f'${problem.asked[place]}$' for place in verdict.carried])} {follow} {origin}.")]


def _first(problem: Problem, found: Diagnosis) -> list[Block]:
    """Return what an answer is consistent with, where the working departs, and the right rule."""
    if found.kind == SLIP:
        return [Block("mistake", found.message)]
    if found.kind == PAIR:
        return [Block("mistake", f"Consistent with {found.message[:1].lower()}{found.message[1:]}")]
    names = [name for name in map(_name, found.ids) if name]
    what = f": {', or '.join(names[:2])}" if names else " a mistake that is often made here"
    elsewhere = found.departs is not None and (found.departs,) != problem.asked
    where = f", first at ${found.departs}$" if elsewhere else ""
    return [Block("mistake", f"Consistent with{what}{where}."), Block("mistake", found.message)]


def _another(ranked: Sequence[Diagnosis]) -> list[Block]:
    """Return one more mistake that the answer is consistent with."""
    names = [_name(found.ids[0]) for found in ranked[1:2] if found.kind not in (PAIR, SLIP)]
    return [Block("mistake", f"Also consistent with: {name}.") for name in names if name]


def _name(mistake: str) -> str | None:
    """Return a mistake's name, with the node at which it was made where it has one."""
    if mistake.startswith(_OWN):
        return None
    rule, _, node = mistake.partition("@")
    name = mistake_name(rule)
    return f"{name}, at ${node}$" if name and node else name


def _and(items: Sequence[str]) -> str:
    return f"{', '.join(items[:-1])} and {items[-1]}" if len(items) > 1 else items[0]
