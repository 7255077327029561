"""A domain as an author writes it: `int -9..9 except 0`, `2x3 of int -2..2`, `N x D`, `letter N x D`, `one-hot 3`."""

import re
from fractions import Fraction
from functools import lru_cache

from quizgen.autodiff.expression import evaluate
from quizgen.autodiff.number import Exact, UndefinedValueError
from quizgen.domain import (
    Domain,
    DrillError,
    Extent,
    Extents,
    Grid,
    Hidden,
    Letter,
    Numbers,
    OneHot,
    Probabilities,
    Sized,
)
from quizgen.notation.fault import NotationError, close_match
from quizgen.notation.parser import read_expression

MOST_VALUES = 10_000
MOST_ROWS = 6  # a bigger matrix is not done by hand

FORMS: tuple[tuple[str, str | tuple[str, ...], str], ...] = (
    ("`int A..B`", "int -9..9", "a whole number"),
    ("`int A..B except C, D`", "int -9..9 except -1, 0, 1", "a whole number, but none of these"),
    ("`A..B step S`", "0.1..0.9 step 0.1", "numbers a step apart, exactly; `except` here too"),
    ("`decimal A..B places P`", "decimal 0..2 places 2", "decimals with up to `P` places, one when not said"),
    (
        "`fraction A..B denominator D`",
        "fraction -1..1 denominator 4",
        "fractions up to this denominator, 5 when not said",
    ),
    ("`[A, B, C]`", ("0.1", "1/4", "0.5"), "one of these numbers"),
    ("`A`", "0.5", "this number"),
    (
        "`RxC of NUMBERS`",
        "2x3 of int -2..2 except 0",
        "a matrix of such numbers, up to 6 by 6; letters `N x D` are drawn",
    ),
    ("`probabilities N step S`", "probabilities 3 step 0.1", "a row of `N` numbers that add up to 1"),
    ("`one-hot N`", "one-hot 3", "a row with one 1, and 0 elsewhere"),
    ("`N x D`", "N x D", "a size only, its letters drawn and all different; where shapes or counts are asked"),
    ("`letter`, `letter N x D`", "letter N x D", "a letter, of a number or of a matrix: the answer is a formula"),
    (
        "`unknown`, `unknown RxC`",
        "unknown 2x3",
        "nothing: an input behind a node that is given, of which only the size is told",
    ),
)
"""How domains are written: the form, an example, and what is drawn."""

_WORDS = (
    "int", "except", "step", "decimal", "places", "fraction", "denominator", "of", "letter", "one-hot",
    "probabilities", "unknown",
)  # fmt: skip
_EXAMPLE = "a range reads int -9..9 except 0"
_EXAMPLES = {
    word: f"{word}s read {next(example for form, example, _ in FORMS if form.startswith(f'`{word}'))}"
    for word in ("decimal", "fraction")
}
# Patterns are made when one is needed: a plain range needs none, and a session starts sooner.
_SUBTRACTED = r"(-?\d+)\s*[-–]\s*(-?\d+)"  # many write a range so
_SIZE = (
    r"(\d+)\s*[x×]\s*([A-Za-z]\w*|\d+)|([A-Za-z]\w*)(?:\s+x\s+|\s*×\s*)([A-Za-z]\w*|\d+)"
    r"|([A-Za-z]\d*)x([A-Za-z]\d*|\d+)\b"
)
_NUMBERS_AFTER = r"\s+(?!x\b)[\w.\[-]"  # behind a size, where 'of' is forgotten


@lru_cache(maxsize=64)  # a deck's drills say the same few again and again
def read_domain(text: str | tuple[str, ...], field: str) -> Domain:
    """Return a domain; what it does not say well is a DrillError.

    >>> read_domain("int -2..2 except 0", "given.x").values
    (-2, -1, 1, 2)
    """
    if isinstance(text, tuple):
        return _numbers([_read_number(item, field) for item in text], field)
    word, _, rest = text.strip().partition(" ")
    match word:
        case "letter" | "unknown":
            extents = _read_size(rest, field) if rest.strip() else None
            return Letter(extents) if word == "letter" else Hidden(extents)
        case "one-hot":
            return OneHot(_read_count(rest, field))
        case "probabilities":
            return _read_probabilities(rest, field)
    size, of, numbers = text.partition(" of ")
    if of:
        return Grid(_read_size(size, field), _numbers(_read_range(numbers, field), field))
    if word not in _WORDS and (found := re.match(_SIZE, text.strip())):
        rest = text.strip()[found.end() :]
        if re.match(_NUMBERS_AFTER, rest):
            raise DrillError(f"between a size and its numbers stands 'of': write {found[0]} of {rest.strip()}", field)
        return Sized(_read_size(text, field))
    return _numbers(_read_range(text, field), field)


def _numbers(values: list[Exact], field: str) -> Numbers:
    if not values:
        raise DrillError("no number is left to draw from", field)
    return Numbers(tuple(dict.fromkeys(values)))


def _read_size(text: str, field: str) -> Extents:
    """Return rows and columns, each a number or a letter."""
    found = re.fullmatch(_SIZE, text.strip())
    if not found:
        raise DrillError(f"{text.strip()!r} is no size; one reads 2x3 or N x D", field)
    rows, columns = [_read_extent(part, field) for part in found.groups() if part]
    return rows, columns


def _read_extent(text: str, field: str) -> Extent:
    if not text.isdigit():
        return text
    if not 1 <= int(text) <= MOST_ROWS:
        raise DrillError(f"a matrix has 1 to {MOST_ROWS} rows and columns, and this one {text}", field)
    return int(text)


def _read_count(text: str, field: str) -> int:
    value = _read_number(text, field)
    if not isinstance(value, int) or not 2 <= value <= MOST_ROWS:
        raise DrillError(f"a vector has 2 to {MOST_ROWS} entries here, not {text.strip() or 'none'}", field)
    return value


def _read_probabilities(text: str, field: str) -> Probabilities:
    size_text, _, step_text = text.partition("step")
    size = _read_count(size_text, field)
    step = Fraction(_read_number(step_text or "0.1", field))
    if not 0 < step <= Fraction(1, size) or 1 / step != int(1 / step) or step < Fraction(1, 100):
        raise DrillError(f"{size} probabilities need a step that divides 1 and is at most 1/{size}, as 0.1", field)
    return Probabilities(size, step)


def _read_range(text: str, field: str) -> list[Exact]:
    """Return the values of a range, or a single number."""
    rest, _, excepted = text.strip().partition("except")
    if excepted.count(",") >= MOST_VALUES:
        raise DrillError(f"at most {MOST_VALUES} numbers can be excepted", field)
    without = {_read_number(part, field) for part in excepted.split(",")} if excepted.strip() else set()
    word = (rest.split() or [""])[0]
    if word == "decimal":
        rest, _, places = rest.removeprefix(word).partition("places")
        count = _read_number(places or "1", field)
        if not isinstance(count, int) or not 1 <= count <= 4:
            raise DrillError("decimals have 1 to 4 places", field)
        return [
            value for value in _steps(*_ends(rest, field, word), Fraction(1, 10**count), field) if value not in without
        ]
    if word == "fraction":
        rest, _, limit = rest.removeprefix(word).partition("denominator")
        return [value for value in _fractions(*_ends(rest, field, word), limit, field) if value not in without]
    rest, _, step_text = rest.partition("step")
    ends = rest.strip().removeprefix("int").strip() if word == "int" else rest.strip()
    if ".." not in ends:
        if not ends and word:
            raise DrillError(f"{word} says a range too; {_EXAMPLE}", field)
        if found := re.fullmatch(_SUBTRACTED, ends):
            told = f"{ends} is one number, {_read_number(ends, field)}"
            low, high = sorted(found.groups(), key=int)
            raise DrillError(f"{told}: a range reads {low}..{high}", field)
        return [_read_number(_known(ends, field), field)]
    low, high = _ends(ends, field)
    step = _read_number(step_text, field) if step_text else 1
    if step <= 0:
        raise DrillError(f"a step is above 0, and this one is {step_text.strip()}", field)
    if any(isinstance(end, Fraction) for end in (low, high, step)) and (word == "int" or not step_text):
        raise DrillError("a range of fractions says its step, as in 0.1..0.9 step 0.1", field)
    return [value for value in _steps(low, high, step, field) if value not in without]


def _ends(text: str, field: str, word: str = "") -> tuple[Exact, Exact]:
    low_text, dots, high_text = text.strip().partition("..")
    if not dots:
        raise DrillError(f"{text.strip() or 'nothing'!r} is no range; {_EXAMPLES.get(word, _EXAMPLE)}", field)
    if "..." in text:
        raise DrillError(f"a range has two dots: {text.strip().replace('...', '..')}", field)
    _known(text.replace("..", " "), field)
    low, high = _read_number(low_text, field), _read_number(high_text, field)
    if low > high:
        turned = f"{high_text.strip()}..{low_text.strip()}"
        raise DrillError(f"the range {text.strip()} ends before it begins: write {turned}", field)
    return low, high


def _steps(low: Exact, high: Exact, step: Exact, field: str) -> list[Exact]:
    if (high - low) / step >= MOST_VALUES:
        raise DrillError(f"a domain has at most {MOST_VALUES} numbers", field)
    values = [low + step * place for place in range(int((high - low) / step) + 1)]
    return [value.numerator if value.denominator == 1 else value for value in values]


def _fractions(low: Exact, high: Exact, limit_text: str, field: str) -> list[Exact]:
    """Return the fractions of a range, by size: whole numbers are none."""
    limit = _read_number(limit_text or "5", field)
    if not isinstance(limit, int) or not 2 <= limit <= 20:
        raise DrillError("the largest denominator is 2 to 20", field)
    if (high - low) * limit * limit >= MOST_VALUES:
        raise DrillError(f"a domain has at most {MOST_VALUES} numbers", field)
    found = {
        Fraction(over, under)
        for under in range(2, limit + 1)
        for over in range(int(low * under) - 1, int(high * under) + 2)
        if low <= Fraction(over, under) <= high
    }
    return sorted(value for value in found if value.denominator > 1)


def _known(text: str, field: str) -> str:
    """Return a text that may be a number; a word in it is a misspelt one of ours."""
    word = next((word for word in text.split() if word.replace("-", "").isalpha()), "")
    if word:
        meant = close_match(word, _WORDS)
        hint = f" (did you mean {meant}?)" if meant else ""
        raise DrillError(f"{word} says nothing about numbers{hint}; {_EXAMPLE}", field)
    return text


def _read_number(text: str, field: str) -> Exact:
    """Return an exact number: `3`, `-0.5`, `1/4`."""
    try:
        return evaluate(read_expression(text, ()), {})
    except NotationError as fault:
        raise DrillError(f"{text.strip() or 'nothing'!r} is no number; {_EXAMPLE}", field) from fault
    except UndefinedValueError as fault:
        raise DrillError(f"{text.strip()!r} asks for {fault}", field) from fault
