"""A typed size: `3x4`, `3 x 4`, `3 × 4`, `3 by 4`, `(3, 4)`."""

from quizgen.parting import Part
from quizgen.unreadable import Unreadable
from quizgen.value import Size

_BETWEEN = str.maketrans("xX×*,", "     ")


def size_in(part: Part) -> Size | Unreadable:
    """Return the size that a piece of text says."""
    text, position = part
    inside = f" {text[1:-1]} " if (text[:1], text[-1:]) in (("(", ")"), ("[", "]")) else text
    spaced = inside.replace("by", "  ").translate(_BETWEEN)
    words = spaced.split()
    strange = next((word for word in words if not (word.isascii() and word.isdigit())), None)
    if strange:
        at = position + spaced.index(strange)
        return Unreadable("a size is two whole numbers, rows x columns, as in 3x4", at)
    if len(words) != 2:
        count = f", and this has {len(words)}" if len(words) > 2 else ""
        return Unreadable(f"a size has two numbers, rows x columns{count}", position)
    rows, columns = map(int, words)
    return Size(rows, columns)
