"""The gaps of an entry as Anki's: `{{c1::text}}`, one number for each of its cards."""

from collections.abc import Mapping, Sequence
from itertools import count
from typing import NamedTuple

from cardgrad.decks.card import Card, Cloze
from cardgrad.decks.gaps import Places, gaps_of
from cardgrad.quizzes.export.markup import LATEX, paragraph
from quizgen.notation.spans import spans


class AnkiCloze(NamedTuple):
    """The text of an entry with its gaps as HTML; cards by the numbers of their gaps, and those that are none."""

    text: str
    gaps: dict[int, Card]
    others: list[Card]


def anki_cloze(cards: Sequence[Card]) -> AnkiCloze:
    """Return the text of an entry with its gaps as Anki has them.

    A gap inside a formula cannot, and neither can one that lies across another.
    """
    found: dict[str, Places] = {}
    taken: Places = ()
    for card in cards:
        assert isinstance(card.content, Cloze)  # noqa: S101  as its kind says
        places = gaps_of(card.content)
        if (
            places
            and not _cuts(card.content.full, places)
            and not any(start < end and begin < stop for start, stop in taken for begin, end in places)
        ):
            found[card.id] = places
            taken += places
    others = [card for card in cards if card.id not in found]
    first = cards[0].content
    assert isinstance(first, Cloze)  # noqa: S101
    gaps = dict(enumerate((card for card in cards if card.id in found), 1))
    return AnkiCloze(_marked(first.full, found) if found else "", gaps, others)


def _cuts(full: str, places: Places) -> bool:
    """Tell whether a gap begins in a formula, in code or in bold words and ends elsewhere, or is in a formula."""
    for span in spans(full):
        end = span.position + len(span.text)
        for start, stop in places if span.kind != "text" else ():
            begins, ends = span.position <= start <= end, span.position <= stop <= end
            if begins != ends or (begins and span.kind == "math"):
                return True
    return False


def _marked(full: str, found: Mapping[str, Places]) -> str:
    """Return a text as HTML with Anki's signs around its gaps."""
    opening, closing = _unused(full)
    ends = [
        sign
        for number, places in enumerate(found.values(), 1)
        for start, stop in places
        for sign in ((stop, closing), (start, f"{opening}{number}{opening}"))
    ]
    text = full
    for place, sign in sorted(ends, reverse=True):
        text = text[:place] + sign + text[place:]
    written = paragraph(text, LATEX)
    pieces = written.split(closing)
    gaps = [piece.rpartition(opening) for piece in pieces[:-1]]
    return "".join(f"{_begun(before, opening)}::{_inside(gap)}}}}}" for before, _, gap in gaps) + pieces[-1]


def _begun(text: str, opening: str) -> str:
    """Return what stands before a gap, up to its number."""
    before, _, number = text.rpartition(opening)
    return f"{before}{{{{c{number}"


def _inside(gap: str) -> str:
    """Return what is asked for without the signs that would end it, or begin a hint."""
    while "}}" in gap:
        gap = gap.replace("}}", "} }")
    return gap.replace("::", ":&#58;")


def _unused(text: str) -> tuple[str, str]:
    """Return two words that are in no place of a text, also not where it meets them: they pass through as they are."""
    stem = next(stem for number in count() if (stem := f"q{'y' * number}") + "o" not in text and stem + "c" not in text)
    return f"{stem}oz", f"{stem}cz"
