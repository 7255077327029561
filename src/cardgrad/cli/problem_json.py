"""`cardgrad problem --json`: what a document of a problem says beside the problem itself."""

from typing import Any

from cardgrad.sharing.problem_document import named
from quizgen.answers import Read, Unreadable
from quizgen.judging import judge
from quizgen.problem import Problem
from quizgen.value import SEPARATOR, write_answers


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
        **named(drill_id, kept["reference"]),
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
