"""Where a given takes its numbers from: `int -9..9 except 0`, `0.1..0.9 step 0.1`, or a list of exact numbers."""

from fractions import Fraction

from quizgen.autodiff.expression import evaluate
from quizgen.autodiff.operations import Exact, UndefinedValueError
from quizgen.notation.fault import NotationError, close_match
from quizgen.notation.parser import read_expression

MOST_VALUES = 10_000

_WORDS = ("int", "except", "step")


class DrillError(ValueError):
    """One sentence on what is wrong with a drill, and in which of its fields."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(f"{field}: {message}")
        self.message = message
        self.field = field


def read_domain(text: str | tuple[str, ...], field: str) -> tuple[Exact, ...]:
    """Return the values of a domain, in order and each once.

    >>> read_domain("int -2..2 except 0", "given.x")
    (-2, -1, 1, 2)
    """
    values = _read_list(text, field) if isinstance(text, tuple) else _read_range(text, field)
    if not values:
        raise DrillError("no number is left to draw from", field)
    return tuple(dict.fromkeys(values))


def _read_list(texts: tuple[str, ...], field: str) -> list[Exact]:
    return [_read_number(text, field) for text in texts]


def _read_range(text: str, field: str) -> list[Exact]:
    """Return the values of a range, or a single number."""
    rest, _, excepted = text.strip().partition("except")
    rest, _, step_text = rest.partition("step")
    whole = rest.split()[:1] == ["int"]
    ends = rest.strip().removeprefix("int").strip()
    low_text, dots, high_text = ends.partition("..")
    if not dots:
        return [_read_number(_known(ends, field), field)]
    low, high = _read_number(low_text, field), _read_number(high_text, field)
    step = _read_number(step_text, field) if step_text else 1
    if step <= 0:
        raise DrillError(f"a step is above 0, and this one is {step_text.strip()}", field)
    if low > high:
        raise DrillError(f"the range {ends} ends before it begins", field)
    if (high - low) / step >= MOST_VALUES:
        raise DrillError(f"a domain has at most {MOST_VALUES} numbers", field)
    if any(isinstance(end, Fraction) for end in (low, high, step)) and (whole or not step_text):
        raise DrillError("a range of fractions says its step, as in 0.1..0.9 step 0.1", field)
    without = {_read_number(part, field) for part in excepted.split(",")} if excepted.strip() else set()
    count = int((high - low) / step) + 1
    return [value for value in (low + step * place for place in range(count)) if value not in without]


def _known(text: str, field: str) -> str:
    """Return a text that may be a number; a word in it is a misspelt one of ours."""
    word = next((word for word in text.split() if word.isalpha()), "")
    if word:
        meant = close_match(word, _WORDS)
        hint = f" (did you mean {meant}?)" if meant else ""
        raise DrillError(f"{word} says nothing about numbers{hint}; a range reads int -9..9 except 0", field)
    return text


def _read_number(text: str, field: str) -> Exact:
    """Return an exact number: `3`, `-0.5`, `1/4`."""
    try:
        return evaluate(read_expression(text, ()), {})
    except NotationError as fault:
        raise DrillError(
            f"{text.strip() or 'nothing'!r} is no number; a range reads int -9..9 except 0", field
        ) from fault
    except UndefinedValueError as fault:
        raise DrillError(f"{text.strip()!r} asks for {fault}", field) from fault
