"""What a check says: each fault in a line, a summary that people can take in, and one document for programs."""

from collections.abc import Iterator, Sequence
from typing import Any

from cardgrad.decks.checking import Checked
from cardgrad.decks.claiming import Mathematics
from cardgrad.decks.fault import ERROR, Fault
from cardgrad.decks.fix import Fixed
from cardgrad.decks.proving import Proven
from cardgrad.study.tally import counted


def details(found: Checked, fixed: Sequence[Fixed], *, verbose: bool) -> Iterator[str]:
    """Yield what was written into files, and if wanted each drill and each formula that is not checked."""
    yield from map(_fixed_line, fixed)
    for drill in found.proofs.drills if verbose else ():
        yield from _drill_lines(drill)
    for text in found.proofs.texts if verbose else ():
        for said in text.found.shown:
            yield f"{text.path}:{said.line}:{said.column}: shown, not checked: ${said.text}$"


def document(found: Checked, fixed: Sequence[Fixed], seeds: int, seconds: float, *, ok: bool) -> dict[str, Any]:
    """Return all of it as a JSON object; `ok` is whether the command ends with 0."""
    errors = sum(fault.severity == ERROR for fault in found.faults)
    sound = _sound(found)
    least = _least_accepted(sound)
    return {
        "ok": ok,
        "faults": [fault._asdict() | {"rule": fault.rule or None} for fault in found.faults],
        "fixed": [
            {"path": one.path, "written": [{"line": splice.line, "id": splice.id} for splice in one.written],
             "refused": one.refused or None}
            for one in fixed
        ],
        "statements": _statements(found),
        "drills": [_drill_document(drill) for drill in found.proofs.drills],
        "summary": {
            "decks": found.decks,
            "cards": found.cards,
            "unread": found.unread,
            "unsound": found.unsound,
            "errors": errors,
            "warnings": len(found.faults) - errors,
            "drills_proven": len(sound),
            "problems_each": seeds,
            "least_accepted": least and {"card": least.card, "accepted": least.found.acceptance.rate},
            "statements": {kind: len(statements) for kind, statements in _statements(found).items()},
            "proofs": found.proofs.done,
            "proofs_known": found.proofs.known,
            "seconds": round(seconds, 3),
        },
    }  # fmt: skip


def _fixed_line(fixed: Fixed) -> str:
    """Return what was written into a file: `gates.yaml: wrote 2 ids: mul-gate (line 3), sum (line 9)`."""
    if fixed.refused:
        return f"{fixed.path}: {fixed.refused}."
    written = ", ".join(f"{splice.id} (line {splice.line})" for splice in fixed.written)
    return f"{fixed.path}: wrote {counted(len(fixed.written), 'id')}: {written}."


def place(fault: Fault) -> str:
    """Return where a fault is, as compilers write it, so that editors can jump to it."""
    return f"{fault.path}:{fault.line}:{fault.column}:" if fault.line else f"{fault.path}:"


def sentence(fault: Fault) -> str:
    """Return what is behind the place of a fault."""
    kind = "" if fault.severity == ERROR else f"{fault.severity}: "
    return f"{kind}{fault.message}{f' [{fault.rule}]' if fault.rule else ''}"


def summary(found: Checked, seeds: int, seconds: float) -> Iterator[str]:
    """Yield what the check comes to."""
    errors = sum(fault.severity == ERROR for fault in found.faults)
    warnings = len(found.faults) - errors
    total = f"{counted(errors, 'error')}, {counted(warnings, 'warning')}" if found.faults else "no problems found"
    yield f"{_counts(found)}: {total}."
    if found.unread:
        which = "The file" if found.decks == 1 else f"{found.unread} of the files"
        one = found.unread == 1
        yield (
            f"{which} cannot be used before {'its' if one else 'their'} errors are mended: "
            f"{'its' if one else 'their'} cards are not counted."
        )
    if sound := _sound(found):
        least = _least_accepted(sound)
        rate = f"{least.found.acceptance.rate:.0%}".replace("%", " %") if least else ""
        hardest = f"; hardest to draw: {least.card}, {rate} of draws accepted" if least and rate != "100 %" else ""
        yield f"{counted(len(sound), 'drill')} proven, on {counted(seeds, 'problem')} each{hardest}."
    statements = _statements(found)
    if any(statements.values()):
        counts = {"proven": "proven", "shown": "shown and not checked", "undecided": "undecided", "false": "false"}
        told = [f"{len(statements[kind])} {word}" for kind, word in counts.items() if statements[kind]]
        yield f"Statements: {', '.join(told)}."
    done, known = found.proofs.done, found.proofs.known
    if done:
        new = "none of them new" if known == done else f"{known} of them known from before" if known else "all new"
        yield f"{counted(done, 'proof')}, {new}; {seconds:.1f} s."


def _counts(found: Checked) -> str:
    """Return what was checked; of files that cannot be read nobody knows how many cards they hold."""
    counts = counted(found.decks, "deck")
    if found.unread < found.decks:
        counts += f", {counted(found.cards, 'card')}"
    if found.unsound:
        counts += f" and {counted(found.unsound, 'entry with errors', 'entries with errors')}"
    return counts


def _statements(found: Checked) -> dict[str, list[dict[str, Any]]]:
    """Return all statements by what was found of them, each with its place."""
    return {
        kind: [
            {"path": text.path, "line": said.line, "column": said.column, "of": text.who, "text": said.text,
             "how": said.how or None}
            for text in found.proofs.texts
            for said in getattr(text.found, kind)
        ]
        for kind in Mathematics._fields
    }  # fmt: skip


def _sound(found: Checked) -> list[Proven]:
    return [drill for drill in found.proofs.drills if not drill.found.faults]


def _least_accepted(sound: Sequence[Proven]) -> Proven | None:
    return min(sound, key=lambda drill: drill.found.acceptance.rate, default=None)


def _drill_summary(drill: Proven) -> str:
    """Return how a drill does: `87 % accepted, 3 mistakes told apart, proven 20 times`."""
    found = drill.found
    proof = "counted" if drill.arithmetic else "proven"
    return (
        f"{found.acceptance.rate:.0%} accepted, {counted(found.told_apart, 'mistake')} told apart, "
        f"{proof} {counted(found.problems, 'time')}{' (proof: arithmetic)' * drill.arithmetic}"
    ).replace("%", " %", 1)


def _drill_lines(drill: Proven) -> Iterator[str]:
    """Yield how a drill does, then the mistakes by name."""
    found = drill.found
    yield f"{drill.card}  {_drill_summary(drill)}"
    same = [" = ".join(group) for group in found.merged]
    for title, names in (("told apart", found.targets), ("come to the same", same), ("never show", found.dropped)):
        if names:
            yield f"    {title}: {', '.join(names)}"


def _drill_document(drill: Proven) -> dict[str, Any]:
    """Return how a drill does as a JSON object."""
    found = drill.found
    return {
        "path": drill.path,
        "line": drill.line,
        "card": drill.card,
        "message": _drill_summary(drill),
        "sound": not found.faults,
        "problems": found.problems,
        "proof": "arithmetic" if drill.arithmetic else "calculus",
        "accepted": found.acceptance.rate,
        "rejected": found.acceptance.rejected,
        "targets": list(found.targets),
        "merged": [list(group) for group in found.merged],
        "dropped": list(found.dropped),
    }
