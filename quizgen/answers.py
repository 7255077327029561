"""Typed numbers: several on a line, in any of the forms that people use, with or without the name of what is asked.

Reading never says wrong: it gives values, or says why there are none and where.
"""

from collections.abc import Sequence
from typing import NamedTuple

from quizgen.autodiff.operations import UndefinedValueError
from quizgen.formula import MAX_TYPED, Formula, Unreadable, read_formula, same_formula
from quizgen.judging import Slip, Value, Verdict, agrees, judge
from quizgen.notation.fault import NotationError
from quizgen.notation.parser import read_expression, read_math
from quizgen.notation.token import fold
from quizgen.notation.tree import Tree, write_number
from quizgen.numeric import CONSTANTS, letter_in, number_of
from quizgen.problem import Problem

__all__ = [
    "Formula",
    "Read",
    "Slip",
    "Unreadable",
    "Value",
    "Verdict",
    "agrees",
    "judge",
    "read_answer",
    "read_formula",
    "same_formula",
]


class Read(NamedTuple):
    """An answer as it was understood: a value for each part that is wanted."""

    values: tuple[Value, ...]
    echo: str  # deck text


class _Part(NamedTuple):
    text: str
    position: int


def read_answer(problem: Problem, typed: str, wanted: Sequence[int] | None = None) -> Read | Unreadable:
    """Return the numbers typed for the wanted parts of a problem, all of them by default."""
    asked = range(len(problem.asked)) if wanted is None else wanted
    if len(typed) > MAX_TYPED:
        return Unreadable(f"an answer has at most {MAX_TYPED} characters", MAX_TYPED)
    text = fold(typed).replace("$", " ")
    if not text.strip():
        return Unreadable("there is no number in that")
    parts = _parts(text, len(asked))
    if isinstance(parts, Unreadable):
        return parts
    values: dict[int, Value] = {}
    for part, place in zip(parts, asked, strict=True):
        found = _read_part(part, place, problem, asked)
        if isinstance(found, Unreadable):
            return found
        where, value = found
        if where in values:
            return Unreadable(f"{problem.asked[where]} is given twice", part.position)
        values[where] = value
    if all(value is None for value in values.values()):
        return Unreadable("there is no number in that")
    ordered = tuple(values[place] for place in asked)
    return Read(ordered, ", ".join(_echo(problem.asked[place], values[place]) for place in asked))


def _echo(label: str, value: Value) -> str:
    if value is None:
        return f"${label} = ?$"
    if isinstance(value, float):
        return f"${label} ~= {value:.6g}$"
    return f"${label} = {write_number(value)}$"


def _parts(text: str, count: int) -> list[_Part] | Unreadable:
    """Return one piece of text for each number, however they are parted."""
    if "|" in text:
        parts = _split(text, "|")
    elif count == 1:
        return _one(text)
    else:
        ways = [_split(text, ",;"), _split(text, ",; "), _decimal_commas(_split(text, "; "))]
        gap = next((part for part in ways[0] if not part.text), None)
        if gap:
            return Unreadable("a number is missing here", gap.position)
        parts = next((way for way in ways if len(way) == count), ways[1])
    if len(parts) != count:
        return Unreadable(f"{len(parts)} number{'s' * (len(parts) != 1)}, {count} wanted")
    empty = next((part for part in parts if not part.text), None)
    return Unreadable("a number is missing here", empty.position) if empty else parts


def _one(text: str) -> list[_Part] | Unreadable:
    """Return a single number: a mixed one may have a space in it, and a comma can only be a decimal one."""
    text = text.rstrip(";, ")
    start = len(text) - len(text.lstrip())
    words = text.split()
    if len(words) == 2 and words[0].lstrip("+-").isdigit() and _is_fraction(words[1]):
        sign = "-" if words[0].startswith("-") else ""
        return [_Part(f"{sign}({words[0].lstrip('+-')} + {words[1]})", start)]
    before, comma, after = text.partition(",")
    if comma and "," not in after and before[-1:].isdigit() and after.strip().isdigit() and after[:1].isdigit():
        if len(after.strip()) == 3:
            return Unreadable("a comma before three digits can be read in two ways; use a point, or none", len(before))
        return [_Part(text.strip().replace(",", "."), start)]
    pieces = _split(text, ",;")
    if len(pieces) > 1:
        return Unreadable(f"{len(pieces)} numbers, 1 wanted")
    pieces = _split(text, " ")
    if len(pieces) > 1 and all(piece.text.lstrip("+-").replace(".", "").isdigit() for piece in pieces):
        return Unreadable(f"{len(pieces)} numbers, 1 wanted")
    return [_Part(text.strip(), start)]


def _is_fraction(word: str) -> bool:
    over, slash, under = word.partition("/")
    return bool(slash) and over.isdigit() and under.isdigit()


def _split(text: str, signs: str) -> list[_Part]:
    """Return the pieces between signs; a space counts once, and not beside an equals sign or inside parentheses."""
    pieces: list[_Part] = []
    depth = start = 0
    blank = " " in signs
    for at, character in enumerate([*text, signs[0]]):
        depth += (character in "([") - (character in ")]")
        ends = at == len(text) or (depth <= 0 and character in signs)
        if ends and character == " " and (text[:at].rstrip()[-1:] in ("=", "") or text[at:].lstrip()[:1] == "="):
            ends = False
        if ends:
            piece = text[start:at]
            if piece.strip() or not blank:
                pieces.append(_Part(piece.strip(), start + len(piece) - len(piece.lstrip())))
            start = at + 1
    if pieces and not pieces[-1].text and len(pieces) > 1:
        pieces.pop()  # a comma or a semicolon at the end
    return pieces


def _decimal_commas(parts: list[_Part]) -> list[_Part]:
    """Return the pieces with a comma between digits as a decimal one, or none if there is another comma."""
    found = []
    for text, position in parts:
        before, comma, after = text.partition(",")
        if comma and not (before[-1:].isdigit() and after.isdigit()):
            return []
        found.append(_Part(f"{before}.{after}" if comma else text, position))
    return found


def _read_part(part: _Part, place: int, problem: Problem, asked: Sequence[int]) -> tuple[int, Value] | Unreadable:
    """Return the value of one piece of text, and which asked thing it is for: `df/dx = 4` says so itself."""
    label, equals, right = part.text.rpartition("=")
    position = part.position
    if equals:
        named = [other for other in asked if _means(label, problem, other)]
        if not named:
            choices = ", ".join(problem.asked[other] for other in asked)
            return Unreadable(f"{label.strip()} is not asked here, but {choices}", position)
        place = place if place in named else named[0]
        position += len(part.text) - len(right)
    if right.strip() == "?":
        return place, None
    try:
        tree = read_expression(right, CONSTANTS)
        letter = letter_in(tree)
        if letter:
            return Unreadable(f"{letter} is no number", position)
        return place, number_of(tree, {})
    except NotationError as fault:
        return Unreadable(fault.message, position + fault.position)
    except UndefinedValueError as fault:
        return Unreadable(f"that asks for {fault}", position)


def _means(label: str, problem: Problem, place: int) -> bool:
    """Tell whether what stands before an equals sign names an asked thing: `dL/dx`, `d/dx`, `df/dx`, `dx`, or `x`."""
    asked = problem.asked[place]
    ask = problem.made.drill.asks[place]
    text = "".join(label.split())
    if ask.by is not None:
        graph = problem.made.drill.graph
        by = [name for name, where in graph.names.items() if where == ask.by]
        of = graph.nodes[ask.of].label
        if text in [form for name in by for form in (name, f"d{name}", f"d/d{name}", f"d{of}/d{name}")]:
            return True
    wanted = _shown(asked)
    return text == "".join(asked.split()) or (wanted is not None and _shown(label) == wanted)


def _shown(label: str) -> Tree | None:
    try:
        return read_math(label)
    except NotationError:
        return None
