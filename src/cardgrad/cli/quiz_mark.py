"""`cardgrad quiz mark`: points, a gradebook, what the items and the class did, and what each student is told."""

from pathlib import Path
from typing import Annotated, Any

import typer

from cardgrad.cli.options import AsJson
from cardgrad.cli.output import print_json, print_table
from cardgrad.cli.progress import Progress
from cardgrad.cli.screen import Screen
from cardgrad.cli.telling import tell
from cardgrad.errors import CardgradError, FaultsFoundError
from cardgrad.files import require_place, write_files
from cardgrad.quizzes.answered import has_answers
from cardgrad.quizzes.class_marking import Marked, SheetMark, mark_class
from cardgrad.quizzes.decision import Decision
from cardgrad.quizzes.feedback import feedback_sheets
from cardgrad.quizzes.gradebook import gradebook, item_table
from cardgrad.quizzes.item_mark import decimal_points
from cardgrad.quizzes.mistake_bars import bars, made_mistakes
from cardgrad.quizzes.other_form import Fit
from cardgrad.quizzes.reading_decisions import read_decisions
from cardgrad.quizzes.record import Record
from cardgrad.quizzes.record_file import beside, read_record
from cardgrad.quizzes.seating import Seating
from cardgrad.quizzes.sheet import sheets_of
from cardgrad.quizzes.statistic import item_statistics, total_statistic
from cardgrad.quizzes.table import read_table
from cardgrad.study.tally import counted

_LONGEST = 40  # characters of a mistake's name before its bar
_BAR, _SHORTEST = 24, 6
_BLOCK = ("█", "#")
_SHOWN = 12  # mistakes
_FILES = 8


def mark(
    quiz: Annotated[Path, typer.Argument(metavar="QUIZ", help="The quiz: its .record.json, or a file beside it.")],
    answers: Annotated[
        Path | None, typer.Argument(help="The answers as CSV; normally NAME-answers.csv, which `quiz enter` writes.")
    ] = None,
    decisions: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The quiz file whose `marking` holds; normally the quiz's own.")
    ] = None,
    feedback: Annotated[bool, typer.Option(help="Write a feedback sheet for each student, as PDF.")] = True,
    split: Annotated[bool, typer.Option("--split", help="A file for each student's feedback.")] = False,
    font: Annotated[list[Path] | None, typer.Option(help="A font file for characters that ours do not have.")] = None,
    force: Annotated[bool, typer.Option("--force", "-f", help="Replace what was written before.")] = False,
    as_json: AsJson = False,
) -> None:
    """Mark a class's answers: gradebook, item statistics, the class's mistakes, feedback sheets."""
    record, path = read_record(quiz)
    table = answers or _answers(path)
    seating = Seating(record)
    read = read_table(table)
    if read.guessed:
        tell(f"{table} is not in UTF-8 and was read as Windows-1252: look at the accents in words that were marked.")
    sheets, refused = sheets_of(read, record, seating, str(table))
    if not sheets and not refused:
        raise CardgradError(f"{table}: has no answers yet: enter them with `cardgrad quiz enter {quiz}`.")
    decided = _decisions(decisions, record, path)
    points, statistics = beside(path, "-gradebook.csv"), beside(path, "-items.csv")
    require_place([points, statistics], force=force)
    with Progress("Marking sheets", "Setting feedback") as progress:
        marked = mark_class(record, sheets, decided, refused, lambda done: progress.first(done, len(sheets)))
        written = {
            points: gradebook(marked).encode("utf-8-sig"),
            statistics: item_table(marked).encode("utf-8-sig"),
        }
        if feedback:
            from cardgrad.quizzes.feedback_files import feedback_batches, set_feedback  # Typst, only to set sheets

            batches = feedback_batches(path, feedback_sheets(marked), split=split)
            require_place(batches, force=force)
            written |= set_feedback(batches, record.heading, font or (), progress.second)
    write_files(written, force=force)
    paths = list(written)
    if as_json:
        print_json(document(marked, paths))
    else:
        _show(marked, paths)
    if marked.faults:
        raise FaultsFoundError(
            f"{counted(len(marked.faults), 'place')} in {table} cannot be read, so the totals there are incomplete: "
            "mend them, with a point where nothing could be an answer, and mark again with --force."
        )


def _answers(record: Path) -> Path:
    """Return the answers of a quiz: those entered, else the form that was printed for entering them."""
    entered, printed = beside(record, "-answers.csv"), beside(record, "-entry.csv")
    if entered.exists() and has_answers(printed):
        raise CardgradError(
            f"{entered} and {printed} both hold answers, and one of them is marked: name it behind the quiz, or put all"
            " rows into one."
        )
    if not entered.exists() and not printed.exists():
        raise CardgradError(f"{entered}: there are no answers yet: `cardgrad quiz enter {record}` takes them.")
    return entered if entered.exists() else printed


def _decisions(stated: Path | None, record: Record, path: Path) -> tuple[Decision, ...]:
    """Return the decisions in the quiz file beside the record, or in the one that is stated."""
    if stated is None:
        stated = path.with_name(Path(record.quiz_file[0]).name) if record.quiz_file else beside(path, ".yaml")
        if not stated.exists():
            if record.quiz_file:
                tell(f"{stated}, the quiz file, is not there, so none of its decisions holds: --decisions names it.")
            return ()
    return read_decisions(stated, record)


def document(marked: Marked, paths: list[Path]) -> dict[str, Any]:
    """Return the marks as a JSON document; points are decimals as text, and null where a cell cannot be read."""
    return {
        "quiz": marked.record.name,
        "sheets": [_sheet(sheet) for sheet in marked.sheets],
        "unplaced": [{"student": number, "name": name} for number, name in marked.unplaced],
        "absent": [{"student": number, "name": name} for number, name in marked.absent],
        "not_in_roster": list(marked.strangers),
        "doubts": list(marked.doubts),
        "decided_but_by_hand": [{"item": item, "sheets": list(labels)} for item, labels in marked.untouched],
        "unreadable": [fault._asdict() | {"row": fault.line} for fault in marked.faults],
        "items": [
            found._asdict() | {"difficulty": None if found.difficulty is None else float(found.difficulty)}
            for found in item_statistics(marked)
        ],
        "mistakes": [{**one._asdict(), "items": list(one.items)} for one in made_mistakes(marked)],
        "files": [str(path) for path in paths],
    }


def _sheet(sheet: SheetMark) -> dict[str, Any]:
    total = sheet.total
    return {
        "row": sheet.sheet.line,
        "student": sheet.student,
        "name": sheet.name,
        "form": sheet.form.id,
        "total": None if total is None else decimal_points(total),
        "of": decimal_points(sheet.of),
        "fits_better": sheet.fit.form if sheet.fit else None,
        "items": [
            {
                "item": one.item,
                "points": None if one.points is None else decimal_points(one.points),
                "of": decimal_points(one.of),
                "given": [part.given for part in one.parts],
                "states": [part.state for part in one.parts],
                "mistake": one.mistake[1] if one.mistake else None,
                "remark": one.remark,
            }
            for one in sheet.items
        ],
    }


def _show(marked: Marked, paths: list[Path]) -> None:
    screen = Screen()
    totals = total_statistic(marked)
    absent = f", {len(marked.absent)} without a sheet" if marked.absent else ""
    incomplete = totals.incomplete + len(marked.unplaced)
    open_ones = f", {incomplete} incomplete" if incomplete else ""
    screen.line(
        f"{marked.record.name}: {counted(totals.sheets + len(marked.unplaced), 'sheet')} marked{open_ones}{absent}."
    )
    if totals.mean is not None and totals.median is not None:
        low, high = decimal_points(totals.lowest or totals.mean * 0), decimal_points(totals.highest or totals.mean * 0)
        screen.line(
            f"Points of {decimal_points(totals.of)}: mean {decimal_points(totals.mean)}, median"
            f" {decimal_points(totals.median)}, from {low} to {high}."
        )
    _list(screen, "Cannot be read (these totals are incomplete):", [f"{fault}." for fault in marked.faults])
    misfits = [_misfit(sheet, sheet.fit) for sheet in marked.sheets if sheet.fit]
    _list(screen, "Perhaps under the wrong form; look at the paper:", misfits)
    _list(
        screen, "Perhaps given to another student or item; look at the paper:", [f"{doubt}." for doubt in marked.doubts]
    )
    _list(screen, "Not in the roster (marked all the same):", list(marked.strangers))
    untouched = [f"{item}: {', '.join(labels)}" for item, labels in marked.untouched]
    _list(screen, "Points by hand, which what was decided since does not change; look at the paper:", untouched)
    screen.say("")
    print_table(
        screen,
        ("Item", "Card", "Difficulty", "Discrimination", "Blank"),
        [
            (
                found.item,
                found.card,
                "-" if found.difficulty is None else f"{float(found.difficulty):.2f}",
                "-" if found.discrimination is None else f"{found.discrimination:.2f}",
                found.blank,
            )
            for found in item_statistics(marked)
        ],
    )
    _show_mistakes(screen, marked)
    screen.say("\nWritten:")
    for one in paths if len(paths) <= _FILES else [*paths[: _FILES - 1], f"... and {len(paths) - _FILES + 1} more"]:
        screen.raw(f"  {one}")


def _show_mistakes(screen: Screen, marked: Marked) -> None:
    made = made_mistakes(marked)
    if not made:
        return
    screen.say("\nMistakes of the class (students each; an answer is consistent with it):", "bold")
    names = [screen.text(one.name).plain for one in made[:_SHOWN]]
    short = [name if len(name) <= _LONGEST else f"{name[: _LONGEST - 3]}..." for name in names]
    widest, behind = max(map(len, short)), [f" {one.students}  {', '.join(one.items)}" for one in made[:_SHOWN]]
    room = screen.width - len("    ") - widest - max(map(len, behind))
    drawn = bars([one.students for one in made[:_SHOWN]], max(_SHORTEST, min(_BAR, room)), _BLOCK[screen.ascii_only])
    for name, bar, rest in zip(short, drawn, behind, strict=True):
        screen.raw(f"  {name:<{widest}}  {bar}{rest}")
    if len(made) > _SHOWN:
        screen.raw(f"  and {len(made) - _SHOWN} more; --json lists all")


def _list(screen: Screen, title: str, lines: list[str]) -> None:
    if lines:
        screen.say(f"\n{title}", "bold")
        for line in lines:
            screen.line(f"  {line}")


def _misfit(sheet: SheetMark, fit: Fit) -> str:
    return (
        f"{sheet.label}: entered under {sheet.form.id}, fits {fit.form} much better "
        f"({fit.right} of {fit.boxes} boxes are right there, {fit.here} here)."
    )
