"""A typed number, in any of the forms that people use: `-8`, `1/2`, `sqrt(2)`, `1e-3`."""

from quizgen.autodiff.number import Exact, UndefinedValueError
from quizgen.notation.fault import NotationError
from quizgen.notation.parser import read_expression
from quizgen.numeric import CONSTANTS, letter_in, number_of
from quizgen.parting import Part
from quizgen.unreadable import Unreadable

_MAX_BITS = 200  # 60 digits, as many as a number may be typed with


def number_in(part: Part) -> Exact | float | Unreadable | None:
    """Return the number that a piece of text says; `?` is none."""
    text, position = part
    if text == "?":
        return None
    try:
        tree = read_expression(text, CONSTANTS)
        letter = letter_in(tree)
        if letter:
            return Unreadable(f"{letter} is no number", position)
        value = number_of(tree, {})
    except NotationError as fault:
        return Unreadable(fault.message, position + fault.position)
    except UndefinedValueError as fault:
        return Unreadable(f"that asks for {fault}", position)
    if not isinstance(value, float) and max(value.numerator.bit_length(), value.denominator.bit_length()) > _MAX_BITS:
        return Unreadable("that number is far too big", position)
    return value
