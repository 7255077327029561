"""Where the gaps of a cloze card are in its full text, found again from the text with them blanked."""

from typing import TypeAlias

from cardgrad.decks.card import BLANK, Cloze

Places: TypeAlias = tuple[tuple[int, int], ...]  # where gaps begin and end in the full text

_BETWEEN = ", "  # stands between the texts of several gaps, and may stand in each of them
_MOST = 300  # words with commas between them: what is gone through in no time


def gaps_of(cloze: Cloze) -> Places | None:
    """Return the places of a card's gaps; nothing where a gap is inside a formula, which is asked in another way.

    >>> gaps_of(Cloze("The ____ of the ____", "sum, gradients", "The sum of the gradients"))
    ((4, 7), (15, 24))
    """
    first, *rest = cloze.question.split(BLANK)
    words = cloze.answer.split(_BETWEEN)
    if not rest or len(words) > _MOST or not cloze.full.startswith(first):
        return None
    found: dict[int, tuple[int, Places]] = {0: (len(first), ())}  # by words used: where the text goes on, and gaps
    for after in rest:
        further: dict[int, tuple[int, Places]] = {}
        for used, (start, places) in found.items():
            for end in range(used + 1, len(words) + 1):
                text = _BETWEEN.join(words[used:end])
                if not cloze.full.startswith(text, start):
                    break
                stop = start + len(text)
                if cloze.full.startswith(after, stop):
                    further.setdefault(end, (stop + len(after), (*places, (start, stop))))
        found = further
    end, gaps = found.get(len(words), (-1, ()))
    return gaps if end == len(cloze.full) else None
