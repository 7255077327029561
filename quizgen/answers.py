"""Typed answers, each read as what is asked for: a number, an array, a size or a formula, with or without its name.

Reading never says wrong: it gives values, or says why there are none and where. Numbers may share a line, parted by
spaces or commas; what else is asked shares one with ` | ` between.
"""

from collections.abc import Sequence
from typing import NamedTuple

from quizgen.agreement import Value, agrees
from quizgen.autodiff.array import Array
from quizgen.judging import Verdict, judge
from quizgen.labelling import equals_signs, label_places, named_part
from quizgen.notation.token import fold
from quizgen.parting import Part, one_number, parts_of, stripped
from quizgen.problem import Problem
from quizgen.typed_array import array_in, unfinished
from quizgen.typed_number import number_in
from quizgen.typed_size import size_in
from quizgen.unreadable import MAX_PASTED, MAX_TYPED, Unreadable
from quizgen.value import Size, Symbolic, value_math

__all__ = ["Read", "Unreadable", "Value", "Verdict", "agrees", "continues", "judge", "read_answer", "read_part"]


class Read(NamedTuple):
    """An answer as it was understood: a value for each part that is wanted."""

    values: tuple[Value, ...]
    echo: str  # deck text


def read_answer(problem: Problem, typed: str, wanted: Sequence[int] | None = None) -> Read | Unreadable:
    """Return the values typed for the wanted parts of a problem, all of them by default."""
    asked = range(len(problem.asked)) if wanted is None else wanted
    found = _read(problem, typed, asked)
    if isinstance(found, Unreadable):
        return found
    if all(_is_none(value) for value in found.values()):
        return Unreadable(f"there is no {_kind(problem, asked)} in that")
    ordered = tuple(found[place] for place in asked)
    return Read(ordered, ", ".join(_echo(problem.asked[place], found[place]) for place in asked))


def read_part(problem: Problem, typed: str, place: int) -> Value | Unreadable:
    """Return the value typed for one asked thing, none for `?`."""
    found = _read(problem, typed, (place,))
    return found if isinstance(found, Unreadable) else found[place]


def continues(problem: Problem, typed: str, wanted: Sequence[int] | None = None) -> bool:
    """Tell whether a matrix goes on in another line: a bracket is open, or a `;` at the end has a row to come.

    An empty line ends it.
    """
    last = len(problem.asked) - 1 if wanted is None else wanted[-1]
    key = problem.answer[last]
    text = _plain(typed)
    if not isinstance(key, Array) or len(text) > MAX_PASTED or not text.rpartition("\n")[2].strip():
        return False
    text = text.rpartition("|")[2]
    return unfinished(text[max(equals_signs(text), default=-1) + 1 :], key.shape)


def _plain(typed: str) -> str:
    """Return text in plain characters, each at its old place."""
    text = fold(typed)
    for sign in "$\t\r":
        text = text.replace(sign, " ")
    return text


def _kind(problem: Problem, asked: Sequence[int]) -> str:
    key = problem.answer[asked[0]]
    return "size" if isinstance(key, Size) else "formula" if isinstance(key, Symbolic) else "number"


def _is_none(value: Value) -> bool:
    return value is None or (isinstance(value, Array) and all(entry is None for entry in value.flat))


def _echo(label: str, value: Value) -> str:
    sign = "~=" if isinstance(value, float) else "="
    return f"${label} {sign} {value_math(value)}$"


def _read(problem: Problem, typed: str, asked: Sequence[int]) -> dict[int, Value] | Unreadable:
    """Return a value for each of these places."""
    keys = [problem.answer[place] for place in asked]
    single = not any(isinstance(key, Array | Size | Symbolic) for key in keys)
    most = MAX_TYPED if single else sum(MAX_PASTED if isinstance(key, Array) else MAX_TYPED for key in keys)
    if len(typed) > most:
        return Unreadable(f"an answer has at most {most} characters", most)
    text = _plain(typed)
    if not text.strip():
        return Unreadable(f"there is no {_kind(problem, asked)} in that")
    parts = parts_of(text, len(asked), label_places(text, problem, asked)) if single else _joined(text, problem, asked)
    if isinstance(parts, Unreadable):
        return parts
    values: dict[int, Value] = {}
    for part, place in zip(parts, asked, strict=True):
        named = named_part(part, place, problem, asked)
        if isinstance(named, Unreadable):
            return named
        where, right = named
        value = _value(right, where, problem)
        if isinstance(value, Unreadable):
            return value
        if where in values:
            return Unreadable(f"{problem.asked[where]} is given twice", part.position)
        values[where] = value
    return values


def _joined(text: str, problem: Problem, asked: Sequence[int]) -> list[Part] | Unreadable:
    """Return the pieces between bars; where a formula may hold bars of its own, those with a space on both sides."""
    if len(asked) == 1:
        return [stripped(text, 0)]
    pieces = _pieces(text, "|")
    if len(pieces) != len(asked) and any(isinstance(problem.answer[place], Symbolic) for place in asked):
        pieces = _pieces(text, " | ")
    if len(pieces) != len(asked):
        labels = " | ".join(problem.asked[place] for place in asked)
        return Unreadable(f"{len(pieces)} answer{'s' * (len(pieces) != 1)}, {len(asked)} wanted: {labels}")
    empty = next((piece for piece in pieces if not piece.text), None)
    return Unreadable("an answer is missing here", empty.position) if empty else pieces


def _pieces(text: str, sign: str) -> list[Part]:
    found: list[Part] = []
    start = 0
    for piece in text.split(sign):
        found.append(stripped(piece, start))
        start += len(piece) + len(sign)
    return found


def _value(part: Part, place: int, problem: Problem) -> Value | Unreadable:
    """Return what a piece of text says, read as what is asked there."""
    key = problem.answer[place]
    if part.text == "?":
        return None
    if isinstance(key, Array):
        return array_in(part, key.shape)
    if isinstance(key, Size):
        return size_in(part)
    if isinstance(key, Symbolic):
        from quizgen.typed_formula import formula_in  # few problems ask for one

        return formula_in(part, key, problem.made.points)
    number = one_number(part)
    return number if isinstance(number, Unreadable) else number_in(number)
