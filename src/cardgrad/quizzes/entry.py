"""A sheet of paper typed in: box by box with the key in view, everything read at once while the paper is in hand.

Enter alone means what stands in brackets: the key, or what was typed there before. A point means "left blank", and
anything else is what stands there. Options' letters that stand one after the other are one run, and so are the points
of a sheet that was marked by hand.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from cardgrad.quizzes.item_mark import ItemMark
from cardgrad.quizzes.marking import Paper
from cardgrad.quizzes.naming import LETTERS
from cardgrad.quizzes.printing.labels import short
from cardgrad.quizzes.reading_cells import read_points
from cardgrad.quizzes.record import LETTER, PROSE, TEXT, Question
from cardgrad.study.tally import counted
from quizgen.unreadable import Unreadable

WITH_KEYS, BLIND, POINTS = "with keys", "blind", "points"
_NOTHING = ".-?"  # in a run: left blank


class Line(NamedTuple):
    """One line to type: a box, or a run of boxes with a letter or a digit each."""

    boxes: tuple[tuple[Question, int], ...]
    label: str  # deck text
    key: str
    is_run: bool = False


class SheetEntry:
    """The entering of one sheet."""

    def __init__(
        self,
        paper: Paper,
        mode: str = WITH_KEYS,
        cells: Mapping[str, str] | None = None,
        points: Mapping[str, str] | None = None,
    ) -> None:
        self.paper = paper
        self.mode = mode
        self.lines = _by_hand(paper) if mode == POINTS else _lines(paper)
        self.at = 0
        self.cells = dict(cells or {})  # box -> what stands there
        self.points = dict(points or {}) if mode == POINTS else {}  # item -> points of a sheet marked by hand
        self._refused = ""  # words that were no formula, until they are typed again

    @property
    def done(self) -> bool:
        """Whether every box has been typed."""
        return self.at >= len(self.lines)

    @property
    def prompt(self) -> str:
        """Return what stands before the line to type, as deck text: the question's number, its label, the key."""
        line = self.lines[self.at]
        typed, key = self._typed(line), line.key if self.mode == WITH_KEYS else ""
        beside = f" (key {_shown(key)})" if typed and key and typed != key else ""
        return f"{line.label}{f' [{_shown(typed or key)}]' if typed or key else ''}{beside}"

    def enter(self, text: str) -> str | None:
        """Take a line; return why it cannot be read, which keeps the line open."""
        line = self.lines[self.at]
        word = text.strip() or self._typed(line) or (line.key if self.mode == WITH_KEYS else "")
        if not word:
            return _wanted(line, self.mode)
        refused = self._by_hand(line, word) if self.mode == POINTS else self._boxes(line, word)
        if refused is None:
            self.at += 1
        return refused

    def back(self) -> bool:
        """Go back to the line before; tell whether there is one."""
        if not self.at:
            return False
        self.at -= 1
        return True

    def finished(self) -> list[ItemMark]:
        """Return the marks of the questions whose last box was on the line before."""
        if not self.at or self.mode != WITH_KEYS:
            return []
        boxes = self.lines[self.at - 1].boxes
        whole = [question for question, place in boxes if place == len(question.parts) - 1]
        return [self.paper.mark(question, [self.cells[part.name] for part in question.parts]) for question in whole]

    def _typed(self, line: Line) -> str:
        """Return what was typed on a line before, as it would be typed again."""
        if self.mode == POINTS:
            return " ".join(self.points.get(question.item, "") for question, _ in line.boxes).strip()
        cells = [self.cells.get(question.parts[place].name, "") for question, place in line.boxes]
        return "".join(cells) if all(cells) else ""

    def _boxes(self, line: Line, word: str) -> str | None:
        words = [word]
        if line.is_run:
            words = [sign for sign in word if not sign.isspace() and sign != ","]
            if len(words) != len(line.boxes):
                wanted = "1 letter is" if len(line.boxes) == 1 else f"{len(line.boxes)} letters are"
                return f"{wanted} wanted, not {len(words)}; . for one that is blank"
        found: dict[str, str] = {}
        for (question, place), one in zip(line.boxes, words, strict=True):
            cell = "." if one in _NOTHING and (line.is_run or one == ".") else one
            read = self.paper.read(question, place, cell)
            if isinstance(read, Unreadable):
                if question.parts[place].kind != TEXT:
                    return f"question {question.number}: {read.message}" if line.is_run else _advised(read, question)
                if self._refused != cell:
                    self._refused = cell
                    return f"{read.message}; type it again to keep it as it stands"
            found[question.parts[place].name] = cell
        self.cells |= found
        return None

    def _by_hand(self, line: Line, word: str) -> str | None:
        """Take the points of every question: one digit each, or numbers with spaces between."""
        words = word.split() if " " in word or len(line.boxes) == 1 else list(word)
        if len(words) != len(line.boxes):
            wanted = counted(len(line.boxes), "number is", "numbers are")
            return f"{wanted} wanted, not {len(words)}; 1.5 wants spaces around it"
        found: dict[str, str] = {}
        for (question, _), one in zip(line.boxes, words, strict=True):
            read = read_points("0" if one in _NOTHING else one, Fraction(question.points))
            if isinstance(read, Unreadable):
                return f"question {question.number}: {read.message}"
            found[question.item] = read.echo
        self.points |= found
        return None


def _wanted(line: Line, mode: str) -> str:
    """Return what to type on a line that was left empty."""
    if mode == POINTS:
        return "type the points of every question"
    question, place = line.boxes[0]
    what = "the points that it gets" if question.parts[place].kind == PROSE else "what stands there"
    return f"type {what}; . is blank"


def _advised(read: Unreadable, question: Question) -> str:
    """Return why something cannot be read, with what to type where a student wrote no answer at all."""
    return read.message if question.parts[0].kind == PROSE else f"{read.message}; . is for what is no answer"


def _lines(paper: Paper) -> list[Line]:
    """Return the lines of a form: a box each, and one for options that stand one after the other."""
    found: list[Line] = []
    run: list[Question] = []
    for question in (*paper.form.questions, None):
        if question is not None and [part.kind for part in question.parts] == [LETTER]:
            run.append(question)
            continue
        if run:
            found.append(_run(run))
            run = []
        found += _box_lines(question) if question is not None else []
    return found


def _run(questions: Sequence[Question]) -> Line:
    first, last = questions[0], questions[-1]
    numbers = str(first.number) if first is last else f"{first.number}-{last.number}"
    widest = LETTERS[max(len(question.options) for question in questions) - 1]
    letters = f"letter a-{widest}" if first is last else f"{len(questions)} letters a-{widest}"
    key = "".join(question.parts[0].key.strip() for question in questions)
    return Line(tuple((question, 0) for question in questions), f"{numbers}  {letters}", key, is_run=True)


def _box_lines(question: Question) -> list[Line]:
    lines = []
    for place, part in enumerate(question.parts):
        prose = part.kind == PROSE
        label = f"points of {part.points}" if prose else part.label
        lines.append(
            Line(((question, place),), f"{question.number}  {label}".strip(), part.points if prose else part.key)
        )
    return lines


def _by_hand(paper: Paper) -> list[Line]:
    boxes = tuple((question, 0) for question in paper.form.questions)
    most = " ".join(question.points for question in paper.form.questions)
    return [Line(boxes, f"points of {counted(len(boxes), 'question')} ({most} at most)", "", is_run=True)]


def _shown(text: str) -> str:
    """Return plain text as deck text."""
    return short(text).replace("$", "").replace("`", "").replace("*", "\\*")
