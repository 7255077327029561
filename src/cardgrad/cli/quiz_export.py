"""`cardgrad quiz export`: a quiz for learning platforms, for spreadsheets and programs, and for Anki."""

from pathlib import Path
from typing import Annotated

import typer

from cardgrad.cli.telling import tell
from cardgrad.decks.fault import meant
from cardgrad.errors import UsageError
from cardgrad.files import require_place, write_files
from cardgrad.quizzes.export.platform import PLATFORMS
from cardgrad.quizzes.record_file import beside, read_record


def export(
    quiz: Annotated[Path, typer.Argument(metavar="QUIZ", help="The quiz: NAME.record.json, or a file beside it.")],
    to: Annotated[str, typer.Option("--to", metavar="PROGRAM", help=f"One of {', '.join(PLATFORMS)}.")],
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Where to write.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Write a quiz for Moodle, Canvas, Anki, as CSV or JSON; say what the format cannot carry."""
    if to not in PLATFORMS:
        raise UsageError(
            f"--to {to}: there is no such program{meant(to, PLATFORMS)}: it is one of {', '.join(PLATFORMS)}."
        )
    record, path = read_record(quiz)
    file = output or beside(path, PLATFORMS[to])
    require_place([file], force=force)
    from cardgrad.quizzes.export.platform import export as exported

    made = exported(record, to, int(path.stat().st_mtime))
    write_files({file: made.data}, force=force)
    for sentence in made.said:
        tell(sentence)
    print(file)
