"""A check's lines printed: in a terminal folded at words with their places in sight, else each on one line.

What reads a pipe, an editor above all, takes a line for a fault.
"""

import shlex
import sys
from collections.abc import Sequence

from rich.text import Text

from cardgrad.cli.check_report import details, place, sentence, summary
from cardgrad.cli.screen import Screen
from cardgrad.cli.text import plain
from cardgrad.decks.checking import Checked
from cardgrad.decks.fault import ERROR, Fault
from cardgrad.decks.fix import Fixed
from cardgrad.decks.naming import MISSING_ID
from cardgrad.study.tally import counted

_INDENT = 4
_MEANT = ("two-questions", "long-answer", "near-duplicate", "longest-option")  # what an author may well mean to have


def show(found: Checked, fixed: Sequence[Fixed], seeds: int, seconds: float, *, verbose: bool) -> None:
    """Print what was written and found, and what it comes to."""
    screen = Screen()
    watched = sys.stdout.isatty()
    lines = list(details(found, fixed, verbose=verbose))
    for line in lines:
        _print(screen, watched, line)
    for path, count in found.nameless.items() if watched else ():
        told = f"warning: {counted(count, 'card has', 'cards have')} no id, which the history of a card hangs on"
        _print(screen, watched, f"{told}: cardgrad deck check --fix {shlex.quote(path)}", f"{path}:", "yellow")
    for fault in _ordered(found.faults) if watched else found.faults:
        _print(screen, watched, sentence(fault), place(fault), "bold red" if fault.severity == ERROR else "yellow")
    if lines or found.faults:
        screen.raw("")
    for line in summary(found, seeds, seconds):
        _print(screen, watched, line)
    if watched and (rule := next((fault.rule for fault in found.faults if fault.rule in _MEANT), "")):
        _print(screen, watched, f"A warning that you mean to have stays away with 'allow: [{rule}]' on its card.")


def _ordered(faults: Sequence[Fault]) -> Sequence[Fault]:
    """Return the errors last, where they stay on the screen; missing ids are told together."""
    told = [fault for fault in faults if fault.rule != MISSING_ID]
    return sorted(told, key=lambda fault: fault.severity == ERROR)


def _print(screen: Screen, watched: bool, text: str, where: str = "", style: str = "") -> None:
    """Print a text behind its place."""
    if watched:
        parts = (plain(part, ascii_only=screen.ascii_only) for part in (where, text))
        screen.hanging(Text.assemble((next(parts), style), " " * bool(where), next(parts)), _INDENT)
    else:
        screen.raw(f"{where} {text}" if where else text)
