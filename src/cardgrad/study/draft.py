"""The lines of an answer that is being typed: those that stand, those the up key brings back, what is to come."""

from cardgrad.study.question import Judged, More, Reading, Unreadable
from cardgrad.study.view import Block
from quizgen.notation.fault import caret


class Draft:
    """An answer as far as it is typed."""

    def __init__(self, question: Judged) -> None:
        self._question = question
        self._lines: list[str] = []
        self._more: More | None = None
        self._entered: list[tuple[str, str]] = []  # every line, after its prompt

    @property
    def prompt(self) -> str:
        """The label of the line to come."""
        return self._more.prompt if self._more else self._question.prompt()

    @property
    def shown(self) -> list[Block]:
        """What was understood of it so far."""
        return [Block("said", self._more.said)] if self._more else []

    @property
    def unfinished(self) -> bool:
        """Whether a part of it is unfinished, so that an empty line means that it ends."""
        return self._more is not None and self._more.open

    @property
    def recall(self) -> tuple[str, ...]:
        """The lines typed before, those after this prompt last: the up key brings back the last one first."""
        here = self.prompt
        return tuple(line for _, line in sorted(self._entered, key=lambda entered: entered[0] == here))

    def enter(self, text: str) -> Reading | str | None:
        """Take a line: return the answer if it was the last one, why it cannot be read, or None if it goes on."""
        typed = "\n".join([*self._lines, text])
        if text.strip():
            self._entered.append((self.prompt, text))
        found = self._question.read(typed)
        if isinstance(found, Unreadable):
            if found.position is not None:
                self._lines = self._lines[: typed.count("\n", 0, found.position)]
            elif self._more and not text.strip():
                self._lines = self._lines[: self._more.kept]
            self._read_again()
            return f"{caret(typed, found.position)} {found.message}" if found.position is not None else found.message
        if isinstance(found, More):
            self._lines.append(text)
            self._more = found
            return None
        self._lines, self._more = [], None
        return found

    def correct(self, left: str) -> None:
        """Keep what of a judged answer is to be mended, for the up key."""
        if left:
            self._entered.append((self.prompt, left))

    def take_back(self) -> str | None:
        """Forget the last line of an answer that goes on, and return it; None where there is none."""
        if not self._lines:
            return None
        line = self._lines.pop()
        self._read_again()
        return line

    def _read_again(self) -> None:
        found = self._question.read("\n".join(self._lines)) if self._lines else None
        self._more = found if isinstance(found, More) else None
