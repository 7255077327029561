"""Typed text that is no answer: not a wrong one, so it is asked for again."""

from typing import NamedTuple

MAX_TYPED = 200  # characters of an answer
MAX_PASTED = 1000  # characters of a matrix, which may be pasted


class Unreadable(NamedTuple):
    """Why typed text cannot be read, and where; `position` counts characters from its start."""

    message: str
    position: int | None = None
