"""Pieces of proof work: each is a value that can go to another process, and its result a text that can be kept."""

import json
from typing import Any, NamedTuple, TypeAlias

from cardgrad.decks.claiming import Mathematics, Said, check_mathematics, check_notes
from cardgrad.decks.fault import Fault
from cardgrad.decks.report import Report
from cardgrad.decks.stray import may_stray
from cardgrad.decks.trap import scalars
from cardgrad.decks.tree import Mapping, Scalar
from quizgen.acceptance import Acceptance
from quizgen.claims.patience import BY_THE_CLOCK
from quizgen.domain import DrillError
from quizgen.drill import read_drill
from quizgen.guarantee import Guarantee, guarantee
from quizgen.source import DrillSource

_DRILL_WORDS = ("prompt", "hint", "why")  # the rest of a drill is formulas


class Result(NamedTuple):
    """What came of a piece of work, as text, and whether it would come of it at any time."""

    text: str
    lasting: bool = True


class DrillWork(NamedTuple):
    """So many problems of a drill to be made and proven."""

    card: str
    source: DrillSource
    seeds: int

    @property
    def basis(self) -> str:
        """All that the result hangs on: problems are drawn from the card's id as well."""
        return repr(("drill", *self))

    def done(self) -> Result:
        """Return what the problems show."""
        try:
            found = guarantee(read_drill(self.card, self.source), self.seeds)
        except DrillError as error:  # it makes no problem at all
            return Result(json.dumps({"error": [error.message, error.field]}))
        faults = [[fault.message, fault.field] for fault in found.faults]
        acceptance = [found.acceptance.rate, dict(found.acceptance.reasons)]
        return Result(json.dumps(found._asdict() | {"acceptance": acceptance, "faults": faults}))


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


class TextWork(NamedTuple):
    """What an entry states, or a deck's notes, to be read and decided."""

    who: str
    node: Mapping | Scalar
    lines: tuple[str, ...]  # those of the file on which it stands

    @property
    def basis(self) -> str:
        """All that the result hangs on: where in the file the text stands is no part of it."""
        return repr((type(self.node).__name__, self.who, self.node.start_mark.column, self.lines))

    def done(self) -> Result:
        """Return the faults and the statements, their lines counted from the first of these."""
        first = self.node.start_mark.line
        report = Report("")
        report.lines = [*[""] * first, *self.lines]
        if isinstance(self.node, Mapping):
            found = check_mathematics(self.who, self.node, report)
        else:
            found = check_notes(self.who, self.node, report)
        faults = [fault._replace(line=fault.line - first) for fault in report.faults]
        statements = [[said._replace(line=said.line - first) for said in some] for some in found]
        lasting = all(said.how not in BY_THE_CLOCK for said in found.undecided)
        return Result(json.dumps({"faults": faults, "statements": statements}), lasting)


def text_result(text: str, work: TextWork, path: str) -> tuple[list[Fault], Mathematics]:
    """Return the faults and the statements of a text at their lines."""
    found = json.loads(text)
    first = work.node.start_mark.line
    faults = [Fault(path, line + first, *rest) for _, line, *rest in found["faults"]]
    statements = [[Said(said, line + first, *rest) for said, line, *rest in some] for some in found["statements"]]
    return faults, Mathematics(*map(tuple, statements))


Work: TypeAlias = DrillWork | TextWork


def lines_of(node: Mapping | Scalar, lines: list[str]) -> tuple[str, ...]:
    """Return the lines on which an entry or a text stands, as its own end says and not as the next one begins."""
    texts = scalars(node) if isinstance(node, Mapping) else [("", node)]
    ends = [text.end_mark.line + (text.end_mark.column > 0) for _, text in texts]
    return tuple(lines[node.start_mark.line : max(ends, default=node.start_mark.line + 1)])


def holds_mathematics(values: Any, lines: tuple[str, ...]) -> bool:
    """Tell whether there is anything to decide in an entry, or something that should be."""
    if "claims" in values or any("$" in line for line in lines):
        return True
    return may_stray([str(values.get(key, "")) for key in _DRILL_WORDS] if "graph" in values else lines)
