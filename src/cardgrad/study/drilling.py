"""A drill being asked: fresh numbers, a typed answer, the mistake behind a wrong one, and the working."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from cardgrad.decks.card import Card
from cardgrad.study.question import Judgement, Reading, Unreadable, explanation
from cardgrad.study.view import Block
from quizgen.answers import Read, judge, read_answer
from quizgen.drill import Drill, DrillError, DrillSource, read_drill
from quizgen.problem import Problem, choose_problem
from quizgen.working import hints, working

__all__ = ["DrillError", "Drilling"]

RECENT = 20  # a drill's last problems are not drawn again (or half of what it can draw, if that is less)
LIMIT_MS = 180_000
_SMALL_SLIPS = ("sign", "rounding")  # others, like a reciprocal, are named but graded as wrong


@lru_cache(maxsize=64)
def _drill(card_id: str, source: DrillSource) -> Drill:
    return read_drill(card_id, source)


class Drilling:
    """A drill in front of the learner, with one problem."""

    tries = 2
    options = 0
    limit_ms = LIMIT_MS

    def __init__(
        self,
        card: Card,
        source: DrillSource,
        salt: str,
        number: int,
        recent: Sequence[str],
        made: Sequence[str] = (),
        band: int = 0,
    ) -> None:
        self.card = card
        self.drill = _drill(card.id, source)
        unwanted = recent[-min(RECENT, self.drill.instances // 2) :] if self.drill.instances > 1 else ()
        self.problem = choose_problem(self.drill, f"study {salt}", number, frozenset(unwanted), band, made)
        while self.problem.instance in unwanted:  # a band may hold fewer problems than that
            unwanted = unwanted[len(unwanted) // 2 + 1 :]
            self.problem = choose_problem(self.drill, f"study {salt}", number, frozenset(unwanted), band, made)
        self.salt = salt
        self._hints: Sequence[str] | None = None
        self.wanted = tuple(range(len(self.problem.asked)))

    def shown(self) -> Sequence[Block]:
        """Return the problem."""
        return [Block("question", self.problem.prompt)]

    def example(self) -> Sequence[Block]:
        """Return a worked example with other numbers, for a drill's first appearance."""
        problem = choose_problem(self.drill, f"example {self.salt}", 0, frozenset((self.problem.instance,)))
        steps = [Block("working", line) for line in working(problem, whole=True)]
        return [Block("question", problem.prompt), *steps, Block("answer", _key(problem))]

    def explained(self, *, whole: bool = False) -> Sequence[Block]:
        """Return the key and the working, short or whole."""
        steps = [Block("working", line) for line in working(self.problem, whole=whole)]
        return [Block("answer", _key(self.problem)), *steps, *explanation(self.card)]

    def hints(self) -> Sequence[str]:
        """Return the author's hint, the rule in words, then the first step."""
        if self._hints is None:
            self._hints = hints(self.problem)
        return self._hints

    def facts(self) -> dict[str, Any]:
        """Return the problem itself: a seed cannot make it again once the deck or the generator has changed."""
        return {"problem": self.problem.record(), "instance": self.problem.instance}

    def prompt(self) -> str:
        """Return the asked things that are still wanted."""
        return ", ".join(f"${self.problem.asked[part]}$" for part in self.wanted)

    def read(self, typed: str) -> Reading | Unreadable:
        """Read the numbers still wanted."""
        found = read_answer(self.problem, typed, self.wanted)
        return Reading(tuple(found.values), found.echo) if isinstance(found, Read) else found

    def judge(self, reading: Reading) -> Judgement:
        """Judge the parts; name the mistake that gives exactly this answer, where one does."""
        verdict = judge(self.problem, reading.values, self.wanted)
        parts = len(self.problem.asked)
        wrong = tuple(part for part, right in zip(self.wanted, verdict.parts, strict=True) if not right)
        self.wanted = wrong or self.wanted
        remarks = []
        if verdict.mistake:
            remarks.append(Block("mistake", verdict.mistake.message))
        elif verdict.slip:
            remarks.append(Block("mistake", verdict.slip.message))
        return Judgement(
            correct=not wrong,
            right_parts=parts - len(wrong),
            parts=parts,
            remarks=tuple(remarks),
            mistake=verdict.mistake.id if verdict.mistake else None,
            slip=verdict.slip is not None and verdict.mistake is None and verdict.slip.id in _SMALL_SLIPS,
        )


def _key(problem: Problem) -> str:
    pairs = zip(problem.asked, problem.answer, strict=True)
    return ", ".join(f"${asked} = {value}$" for asked, value in pairs)
