"""How to answer, beside each box, in the language of the fixed words."""

from cardgrad.quizzes.printing.words import words_of
from cardgrad.quizzes.record import ARRAY, FORMULA, LETTER, NUMBER, ORDER, SIZE


def how_to_answer(
    kind: str, language: str, digits: int, shape: tuple[int, int] | None = None, *, rounded: bool = False
) -> str:
    """Return how a box is to be filled; nothing for words.

    >>> how_to_answer("array", "en", 3, (2, 3))
    '2 × 3, exact'
    """
    words = words_of(language)
    exactness = words.rounded.format(digits=digits) if rounded else words.exact
    if kind == NUMBER:
        return exactness
    if kind == ARRAY and shape:
        return f"{shape[0]} × {shape[1]}, {exactness}"
    return {SIZE: words.size, FORMULA: words.formula, LETTER: words.letter, ORDER: words.order}.get(kind, "")
