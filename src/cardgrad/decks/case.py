"""Which formulas of a text say the case that it looks at, by the words before them: `if $w*x > 0$`."""

import re
from collections.abc import Iterator, Sequence

from cardgrad.decks.formula import Written
from quizgen.claims.condition import MORE, NEW
from quizgen.claims.text import Formula

_BEGINS = re.compile(
    r"\b(if|when|whenever|where|wherever|while|for|once|assuming|suppose|supposing|provided|given|as long as)"
    r"( that| all| each| every| any)?[\s(]*$",
    re.IGNORECASE,
)
_SENTENCE_ENDS = re.compile(r"[.?!;](\s|$)|\n\s*(\n|[-*] )")


def with_cases(written: Sequence[Written]) -> Iterator[Formula]:
    """Yield the formulas that are checked, each with what the words before it make of it."""
    case = ""
    for one in written:
        goes_on = case and not one.first and one.words.strip() == "and"
        case = MORE if goes_on else NEW if _BEGINS.search(one.words) else ""
        if one.checked:
            yield Formula(one.tree, one.claim, case, one.first or bool(_SENTENCE_ENDS.search(one.words)))
