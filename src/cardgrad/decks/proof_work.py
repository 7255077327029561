"""Pieces of proof work: each is a value that can go to another process, and its result a text that can be kept."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple, TypeAlias

from cardgrad.decks.fault import Fault
from cardgrad.decks.formula import report_entry_formulas
from cardgrad.decks.report import Report
from cardgrad.decks.trap import scalars
from cardgrad.decks.tree import Mapping
from quizgen.acceptance import Acceptance
from quizgen.domain import DrillError
from quizgen.drill import read_drill
from quizgen.guarantee import Guarantee, guarantee
from quizgen.source import DrillSource


class DrillWork(NamedTuple):
    """So many problems of a drill to be made and proven."""

    card: str
    source: DrillSource
    seeds: int

    @property
    def basis(self) -> str:
        """All that the result hangs on: problems are drawn from the card's id as well."""
        return repr(("drill", *self))

    def done(self) -> str:
        """Return what the problems show, as text."""
        try:
            found = guarantee(read_drill(self.card, self.source), self.seeds)
        except DrillError as error:  # it makes no problem at all
            return json.dumps({"error": [error.message, error.field]})
        faults = [[fault.message, fault.field] for fault in found.faults]
        acceptance = [found.acceptance.rate, dict(found.acceptance.reasons)]
        return json.dumps(found._replace(acceptance=acceptance, faults=faults)._asdict())  # type: ignore[arg-type]


def drill_result(text: str) -> Guarantee | DrillError:
    """Return what the problems of a drill show, or why there are none."""
    found = json.loads(text)
    if "error" in found:
        return DrillError(*found["error"])
    return Guarantee(
        found["problems"],
        Acceptance(*found["acceptance"]),
        found["told_apart"],
        tuple(found["targets"]),
        tuple(tuple(group) for group in found["merged"]),
        tuple(found["dropped"]),
        tuple(DrillError(message, field) for message, field in found["faults"]),
    )


class EntryWork(NamedTuple):
    """The formulas of an entry to be read, and what they state to be proven."""

    who: str
    entry: Mapping
    lines: tuple[str, ...]  # those of the file on which the entry stands

    @property
    def basis(self) -> str:
        """All that the result hangs on: where in the file the entry stands is no part of it."""
        return repr(("entry", self.who, self.entry.start_mark.column, self.lines))

    def done(self) -> str:
        """Return the faults, their lines counted from the entry's first, as text."""
        first = self.entry.start_mark.line
        report = Report("")
        report.lines = [*[""] * first, *self.lines]
        report_entry_formulas(self.who, self.entry, report)
        faults = [[fault.line - first, *fault[2:]] for fault in report.faults]
        return json.dumps({"faults": faults})


def entry_result(text: str, work: EntryWork, path: str) -> list[Fault]:
    """Return the faults of an entry at their lines."""
    found = json.loads(text)
    first = work.entry.start_mark.line
    return [Fault(path, line + first, *rest) for line, *rest in found["faults"]]


Work: TypeAlias = DrillWork | EntryWork


def lines_of(entry: Mapping, lines: list[str]) -> tuple[str, ...]:
    """Return the lines on which an entry stands, as its texts end and not as the next entry begins."""
    return tuple(lines[entry.start_mark.line : max(_ends(entry), default=entry.start_mark.line + 1)])


def _ends(entry: Mapping) -> Iterator[int]:
    """Yield the line after each text of an entry."""
    for _, scalar in scalars(entry):
        mark = scalar.end_mark
        yield mark.line + (mark.column > 0)


def holds_mathematics(values: Any, lines: tuple[str, ...]) -> bool:
    """Tell whether there is anything to prove in an entry."""
    return "claims" in values or any("$" in line for line in lines)
