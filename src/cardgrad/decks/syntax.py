"""YAML's syntax errors told in one sentence with the mended line, and mended in memory to look further.

A parser stops at its first error. So a line that can be mended, by quotes around its text or spaces for its tabs, is,
and the file is parsed again to find the next one; the cards of such a file are not used.
"""

import yaml

from cardgrad.decks.quoting import closed, key_of, mended, needs_quotes, requoted, spaced, text_of
from cardgrad.decks.report import Report
from cardgrad.decks.trap import PROSE
from cardgrad.decks.tree import Node, TooDeep, compose

MENDINGS = 20  # then the file has something wrong that more sentences would not help with
_KEYS = PROSE | {
    "id",
    "tags",
    "source",
    "title",
    "deck",
    "cards",
    "notes",
    "graph",
    "given",
    "ask",
    "upstream",
    "choice",
}
_LOOK_BACK = 3  # lines: the parser often notices one line later, or at the start of the block

_EXPLAINED = (
    (
        "mapping values are not allowed",
        "a ': ' stands where none can: align the key with its neighbours, or put the text in quotes",
    ),
    ("unexpected end of stream", "a quoted text is opened and never closed: add the closing quote"),
    ("unexpected document indicator", "a quoted text is opened and never closed: add the closing quote"),
    ("unknown escape character", "a backslash in double quotes begins an escape: use single quotes instead"),
    ("escape", "a backslash in double quotes begins an escape: use single quotes instead"),
    ("cannot start any token", "this character cannot begin a text: put the text between quotes"),
    ("expected ',' or ']'", "a list in [ ] is not closed or lacks a comma: mend it, or write one '- item' a line"),
    ("expected ',' or '}'", "a { } is not closed or lacks a comma: text that begins with {{ wants quotes"),
    ("expected key", "the indentation does not fit the lines above: align this line with its neighbours"),
    ("'-' indicator", "the indentation does not fit the lines above: align this line with its neighbours"),
    (
        "block sequence entries are not allowed",
        "a list begins on the line of its key: put each '- ' on a line of its own",
    ),
    ("could not find expected ':'", "the line has no ': ' after its key: write key: text, or indent it under its text"),
    ("expected alphabetic or numeric", "text that begins with * or & wants quotes"),
    ("expected <document start>", "text goes on after the end of the deck: align it with the lines above"),
    ("directive", "a line that begins with % is an instruction to YAML: put the text between quotes"),
    ("tab", "a tab stands in the indentation: use spaces"),
    ("indentation", "the indentation does not fit the lines above: use two spaces a level"),
)


def parse(text: str, report: Report) -> Node | None:
    """Return the deck's tree; syntax errors are reported, as many as mending lines in memory can find."""
    lines = text.split("\n")
    for _ in range(MENDINGS):
        known = len(report.faults)
        try:
            return compose(text, report)
        except yaml.YAMLError as error:
            if isinstance(error, TooDeep) or "nesting depth" in str(error):  # newer parsers have a limit of their own
                report.unreadable(*_place(error), "the file nests deeper than 100 levels: a deck needs five")
                return None
            report.take_back(known)  # they are found again when the mended text is parsed
            if not _mend(error, lines, report):
                return None
            text = "\n".join(lines)
    return None


def _mend(error: yaml.YAMLError, lines: list[str], report: Report) -> bool:
    """Report a syntax error, mend its line in place, and tell whether that was possible."""
    line, column = _place(error)
    problem = str(getattr(error, "problem", None) or error)
    for index in _suspects(error, line, lines):
        old = lines[index]
        indent = old[: len(old) - len(old.lstrip())]
        if "\t" in indent:
            report.unreadable(index + 1, indent.index("\t") + 1, "a tab stands in the indentation: use spaces")
            lines[index] = " " * _content_column(lines, index) + old.lstrip()
            return True
        if found := _mended(old, problem):
            cause, lines[index] = found
            report.unreadable(index + 1, len(indent) + 1, f"{cause}: write {lines[index].strip().rstrip(' .')}")
            return True
    told = next((sentence for sign, sentence in _EXPLAINED if sign in problem), f"YAML cannot read this ({problem})")
    opened = getattr(error, "context_mark", None) if "expected ','" in problem else None
    line, column = (opened.line + 1, opened.column + 1) if opened is not None else (line, column)
    report.unreadable(line, column, f"{told}")
    return False


def _content_column(lines: list[str], index: int) -> int:
    """Return where the text of the line before begins, after its spaces and dashes."""
    before = next((line for line in reversed(lines[:index]) if line.strip()), "")
    return len(before) - len(before.lstrip(" -"))


def _mended(line: str, problem: str) -> tuple[str, str] | None:
    """Return the cause of a syntax error and the line without it, if quotes mend it."""
    text = text_of(line)
    if repaired := spaced(line, _KEYS):
        return "a space is missing after the colon", repaired
    if "escape" in problem and (repaired := requoted(line)):
        return "between double quotes a backslash begins an escape", repaired
    if repaired := closed(line):
        return f"the text begins with {text[0]}, which is never closed", repaired
    if needs_quotes(text) and not _is_broken_list(line, text) and (repaired := mended(line)):
        return _cause(text), repaired
    return None


def _is_broken_list(line: str, text: str) -> bool:
    """Tell whether a text is a list or a mapping that lacks its end, rather than prose that begins like one."""
    return text[0] in "[{" and not text.startswith("{{") and key_of(line) not in PROSE


def _suspects(error: yaml.YAMLError, line: int, lines: list[str]) -> list[int]:
    """Return the indexes of the lines that may have caused an error, the likeliest first."""
    context = getattr(error, "context_mark", None)
    near = [line - 1, *range(line - 2, max(-1, line - 2 - _LOOK_BACK), -1)]
    if context is not None and context.line not in near:
        near.append(context.line)
    return [index for index in near if 0 <= index < len(lines)]


def _place(error: yaml.YAMLError) -> tuple[int, int]:
    """Return line and column, from 1, where the parser noticed an error."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return (mark.line + 1, mark.column + 1) if mark is not None else (0, 0)


def _cause(text: str) -> str:
    """Return why YAML cannot read a text as it stands."""
    if text.startswith("{{"):
        return "text that begins with {{ is taken for a mapping"
    if text[0] in "\"'":
        return f"text that begins with {text[0]} ends for YAML at the next {text[0]}"
    if text[0] in "{[*&!`@%|>,#]}":
        return f"text cannot begin with {text[0]} in YAML"
    return "a ': ' in plain text is taken for another key"
