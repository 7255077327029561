"""Cards of a deck on a screen as their learner will see them, with what only their author should see."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cardgrad.cli.screen import Screen
from cardgrad.decks.card import Card
from cardgrad.decks.fault import ERROR, Fault
from cardgrad.sharing.shown import Shown
from cardgrad.study.view import Block

if TYPE_CHECKING:
    from cardgrad.sharing.samples import Samples
    from quizgen.problem import Problem

_KINDS = {"front": "front and back", "type": "typed answer", "steps": "steps in order"}


def show_faults(screen: Screen, faults: Sequence[Fault], most: int | None = None) -> None:
    """Print faults, the first of them where there are more than so many."""
    for fault in faults[:most]:
        screen.told(f"{_near(fault)}", "bold red" if fault.severity == ERROR else "yellow")
    if most is not None and len(faults) > most:
        screen.told(f"and {len(faults) - most} more: cardgrad deck check {faults[0].path}", "bold red")
    if faults:
        screen.told("")


def show_card(screen: Screen, shown: Shown, *, measured: bool = True) -> None:
    """Print a card: its id, question, hints, answer and why; of a drill some problems, then how it does.

    To measure that may take a second.
    """
    screen.told(shown.card.id, "bold cyan")
    screen.told(_about(shown.card), "dim")
    if shown.fault:
        screen.told(f"{_near(shown.fault)}", "bold red")
        return
    for block in _blocks(shown):
        screen.block(block)
    if shown.samples:
        _show_drill(screen, shown, shown.samples)
        if measured:
            _show_acceptance(screen, shown.samples)


def _about(card: Card) -> str:
    """Return what a card is, and where it stands."""
    tags = f"tags {', '.join(card.tags)}" if card.tags else ""
    needs = f"needs {', '.join(card.needs)}" if card.needs else ""
    source = f"source {card.source}" if card.source else ""
    return "  ".join(
        filter(None, (_KINDS.get(card.kind, card.kind), tags, needs, source, f"{_near_path(card.path)}:{card.line}"))
    )


def _near(fault: Fault) -> Fault:
    return fault._replace(path=_near_path(fault.path))


def _near_path(path: str) -> str:
    """Return a path from the current folder, if the file is below it: it is short, and opens all the same."""
    here = Path.cwd()
    return str(Path(path).relative_to(here)) if Path(path).is_relative_to(here) else path


def _blocks(shown: Shown) -> Iterable[Block]:
    """Yield a flashcard from its question to its reason."""
    yield from shown.question
    if not shown.samples:
        yield from (Block("hint", hint) for hint in shown.hints)
    yield from shown.answer


def _show_drill(screen: Screen, shown: Shown, samples: "Samples") -> None:
    from cardgrad.cli.drill_text import drill_lines

    for line in drill_lines(shown.card.content):
        screen.told(line, "dim")
    for place, problem in enumerate(samples.problems):
        _show_problem(screen, shown.card, problem, shown.hints if place == 0 else ())
    if shown.card.why:
        screen.block(Block("why", shown.card.why))


def _show_acceptance(screen: Screen, samples: "Samples") -> None:
    from cardgrad.sharing.accepted import accepted

    screen.console.file.flush()  # what follows takes a moment
    screen.told("")
    for line in accepted(samples.drill):
        screen.told(line, "dim")


def _show_problem(screen: Screen, card: Card, problem: "Problem", hints: Sequence[str]) -> None:
    """Print a problem with its band, its hints, its working and the wrong answers that name a mistake."""
    from cardgrad.cli.problem_screen import mistaken
    from cardgrad.sharing.problem_document import BANDS
    from cardgrad.study.drilling import asked, worked
    from cardgrad.study.question import picture

    screen.told("")
    screen.told(f"{BANDS[problem.band].capitalize()}: {problem.reference}", "bold magenta")
    hinted = [Block("hint", hint) for hint in hints]
    question, *drawing = asked(problem)
    for block in (question, *picture(card), *drawing, *hinted, *worked(problem, whole=False), *mistaken(problem)):
        screen.block(block)
