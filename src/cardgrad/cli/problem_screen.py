"""`cardgrad problem` on a screen: the question, a verdict where an answer was given, the key, and what proves it."""

from collections.abc import Sequence
from typing import Any

from cardgrad.cli.problem_json import BANDS
from cardgrad.cli.screen import Screen
from cardgrad.study.drilling import asked, worked
from cardgrad.study.remarks import remarks, right_share
from cardgrad.study.view import Block
from quizgen.answers import Read
from quizgen.effort import effort
from quizgen.judging import CORRECT, PARTLY, Verdict
from quizgen.mistakes import Mistake
from quizgen.problem import Problem
from quizgen.proven_by import ARITHMETIC, proven_by
from quizgen.template import in_band, template
from quizgen.value import value_math, write_answers


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
    if not verdict and problem.mistakes:
        screen.block(Block("label", "Wrong answers that name a mistake:"))
        for number, mistake in enumerate(problem.mistakes, 1):
            screen.block(Block("option", _said(problem, mistake), f"{number:2}"))
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


def _said(problem: Problem, mistake: Mistake) -> str:
    """Return the answer that a mistake gives, its ids, and the sentence that helps."""
    values = zip(problem.asked, mistake.answer, strict=True)
    answer = ", ".join(f"${label} = {value_math(value)}$" for label, value in values)
    return f"{answer}\n{' or '.join(mistake.ids)}: {mistake.message}"


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
