"""A drill being asked: fresh numbers, a typed answer, the mistake behind a wrong one, and the working."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from cardgrad.decks.card import Card
from cardgrad.study.answer_lines import as_typed, equation, prompt, share_a_line
from cardgrad.study.figure import answer_figure, question_figure
from cardgrad.study.question import Judgement, More, Reading, Unreadable, explanation, picture
from cardgrad.study.view import SPARE, Block
from quizgen.drill import Drill, DrillError, DrillSource, read_drill
from quizgen.problem import Problem, choose_problem
from quizgen.template import ANY

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

    def __init__(
        self,
        card: Card,
        source: DrillSource,
        salt: str,
        number: int,
        recent: Sequence[str],
        made: Sequence[str] = (),
        bands: Sequence[int] = (ANY,),
    ) -> None:
        self.card = card
        self.drill = _drill(card.id, source)
        unwanted = recent[-min(RECENT, self.drill.instances // 2) :] if self.drill.instances > 1 else ()
        self.problem = _fresh(self.drill, f"study {salt}", number, unwanted, bands, made)
        self.revision = self.problem.revision
        self.limit_ms = source.seconds * 1000 if source.seconds else LIMIT_MS
        self.salt = salt
        self._before = frozenset(made)
        self._example: Problem | None = None
        self._hints: Sequence[str] | None = None
        self.wanted = tuple(range(len(self.problem.asked)))

    def shown(self) -> Sequence[Block]:
        """Return the problem."""
        question, *rest = asked(self.problem)
        return [question, *picture(self.card), *rest]

    def example(self) -> Sequence[Block]:
        """Return a worked example with other numbers, for a drill's first appearance; nothing if it has no others."""
        if self._example is None:
            ours = frozenset((self.problem.instance,))
            self._example = choose_problem(self.drill, f"example {self.salt}", 0, ours, self.problem.band)
        if self._example.instance == self.problem.instance:
            return []
        return [*asked(self._example), *worked(self._example, whole=True)]

    def explained(self, *, whole: bool = False) -> Sequence[Block]:
        """Return the key and the working, short or whole."""
        return [*worked(self.problem, whole=whole, spare=not whole), *explanation(self.card)]

    def hints(self) -> Sequence[str]:
        """Return the author's hint, the rule in words, then the first step."""
        if self._hints is None:
            from quizgen.working import hints  # a question is there sooner without what comes after it

            self._hints = hints(self.problem)
        return self._hints

    def facts(self) -> dict[str, Any]:
        """Return the problem itself: a seed cannot make it again once the deck or the generator has changed."""
        return {"problem": self.problem.record(), "instance": self.problem.instance}

    def prompt(self) -> str:
        """Return the asked things that are still wanted, those that go on the first line."""
        return prompt(self.problem, self.wanted)

    def read(self, typed: str) -> Reading | Unreadable | More:
        """Read the parts still wanted."""
        from cardgrad.study.reading_lines import read_lines  # the same

        return read_lines(self.problem, self.wanted, typed)

    def judge(self, reading: Reading) -> Judgement:
        """Judge the parts; name the mistake that such an answer is consistent with, where there is one."""
        from cardgrad.study.remarks import remarks, right_share  # the same
        from quizgen.diagnosis import SLIP
        from quizgen.judging import judge

        wanted = self.wanted
        verdict = judge(self.problem, reading.values, wanted, self._before)
        parts = len(self.problem.asked)
        wrong = tuple(part for part, right in zip(wanted, verdict.parts, strict=True) if not right)
        left = [value for value, right in zip(reading.values, verdict.parts, strict=True) if not right]
        self.wanted = wrong or wanted
        first = verdict.diagnosis[0] if verdict.diagnosis else None
        return Judgement(
            correct=not wrong,
            right_parts=parts - len(wrong),
            parts=parts,
            remarks=remarks(self.problem, verdict, wanted),
            mistake=verdict.mistake,
            slip=first is not None and first.kind == SLIP and first.ids[0] in _SMALL_SLIPS,
            credit=(parts - len(wanted) + len(wanted) * verdict.credit) / parts,
            share=right_share(self.problem, verdict, wanted, reading.values),
            diagnosis=tuple(dict.fromkeys(name for found in verdict.diagnosis for name in found.ids)),
            left=as_typed(self.problem, wrong, left),
        )


def _fresh(
    drill: Drill, purpose: str, number: int, recent: Sequence[str], bands: Sequence[int], made: Sequence[str]
) -> Problem:
    """Return a problem that is not a recent one, of the first band that has such; where none has, the oldest return."""
    while True:
        for band in bands:
            problem = choose_problem(drill, purpose, number, frozenset(recent), band, made)
            if problem.instance not in recent:
                return problem
        recent = recent[len(recent) // 2 + 1 :]


def asked(problem: Problem) -> list[Block]:
    """Return a problem as it is asked, with its graph drawn where its author wants that."""
    question = Block("question", problem.prompt)
    return [question, *question_figure(problem)] if "drawing" in problem.made.drill.source.show else [question]


def worked(problem: Problem, *, whole: bool, spare: bool = True) -> list[Block]:
    """Return a problem's key, its working, and its graph with values and gradients, which a full screen may spare."""
    from quizgen.working import working  # the same

    steps = [Block("working", line) for line in working(problem, whole=whole)]
    return [Block("answer", key_text(problem)), *steps, *answer_figure(problem, SPARE if spare else "")]


def key_text(problem: Problem) -> str:
    """Return the right answer as deck text, what is no single number on a line of its own."""
    together = share_a_line(problem, range(len(problem.asked)))
    equations = [equation(*pair) for pair in zip(problem.asked, problem.answer, strict=True)]
    return (", " if together else "\n").join(equations)
