"""What is wrong with a formula, and where."""

from collections.abc import Iterable

UNSIGNED = "a product is written with *"
SECOND = "a second derivative is written d(df/dx)/dx"
_WIDEST = 70  # a longer line would break in a terminal, and the caret lose its place
_CUT = "..."


class NotationError(ValueError):
    """One sentence on text that cannot be read; `position` counts characters from its start."""

    def __init__(self, message: str, position: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.position = position


def caret(text: str, position: int) -> str:
    """Return the line that a position stands in, or the part of it around a far one, with a caret under the place.

    >>> print(caret("x = 2 $ 3", 6))
    x = 2 $ 3
          ^
    """
    start = text.rfind("\n", 0, position) + 1
    line = text[start:].split("\n", 1)[0]
    line = "".join(sign if sign.isprintable() else " " for sign in line)  # nothing that steers a terminal
    at = position - start
    if len(line) > _WIDEST:
        cut = max(0, min(at - _WIDEST // 2, len(line) - _WIDEST))
        tail = _CUT * (cut + _WIDEST < len(line))
        head = _CUT * (cut > 0)
        line = f"{head}{line[cut : cut + _WIDEST]}{tail}"
        at += len(head) - cut
    return f"{line}\n{' ' * at}^"


def bare_function(name: str) -> str:
    """Return what is said of a function whose input is not in parentheses."""
    return f"{name} needs its input in parentheses, as {name}(x)"


def close_match(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that was probably meant."""
    from difflib import get_close_matches  # only once something is wrong

    found = get_close_matches(word, list(known), n=1)
    return found[0] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ` (did you mean ...?)`, or nothing when no known word is close."""
    match = close_match(word, known)
    return f" (did you mean {match}?)" if match else ""
