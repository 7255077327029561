"""`cardgrad problem` on a screen: the question, a verdict where an answer was given, the key, and what proves it."""

from collections.abc import Sequence
from typing import Any

from cardgrad.cli.screen import Screen
from cardgrad.sharing.problem_document import BANDS
from cardgrad.sharing.wrong_answers import wrong_answers
from cardgrad.study.drilling import asked, worked
from cardgrad.study.remarks import remarks, right_share
from cardgrad.study.view import Block
from quizgen.answers import Read
from quizgen.effort import effort
from quizgen.judging import CORRECT, PARTLY, Verdict
from quizgen.problem import Problem
from quizgen.proven_by import ARITHMETIC, proven_by
from quizgen.template import in_band, template
from quizgen.value import write_answers


def show(
    problem: Problem, read: Read | None, verdict: Verdict | None, *, drawn: bool, beside: Sequence[Block] = ()
) -> None:
    """Print a problem, with what stands beside it on its card; with an answer, the verdict instead of the mistakes."""
    screen = Screen()
    screen.say(problem.reference, "bold cyan")
    question, *rest = asked(problem)
    for block in (question, *beside, *rest):
        screen.block(block)
    if read and verdict:
        for block in _judged(problem, read, verdict):
            screen.block(block)
    for block in worked(problem, whole=True):
        screen.block(block)
    if not verdict:
        for block in mistaken(problem):
            screen.block(block)
    screen.say("")
    for line in _standing(problem):
        screen.say(line, "dim")
    if drawn:
        screen.say("")
        screen.raw(f"To see it again: cardgrad problem {problem.reference}")


def show_kept(drill_id: str, kept: dict[str, Any], *, there: bool) -> None:
    """Print a problem as the log keeps it."""
    screen = Screen()
    screen.say(f"{drill_id}@{kept['reference'].rpartition('@')[2]}", "bold cyan")
    changed = "The drill has changed" if there else "The drill is in none of your decks any more"
    screen.say(f"{changed}; this is the problem as you were asked it.", "yellow")
    screen.block(Block("question", kept["prompt"]))
    pairs = zip(kept["asked"], kept["key"], strict=True)
    screen.block(Block("answer", "\n".join(f"${label}$: {key}" for label, key in pairs)))


def _judged(problem: Problem, read: Read, verdict: Verdict) -> list[Block]:
    """Return an answer as it was understood, the verdict, and what it is consistent with."""
    said = Block("said", read.echo)
    if verdict.kind == CORRECT:
        return [said, Block("right", "Correct.")]
    everything = range(len(problem.asked))
    share = right_share(problem, verdict, everything, read.values)
    partly = Block("partly", f"Partly correct{': ' * bool(share)}{share}.")
    found = partly if verdict.kind == PARTLY else Block("wrong", "Not correct.")
    return [said, found, *remarks(problem, verdict, everything)]


def mistaken(problem: Problem) -> list[Block]:
    """Return the wrong answers that name a mistake, each with its sentence."""
    said = [f"{one.answer}\n{one.mistakes}: {one.message}" for one in wrong_answers(problem)]
    options = [Block("option", text, f"{number:2}") for number, text in enumerate(said, 1)]
    return [Block("label", "Wrong answers that name a mistake:"), *options] if options else []


def _standing(problem: Problem) -> list[str]:
    """Return how hard a problem is, and what its key was found with besides the sweep."""
    shared = template(problem.made.drill)
    band = problem.band or next((band for band in range(1, len(BANDS)) if in_band(problem.made, shared, band)), 0)
    how = proven_by(problem)
    return [
        f"Effort {effort(problem.made):.3g}, {BANDS[band]} for this drill.",
        "Proven by counting again." if how == ARITHMETIC else f"Proven a second time by {how}.",
        f"As it is typed: {write_answers(problem.answer)}",
    ]
