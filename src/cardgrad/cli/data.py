"""`cardgrad data`: where the history is, and whether its schedules are what its log says."""

import typer

from cardgrad.cli.context import Context
from cardgrad.cli.options import AsJson
from cardgrad.cli.output import print_json
from cardgrad.errors import FaultsFoundError
from cardgrad.study.tally import counted

app = typer.Typer(rich_markup_mode=None, add_completion=False, help="Find and check the history.")


@app.callback()
def data() -> None:
    """Find and check the history."""


@app.command()
def path(as_json: AsJson = False) -> None:
    """Print the folder that holds the history, the settings and your own decks."""
    context = Context()
    if as_json:
        print_json(
            {"folder": str(context.home), "history": str(context.home / "history.db"), "decks": str(context.own_decks)}
        )
    else:
        print(context.home)


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Fold the whole log anew and compare it with the schedules in use; mend what differs."""
    history = Context().history
    folded, cached = history.fold(), history.schedules()
    differing = sorted(card for card in folded.keys() | cached.keys() if folded.get(card) != cached.get(card))
    if differing:
        history.refold()
    if as_json:
        print_json({"cards": len(folded), "mended": differing})
    else:
        print(
            f"Mended: {', '.join(differing)}."
            if differing
            else f"The log and {counted(len(folded), 'schedule')} agree."
        )
    if differing:
        raise FaultsFoundError(f"{counted(len(differing), 'schedule')} differed from the log; made anew from it.")
