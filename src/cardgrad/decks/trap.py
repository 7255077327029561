r"""Traps of YAML that make a text silently say something else.

A ` #` ends plain text as a comment; in double quotes `\nabla` is a new line and "abla"; an escape such as `\e` puts a
control character into the text; right-to-left overrides make a text look like another.
"""

import re
from collections.abc import Iterator, Sequence

from cardgrad.decks.report import Report
from cardgrad.decks.tree import Listing, Mapping, Node, Scalar

PROSE = frozenset(("front", "back", "cloze", "prompt", "right", "wrong", "steps", "type", "hint", "why"))
_LATEX = re.compile(
    r"\\(nabla|neq?|nu|not|theta|times|tanh?|tau|text\w*|to|top|tilde|beta|bar|begin|binom|bf|big\w*"
    r"|alpha|approx|arg\w*|angle|ast|rho|right\w*|rightarrow|rm|frac|forall|eta|exp|epsilon|equiv|vec|varphi|partial)\b"
)
_BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"


def suspect_lines(lines: Sequence[str]) -> list[int]:
    """Return the numbers, from 1, of the lines in which a trap can be; most decks have few of them."""
    text = "\n".join(lines)
    signs = [sign for sign in (" #", "\t#", "\\", *_BIDI) if sign in text]
    return [number for number, line in enumerate(lines, 1) if any(sign in line for sign in signs)] if signs else []


def report_traps(entry: Node, report: Report) -> None:
    """Report what YAML has silently made of an entry's texts."""
    for key, scalar in scalars(entry):
        if not scalar.style and key in PROSE:
            _report_cut(scalar, report)
        elif scalar.style == '"':
            _report_eaten_escape(scalar, report)
        if not scalar.value.isprintable():
            _report_controls(scalar, report)


def scalars(entry: Node) -> Iterator[tuple[str, Scalar]]:
    """Yield every value of an entry with the key it stands under, lists counting as their key."""
    waiting: list[tuple[str, Node]] = [("", entry)]
    while waiting:
        key, node = waiting.pop()
        if type(node) is Scalar:
            yield key, node
        elif isinstance(node, Listing):
            waiting += [(key, item) for item in node.items]
        elif isinstance(node, Mapping):
            pairs = iter(node.pairs)
            for name, value in zip(pairs, pairs, strict=True):
                waiting.append((name.value if type(name) is Scalar else "", value))


def _report_cut(scalar: Scalar, report: Report) -> None:
    mark = scalar.end_mark
    rest = report.lines[mark.line][mark.column :]
    if not rest.lstrip().startswith("#"):
        return
    advice = report.mending(mark) or ": put the text between quotes"
    cut = rest.strip()[:40]
    report.error(mark, f"the text ends before '{cut}', because a # after a space begins a comment{advice}")


def _report_eaten_escape(scalar: Scalar, report: Report) -> None:
    start, end, lines = scalar.start_mark, scalar.end_mark, report.lines
    if start.line == end.line:
        written = lines[start.line][start.column : end.column]
    else:
        written = "\n".join(
            (lines[start.line][start.column :], *lines[start.line + 1 : end.line], lines[end.line][: end.column])
        )
    if "\\" not in written:
        return
    found = _LATEX.search(written.replace("\\\\", "  "))
    if found:
        command = found[0]
        report.error(
            scalar.start_mark,
            f"between double quotes, {command[:2]} of {command} is read as an escape: "
            f"use single quotes ('...{command}...'), or write \\{command}",
        )


def _report_controls(scalar: Scalar, report: Report) -> None:
    odd = [sign for sign in scalar.value if (sign < " " and sign not in "\n\t") or "\x7f" <= sign <= "\x9f"]
    odd += [sign for sign in scalar.value if sign in _BIDI]
    if odd:
        codes = [f"U+{ord(sign):04X}" for sign in dict.fromkeys(odd)]
        named, them = (f"character {codes[0]}", "it") if len(codes) == 1 else (f"characters {', '.join(codes)}", "them")
        told = f"the text holds the control {named}, which could garble a screen: delete {them}"
        report.warn(scalar.start_mark, told)
