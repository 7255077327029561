"""Markdown as people take notes for flashcards.

`Q:` and `A:` in whatever dress, `term :: definition`, numbered questions with their answers indented below; where there
is none of these, headings are questions and the text below them the answers.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cardgrad.decks.importing.building import Raw, note_of
from cardgrad.decks.importing.markdown_line import (
    ANSWERED,
    ASKED,
    NUMBERED,
    RULE,
    Line,
    definition,
    heading_of,
    lines_of,
)
from cardgrad.decks.importing.notation import from_markdown
from cardgrad.decks.importing.note import Converted, Gathered, Note
from cardgrad.decks.importing.placing import left_out

_PICTURE = re.compile(r"!\[([^\[\]\n]{0,300})\]\(([^)\s]{1,300})[^)\n]{0,300}\)|!\[\[([^\[\]\n]{1,300})\]\]")


class Pair(NamedTuple):
    """A question and its answer as they stand in the file."""

    line: int
    question: str
    answer: str
    section: str = ""
    both_ways: bool = False


class Parsed(NamedTuple):
    """What the lines hold."""

    title: str
    pairs: list[Pair]
    before: str
    stray: list[tuple[int, str]]


def is_markdown(text: str) -> bool:
    """Tell whether a text has questions that this reader finds."""
    lines = lines_of(text)
    return bool(_parsed(lines).pairs)


def read_markdown(text: str, stem: str) -> Gathered:
    """Return every question of a text; lines that belong to none are told."""
    parsed = _parsed(lines_of(text))
    notes = [note for pair in parsed.pairs if (note := _note(pair))]
    return Gathered(
        _inline(parsed.title) or stem, tuple(notes), _converted(parsed.before).text, tuple(left_out(parsed.stray))
    )


def _parsed(lines: Sequence[Line]) -> Parsed:
    """Return what the lines hold, by the first way of asking that they use."""
    bare = [line.text for line in lines if not line.coded]
    if any(ASKED.fullmatch(text) or definition(text) for text in bare):
        return _Marked(numbered=False).read(lines)
    headings = [found[1] for text in bare if (found := heading_of(text))]
    asking = any(heading.rstrip("*_ ").endswith("?") for heading in headings)
    if not asking and any(NUMBERED.fullmatch(text) for text in bare):
        return _Marked(numbered=True).read(lines)
    if headings:
        return _headed(lines)
    return Parsed("", [], "", [(line.number, line.text) for line in lines if line.text])


class _Marked:
    """The reading of a text that marks its questions; its headings are their sections."""

    def __init__(self, *, numbered: bool) -> None:
        self.numbered = numbered  # every number begins a question, and not only that of a line with a question mark
        self.pairs: list[Pair] = []
        self.stray: list[tuple[int, str]] = []
        self.title = self.section = ""
        self.heading: tuple[int, str] | None = None  # of the section, while it has no card and nothing was told of it
        self.line = 0  # of the question that is open; 0 is none
        self.by_number = False  # whether a number began it; its answer stands below then
        self.question: list[str] = []
        self.answer: list[str] | None = None

    def read(self, lines: Sequence[Line]) -> Parsed:
        """Return all questions."""
        blank = True
        for line in lines:
            if line.coded or not self._begins(line, blank):
                self._go_on(line)
            blank = not line.text
        self._close()
        self._tell_heading(only_questions=True)
        return Parsed(self.title, self.pairs, "", self.stray)

    def _begins(self, line: Line, blank: bool) -> bool:
        """Take in a line that begins something, and tell whether it does."""
        text = line.text
        if found := ASKED.fullmatch(text):
            self._open(line.number, found[1])
        elif self.line and (found := ANSWERED.fullmatch(text)):
            self.answer = [*(self.answer or []), found[1]]
        elif heading := heading_of(text):
            self._close()
            if heading[0] == 1 and not self.title and not self.pairs:
                self.title = heading[1]
            else:
                self._tell_heading(only_questions=True)
                self.section, self.heading = heading[1], (line.number, text)
        elif (not self.line or blank) and (defined := definition(text)):
            self._close()
            self.heading = None
            self.pairs.append(Pair(line.number, defined[0], defined[1], self.section, defined[2]))
        elif (found := NUMBERED.fullmatch(text)) and self._asks_by_number(found[2]):
            self._open(line.number, found[2], by_number=True)
        elif RULE.fullmatch(text):
            self._close()
        else:
            return False
        return True

    def _asks_by_number(self, text: str) -> bool:
        """Tell whether a numbered line is a question, and not part of an answer."""
        if self.line:
            return self.by_number
        return self.numbered or text.rstrip("*_ ").endswith("?")

    def _tell_heading(self, *, only_questions: bool = False) -> None:
        """Tell a heading that is the tag of no card, where a question may have been meant."""
        if self.heading and (not only_questions or self.heading[1].rstrip("*_# ").endswith("?")):
            self.stray.append(self.heading)
            self.heading = None

    def _open(self, line: int, question: str, *, by_number: bool = False) -> None:
        self._close()
        self.heading = None
        self.line, self.question, self.answer, self.by_number = line, [question], None, by_number

    def _close(self) -> None:
        if self.line:
            answer = _dedented("\n".join(self.answer or []))
            self.pairs.append(Pair(self.line, "\n".join(self.question).strip(), answer, self.section))
        self.line = 0

    def _go_on(self, line: Line) -> None:
        """Let a line go on with what is open: below a number that is the answer."""
        if not self.line:
            if line.text:
                self._tell_heading()
                self.stray.append((line.number, line.text))
            return
        if self.by_number and self.answer is None and line.text:
            self.answer = [line.text.strip()]
        else:
            (self.question if self.answer is None else self.answer).append(line.text)


def _headed(lines: Sequence[Line]) -> Parsed:
    """Return headings as questions; one with nothing below but other headings is the section of these."""
    pairs: list[Pair] = []
    blocks = list(_blocks(lines))
    before = blocks.pop(0) if blocks and not blocks[0][1] else None
    title, section = "", ""
    notes = before[3] if before else ""
    for place, (number, level, heading, body) in enumerate(blocks):
        deeper = place + 1 < len(blocks) and blocks[place + 1][1] > level
        first = place == 0 and len(blocks) > 1 and sum(block[1] <= level for block in blocks) == 1
        if first:
            title, notes = heading, "\n\n".join(part for part in (notes, body) if part)
        elif deeper and not body:
            section = heading
        else:
            pairs.append(Pair(number, heading, body, section))
    return Parsed(title, pairs, notes, [])


def _blocks(lines: Sequence[Line]) -> Iterator[tuple[int, int, str, str]]:
    """Yield each heading's line, level, text and what stands below; what stands before the first has level 0."""
    number, level, heading, body = 1, 0, "", list[str]()
    for line in lines:
        found = None if line.coded else heading_of(line.text)
        if found is None:
            body.append(line.text)
            continue
        if level or any(body):
            yield number, level, heading, "\n".join(body).strip("\n")
        number, level, heading, body = line.number, *found, []
    yield number, level, heading, "\n".join(body).strip("\n")


def _note(pair: Pair) -> Note | None:
    tag = re.sub(r"[^\w]+", "-", pair.section.casefold()).strip("-_")
    tags = (tag,) if tag else ()
    raw = Raw(pair.question, pair.answer, reverse=pair.both_ways, tags=tags, place=f"line {pair.line}")
    return note_of(raw, _converted)


def _converted(text: str) -> Converted:
    """Return Markdown as deck text, with pictures named."""
    lost = [f"the picture {found[2] or found[3]}" for found in _PICTURE.finditer(text)]
    named = _PICTURE.sub(lambda found: f"[image: {found[2] or found[3]}{', ' * bool(found[1])}{found[1] or ''}]", text)
    converted = from_markdown(re.sub(r"<br\s*/?>", "\n", named))
    return Converted(converted.text, (*lost, *converted.lost))


def _inline(heading: str) -> str:
    """Return a heading without the marks of Markdown."""
    return re.sub(r"[*_`$]", "", heading).strip()


def _dedented(text: str) -> str:
    """Return an answer without the space that all of its lines but the first begin with."""
    lines = text.split("\n")
    filled = [line for line in lines[1:] if line.strip()]
    least = min((len(line) - len(line.lstrip(" ")) for line in filled), default=0)
    return "\n".join([lines[0].lstrip(" "), *(line[least:] if line.strip() else "" for line in lines[1:])]).strip("\n")
