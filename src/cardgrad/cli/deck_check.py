"""`cardgrad deck check`: what is wrong with decks, and what the problems of their drills are like."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cardgrad.cli.context import Context
from cardgrad.cli.options import AsJson
from cardgrad.cli.output import print_json
from cardgrad.cli.screen import Screen
from cardgrad.decks.fault import ERROR, Fault
from cardgrad.decks.library import Library
from cardgrad.decks.library import check as find_faults
from cardgrad.errors import FaultsFoundError
from cardgrad.study.tally import counted

if TYPE_CHECKING:
    from cardgrad.decks.proving import Proven

_SEEDS = 20


def check(
    paths: Annotated[list[Path] | None, typer.Argument(help="Deck files and folders; without any, your decks.")] = None,
    seeds: Annotated[int, typer.Option(min=0, max=100_000, help="Problems to make and prove of each drill.")] = _SEEDS,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Say of each drill how it does.")] = False,
    as_json: AsJson = False,
) -> None:
    """Check decks: every problem of every file at once, with its line and what to do; and prove their drills."""
    found = find_faults(paths or _in_use(Context().library), seeds)
    if as_json:
        notes = [_document(drill) for drill in found.drills] if verbose else []
        print_json([*({k: v for k, v in fault._asdict().items() if k != "column"} for fault in found.faults), *notes])
    else:
        screen = Screen()
        for drill in found.drills if verbose else ():
            for line in _lines(drill):
                screen.raw(line)
        for fault in found.faults:
            screen.raw(f"{fault}" if fault.severity == ERROR else f"{fault} (warning)")
        sound = [drill for drill in found.drills if not drill.found.faults]
        if sound:
            screen.raw(f"{counted(len(sound), 'drill')} proven, on {counted(seeds, 'problem')} each.")
        screen.raw(_total(found.faults))
    errors = sum(fault.severity == ERROR for fault in found.faults)
    if errors:
        raise FaultsFoundError(f"{counted(errors, 'fault')} found: mend the deck and check again.")


def _in_use(library: Library) -> list[Path]:
    """Return the files of the learner's decks: those that are studied, and those too broken for it."""
    return [
        Path(path)
        for path in dict.fromkeys([*(deck.path for deck in library.decks), *(fault.path for fault in library.faults)])
    ]


def _total(faults: list[Fault]) -> str:
    errors = sum(fault.severity == ERROR for fault in faults)
    warnings = len(faults) - errors
    return f"{counted(errors, 'error')}, {counted(warnings, 'warning')}." if faults else "No problems found."


def _summary(drill: "Proven") -> str:
    """Return how a drill does: `87 % accepted, 3 mistakes told apart, proven 20 times`."""
    found = drill.found
    proof = "counted" if drill.arithmetic else "proven"
    return (
        f"{found.acceptance.rate:.0%} accepted, {counted(found.told_apart, 'mistake')} told apart, "
        f"{proof} {counted(found.problems, 'time')}{' (proof: arithmetic)' * drill.arithmetic}"
    ).replace("%", " %", 1)


def _lines(drill: "Proven") -> Iterator[str]:
    """Yield how a drill does, then the mistakes by name."""
    found = drill.found
    yield f"{drill.card}  {_summary(drill)}"
    same = [" = ".join(group) for group in found.merged]
    for title, names in (("told apart", found.targets), ("come to the same", same), ("never show", found.dropped)):
        if names:
            yield f"    {title}: {', '.join(names)}"


def _document(drill: "Proven") -> dict[str, Any]:
    """Return how a drill does as a JSON object, which begins as a fault's does."""
    found = drill.found
    return {
        "path": drill.path,
        "line": drill.line,
        "severity": "note",
        "message": f"{drill.card}: {_summary(drill)}",
        "card": drill.card,
        "problems": found.problems,
        "proof": "arithmetic" if drill.arithmetic else "calculus",
        "accepted": found.acceptance.rate,
        "rejected": dict(found.acceptance.reasons),
        "targets": list(found.targets),
        "merged": [list(group) for group in found.merged],
        "dropped": list(found.dropped),
    }
