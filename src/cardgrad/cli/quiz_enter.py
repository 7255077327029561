"""`cardgrad quiz enter`: answers from paper, a sheet at a time, each on the disk before the next one begins."""

from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path
from typing import Annotated

import typer

from cardgrad.cli.asking import Ask, asking
from cardgrad.cli.screen import Screen
from cardgrad.errors import CardgradError
from cardgrad.files import alone_at, require_place, write_files
from cardgrad.quizzes.entry import BLIND, POINTS, WITH_KEYS, SheetEntry
from cardgrad.quizzes.handing_in import HandedIn
from cardgrad.quizzes.item_mark import decimal_points
from cardgrad.quizzes.marking import Paper
from cardgrad.quizzes.record import Record
from cardgrad.quizzes.record_file import beside, read_record
from cardgrad.quizzes.seating import Seating
from cardgrad.quizzes.second_marker import differences, in_both
from cardgrad.quizzes.sheet import Sheet, dropped_column, sheets_of
from cardgrad.quizzes.table import read_table
from cardgrad.study.tally import counted

_BACK = ":back"  # what the up key types
_QUIT = (":q", ":quit")


def enter(
    quiz: Annotated[Path, typer.Argument(metavar="QUIZ", help="The quiz: its .record.json, or a file beside it.")],
    blind: Annotated[
        bool, typer.Option("--blind", help="Hide the keys: a second reading, compared with the first one.")
    ] = False,
    points: Annotated[
        bool, typer.Option("--points", help="Take the points of sheets marked by hand, a run of digits each.")
    ] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The answers as CSV; normally NAME-answers.csv.")
    ] = None,
) -> None:
    """Enter answers from paper: Enter is as the key, a dot is blank, Up goes back, Ctrl-D ends."""
    if blind and points:
        raise CardgradError("--blind reads answers and --points takes points: choose one of them.")
    record, path = read_record(quiz)
    first = beside(path, "-answers.csv")
    target = output or (beside(path, "-second.csv") if blind else first)
    require_place([target], force=True)
    handed_in = HandedIn(record, _entered(target, record))
    screen = Screen()
    mode = BLIND if blind else POINTS if points else WITH_KEYS
    screen.say(f"{record.name}: {_waiting(handed_in)} A student's number or a form's letter; Ctrl-D ends.")
    with ExitStack() as stack:
        ask = asking(screen, stack, up=_BACK)
        try:
            _enter_all(handed_in, mode, screen, ask, target)
        except KeyboardInterrupt:
            screen.say("\nStopped; every sheet that was finished is kept.")
            raise typer.Exit(130) from None
    screen.line(f"{counted(len(handed_in.sheets), 'sheet')} in {target}; {_waiting(handed_in)}")
    if blind and first.exists():
        pairs = in_both(_entered(first, record, to_write=False), handed_in.sheets)
        found = differences(record, pairs)
        over = f"over {counted(len(pairs), 'sheet')} with a number that both have"
        screen.line(f"{counted(len(found), 'difference')} from {first} {over}{':' if found else '.'}")
        for one in found:
            screen.raw(f"  {one}")


def _enter_all(handed_in: HandedIn, mode: str, screen: Screen, ask: Ask, target: Path) -> None:
    """Take sheets until the input ends; one that is not finished is not kept."""
    papers: dict[str, Paper] = {}
    forms = {form.id: form for form in handed_in.record.forms}
    while True:
        try:
            line = ask("Sheet").strip()
        except EOFError:
            return
        if line in _QUIT:
            return
        if not line or line == _BACK:
            continue
        handed_in.sheets = _entered(target, handed_in.record)  # a colleague may type into the same file
        who = handed_in.who(line)
        if isinstance(who, str):
            screen.say(f"  {who}.", "yellow")
            continue
        whose = " ".join(filter(None, (who.name, who.student, f"form {who.form}.", who.remark)))
        screen.say(f"  {whose}", "bold")
        before, paper = handed_in.before(who), papers.setdefault(who.form, Paper(forms[who.form]))
        shown = before if before and before.form == who.form else None
        sheet = SheetEntry(paper, mode, shown.cells if shown else None, shown.points if shown else None)
        if not _enter_sheet(sheet, screen, ask):
            screen.say("  This sheet is not finished, and not kept.", "yellow")
            continue
        with alone_at(target):
            handed_in.sheets = _entered(target, handed_in.record)
            replaced = handed_in.before(who)
            handed_in.keep(who, sheet.cells, sheet.points)
            write_files({target: handed_in.table().encode("utf-8-sig")}, force=True)
        screen.say(f"  kept{_score(sheet)}", "dim")
        for line in _taken_away(before, replaced, handed_in.before(who), handed_in.record):
            screen.line(f"  {line}.")


def _enter_sheet(sheet: SheetEntry, screen: Screen, ask: Ask) -> bool:
    """Take the lines of one sheet; tell whether it was finished. Up from the first line leaves it."""
    while not sheet.done:
        try:
            line = ask(sheet.prompt)
        except EOFError:
            return False
        if line.strip() in _QUIT:
            return False
        if line.strip() == _BACK:
            if not sheet.back():
                return False
            continue
        refused = sheet.enter(line)
        if refused:
            screen.say(f"    {refused}", "yellow")
            continue
        for mark in sheet.finished():
            if mark.points is not None and mark.points < mark.of:
                screen.say(f"    {mark.number}: {decimal_points(mark.points)} of {decimal_points(mark.of)}", "dim")
    return True


def _taken_away(before: Sheet | None, replaced: Sheet | None, ours: Sheet | None, record: Record) -> list[str]:
    """Return what a sheet takes the place of unseen: points given by hand, and what a colleague typed meanwhile."""
    if replaced is None or ours is None:
        return []
    gone = [f"{item} {points}" for item, points in replaced.points.items() if item not in ours.points]
    found = [f"points given by hand before are replaced: {', '.join(gone)}"] if gone else []
    if before is None or (replaced.form, replaced.cells) != (before.form, before.cells):
        boxes = [f"{one.box} was {one.first or 'nothing'}" for one in differences(record, [(replaced, ours)])]
        found += [f"somebody entered this sheet meanwhile, and it is replaced: {', '.join(boxes)}"] if boxes else []
    return found


def _score(sheet: SheetEntry) -> str:
    """Return what a sheet comes to, for the sum on the paper; a blind reading is told nothing."""
    if sheet.mode == BLIND:
        return ""
    questions = sheet.paper.form.questions
    if sheet.mode == POINTS:
        points = [Fraction(sheet.points[one.item]) for one in questions]
    else:
        marks = [sheet.paper.mark(one, [sheet.cells[part.name] for part in one.parts]) for one in questions]
        points = [mark.points or Fraction(0) for mark in marks]
    of = sum((Fraction(one.points) for one in questions), Fraction(0))
    return f": {decimal_points(sum(points, Fraction(0)))} of {decimal_points(of)}"


def _waiting(handed_in: HandedIn) -> str:
    missing = handed_in.missing
    if not handed_in.seating.students:
        return f"{counted(len(handed_in.sheets), 'sheet')} entered."
    return f"{counted(missing, 'student')} without a sheet." if missing else "every student has a sheet."


def _entered(path: Path, record: Record, *, to_write: bool = True) -> list[Sheet]:
    """Return the sheets of a file that was written before; one with what cannot be written again is refused."""
    if not path.exists():
        return []
    table = read_table(path)
    found, faults = sheets_of(table, record, Seating(record), str(path))
    if to_write and (column := dropped_column(table, record)):
        raise CardgradError(f"{path}: its column {column} would be lost here: write to another file with -o.")
    if faults:
        raise CardgradError(f"{path}: {faults[0]}; mend it first, or write to another file with -o.")
    return found
