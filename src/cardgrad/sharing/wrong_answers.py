"""The wrong answers to a problem that name a mistake, in words."""

from typing import NamedTuple

from quizgen.problem import Problem
from quizgen.value import value_math


class WrongAnswer(NamedTuple):
    """An answer as deck text, the ids of the mistakes that give it, and the sentence that helps."""

    answer: str
    mistakes: str
    message: str


def wrong_answers(problem: Problem) -> list[WrongAnswer]:
    """Return the predicted wrong answers of a problem."""
    return [
        WrongAnswer(
            ", ".join(
                f"${label} = {value_math(value)}$" for label, value in zip(problem.asked, one.answer, strict=True)
            ),
            " or ".join(one.ids),
            one.message,
        )
        for one in problem.mistakes
    ]
