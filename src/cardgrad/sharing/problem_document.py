"""A problem as a JSON object, every value as a person would type it."""

from typing import Any

from quizgen.effort import effort
from quizgen.problem import Problem, read_reference
from quizgen.proven_by import proven_by
from quizgen.value import write_answers
from quizgen.working import working

BANDS = ("any", "easy", "medium", "hard")


def document(problem: Problem) -> dict[str, Any]:
    """Return a problem with its key, its working, and the answers that its mistakes give; texts are deck text."""
    record = problem.record()
    drill = problem.made.drill
    return {
        **named(problem.drill_id, problem.reference),
        "revision": problem.revision,
        "changed": False,
        "prompt": problem.prompt,
        "given": record["givens"],
        "upstream": record["upstream"] if drill.source.upstream is not None else None,
        "ask": list(problem.asked),
        "key": write_answers(problem.answer),
        "digits": problem.digits,
        "working": list(working(problem, whole=True)),
        "mistakes": [
            {
                "id": mistake.id,
                "also": list(mistake.also),
                "name": mistake.name,
                "answer": write_answers(mistake.answer),
                "message": mistake.message,
            }
            for mistake in problem.mistakes
        ],
        "proof": proven_by(problem),
        "effort": round(effort(problem.made), 2),
    }


def named(drill_id: str, reference: str) -> dict[str, Any]:
    """Return what names a problem; the seed is the number on the command line, which holds the band too."""
    _, _, band = read_reference(reference)
    number = int(reference.rpartition("@")[2])
    return {"drill": drill_id, "seed": number, "reference": f"{drill_id}@{number}", "band": BANDS[band]}
