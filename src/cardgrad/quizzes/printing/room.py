"""How much room things take on a page, as far as it can be told before they are set."""

import re
from collections.abc import Sequence

from cardgrad.quizzes.printing.labels import space_of
from cardgrad.quizzes.printing.strip import strip
from cardgrad.quizzes.record import ARRAY, Form, Heading, Part, Question

_TALLEST = 150  # millimetres of a strip below which there is room for questions on page 1
_HIGH = 400  # pixels of a drawing, a third of a page, with which a question may not fit on a page
_ROOMY = 100  # millimetres for work, with which a question may not fit on a page
_LENGTHY = 1200  # signs to read, with which it may not either; a matrix of an option has about 30
_LINE = 60  # signs that a line has room for


def columns_of(heading: Heading, forms: Sequence[Form]) -> int:
    """Return how many columns all forms have: one in large print, and where the strip of any fills page 1."""
    if heading.large or heading.columns == 1:
        return 1
    return 1 if any(_strip_height(form) > _TALLEST for form in forms) else heading.columns


def _strip_height(form: Form) -> float:
    return sum(max(_height(cell.part) for cell in row) for row in strip(form))


def _height(part: Part) -> float:
    """Return how many millimetres of a strip a box takes with the space below it."""
    return 17 + 7 * (part.shape[0] - 1 if part.kind == ARRAY and part.shape else 0)


def may_be_tall(question: Question) -> bool:
    """Tell whether a question may be taller than a page: a picture, a high drawing, much room for work or to read."""
    if question.picture or _height_of(question.drawing) > _HIGH or space_of(question) > _ROOMY:
        return True
    return is_lengthy(question.prompt, *(option.text for option in question.options), *question.steps)


def _height_of(drawing: str | None) -> int:
    """Return the height of a drawing of ours in pixels."""
    found = re.search(r'<svg[^>]*? height="(\d+)"', drawing or "")
    return int(found[1]) if found else 0


def is_lengthy(*texts: str) -> bool:
    """Tell whether texts that are read together may fill a page."""
    return sum(len(text) + _LINE * text.count("\n") for text in texts) > _LENGTHY
