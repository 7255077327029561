"""A fault: what is wrong with a deck, where, and what to write instead."""

from collections.abc import Iterable
from typing import NamedTuple

ERROR = "error"
WARNING = "warning"
_LONGEST_WORD = 80  # comparing longer ones takes time and means nothing


class Fault(NamedTuple):
    """One sentence about one place; lines and columns count from 1, and 0 means the file as a whole.

    The sentence has no full stop, so that others can be built around it.
    """

    path: str
    line: int
    column: int
    severity: str
    message: str
    rule: str = ""  # the name of the rule of style that is broken

    def __str__(self) -> str:
        """Return the fault as compilers write theirs, so that editors can jump to it."""
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.message}"


def meant(word: str, known: Iterable[str]) -> str:
    """Return ` (did you mean x?)` where a known word is close, else nothing."""
    from quizgen.notation.fault import did_you_mean  # only when something is wrong

    return did_you_mean(word, known) if len(word) <= _LONGEST_WORD else ""
