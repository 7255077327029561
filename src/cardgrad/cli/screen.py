"""Views drawn on a terminal with Rich, at any width, in colour or without."""

import os
import sys
from collections.abc import Sequence
from io import StringIO
from typing import cast

from rich.console import Console, RenderableType
from rich.text import Text

from cardgrad.cli.bars import grade_lines, key_lines, title_line
from cardgrad.cli.text import markdown, plain, styled, unicode_works
from cardgrad.study.view import SPARE, Block, View

WIDEST = 88  # longer lines are hard to read
_CLEAR = "\x1b[H\x1b[2J\x1b[3J"
_STYLES = {
    "question": "bold", "label": "bold", "answer": "bold green", "right": "bold green", "partly": "yellow",
    "wrong": "bold red", "mistake": "yellow", "hint": "magenta", "grade": "dim", "corrected": "yellow", "image": "dim",
}  # fmt: skip
_LEADS = {"said": "You: ", "hint": "Hint: ", "answer": "Answer: ", "working": "  "}
_SPACED = {"corrected", "question", "label", "answer", "why", "hint", "said", "notes", "grade"}


class Screen:
    """The terminal as a place to draw views."""

    def __init__(self, *, keys: bool = False) -> None:
        self.ascii_only = not unicode_works()
        self.keys = keys  # a person presses keys here, and wants to see which
        self.clearing = keys and os.environ.get("TERM") not in (None, "", "dumb")
        self.console = Console(highlight=False, markup=False, emoji=False)
        self._before: tuple[object, tuple[Block, ...]] = (None, ())
        self._left_standing = False  # a pager that does not wait has left its text on the screen, to be read

    @property
    def width(self) -> int:
        """The columns that text may take."""
        return max(10, min(self.console.width, WIDEST))

    def draw(self, view: View, notices: Sequence[str] = ()) -> None:
        """Draw a view: the whole screen where it can be cleared, else what was not on it before."""
        if self.clearing and not self._left_standing:
            self.console.file.write(_CLEAR)
        self._left_standing = False
        for notice in notices:
            self.say(notice, "yellow")
        if notices:
            self._lines("")
        same = 0 if self.clearing else self._standing(view)
        self._before = self._turn(view), view.blocks
        self._write(view, self._fitting(view) if self.clearing else view.blocks[same:], header=not same)
        self.console.file.flush()

    def _fitting(self, view: View) -> Sequence[Block]:
        """Return a view's blocks, without a drawing to spare that would push other lines off the screen."""
        least = [block for block in view.blocks if (block.role, block.mark) != ("drawing", SPARE)]
        if len(least) == len(view.blocks):
            return view.blocks
        with self.console.capture() as captured:
            self._write(view, least, header=True)
        drawn = sum(block.text.count("\n") + 2 for block in view.blocks if block not in least)
        return view.blocks if captured.get().count("\n") + drawn < self.console.height else least

    def _write(self, view: View, blocks: Sequence[Block], *, header: bool) -> None:
        """Print a view with these of its blocks."""
        if view.header and header:
            self._lines(title_line(view.header, self.width, ascii_only=self.ascii_only))
        for block in blocks:
            self.block(block)
        if view.remark:
            self._lines("", Text(plain(view.remark, ascii_only=self.ascii_only), "yellow"))
        if view.grades:
            self._lines("", *grade_lines(view.grades, self.width, ascii_only=self.ascii_only))
        if self.keys and view.commands:
            self._lines("", *key_lines(view.commands, self.width, typed=view.prompt is not None))

    def _standing(self, view: View) -> int:
        """Return how many blocks of a view stand on the screen already: none of a card that is asked once more."""
        turn, blocks = self._before
        if turn != self._turn(view) or len(view.blocks) < len(blocks):
            return 0
        pairs = zip(view.blocks, blocks, strict=False)
        return next((n for n, (new, old) in enumerate(pairs) if new != old), len(blocks))

    def _turn(self, view: View) -> object:
        return view.header and view.header._replace(total=0)  # a fail adds a repeat to the total

    def prompt(self, view: View) -> str:
        """Return what stands before the line to be typed."""
        return f"{self.text(view.prompt or '').plain}: "

    def say(self, text: str, style: str = "") -> None:
        """Print deck text."""
        self._lines(styled(text, style, ascii_only=self.ascii_only))

    def told(self, text: str, style: str = "") -> None:
        """Print a line that is no deck text, folded to the width."""
        self._lines(Text(plain(text, ascii_only=self.ascii_only), style))

    def hanging(self, text: Text, indent: int) -> None:
        """Print a text folded to the width at its words, all lines but the first of them indented."""
        first, *more = text.wrap(self.console, self.width) or [Text()]
        self._lines(first)
        if more:
            left = text.plain[len(first.plain.rstrip()) :].lstrip()
            self._lines(text[len(text) - len(left) :], lead=Text(" " * indent))

    def line(self, text: str) -> None:
        """Print a sentence: folded at words in a terminal, on one line where a program reads it."""
        if sys.stdout.isatty():
            self.hanging(Text(plain(text, ascii_only=self.ascii_only)), 2)
        else:
            self.raw(text)

    def raw(self, text: str) -> None:
        """Print a line as it is, never broken: what editors and scripts read."""
        print(plain(text, ascii_only=self.ascii_only))

    def text(self, text: str) -> Text:
        """Return deck text as it can be shown here."""
        return styled(text, ascii_only=self.ascii_only)

    def block(self, block: Block) -> None:
        """Print one block of a view."""
        if block.role in _SPACED:
            self._lines("")
        if block.role == "notes":
            self.notes(block.text)
            return
        if block.role == "drawing":
            self._drawing(block.text)
            return
        lead = _LEADS.get(block.role, "  " if block.mark else "") + (f"{block.mark}  " if block.mark else "")
        style = "dim" if not block.mark else "bold"
        text = self.text(block.text.strip("\n"))
        text.stylize_before(_STYLES.get(block.role, ""))
        if "\n" in text.plain and block.role == "answer":  # a drawing, or several lines: all from the left edge
            self._lines(Text(lead.rstrip(), style))
            lead = ""
        self._lines(text, lead=Text(lead, style))

    def _drawing(self, text: str) -> None:
        """Print lines as they are, unless the screen would break them."""
        lines = text.split("\n")
        if max(map(len, lines)) <= self.console.width:
            for line in ("", *lines):
                self.raw(line)

    def _lines(self, *texts: Text | str, lead: Text | None = None) -> None:
        """Print texts folded to the width, without trailing spaces; `lead` stands before the first line only."""
        lead = lead or Text()
        for text in texts:
            folded = Text(text) if isinstance(text, str) else text
            for line in folded.wrap(self.console, max(8, self.width - len(lead)), tab_size=4) or [Text()]:
                line.rstrip()
                self.console.print(Text.assemble(lead, line), soft_wrap=True)
                lead = Text(" " * len(lead))

    def notes(self, text: str, *, paged: bool = False) -> None:
        """Print study notes, in the learner's pager where they are read at a terminal."""
        from markdown_it import MarkdownIt
        from rich.markdown import Markdown  # 30 ms, and only for notes

        document = Markdown("", hyperlinks=False)  # so that a link says where it leads
        # Rich's own reader takes <y and z> for a tag, and leaves it out.
        reader = MarkdownIt("commonmark", {"html": False}).enable(["strikethrough", "table"])
        document.parsed = reader.parse(markdown(text))
        written: RenderableType = document
        if self.ascii_only:  # Rich knows no other bullets and rules
            drawn = Console(file=StringIO(), width=self.width, color_system=None)
            drawn.print(written)
            written = Text(plain(cast(StringIO, drawn.file).getvalue().rstrip("\n"), ascii_only=True))
        if not paged:
            self.console.print(written, width=self.width)
            return
        self._left_standing = True
        # Without -R less would show the colours' codes; the prompt says the way back.
        os.environ.setdefault("LESS", "-R-PSpace goes on, q goes back$")
        with self.console.pager(styles=not self.console.no_color):
            self.console.print(written, width=self.width)


def interactive() -> bool:
    """Tell whether a person sits at both ends: keys come from a terminal and the screen is one."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))
