"""One attempt at a question: the hints taken, the answers typed, the time, and what they come to."""

from fractions import Fraction
from typing import Any

from cardgrad.scheduling.grading import Outcome
from cardgrad.study.draft import Draft
from cardgrad.study.question import Judged, Judgement, Reading
from cardgrad.study.recall import Recall


class Attempt:
    """A question and what the learner has done with it so far."""

    def __init__(self, question: Recall | Judged, purpose: str, started: int) -> None:
        self.question = question
        self.purpose = purpose
        self.started = started  # UTC milliseconds
        self.milliseconds = 0
        self.hints = 0
        self.looked_up = False  # the deck's notes were read while the question stood
        self.typed: list[str] = []
        self.reading: Reading | None = None  # the last answer as understood
        self.judgements: list[Judgement] = []
        self.gave_up = False
        self.draft = None if isinstance(question, Recall) else Draft(question)

    @property
    def judgement(self) -> Judgement | None:
        """What the last try came to."""
        return self.judgements[-1] if self.judgements else None

    @property
    def done(self) -> bool:
        """Whether nothing more can be answered."""
        if self.gave_up:
            return True
        return self.judgement is not None and (self.judgement.correct or len(self.typed) >= self.question.tries)

    @property
    def prompt(self) -> str | None:
        """The label of the line that is typed as the answer, or None where a key is pressed."""
        return None if self.draft is None or self.options else self.draft.prompt

    @property
    def options(self) -> int:
        """How many numbered options a single key chooses from."""
        return 0 if isinstance(self.question, Recall) else self.question.options

    def stop_clock(self, now: int) -> None:
        """Take the thinking time, capped at the question's limit; a clock that stands still tells nothing."""
        self.milliseconds = min(max(0, now - self.started), self.question.limit_ms)

    def answer(self, text: str, now: int) -> str | None:
        """Take a line, and judge the answer if it was the last one; return why it is none, which costs no try."""
        question, draft = self.question, self.draft
        if draft is None or isinstance(question, Recall):
            return "this card is answered in your head"
        found = draft.enter(text)
        if not isinstance(found, Reading):
            return found
        self.typed.append(found.typed or text)
        self.reading = found
        self.judgements.append(question.judge(found))
        draft.correct(self.judgements[-1].left)
        self.stop_clock(now)
        return None

    def give_up(self, now: int) -> None:
        """Stop trying."""
        self.gave_up = True
        self.stop_clock(now)

    @property
    def has_hint(self) -> bool:
        """Whether a hint is left; a drill has one at least, which is worked out only when it is wanted."""
        return (not self.hints and self.question.card.kind == "drill") or self.hints < len(self.question.hints())

    def take_hint(self) -> bool:
        """Show one hint more; tell whether there was one."""
        if not self.has_hint:
            return False
        self.hints += 1
        return True

    def outcome(self) -> Outcome:
        """Return the facts that the grade of a judged answer depends on."""
        judgement = self.judgement
        credit = judgement.credited if judgement else Fraction(0)
        return Outcome(
            correct=judgement is not None and judgement.correct and not self.gave_up,
            tries=max(1, len(self.typed)),
            hints=self.hints + self.looked_up,
            right_parts=credit.numerator,
            parts=credit.denominator,
            slip=judgement is not None and judgement.slip,
            gave_up=self.gave_up,
            milliseconds=self.milliseconds,
        )

    def verdict(self) -> str:
        """Return correct, partly correct, wrong or gave up."""
        if self.gave_up:
            return "gave up"
        if self.judgement is None or self.judgement.correct:
            return "correct"
        return "partly correct" if self.judgement.credited else "wrong"

    def facts(self) -> dict[str, Any]:
        """Return the raw facts for the log, from which a later policy can grade anew."""
        facts: dict[str, Any] = {"ms": self.milliseconds, "hints": self.hints, **self.question.facts()}
        facts |= {"notes": True} if self.looked_up else {}
        if self.question.tries:
            facts |= {"typed": list(self.typed), "tries": len(self.typed), "verdict": self.verdict()}
            if self.judgement:
                facts |= {"right": self.judgement.right_parts, "parts": self.judgement.parts}
                facts |= {"credit": str(self.judgement.credited)} if self.judgement.credit is not None else {}
                facts |= {"slip": True} if self.judgement.slip else {}
            named = next((judgement for judgement in self.judgements if judgement.diagnosis), None)
            if named:  # at the first try too: what was mended at the second was a mistake
                facts |= {"diagnosis": list(named.diagnosis)}
                facts |= {"mistake": named.mistake.partition("@")[0]} if named.mistake else {}
        return facts
