"""What an instructor decides after the quiz: an item that is given to everybody, an answer that is accepted too."""

from fractions import Fraction
from typing import NamedTuple

from cardgrad.quizzes.record import Part, Question


class Decision(NamedTuple):
    """One decision about an item, on all forms or on one."""

    item: str  # q4
    part: str = ""  # q4_dx where it is about one box only
    accept: str = ""  # an answer or a formula that counts as well; empty where everybody has full points
    points: Fraction | None = None  # for an accepted answer; all of the box's where nothing is said
    form: str = ""  # id of the form that it holds for; empty for all
    why: str = ""

    def concerns(self, question: Question, part: Part | None = None) -> bool:
        """Tell whether it is about this question, or this box of it."""
        return self.item == question.item and (part is None or self.part in ("", part.name))
