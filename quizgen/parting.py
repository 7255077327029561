"""A typed line in pieces, one for each number that is wanted; and a row of a matrix in pieces, by the same rules.

Commas and semicolons part numbers, and so does a space between them. A sign with a space before it and none after
belongs to its number: `4 -2` are two, `4 - 2` is one. A line that could be parted in two ways is not guessed at.
"""

from collections.abc import Collection
from typing import NamedTuple

from quizgen.notation.symbols import FUNCTIONS
from quizgen.unreadable import Unreadable

_TWO_WAYS = "this comma can be read in two ways; write decimals with a point"


class Part(NamedTuple):
    """A piece of a line, and where it begins."""

    text: str
    position: int


def parts_of(text: str, count: int, held: Collection[int] = ()) -> list[Part] | Unreadable:
    """Return one piece for each number; the places in `held` are inside labels, and nothing is parted there."""
    if "|" in text:
        pieces = split(text, "|", held)
        ones = [one_number(piece, held) for piece in pieces]
        refused = next((one for one in ones if isinstance(one, Unreadable)), None)
        return refused or _counted([one for one in ones if isinstance(one, Part)], count)
    if count == 1:
        one = one_number(Part(text, 0), held)
        return one if isinstance(one, Unreadable) else [one]
    pieces = split(text, ",; ", held)
    if len(pieces) != count:
        decimal = decimals(split(text, "; ", held), text)
        if isinstance(decimal, Unreadable) or len(decimal) == count:
            return decimal
    return _counted(pieces, count)


def stripped(text: str, position: int) -> Part:
    """Return a piece of text without the space around it."""
    return Part(text.strip(), position + len(text) - len(text.lstrip()))


def _counted(pieces: list[Part], count: int) -> list[Part] | Unreadable:
    """Return the pieces if they are as many as are wanted and none is empty."""
    gap = next((piece for piece in pieces if not piece.text), None)
    if gap:
        return _missing(gap)
    return pieces if len(pieces) == count else _miscounted(pieces, count)


def _missing(gap: Part) -> Unreadable:
    return Unreadable("a number is missing here", gap.position)


def _miscounted(pieces: list[Part], count: int) -> Unreadable:
    return Unreadable(f"{len(pieces)} number{'s' * (len(pieces) != 1)}, {count} wanted")


def one_number(whole: Part, held: Collection[int] = ()) -> Part | Unreadable:
    """Return a single number: a mixed one may have a space in it, and a comma can only be a decimal one."""
    text, start = whole
    found = split(text, ",; ", {place - start for place in held})
    pieces = [Part(piece, start + at) for piece, at in found]
    gap = next((piece for piece in pieces if not piece.text), None)
    if gap:
        return _missing(gap)
    if len(pieces) == 1:
        return pieces[0]
    if len(pieces) != 2:
        return _miscounted(pieces, 1)
    first, second = pieces
    label, equals, number = first.text.rpartition("=")
    number = number.strip()
    between = text[first.position - start + len(first.text) : second.position - start]
    if between.isspace() and number.lstrip("+-").isdigit() and _is_fraction(second.text):
        sign = "-" if number.startswith("-") else ""
        return Part(f"{label}{equals}{sign}({number.lstrip('+-')} + {second.text})", first.position)
    decimal = decimals([Part(text.rstrip(",; ")[first.position - start :], first.position)], text)
    if isinstance(decimal, Unreadable):
        return decimal
    return decimal[0] if decimal else _miscounted(pieces, 1)


def _is_fraction(word: str) -> bool:
    over, slash, under = word.partition("/")
    return bool(slash) and over.isdigit() and under.isdigit()


def split(text: str, signs: str, held: Collection[int] = ()) -> list[Part]:
    """Return the pieces between signs, none inside parentheses; an empty one stands where a number is missing."""
    pieces: list[Part] = []
    depth = start = 0
    for at, character in enumerate([*text, ""]):
        depth += (character in ("(", "[")) - (character in (")", "]"))
        if at < len(text):
            if depth > 0 or at in held or character not in signs:
                continue
            if character == " " and not _is_gap(text, at):
                continue
        pieces.append(stripped(text[start:at], start))
        start = at + 1
    if len(pieces) > 1 and not pieces[-1].text:
        pieces.pop()  # a comma or a semicolon at the end
    return pieces


def _is_gap(text: str, at: int) -> bool:
    """Tell whether a space stands between two numbers: after the end of one and before the beginning of another."""
    before, after = text[:at], text[at:].lstrip()
    if not before or not after or not (before[-1].isalnum() or before[-1] in ")]}?."):
        return False
    word = before[len(before.rstrip("abcdefghijklmnopqrstuvwxyz")) :]
    if word in FUNCTIONS:
        return False  # `sqrt (4)`
    if after[0] in "+-":
        return after[1:2] not in ("", " ", ",", ";", "|")
    return after[0].isalnum() or after[0] in "([{√?.∂\\"


def decimals(pieces: list[Part], text: str) -> list[Part] | Unreadable:
    """Return pieces with a decimal comma in them as with a point; none where a comma can be no decimal one."""
    found: list[Part] = []
    commas: list[int] = []
    for piece, position in pieces:
        label, equals, number = piece.rpartition("=")
        whole, comma, rest = number.strip().lstrip("+-").partition(",")
        if comma and not (whole.isdigit() and rest.isdigit()):
            return []
        if comma:
            commas.append(position + piece.rindex(","))
            if len(rest) == 3 and whole != "0":
                return Unreadable(_TWO_WAYS, commas[-1])
        found.append(Part(f"{label}{equals}{number.replace(',', '.')}", position))
    if commas and len(commas) != len(pieces) and ";" not in text:
        return Unreadable(_TWO_WAYS, commas[0])
    return found if commas else []
