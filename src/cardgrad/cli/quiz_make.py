"""`cardgrad quiz make`: decks or a quiz file become sheets, keys, a table for answers and a record, in one run."""

import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from cardgrad.cli.completion import complete_deck, complete_tag
from cardgrad.cli.quiz_wish import wish
from cardgrad.cli.screen import Screen
from cardgrad.cli.telling import tell
from cardgrad.errors import UsageError
from cardgrad.files import require_place, write_files
from cardgrad.quizzes.blueprint import BANDS, MOST_FORMS, VARY, Blueprint, Pool
from cardgrad.quizzes.printing.words import Language
from cardgrad.quizzes.record import Record
from cardgrad.study.tally import counted

As = Literal["numeric", "choice", "short", "cloze", "steps"]
Format = Literal["pdf", "html", "md", "latex"]
_OTHER_KIND = re.compile(r"\.[a-z]{3,4}")  # .docx, .txt; the end of v1.2 or of midterm.A is a part of the name


class Kind(StrEnum):
    """Kinds of cards; an option that can be repeated wants them as a class."""

    FRONT = "front"
    CLOZE = "cloze"
    CHOICE = "choice"
    STEPS = "steps"
    TYPE = "type"
    DRILL = "drill"


def make(
    named: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[DECK...|QUIZ.yaml]",
            help="Decks by id or path, or one quiz file; without any, all your decks.",
            autocompletion=complete_deck,
        ),
    ] = None,
    questions: Annotated[int | None, typer.Option(min=1, max=200, help="How many questions to pick.")] = None,
    forms: Annotated[str | None, typer.Option(metavar="N|each", help="How many forms, or one each student.")] = None,
    seed: Annotated[str | None, typer.Option(help="Fixes everything that is drawn; keep it to yourself.")] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="NAME.pdf", help="Names all files of the quiz.")
    ] = None,
    roster: Annotated[
        Path | None, typer.Option(metavar="FILE.csv", help="The students: columns name, id and any others.")
    ] = None,
    spares: Annotated[int | None, typer.Option(min=0, max=500, help="Sheets without a name.")] = None,
    split: Annotated[bool, typer.Option("--split", help="A file for each sheet.")] = False,
    tag: Annotated[
        list[str] | None, typer.Option(help="Pick only cards with this tag.", autocompletion=complete_tag)
    ] = None,
    kind: Annotated[list[Kind] | None, typer.Option(help="Pick only cards of this kind.")] = None,
    printed_as: Annotated[As | None, typer.Option("--as", help="Print all questions as this.")] = None,
    band: Annotated[
        Literal["any", "easy", "medium", "hard"] | None, typer.Option(help="How hard drills' problems are.")
    ] = None,
    points: Annotated[str | None, typer.Option(help="What each question is worth.")] = None,
    vary: Annotated[
        str | None, typer.Option(metavar="WORDS", help="What forms differ in: numbers,order,options; or nothing.")
    ] = None,
    redraw: Annotated[list[str] | None, typer.Option(metavar="B4", help="Draw question 4 of form B again.")] = None,
    calculator: Annotated[
        bool | None, typer.Option("--calculator/--no-calculator", help="Whether problems may need a calculator.")
    ] = None,
    title: Annotated[str | None, typer.Option(help="What the quiz is called on paper.")] = None,
    minutes: Annotated[int | None, typer.Option(min=1, max=1440, help="The time there is, as printed.")] = None,
    paper: Annotated[
        Literal["a4", "letter"] | None, typer.Option(case_sensitive=False, help="The size of the paper.")
    ] = None,
    columns: Annotated[int | None, typer.Option(min=1, max=2, help="How many columns of questions a page has.")] = None,
    language: Annotated[
        Language | None, typer.Option(case_sensitive=False, help="The language of the fixed words.")
    ] = None,
    large: Annotated[bool | None, typer.Option("--large", help="Print large.")] = None,
    one_sided: Annotated[bool | None, typer.Option("--one-sided", help="Let forms begin on any page.")] = None,
    format_: Annotated[Format | None, typer.Option("--format", help="What sheets and keys are written as.")] = None,
    font: Annotated[list[Path] | None, typer.Option(metavar="FILE", help="A font for signs that no other has.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there already.")] = False,
) -> None:
    """Make a quiz: sheets for students, keys with solutions, a table for answers, and the record of all of it."""
    from cardgrad.quizzes.answered import require_no_answers, require_same_record
    from cardgrad.quizzes.files import known_names

    wanted = {"kind": printed_as, "band": None if band is None else BANDS.index(band), "points": _points(points)}
    said = {key: value for key, value in wanted.items() if value is not None}
    blueprint, library = wish(
        named or [], Pool(tuple(tag or ()), (), tuple(str(one) for one in kind or ())), said, questions
    )
    base, written_as = _base(output, blueprint, format_)
    require_place(known_names(base, written_as, split=split), force=force)
    require_no_answers(base)
    stated: dict[str, Any] = {
        "minutes": minutes, "paper": paper, "columns": columns, "language": language, "calculator": calculator,
        "large": large, "one_sided": one_sided, "title": title,
    }  # fmt: skip
    heading = blueprint.heading._replace(**{key: value for key, value in stated.items() if value is not None})
    if not blueprint.path and title is None:
        heading = heading._replace(title=base.name.replace("-", " ").capitalize())
    changes: dict[str, Any] = {
        "forms": ... if forms is None else _forms(forms),
        "seed": ... if seed is None else seed,
        "spares": ... if spares is None else spares,
        "vary": ... if vary is None else _vary(vary),
        "redraw": ... if redraw is None else _redraw(redraw),
        "roster": ... if roster is None else str(roster),
    }
    blueprint = blueprint._replace(
        name=base.name, heading=heading, **{key: value for key, value in changes.items() if value is not ...}
    )
    from cardgrad.cli.progress import Progress
    from cardgrad.quizzes.making import make as made
    from cardgrad.quizzes.roster import read_roster

    students = None if blueprint.roster is None else read_roster(Path(blueprint.roster))
    with Progress("Drawing questions", "Setting pages") as progress:
        record = made(blueprint, library, students, progress.first)
        from cardgrad.quizzes.producing import produce

        files = produce(record, base, written_as, tuple(font or ()), split=split, force=force, tell=progress.second)
        require_same_record(files)
        write_files(files, force=force)
    _say(record, list(files))
    if seed is None and not blueprint.path:
        tell("everybody who has these decks can make this quiz, too: add --seed.")


def _base(output: Path | None, blueprint: Blueprint, stated: Format | None) -> tuple[Path, Format]:
    """Return the path that all files begin with, and what sheets and keys are written as."""
    from cardgrad.quizzes.files import SUFFIXES

    if output is None:
        return Path(blueprint.name), stated or "pdf"
    if output.is_dir() or not output.name:
        raise UsageError(f"{output} is a folder: name the quiz, as in -o {output / 'quiz.pdf'}.")
    kinds: dict[str, Format] = {".pdf": "pdf", ".html": "html", ".md": "md", ".tex": "latex"}
    kind = kinds.get(output.suffix)
    if stated and kind and SUFFIXES[stated] != output.suffix:
        raise UsageError(f"{output} and --format {stated} do not fit together: leave one of them out.")
    if not kind and _OTHER_KIND.fullmatch(output.suffix):
        raise UsageError(f"{output}: the name says how it is written: end it in {', '.join(kinds)}.")
    base = output.with_suffix("") if kind else output
    return base, stated or kind or "pdf"


def _forms(text: str) -> int | None:
    from cardgrad.quizzes.stated import number_of_forms

    count = number_of_forms(text)
    if count is None:
        raise UsageError(f"--forms {text} is no number of forms: write 1 to {MOST_FORMS}, or each.")
    return count or None


def _vary(text: str) -> frozenset[str]:
    words = [word for word in text.replace(",", " ").split() if word != "nothing"]
    for word in words:
        if word not in VARY:
            raise UsageError(f"forms cannot differ in {word!r}: write numbers, order and options, or nothing.")
    return frozenset(words)


def _redraw(words: list[str]) -> tuple[str, ...]:
    from cardgrad.quizzes.stated import bad_redraws

    if bad := bad_redraws(words):
        raise UsageError(f"--redraw {bad[0]} names no question of a form: write B4 for question 4 of form B.")
    return tuple(words)


def _points(text: str | None) -> str | None:
    from cardgrad.quizzes.stated import is_points

    if text is not None and not is_points(text):
        raise UsageError(f"--points {text}: points are a number over 0, such as 2, 1.5 or 1/2.")
    return text


def _say(record: Record, paths: list[Path]) -> None:
    screen = Screen()
    counts = [counted(len(record.forms), "form"), counted(len(record.forms[0].questions), "question")]
    students = sum(bool(row) for row in record.dealt) or sum(bool(form.student) for form in record.forms)
    seated = f" for {counted(students, 'student')}" if students else ""
    screen.say(f"Made {' of '.join(counts)}{seated}.")
    shown = paths if len(paths) <= 8 else [*paths[:3], *paths[-3:]]
    for place, path in enumerate(shown):
        if len(paths) > len(shown) and place == 3:
            screen.raw(f"  ... and {len(paths) - len(shown)} more")
        screen.raw(f"  {path}")
