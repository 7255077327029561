"""Cards answered with a few typed words, or with a formula.

Case, accents, articles, hyphens and punctuation do not matter in words (the sign and the point of a number do), and
one wrong letter in a long word is let through and named. An accepted answer that is `$mathematics$` is compared as a
formula, by value.
"""

import contextlib
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cardgrad.decks.card import Card, Typed
from cardgrad.scheduling.grading import CARD_LIMIT_MS
from cardgrad.study.question import Judgement, Reading, Unreadable, explanation, picture
from cardgrad.study.view import Block

if TYPE_CHECKING:
    from quizgen.formula import Formula

_LONG_WORD = 6
_LONGEST = 200
_ARTICLES = {"a", "an", "the"}


class Wording:
    """A typed card in front of the learner."""

    tries = 2
    options = 0
    limit_ms = CARD_LIMIT_MS

    def __init__(self, card: Card, content: Typed) -> None:
        self.card = card
        self.content = content

    def shown(self) -> Sequence[Block]:
        """Return the prompt."""
        return [Block("question", self.content.prompt), *picture(self.card)]

    def explained(self, *, whole: bool = False) -> Sequence[Block]:  # noqa: ARG002
        """Return the first accepted answer."""
        return [Block("answer", self.content.answers[0]), *explanation(self.card)]

    def hints(self) -> Sequence[str]:
        """Return the card's own hint, then how the answer begins."""
        first = self.content.answers[0].lstrip("$") or "$"  # a dollar may be all of it
        return [*([self.card.hint] if self.card.hint else []), f"It begins with {first[0]}"]

    def example(self) -> Sequence[Block]:
        """Return nothing: only drills have worked examples."""
        return []

    def facts(self) -> dict[str, Any]:
        """Return nothing: the text is in the deck."""
        return {}

    def prompt(self) -> str:
        """Return how to answer."""
        return "formula" if all(_formula(accepted) for accepted in self.content.answers) else "answer"

    def read(self, typed: str) -> Reading | Unreadable:
        """Read words as they are; where only a formula is an answer, it must be one, and comparable."""
        text = typed.strip()
        if len(text) > _LONGEST:
            return Unreadable(f"at most {_LONGEST} characters, please", _LONGEST)
        formulas = [formula for accepted in self.content.answers if (formula := _formula(accepted))]
        found = self._read_formula(typed, formulas) if formulas else None
        if isinstance(found, Reading):
            return found
        if found and len(formulas) == len(self.content.answers):
            return found
        if not _words(text) and all(_words(accepted) for accepted in self.content.answers):
            return Unreadable("there is no word in that")
        return Reading((text, None), text.replace("$", "\\$"))

    def _read_formula(self, typed: str, formulas: Sequence[str]) -> Reading | Unreadable:
        """Read a formula that can be compared with the accepted ones."""
        from quizgen.formula import Formula, read_formula, same_formula  # only where a formula is an answer

        found = read_formula(typed, *formulas, known=_names(self.content.prompt))
        if not isinstance(found, Formula):
            return found
        whole, comma, rest = typed.strip().lstrip("-").partition(",")
        if comma and whole.isdecimal() and rest.isdecimal():
            return Unreadable(f"write {whole}.{rest} with a point, or {whole}{rest} without a comma")
        if all(same_formula(formula, found) is None for formula in formulas):
            return Unreadable("this cannot be compared with the answer: write it another way")
        return Reading((typed.strip(), found), found.echo)

    def judge(self, reading: Reading) -> Judgement:
        """Judge the answer against every accepted one."""
        text, formula = reading.values
        for accepted in self.content.answers:
            if self._is(accepted, text, formula):
                return Judgement(correct=True, right_parts=1, parts=1)
        for accepted in self.content.answers:
            if not _formula(accepted) and _one_letter_off(_words(text), _words(accepted)):
                remark = Block("partly", f"Spelt: {accepted}")
                return Judgement(correct=True, right_parts=1, parts=1, remarks=(remark,))
        return Judgement(correct=False, right_parts=0, parts=1)

    def _is(self, accepted: str, text: str, formula: "Formula | None") -> bool:
        """Tell whether an answer, words and perhaps a formula too, is an accepted one."""
        wanted = _formula(accepted)
        if not wanted:
            return _words(text) == _words(accepted) and bool(_words(text) or text == accepted)
        if formula is None:
            return False
        from quizgen.formula import same_formula

        return same_formula(wanted, formula) is True


def _names(prompt: str) -> set[str]:
    """Return the names in a prompt's mathematics, which an answer may use."""
    from quizgen.notation.fault import NotationError
    from quizgen.notation.parser import read_math
    from quizgen.notation.spans import spans
    from quizgen.notation.tree import names

    found: set[str] = set()
    for span in spans(prompt):
        if span.kind == "math":
            with contextlib.suppress(NotationError):
                found.update(names(read_math(span.text)))
    return found


def _formula(accepted: str) -> str:
    """Return the formula between the dollars when the whole answer is one, else nothing."""
    whole = len(accepted) > 2 and accepted[0] == accepted[-1] == "$" and "$" not in accepted[1:-1]
    return accepted[1:-1] if whole else ""


def _words(text: str) -> list[str]:
    """Return what counts of typed words: folded letters, numbers with their sign, relations; no articles."""
    folded = unicodedata.normalize("NFKD", text).casefold().replace("\N{MINUS SIGN}", "-")
    kept = ""
    for before, character, after in zip(f" {folded}", folded, f"{folded[1:]} ", strict=False):
        if character.isalnum() or (after.isdigit() and _of_a_number(before, character)):
            kept += character
        elif not unicodedata.combining(character):
            kept += f" {character} " if unicodedata.category(character) == "Sm" else " "
    return [word for word in kept.split() if word not in _ARTICLES] or kept.split()


def _of_a_number(before: str, character: str) -> bool:
    """Tell whether what stands before a digit is its sign or its decimal point."""
    return (character == "-" and not before.isalnum()) or (character == "." and not before.isalpha())


def _one_letter_off(typed: list[str], accepted: list[str]) -> bool:
    """Tell whether the words differ by one letter left out, put in, changed or swapped, within one long word.

    Never by the first letter, which makes opposites (acyclic, asymmetric), and never where there are digits.
    """
    if any(sign.isdigit() for word in (*typed, *accepted) for sign in word):
        return False
    if "".join(typed) == "".join(accepted):
        return True  # "back propagation" for "backpropagation"
    if len(typed) != len(accepted):
        return False
    different = [(one, other) for one, other in zip(typed, accepted, strict=True) if one != other]
    return len(different) == 1 and len(different[0][1]) >= _LONG_WORD and _close(*different[0])


def _close(one: str, other: str) -> bool:
    start = next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    a, b = one[start:], other[start:]
    return start > 0 and (a[1:] == b or a == b[1:] or a[1:] == b[1:] or (a[:2] == b[:2][::-1] and a[2:] == b[2:]))
