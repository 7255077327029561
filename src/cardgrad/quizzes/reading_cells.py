"""What a person wrote into one box, read as what is asked there; what cannot be read is not wrong."""

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from cardgrad.decks.card import Card, Typed
from cardgrad.quizzes.naming import LETTERS
from cardgrad.quizzes.record import LETTER, ORDER, PROSE, TEXT, Question
from cardgrad.study.question import Reading
from cardgrad.study.wording import Wording
from quizgen.answers import read_part
from quizgen.problem import Problem
from quizgen.unreadable import Unreadable
from quizgen.value import value_math

BLANK = ("", ".", "?", "-", "–", "—")  # nothing was answered
_POINTS = re.compile(r"[+-]?([0-9]{1,6}([.,][0-9]{0,6}|/0{0,5}[1-9][0-9]{0,5})?|[.,][0-9]{1,6})")


class Read(NamedTuple):
    """What stands in a box, as it was understood."""

    value: Any  # a value of quizgen, a place, places in order, words as read, or points; None where it was left blank
    echo: str = ""  # deck text


def read_cell(question: Question, place: int, text: str, problem: Problem | None) -> Read | Unreadable:
    """Return what stands in a question's box; `problem` is that of a drill question, None for every other."""
    part = question.parts[place]
    word = text.strip().removeprefix("'")  # an apostrophe keeps a spreadsheet from reading a cell as a formula
    if word in BLANK and word not in (part.key, *part.accepted):  # "-" may be the sign that is asked for
        return Read(None)
    if part.kind == LETTER:
        return _letter(word, len(question.options))
    if part.kind == ORDER:
        return _order(word, len(question.steps))
    if part.kind == PROSE:
        return read_points(word, Fraction(part.points))
    if part.kind == TEXT or problem is None:
        return _words(question, place, word)
    value = read_part(problem, word, place)
    return value if isinstance(value, Unreadable) else Read(value, "" if value is None else f"${value_math(value)}$")


def read_points(word: str, most: Fraction) -> Read | Unreadable:
    """Return points that a person gives."""
    from quizgen.notation.tree import write_number

    if not _POINTS.fullmatch(word):  # Python's own reading of `1e99999999` takes minutes
        return Unreadable(f"points are given here: a number from 0 to {write_number(most)}")
    points = Fraction(word.replace(",", "."))
    if not 0 <= points <= most:
        return Unreadable(f"there are 0 to {write_number(most)} points here")
    return Read(points, write_number(points))


def wording(question: Question, place: int, also: Sequence[str] = ()) -> Wording:
    """Return what compares words with a question's accepted answers, and further ones."""
    part = question.parts[place]
    content = Typed(question.prompt, tuple(dict.fromkeys((part.key, *part.accepted, *also))))
    deck = question.card.partition("/")[0]
    return Wording(
        Card(question.card, deck, question.card, "type", content, (), None, None, None, (), (), "", 0), content
    )


def as_words(text: str) -> Read:
    """Return an answer as the words that stand there, whatever they are."""
    return Read(Reading((text.strip(), None), ""))


def _words(question: Question, place: int, word: str) -> Read | Unreadable:
    found = wording(question, place).read(word)
    return found if isinstance(found, Unreadable) else Read(found, found.echo)


def _letter(word: str, count: int) -> Read | Unreadable:
    """Return the place of an option, by its letter or number."""
    place = _place(word)
    if not 0 <= place < count:
        return Unreadable(f"one letter from a to {LETTERS[count - 1]}, please")
    return Read(place, LETTERS[place])


def _order(word: str, count: int) -> Read | Unreadable:
    """Return places in order, from letters with or without signs between."""
    words = word.lower().replace(",", " ").replace(">", " ").replace("-", " ").split()
    places = [_place(one) for one in (list(words[0]) if len(words) == 1 else words)]
    if sorted(places) != list(range(count)):
        return Unreadable(f"{count} letters in order, from a to {LETTERS[count - 1]}, each once, please")
    return Read(tuple(places), " ".join(LETTERS[place] for place in places))


def _place(word: str) -> int:
    """Return the place, from 0, that a letter or a number stands for, or -1."""
    if word.isascii() and word.isdigit() and len(word) < 3:
        return int(word) - 1
    return LETTERS.find(word.lower()) if len(word) == 1 else -1
