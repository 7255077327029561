"""The formulas between `$...$` in a deck's texts: those that cannot be read are reported at their place."""

from collections.abc import Sequence

from cardgrad.decks.cloze import ClozeError, read_cloze
from cardgrad.decks.report import Report
from cardgrad.decks.trap import PROSE, scalars
from cardgrad.decks.tree import Mapping, Scalar, child
from quizgen.notation.fault import NotationError
from quizgen.notation.parser import read_math
from quizgen.notation.spans import spans


MOST_FORMULAS = 1000  # of one text; each is read by itself


def report_entry_formulas(who: str, entry: Mapping, report: Report) -> None:
    """Warn of each formula of an entry that cannot be read, but not of a drill's prompt, which is a template."""
    is_drill = any(child(entry, key) is not None for key in ("graph", "family"))
    for key, scalar in scalars(entry):
        if key in PROSE and not (is_drill and key == "prompt"):
            report_formulas(who, scalar, _without_gaps(scalar.value) if key == "cloze" else scalar.value, report)


def report_formulas(who: str, scalar: Scalar, text: str, report: Report) -> None:
    """Warn of each formula of one text that cannot be read."""
    signs = text.count("$")
    if signs > 2 * MOST_FORMULAS:
        told = f"{who} has {signs // 2} formulas in one text, and {MOST_FORMULAS} are the most: write several cards"
        report.error(scalar.start_mark, told)
    if not 0 < signs <= 2 * MOST_FORMULAS:
        return
    for span in spans(text):
        if span.kind != "math":
            continue
        try:
            read_math(span.text)
        except NotationError as error:
            line, column = _place(scalar, span.text, error.position, report.lines)
            message = f"{who} has the formula ${span.text}$, which cannot be read: {error.message}"
            report.at(line, column, message.rstrip(". "), severity="warning")


def _without_gaps(text: str) -> str:
    """Return a cloze text with its gaps filled in; faulty gaps are reported elsewhere."""
    try:
        return next(iter(read_cloze(text).values())).full
    except ClozeError:
        return ""


def _place(scalar: Scalar, formula: str, position: int, lines: Sequence[str]) -> tuple[int, int]:
    """Return line and column, from 1, of a position in a formula, or where its text begins if it is folded."""
    first, last = scalar.start_mark.line, scalar.end_mark.line
    for index in range(first, min(last + 1, len(lines))):
        column = lines[index].find(formula, scalar.start_mark.column if index == first else 0)
        if column >= 0:
            return index + 1, column + position + 1
    return first + 1, scalar.start_mark.column + 1
