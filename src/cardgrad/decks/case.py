"""Which formulas of a text say the case that it looks at, by the words before: `if $w*x > 0$`, `unless $i = j$`."""

import re
from collections.abc import Iterator, Sequence

from cardgrad.decks.formula import Written
from quizgen.claims.condition import ELSE, MORE, NEW, UNCLEAR, opposite
from quizgen.claims.formula import Formula, is_value
from quizgen.notation.tree import Operation

_WORDS = (
    "if|when|whenever|where|wherever|while|for|once|since|at|in the case|in case|given|provided|as long as|with"
    "|assuming|assume|suppose|supposing|let"
)
_BEGINS = re.compile(rf"\b(?P<word>{_WORDS})(?P<more> that| of| all| each| every| any| not)?[\s(*_]*$", re.IGNORECASE)
_LASTING = frozenset(("with", "assuming", "assume", "suppose", "supposing", "let", "given", "provided"))
_NOT_READ = re.compile(r"\b(whether|no matter|regardless|neither|either)\b[^.?!;:,]*$|\b(or|nor)\s*$", re.IGNORECASE)
_NEITHER = re.compile(r"\b(neither|either|whether( or not)?)[\s(*_]*$", re.IGNORECASE)
_CONCLUDES = re.compile(
    r"\b(so|hence|thus|therefore|then|consequently|it follows|implies|gives|means|we (get|have|see|find))( that)?"
    r"[\s,:(*_]*$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\b(and|but|while|otherwise|else)\b|;", re.IGNORECASE)
_EXCEPTS = re.compile(
    r"\b(unless|except|excepting|excluding|save|other than|but not)( that| for| if| when| where| at)?[\s(]*$",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(r"\b(otherwise|else|elsewhere)\b[^.?!]*$", re.IGNORECASE)
_NOTHING = Operation("list", ())  # a formula that says nothing
_SENTENCE_ENDS = re.compile(r"[.?!;](\s|$)|\n\s*(\n|[-*] )")


def with_cases(written: Sequence[Written]) -> Iterator[Formula]:
    """Yield the formulas that are checked, each with what the words before it make of it."""
    case, lasts, valued = "", False, False
    for one in written:
        apart = one.first or bool(_SENTENCE_ENDS.search(one.words))
        bare = one.words.strip(" \t\n,()*_").lower()
        begins, excepts = _BEGINS.search(one.words), _EXCEPTS.search(one.words)
        if excepts or begins:
            lasts = bool(begins and begins["word"].lower() in _LASTING)
            case = UNCLEAR if begins and _NOT_READ.search(one.words[: begins.start()]) else NEW
        elif _OTHERWISE.search(one.words):
            case = NEW if one.words.rstrip().endswith("(") else ELSE  # which says what the other case is
        elif _NEITHER.search(one.words) or (case and not apart and bare in ("or", "nor")):
            case = UNCLEAR
        elif case and not apart and (bare == "and" or (not bare and valued and is_value(one.tree))):
            case = case if case == UNCLEAR else MORE
        else:
            case = ""
        valued = is_value(one.tree)
        if one.checked:
            turned = excepts or (begins and begins["more"] == " not")
            yield Formula(
                (opposite(one.tree) or _NOTHING) if turned else one.tree,
                one.claim,
                case,
                apart=apart,
                concludes=bool(_CONCLUDES.search(one.words)),
                follows=case == MORE or (case != UNCLEAR and not (_GOES_ON.search(one.words) if case else bare)),
                trails=case == NEW and not lasts and _is_alone(one.words, begins or excepts),
                lasts=lasts,
            )


def _is_alone(words: str, found: re.Match[str] | None) -> bool:
    """Tell whether nothing stands between a formula and the word that makes the next one its case."""
    return found is not None and not words[: found.start()].strip(" (*_")
