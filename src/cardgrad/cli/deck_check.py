"""`cardgrad deck check`: what is wrong with decks, what their drills are like, and what is proven of them."""

from collections.abc import Sequence
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated

import typer

from cardgrad.cli.context import Context
from cardgrad.cli.options import AsJson
from cardgrad.cli.output import print_json
from cardgrad.cli.telling import tell
from cardgrad.decks.fault import ERROR
from cardgrad.decks.place import files_below
from cardgrad.errors import CardgradError, FaultsFoundError
from cardgrad.history.store import FILE_NAME as HISTORY_NAME
from cardgrad.study.tally import counted

if TYPE_CHECKING:
    from cardgrad.decks.checking import Around
    from cardgrad.decks.fix import Fixed

SEEDS = 20
PROOFS_NAME = "proofs.db"


def check(
    paths: Annotated[list[Path] | None, typer.Argument(help="Deck files and folders; without any, your decks.")] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Write missing ids into the files, and nothing else.")] = False,
    seeds: Annotated[int, typer.Option(min=0, max=100_000, help="Problems to make and prove of each drill.")] = SEEDS,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings count as faults.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Say of each drill how it does.")] = False,
    as_json: AsJson = False,
) -> None:
    """Check decks: every problem of every file at once, with its place and what to do; prove drills and formulas."""
    from cardgrad.cli.check_report import document
    from cardgrad.cli.check_screen import show
    from cardgrad.cli.progress import Progress
    from cardgrad.decks.checking import check_paths
    from cardgrad.decks.workers import all_cores

    begun = monotonic()
    around, named, store = _surroundings(paths)
    fixed = _fix(named) if fix else []
    with Progress("Proving") as progress:
        found = check_paths(named, seeds, around, store, all_cores(), progress.first)
    seconds = monotonic() - begun
    errors = sum(fault.severity == ERROR for fault in found.faults)
    counting = len(found.faults) if strict else errors
    if as_json:
        print_json(document(found, fixed, seeds, seconds, ok=not counting))
    else:
        show(found, fixed, seeds, seconds, verbose=verbose)
    if counting:
        what = "problem" if counting > errors else "fault"
        raise FaultsFoundError(f"{counted(counting, what)} found: mend the deck and check again.")


def _surroundings(paths: Sequence[Path] | None) -> "tuple[Around, list[Path], Path | None]":
    """Return what to check against, which files to check, and where proofs are kept.

    Files that are named can be checked where no data folder can be had, as on a machine that only checks.
    """
    from cardgrad.decks.checking import Around

    try:
        context = Context()
        library = context.library
        asleep = _suspended(context)
    except CardgradError as error:
        if not paths:
            raise
        tell(f"{error} Checked without your other decks.")
        return Around(), list(paths), None
    # Without names, the learner's decks: those that are studied, and those too broken for it.
    own = dict.fromkeys([*(deck.path for deck in library.decks), *(fault.path for fault in library.faults)])
    cards = [card for deck in library.decks for card in library.cards(deck.id)] if paths else []
    return Around(cards, asleep), list(paths or map(Path, own)), context.home / PROOFS_NAME


def _suspended(context: Context) -> set[str]:
    """Return the cards that the learner has suspended; a check makes no history where there is none."""
    if not (context.home / HISTORY_NAME).exists():
        return set()
    from cardgrad.history.log import History
    from cardgrad.history.reading import suspended

    history = History(context.home)
    try:
        return suspended(history)
    finally:
        history.close()


def _fix(paths: Sequence[Path]) -> "list[Fixed]":
    """Write missing ids into deck files and folders of them."""
    from cardgrad.decks.fix import fix_file

    files = [Path(name) for path in paths for name in (files_below(str(path)) if path.is_dir() else [str(path)])]
    found = [fix_file(path) for path in dict.fromkeys(files)]
    return [fixed for fixed in found if fixed.written or fixed.refused]
