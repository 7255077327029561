"""Where the gaps of a cloze card are in its full text, found again from the text with them blanked."""

from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import TypeAlias

from cardgrad.decks.card import BLANK, Cloze

Places: TypeAlias = list[tuple[int, int]]  # where gaps begin and end in the full text

_MOST = 12  # gaps of one name: what can be told apart in no time


def gaps_of(cloze: Cloze) -> Places | None:
    """Return the places of a card's gaps; nothing where a gap is inside a formula, which is asked in another way.

    >>> gaps_of(Cloze("The ____ of the ____", "sum, gradients", "The sum of the gradients"))
    [(4, 7), (15, 24)]
    """
    between = cloze.question.split(BLANK)
    if not 1 < len(between) <= _MOST:
        return None
    for texts in _splits(cloze.answer.split(", "), len(between) - 1):
        whole, places = between[0], []
        for text, after in zip(texts, between[1:], strict=True):
            places.append((len(whole), len(whole) + len(text)))
            whole += text + after
        if whole == cloze.full:
            return places
    return None


def _splits(words: list[str], count: int) -> Iterator[list[str]]:
    """Yield each way to make so many texts of words with commas between them."""
    for cuts in combinations(range(1, len(words)), count - 1):
        ends = [0, *cuts, len(words)]
        yield [", ".join(words[start:end]) for start, end in pairwise(ends)]
