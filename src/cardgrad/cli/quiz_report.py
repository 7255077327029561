"""`cardgrad quiz report`: the evidence that a quiz is fair, and whether its seeds still make what was printed."""

from pathlib import Path
from typing import Annotated, Any

import typer

from cardgrad.cli.context import Context
from cardgrad.cli.options import AsJson
from cardgrad.cli.output import print_json, print_table
from cardgrad.cli.screen import Screen
from cardgrad.cli.telling import tell
from cardgrad.decks.library import Library
from cardgrad.errors import CardgradError, FaultsFoundError
from cardgrad.quizzes.evidence import ItemEvidence, Spread, form_effort, item_evidence, spread
from cardgrad.quizzes.record import Record
from cardgrad.quizzes.record_file import read_record
from cardgrad.quizzes.recreating import Difference, differences
from cardgrad.study.tally import counted

_SHOWN = 20


def report(
    quiz: Annotated[Path, typer.Argument(metavar="QUIZ", help="A quiz, by any of its files.")],
    as_json: AsJson = False,
) -> None:
    """Show how forms compare in numbers, effort and options; make all again from the seeds and compare."""
    record, _ = read_record(quiz)
    items = item_evidence(record)
    efforts = form_effort(record)
    found = list(differences(record, _library()))
    if as_json:
        print_json(_document(record, items, efforts, found))
    else:
        _print(record, items, efforts, found)
    if any(one.form for one in found):
        raise FaultsFoundError("the record stands: keys and marking read it, never what would be made today.")


def _library() -> Library | None:
    """Return the decks to compare with; the record can be looked at where no data folder can be had."""
    try:
        return Context().library
    except CardgradError as error:
        tell(f"{error} Compared without your decks.")
        return None


def _print(record: Record, items: tuple[ItemEvidence, ...], efforts: dict[str, float], found: list[Difference]) -> None:
    screen = Screen()
    forms = len(record.forms)
    screen.say(f"{record.heading.title}: {counted(forms, 'form')} of {counted(len(items), 'question')}", "bold")
    rows = [
        (one.item, one.kind, "-" if one.effort is None else f"{one.distinct} of {one.forms}", one.keys,
         _span(one.effort), one.card)
        for one in items
    ]  # fmt: skip
    print_table(screen, ("Item", "As", "Distinct", "Keys", "Effort", "Card"), rows)
    if choices := [one for one in items if one.places]:
        screen.say("\nHow often the right option is a, b, c ..., and the smallest number, the next ...", "bold")
        counts = [(one.item, " ".join(map(str, one.places)), " ".join(map(str, one.ranks)) or "-") for one in choices]
        print_table(screen, ("Item", "Places", "Ranks"), counts)
    screen.say("")
    total = spread(list(efforts.values()))
    screen.say(f"Effort of a form: {_span(total)}, {100 * total.relative:.0f} % from the mean at most.")
    made = sum(one.reference is not None for form in record.forms for one in form.questions)
    if not any(one.form for one in found):
        screen.say(f"Made again from its seeds: {counted(made, 'problem')}, all as printed.")
    for one in found[:_SHOWN]:
        screen.say(f"{one.form or 'all forms'} {one.item}: {one.message}.", "yellow")
    if len(found) > _SHOWN:
        screen.say(f"... and {len(found) - _SHOWN} more differences.", "yellow")


def _span(found: Spread | None) -> str:
    if found is None:
        return "-"
    least, most = f"{found.least:.3g}", f"{found.most:.3g}"
    return least if least == most else f"{least} to {most}"


def _document(
    record: Record, items: tuple[ItemEvidence, ...], efforts: dict[str, float], found: list[Difference]
) -> dict[str, Any]:
    return {
        "quiz": record.name,
        "seed": record.seed,
        "program": record.program,
        "forms": [{"form": form, "effort": effort} for form, effort in efforts.items()],
        "items": [{**one._asdict(), "effort": one.effort and one.effort._asdict()} for one in items],
        "differences": [one._asdict() for one in found],
    }
