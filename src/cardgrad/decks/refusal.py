"""Anchors, aliases and tags, which a deck has none of: without them no file is larger in memory than on the disk."""

from typing import Any

from cardgrad.decks.quoting import text_of
from cardgrad.decks.report import Report


class Refusals:
    """The reports of them, one a line: it is nearly always text that wanted quotes."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._lines: set[int] = set()

    def marker(self, event: Any) -> None:
        """Report the anchor or the tag before a node."""
        if event.anchor is not None:
            self._tell(event, "&", event.anchor, "an anchor")
        elif event.tag is not None:
            self._tell(event, "!", event.tag.lstrip("!"), "an instruction")

    def alias(self, event: Any) -> None:
        """Report an alias in the place of a node."""
        self._tell(event, "*", event.anchor, "an alias")

    def _tell(self, event: Any, sign: str, word: str, taken: str) -> None:
        if event.start_mark.line in self._lines or self._report.is_full:
            return
        mark = event.start_mark
        self._lines.add(mark.line)
        begins_line = text_of(self._report.lines[mark.line]).startswith(sign)  # else quotes would hold a whole list
        mended = self._report.mending(mark) if begins_line else ""
        message = (
            f"YAML takes '{sign}{word}' as {taken}, and a deck has none: text that begins with {sign} wants quotes"
        )
        self._report.error(mark, message + mended)
