"""Which formulas of a text say the case that it looks at, by the words before: `if $w*x > 0$`, `unless $i = j$`."""

import re
from collections.abc import Iterator, Sequence

from cardgrad.decks.formula import Written
from quizgen.claims.condition import MORE, NEW
from quizgen.claims.text import Formula
from quizgen.notation.tree import Operation, Relation, Tree

_BEGINS = re.compile(
    r"\b(if|when|whenever|where|wherever|while|for|once|assuming|suppose|supposing|provided|given|as long as)"
    r"( that| all| each| every| any)?[\s(]*$",
    re.IGNORECASE,
)
_EXCEPTS = re.compile(
    r"\b(unless|except|excepting|excluding|save|other than|but not)( that| for| if| when| where| at)?[\s(]*$",
    re.IGNORECASE,
)
_OPPOSITES = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_SENTENCE_ENDS = re.compile(r"[.?!;](\s|$)|\n\s*(\n|[-*] )")


def with_cases(written: Sequence[Written]) -> Iterator[Formula]:
    """Yield the formulas that are checked, each with what the words before it make of it."""
    case = ""
    for one in written:
        goes_on = case and not one.first and one.words.strip() == "and"
        case = MORE if goes_on else NEW if _BEGINS.search(one.words) else ""
        excepts = _EXCEPTS.search(one.words)
        if excepts:
            case = NEW
        if one.checked:
            tree = _opposite(one.tree) if excepts else one.tree
            yield Formula(tree, one.claim, case, one.first or bool(_SENTENCE_ENDS.search(one.words)))


def _opposite(tree: Tree) -> Tree:
    """Return what is so where a relation is not; what says nothing where that is no single relation."""
    if isinstance(tree, Relation) and len(tree.signs) == 1 and tree.signs[0] in _OPPOSITES:
        return Relation((_OPPOSITES[tree.signs[0]],), tree.sides)
    return Operation("list", ())
