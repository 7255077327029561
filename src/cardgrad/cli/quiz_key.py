"""`cardgrad quiz key`: the keys of a quiz as they were printed, on the screen or as a file."""

from pathlib import Path
from typing import Annotated

import typer

from cardgrad.cli.options import AsJson
from cardgrad.cli.output import print_json, print_table
from cardgrad.cli.screen import Screen
from cardgrad.files import require_place, write_files
from cardgrad.quizzes.printing.labels import short
from cardgrad.quizzes.producing import key_forms
from cardgrad.quizzes.record import PROSE, Part, Record
from cardgrad.quizzes.record_file import read_record

_ABREAST = 4  # forms beside each other


def key(
    quiz: Annotated[Path, typer.Argument(metavar="QUIZ", help="A quiz, by any of its files.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write the keys as .pdf, .html, .md or .tex.")
    ] = None,
    font: Annotated[list[Path] | None, typer.Option(metavar="FILE", help="A font for signs that no other has.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show the keys of all forms, from the record."""
    record, _ = read_record(quiz)
    if output is not None:
        require_place([output], force=force)
        from cardgrad.quizzes.written_out import written_out

        write_files({output: written_out(record, key_forms(record), output, font or (), key=True)}, force=force)
        Screen().say(f"Wrote {output}.")
    elif as_json:
        print_json([_document(record, place) for place in range(len(record.forms))])
    else:
        _print(record)


def _print(record: Record) -> None:
    """Print a table of a few forms at a time: a row for each box."""
    screen = Screen()
    columns = columns_of(record)
    for start in range(0, len(record.forms), _ABREAST):
        forms = record.forms[start : start + _ABREAST]
        keys = [{part.name: _shown(part) for one in form.questions for part in one.parts} for form in forms]
        rows = [(column, *(found.get(column, "") for found in keys)) for column in columns]
        print_table(screen, ("Box", *(f"{form.id}-{form.check}" for form in forms)), rows)
        screen.say("")


def _shown(part: Part) -> str:
    """Return a key that fits into a table: prose, which a person marks, does not."""
    return "by hand" if part.kind == PROSE else short(part.key)


def columns_of(record: Record) -> list[str]:
    """Return the columns of answers, in the order of the items."""
    names = {
        part.name: int(question.item[1:])
        for form in record.forms
        for question in form.questions
        for part in question.parts
    }
    return sorted(names, key=lambda name: names[name])


def _document(record: Record, place: int) -> dict[str, object]:
    form = record.forms[place]
    return {
        "form": form.id,
        "check": form.check,
        "keys": [
            {"item": one.item, "number": one.number, "name": part.name, "kind": part.kind, "key": part.key,
             "accepted": list(part.accepted), "points": part.points}
            for one in form.questions for part in one.parts
        ],
    }  # fmt: skip
