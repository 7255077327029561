"""`cardgrad problem`: one problem of a drill with its key, its working and its mistakes; and a verdict on an answer."""

from typing import Annotated, Any

import typer

from cardgrad.cli.completion import complete_drill
from cardgrad.cli.context import Context
from cardgrad.cli.options import AsJson
from cardgrad.cli.output import print_json
from cardgrad.decks.card import Card
from cardgrad.errors import CardgradError, UsageError
from cardgrad.history.log import History
from cardgrad.history.reading import events_of
from quizgen.answers import Unreadable, read_answer
from quizgen.drill import DrillError, read_drill
from quizgen.judging import judge
from quizgen.notation.fault import caret
from quizgen.problem import Problem, make_problem, read_reference
from quizgen.source import DrillSource

app = typer.Typer(rich_markup_mode=None, add_completion=False)

_LONGEST = 20  # digits of a seed that this program writes
_SEEDS = 2500  # for a problem at random: its number has four digits


@app.command()
def problem(
    reference: Annotated[
        str,
        typer.Argument(
            metavar="DRILL[@SEED]",
            help="A problem as it is named: computation-graphs/mul-swap@4182; a drill alone draws one at random.",
            autocompletion=complete_drill,
        ),
    ],
    answer: Annotated[
        str | None, typer.Option(metavar="A", help="Judge this answer; parts of several have ' | ' between them.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show one problem with its key, working and predicted mistakes, or judge an answer to it."""
    context = Context()
    name, number = _split(reference)
    card = _find(context, name, number)
    drill_id = card.id if card else name
    kept = None if number is None else kept_problem(context.history, drill_id, number)
    made = None if card is None else _make(card, number)
    if kept and (made is None or _differs(made, kept)):
        _show_kept(drill_id, kept, answer, as_json=as_json, there=made is not None)
        return
    assert made is not None  # noqa: S101  without a card and a kept problem the drill was not found
    read = None if answer is None else read_answer(made, answer)
    if as_json:
        from cardgrad.cli.problem_json import verdict_document
        from cardgrad.sharing.problem_document import document

        print_json(document(made) | ({} if read is None else verdict_document(made, read)))
        return
    if isinstance(read, Unreadable):
        pointer = f":\n{caret(answer or '', read.position)}" if read.position is not None else "."
        raise CardgradError(f"this answer cannot be read: {read.message}{pointer}")
    from cardgrad.cli.problem_screen import show
    from cardgrad.study.question import picture

    verdict = None if read is None else judge(made, read.values)
    show(made, read, verdict, drawn=number is None, beside=picture(card) if card else ())


def kept_problem(history: History, drill_id: str, number: int) -> dict[str, Any] | None:
    """Return the problem with this number as the log has it, the last time that it was answered."""
    for event in reversed(events_of(history, drill_id)):
        kept = event.facts.get("problem")
        if kept and str(kept.get("reference")).rpartition("@")[2] == str(number):
            return dict(kept)
    return None


def _split(reference: str) -> tuple[str, int | None]:
    """Return the drill's name and the number of the problem, if there is one."""
    name, at, number = reference.rpartition("@")
    if not at:
        return reference, None
    if not name or not (number.isascii() and number.isdigit() and len(number) <= _LONGEST):
        raise UsageError(
            f"{reference!r} names no problem: write a drill and a number, like computation-graphs/mul-swap@4182."
        )
    return name, int(number)


def _find(context: Context, name: str, number: int | None) -> Card | None:
    """Return the card of a drill, or None for one that only the log knows."""
    try:
        card = context.library.find_card(name)
    except UsageError:
        if number is not None and kept_problem(context.history, name, number):
            return None
        raise
    if not isinstance(card.content, DrillSource):
        raise UsageError(f"{card.id} is no drill and has no problems: `cardgrad card show {card.id}` shows it.")
    return card


def _make(card: Card, number: int | None) -> Problem:
    """Return the problem with this number, or one at random."""
    if number is None:
        import random  # only where chance is wanted

        number = 4 * random.SystemRandom().randrange(_SEEDS)
    assert isinstance(card.content, DrillSource)  # noqa: S101  as it was found
    _, seed, band = read_reference(f"{card.id}@{number}")
    try:
        return make_problem(read_drill(card.id, card.content), seed, band)
    except DrillError as error:
        raise CardgradError(f"{card.path}:{card.line}: card '{card.id}': {error.message}.") from error


def _differs(made: Problem, kept: dict[str, Any]) -> bool:
    """Tell whether the drill or the generator makes another problem than the one that was asked."""
    now = made.record()
    return any(now[field] != kept.get(field) for field in ("revision", "givens", "upstream", "asked", "key"))


def _show_kept(drill_id: str, kept: dict[str, Any], answer: str | None, *, as_json: bool, there: bool) -> None:
    """Show a problem that can no longer be made as it was asked."""
    if answer is not None:
        raise CardgradError(
            f"the drill of {drill_id} has changed since this problem was asked, so that no answer to it can be judged;"
            " without --answer its key is shown."
        )
    if as_json:
        from cardgrad.cli.problem_json import kept_document

        print_json(kept_document(drill_id, kept))
        return
    from cardgrad.cli.problem_screen import show_kept

    show_kept(drill_id, kept, there=there)
