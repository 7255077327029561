"""Names that last: ids derived from text where the author gave none, and the ids that entries had before."""

import re
import unicodedata
import zlib
from collections.abc import Iterable, Sequence

from quizgen.notation.symbols import GREEK

WORDS_IN_ID = 6
LONGEST_ID = 48  # characters; a first word that is longer is cut
_COMMAND = re.compile(r"\\([A-Za-z]+)")  # of LaTeX, whose Greek letters alone are words
_FILLERS = frozenset(("a", "an", "the"))


def slug(text: str) -> str:
    """Return text as an id, `mul-gate`, or nothing when no letter or digit of it can be kept."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower()))


class Namer:
    """Ids for the entries of one deck that have none."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._numbers: dict[str, int] = {}

    def derived(self, text: str) -> str:
        """Return an id made of the first words of a card's text, different from all others of the deck."""
        spoken = _COMMAND.sub(lambda found: found[1] if found[1] in GREEK else " ", text)
        words = [word for word in slug(spoken).split("-") if word not in _FILLERS]
        stem = _joined(words[:WORDS_IN_ID]) or f"card-{zlib.crc32(text.encode('utf-8', 'replace')):08x}"
        name = stem
        while name in self._taken:
            self._numbers[stem] = self._numbers.get(stem, 1) + 1
            name = f"{stem}-{self._numbers[stem]}"
        self._taken.add(name)
        return name


def _joined(words: Sequence[str]) -> str:
    """Return as many words as an id holds, whole ones where the first of them is no longer than that."""
    joined = "-".join(words)
    return joined if len(joined) <= LONGEST_ID else joined[: LONGEST_ID + 1].rpartition("-")[0] or joined[:LONGEST_ID]


def full_id(deck: str, name: str) -> str:
    """Return an id within its deck, unless it already names one: `mul-swap` or `gates/mul-swap`."""
    return name if "/" in name else f"{deck}/{name}"


def old_card_ids(deck: str, old_entry: str, part: str, alone: bool) -> tuple[str, ...]:
    """Return the ids that a card had, given an old id of its entry and its own part of the entry.

    An old id of three parts, `gates/rule/reverse`, is a whole card's: it goes to the card of that part, or to the only
    card of the entry.
    """
    full = full_id(deck, old_entry)
    pieces = full.split("/")
    if len(pieces) == 3:
        return (full,) if alone or pieces[2] == part else ()
    return (f"{full}/{part}",) if part else (full,)
