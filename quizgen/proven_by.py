"""What proved a problem's key, in words: for whoever is to believe it."""

from quizgen.ask import Ask
from quizgen.problem import Problem

ARITHMETIC = "arithmetic"


def proven_by(problem: Problem) -> str:
    """Return what found each asked thing a second time: dual numbers, the formulas as they are written, or counting."""
    drill = problem.made.drill
    return drill.source.proof or " and ".join(dict.fromkeys(map(_engine, drill.asks)))


def _engine(ask: Ask) -> str:
    if ask.gradients:
        return "dual numbers"
    return ARITHMETIC if "multiplications" in ask.functions else "the formulas as written"
