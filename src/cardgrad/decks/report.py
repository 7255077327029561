"""The faults of one file, gathered while it is read: reading never stops at the first."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from yaml import Mark

from cardgrad.decks.fault import ERROR, WARNING, Fault, meant
from cardgrad.decks.quoting import mended

FAULT_LIMIT = 1000  # more of them help nobody; a file could have a hundred thousand
KIND_LIMIT = 20  # nor do more of one kind, which a single habit makes
WORDS_LIMIT = 20_000  # that a misspelt one is compared with, a few microseconds each
SENTENCE_LIMIT, _HEAD_SHOWN, _TAIL_SHOWN = 600, 440, 120  # characters
_VARYING = r"'[^']*'|\"[^\"]*\"|\$[^$]*\$|\(did you mean [^)]*\)|: write .*|\d+"


class Report:
    """Faults of one file as they are found, each at its place."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.faults: list[Fault] = []
        self.lines: list[str] = []  # the file's text, once it is decoded
        self.readable = True
        self.unsettled = False  # whether something beside the file was missing
        self._errors = 0
        self._looked_through = 0

    def error(self, mark: Mark, message: str) -> None:
        """Note something that keeps the entry it stands in from being studied."""
        self.at(mark.line + 1, mark.column + 1, message)

    def warn(self, mark: Mark, message: str) -> None:
        """Note something that can be studied as it is, but should be mended."""
        self.at(mark.line + 1, mark.column + 1, message, WARNING)

    def at(self, line: int, column: int, message: str, severity: str = ERROR, rule: str = "") -> None:
        """Note a fault at a line and column counted from 1; line 0 is the file as a whole."""
        self._errors += severity == ERROR
        if "\n" in message:  # it quotes a text of several lines
            message = " ".join(line.strip() for line in message.split("\n") if line.strip())
        if len(message) > SENTENCE_LIMIT:  # it quotes a text of a megabyte
            message = f"{message[:_HEAD_SHOWN]} ... {message[-_TAIL_SHOWN:]}"
        self.faults.append(Fault(self.path, line, column, severity, message, rule))

    @property
    def is_full(self) -> bool:
        """Whether there are so many errors that reading on is of no use."""
        return self._errors >= FAULT_LIMIT

    def mending(self, mark: Mark) -> str:
        """Return `: write ...` with the line at a mark mended by quotes, or nothing where they would not help."""
        line = mended(self.lines[mark.line]) if mark.line < len(self.lines) else None
        return f": write {line.strip()}" if line else ""

    def meant(self, word: str, known: Iterable[str]) -> str:
        """Return what a word may have been meant for among many, as long as not too many have been looked through."""
        if self._looked_through > WORDS_LIMIT:
            return ""
        words = list(known)
        self._looked_through += len(words)
        return meant(word, words) if self._looked_through <= WORDS_LIMIT else ""

    def unreadable(self, line: int, column: int, message: str) -> None:
        """Note a fault after which no card of the file can be trusted."""
        self.readable = False
        self.at(line, column, message)

    def error_lines(self) -> list[int]:
        """Return the lines with errors, ascending."""
        return sorted(fault.line for fault in self.faults if fault.severity == ERROR)

    def take_back(self, known: int) -> None:
        """Forget all faults but the first so many, because the text is read again."""
        self._errors -= sum(fault.severity == ERROR for fault in self.faults[known:])
        del self.faults[known:]

    def sorted_faults(self) -> tuple[Fault, ...]:
        """Return each fault of a line once, in the order of the file; of one kind the first and how many more."""
        once: dict[tuple[int, str, str], Fault] = {}
        for fault in sorted(self.faults, key=lambda fault: (fault.line, fault.column, fault.severity)):
            once.setdefault((fault.line, fault.severity, fault.message), fault)
        return tuple(_limited(list(once.values())))


def _limited(faults: list[Fault]) -> Iterator[Fault]:
    """Yield the faults, the last that is listed of a kind with the number of those that are not."""
    kinds = [(fault.severity, re.sub(_VARYING, "", fault.message)) for fault in faults]
    total, listed = Counter(kinds), Counter[tuple[str, str]]()
    for fault, kind in zip(faults, kinds, strict=True):
        listed[kind] += 1
        more = total[kind] - KIND_LIMIT
        if listed[kind] == KIND_LIMIT and more > 0:
            yield fault._replace(message=f"{fault.message} (and {more} more like it)")
        elif listed[kind] <= KIND_LIMIT:
            yield fault
