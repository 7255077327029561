"""`cardgrad problem --json`: a problem as a document, every value as a person would type it."""

from typing import Any

from quizgen.answers import Read, Unreadable
from quizgen.effort import effort
from quizgen.judging import judge
from quizgen.problem import Problem, read_reference
from quizgen.proven_by import proven_by
from quizgen.value import SEPARATOR, write_answers
from quizgen.working import working

BANDS = ("any", "easy", "medium", "hard")


def document(problem: Problem) -> dict[str, Any]:
    """Return a problem with its key, its working, and the answers that its mistakes give; texts are deck text."""
    record = problem.record()
    drill = problem.made.drill
    return {
        **_named(problem.drill_id, problem.reference),
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


def verdict_document(problem: Problem, read: Read | Unreadable) -> dict[str, Any]:
    """Return what an answer comes to; one that cannot be read is not judged."""
    if isinstance(read, Unreadable):
        return {"verdict": "unreadable", "diagnosis": [], "message": read.message, "position": read.position}
    found = judge(problem, read.values)
    return {
        "verdict": found.kind.replace(" ", "_"),
        "understood": write_answers(read.values),
        "parts": list(found.parts),
        "credit": str(found.credit),
        "carried": [problem.asked[place] for place in found.carried],
        "diagnosis": list(dict.fromkeys(name for one in found.diagnosis for name in one.ids)),
        "message": found.diagnosis[0].message if found.diagnosis else None,
        "departs": found.diagnosis[0].departs if found.diagnosis else None,
    }


def kept_document(drill_id: str, kept: dict[str, Any]) -> dict[str, Any]:
    """Return a problem as the log keeps it, whose drill has changed: nothing can be worked out from it any more."""
    return {
        **_named(drill_id, kept["reference"]),
        "revision": kept["revision"],
        "changed": True,
        "prompt": kept["prompt"],
        "given": kept["givens"],
        "upstream": kept["upstream"],
        "ask": kept["asked"],
        "key": SEPARATOR.join(kept["key"]),
        "working": [],
        "mistakes": [],
        "proof": None,
    }


def _named(drill_id: str, reference: str) -> dict[str, Any]:
    """Return what names a problem; the seed is the number on the command line, which holds the band too."""
    _, _, band = read_reference(reference)
    number = int(reference.rpartition("@")[2])
    return {"drill": drill_id, "seed": number, "reference": f"{drill_id}@{number}", "band": BANDS[band]}
