"""The mathematics of a deck: what its texts and its `claims:` state is proven, or reported with a counterexample."""

from bisect import bisect
from collections.abc import Sequence
from itertools import chain, groupby
from typing import NamedTuple

from cardgrad.decks.case import with_cases
from cardgrad.decks.drill_names import drill_names
from cardgrad.decks.fault import WARNING
from cardgrad.decks.formula import Written, formulas
from cardgrad.decks.report import Report
from cardgrad.decks.spoken import is_drill, spoken
from cardgrad.decks.stray import report_strays
from cardgrad.decks.tree import Mapping, Scalar
from quizgen.claims.context import Context
from quizgen.claims.mention import is_literal
from quizgen.claims.text import examine, relations, states
from quizgen.claims.verdict import Finding, Proven, Refuted, Undecided
from quizgen.notation.spans import spans
from quizgen.notation.tree import Name, Relation, Tree

_DEFINITIONS_SHOWN = 3
_UNCHECKED = "or write $?...$ to show it without checking"


class Said(NamedTuple):
    """A statement as it is written, and where."""

    text: str
    line: int
    column: int
    how: str = ""  # it was proven, or what was found instead


class Mathematics(NamedTuple):
    """The statements of some texts, by what was found of them; `shown` are those that are not checked."""

    proven: tuple[Said, ...] = ()
    undecided: tuple[Said, ...] = ()
    shown: tuple[Said, ...] = ()
    false: tuple[Said, ...] = ()

    def and_of(self, *others: "Mathematics") -> "Mathematics":
        """Return these statements and those of others."""
        return Mathematics(*(tuple(chain.from_iterable(kind)) for kind in zip(self, *others, strict=True)))


def check_mathematics(who: str, entry: Mapping, report: Report) -> Mathematics:
    """Return what is found of the statements of one entry; false ones, and those left open, are reported."""
    return _checked(who, spoken(who, entry, report), drill_names(entry) if is_drill(entry) else Context(), report)


def check_notes(who: str, notes: Scalar, report: Report) -> Mathematics:
    """Return what is found of the statements of a deck's notes, where every heading begins anew."""
    text = notes.value
    blocks = [range(span.position, span.position + len(span.text)) for span in spans(text) if span.kind == "block"]
    headings = [
        at for at in _line_starts(text) if text[at : at + 1] == "#" and not any(at in block for block in blocks)
    ]
    report_strays(who, notes, text, report)
    written = list(formulas(who, notes, text, report))
    found = Mathematics()
    for _, section in groupby(written, key=lambda formula: bisect(headings, formula.position)):
        found = found.and_of(_checked(who, list(section), Context(), report))
    return found


def _checked(who: str, written: Sequence[Written], context: Context, report: Report) -> Mathematics:
    checked = [formula for formula in written if formula.checked]
    findings = examine(list(with_cases(written)), context)
    found = Mathematics(shown=tuple(_said(formula, formula.text) for formula in written if not formula.checked))
    for formula, statements in zip(checked, findings, strict=True):
        if formula.claim and not states(formula.tree):
            message = f"{who} claims ${formula.text}$, which states nothing: write an equation, such as df/dx = 2*x"
            report.at(formula.line, formula.column, message)
        if not statements and _is_near(formula.tree):  # nobody says how near
            found = found.and_of(Mathematics(shown=(_said(formula, formula.text),)))
        for finding in statements:
            found = found.and_of(_reported(who, formula, finding, checked, report))
    return found


def _reported(who: str, formula: Written, finding: Finding, beside: Sequence[Written], report: Report) -> Mathematics:
    """Return one statement under what was found of it, and report it unless it is proven."""
    alone = isinstance(formula.tree, Relation) and len(formula.tree.signs) == 1
    text = formula.text if alone else finding.statement
    match finding.verdict:
        case Proven(how):
            return Mathematics(proven=(_said(formula, text, how),))
        case Refuted(counterexample, names):
            advice = ["correct it"]
            if isinstance(formula.tree, Relation) and any(map(is_literal, formula.tree.sides)) and names == ():
                advice += ["say before it at which values it holds"] * counterexample.startswith("at ")
            advice += [] if formula.claim else [_UNCHECKED]
            where = _definitions(names, formula, beside)
            message = f"{who}: ${text}$ is false: {counterexample}{where}: {', '.join(advice)}"
            report.at(formula.line, formula.column, message)
            return Mathematics(false=(_said(formula, text, counterexample),))
        case Undecided(why, advice):
            message = f"{who}: ${text}$ could not be decided: {why}: {advice}"
            message += "" if formula.claim else f", {_UNCHECKED}"
            report.at(formula.line, formula.column, message, WARNING, "undecided")
            return Mathematics(undecided=(_said(formula, text, why),))


def _definitions(names: Sequence[str], formula: Written, beside: Sequence[Written]) -> str:
    """Return what the names of a false statement are said to be elsewhere, since the fault may lie there."""
    told = []
    for name in names:
        defining = next((other for other in beside if _defines(other.tree, name)), None)
        if defining is not None and defining is not formula:
            told.append(f"${defining.text}$ (line {defining.line})")
    return f", where {' and '.join(told[:_DEFINITIONS_SHOWN])}" if told else ""


def _is_near(tree: Tree) -> bool:
    return any("~=" in relation.signs for relation in relations(tree))


def _defines(tree: Tree, name: str) -> bool:
    return isinstance(tree, Relation) and tree.signs[0] == "=" and tree.sides[0] == Name(name)


def _said(formula: Written, text: str, how: str = "") -> Said:
    return Said(text, formula.line, formula.column, how)


def _line_starts(text: str) -> list[int]:
    return [0, *(at + 1 for at, sign in enumerate(text) if sign == "\n")]
