"""Text to tokens: where each piece of a formula begins and ends.

The scanning is by hand: a pattern costs a millisecond to compile, and every start of the program would pay it.
Characters that stand for others (full-width digits, the real minus sign, a non-breaking space) are replaced one by
one, so that a position in the folded text is a position in what was typed.
"""

from collections.abc import Collection
from typing import TYPE_CHECKING

from quizgen.notation.fault import NotationError
from quizgen.notation.meaning import Token, meaning
from quizgen.notation.symbols import RAISED, VERBATIM

if TYPE_CHECKING:
    from fractions import Fraction

MAX_DIGITS = 60
_PRIME = "\\prime"

_LOOK_ALIKE = {
    "-": "−–‐‑",
    "*": "·⋅∙∗",
    "/": "÷∕",
    " ": "\u00a0\u2009\u202f\u2007\u3000",
    "'": "’′",
    "μ": "µ",
    "ᵀ": "⊤",
}
_FOLDED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord(like): ord(plain) for plain, likes in _LOOK_ALIKE.items() for like in likes
}
_RAISED = frozenset(RAISED.values())
_INSIDE_NAMES = frozenset("_\u0302\u0303\u0304\u0305\u0307\u20d7")
_DIGITS = frozenset("0123456789")
_LONG_OPERATORS = ("...", "<=>", "**", "||", ".*", "<=", ">=", "<-", "->", "=>", "!=", "~=", "==")
_LONG_STARTS = frozenset(operator[:2] for operator in _LONG_OPERATORS)
_OPERATORS = frozenset("-+*/^@×⊙=<>~|(){}[],;:_?&∂∇∑√∞…≠≤≥≈←→∈∝±\n")

_AS_THEY_ARE = frozenset(
    sign for sign in (*_OPERATORS, *_LONG_OPERATORS) if meaning("operator", sign, 0) == [Token("operator", sign, 0)]
)


def fold(text: str) -> str:
    """Return the text with look-alike characters made plain, each at its old place."""
    return text if text.isascii() else text.translate(_FOLDED)


def tokens(text: str) -> list[Token]:
    """Return the tokens of a formula, an `end` token last."""
    text = fold(text)
    found: list[Token] = []
    at, spaced = 0, False
    while at < len(text):
        sign = text[at]
        if sign in " \t\r":
            at, spaced = at + 1, True
            continue
        if sign in "'^" and found and found[-1].kind == "name":
            primes, end = _primes(text, at, spaced=spaced)
            if primes:
                found[-1] = found[-1]._replace(text=found[-1].text + primes)
                at = end
                continue
        kind, end = _scan(text, at)
        word = text[at:end]
        if kind == "number" or (kind == "operator" and word in _AS_THEY_ARE) or (kind == "name" and _is_plain(word)):
            found.append(Token(kind, word, at, spaced))
            at, spaced = end, False
            continue
        meant = meaning(kind, word, at)
        if word in ("\\left", "\\right"):
            end = _while(text, end, " ")
            if text[end : end + 1] == ".":  # a sign on one side only
                end += 1
            elif text[end : end + 1] == "[":
                meant, end = [Token("operator", "left[", end)], end + 1
        if kind == "raised" and found and found[-1].text == "^":
            meant = meant[1:]  # `X^ᵀ`
        for token in meant:
            found.append(token._replace(spaced=spaced) if spaced else token)
            spaced = False
        spaced = spaced or (not meant and not text[end - 1].isalpha())  # `\\,` makes room, and `\\left` none
        at = end
    found.append(Token("end", "", len(text), spaced))
    return found


def _is_plain(word: str) -> bool:
    """Tell whether a name is spelled as it is meant: by letters and digits alone."""
    return word.isascii() and word.isalnum()


def _primes(text: str, at: int, *, spaced: bool) -> tuple[str, int]:
    r"""Return the primes that follow a name, `\theta'` or `w^{\prime\prime}`, and where they end."""
    if text[at] == "'":
        return ("", at) if spaced else ("'", at + 1)
    braced = text[at + 1 : at + 2] == "{"
    end, primes = at + 1 + braced, ""
    while text.startswith(_PRIME, end):
        end, primes = _while(text, end + len(_PRIME), " "), primes + "'"
    if braced and text[end : end + 1] != "}":
        return "", at
    return primes, end + braced


def _scan(text: str, at: int) -> tuple[str, int]:
    """Return what kind of thing begins here, and where it ends."""
    sign, following = text[at], text[at + 1 : at + 2]
    if sign in _RAISED:
        return "raised", at + 1 if sign == "ᵀ" else _while(text, at + 1, _RAISED - {"ᵀ"})
    if sign in _DIGITS or (sign == "." and following and following in _DIGITS):
        return "number", _number_end(text, at)
    if sign.isalpha():
        return "name", _name_end(text, at)
    if sign == "\\" and following:
        end = at + 2
        while following.isalpha() and text[end : end + 1].isalpha():
            end += 1
        return ("verbatim", _group_end(text, at, end)) if text[at + 1 : end] in VERBATIM else ("command", end)
    if sign == '"' and '"' in text[at + 1 :]:
        return "quoted", text.index('"', at + 1) + 1
    if sign + following in _LONG_STARTS:
        for operator in _LONG_OPERATORS:
            if text.startswith(operator, at):
                return "operator", at + len(operator)
    if sign not in _OPERATORS:
        raise NotationError(f"the sign {sign!r} has no place in a formula", at)
    return "operator", at + 1


def _group_end(text: str, start: int, at: int) -> int:
    r"""Return where the group of a command like `\text` ends; what stands in it is no mathematics."""
    at += text.startswith("*", at)
    if not text.startswith("{", at):
        raise NotationError(f"{text[start:at]} takes a group in braces", start)
    depth = 0
    for place in range(at, len(text)):
        if text[place - 1] != "\\":
            depth += {"{": 1, "}": -1}.get(text[place], 0)
        if not depth:
            return place + 1
    raise NotationError(f"the group of {text[start:at]} is never closed", start)


def _while(text: str, at: int, signs: Collection[str]) -> int:
    """Return where a run of signs ends."""
    while at < len(text) and text[at] in signs:
        at += 1
    return at


def _number_end(text: str, at: int) -> int:
    """Return where a number ends: `2`, `2.`, `.5`, `1e-3`; in `2.*x` and `1...` the point is none of its own."""
    end = _while(text, at, _DIGITS)
    if text[end : end + 1] == "." and text[end + 1 : end + 2] not in ("*", "."):
        end = _while(text, end + 1, _DIGITS)
    if text[end : end + 1] in ("e", "E"):
        start = end + 1 + (text[end + 1 : end + 2] in ("+", "-"))
        return _while(text, start, _DIGITS) if text[start : start + 1] in _DIGITS else end
    return end


def _name_end(text: str, at: int) -> int:
    """Return where a name ends: `W1`, `y_hat`, `z_{ij}`, `f'`, and `x?`, which stands for anything."""
    end = at + 1
    while end < len(text) and text[end] not in _RAISED and (text[end].isalnum() or text[end] in _INSIDE_NAMES):
        end += 1
    if text.startswith("{", end) and text[end - 1] == "_":
        close = text.find("}", end)
        if close > end + 1 and text[end + 1 : close].isalnum():
            end = close + 1
    end = _while(text, end, "'")
    return end + text.startswith("?", end)


def read_number(token: Token) -> "int | Fraction":
    """Return a number's exact value: `0.1` is 1/10."""
    mantissa, _, exponent = token.text.lower().partition("e")
    digits = sum(character.isdigit() for character in mantissa)
    if digits > MAX_DIGITS or len(exponent) > len("-60") or abs(int(exponent or 0)) > MAX_DIGITS:
        raise NotationError(f"a number has at most {MAX_DIGITS} digits here", token.position)
    if token.text.isdigit():
        return int(token.text)
    from fractions import Fraction  # not before a decimal needs it

    value = Fraction(token.text)
    return value.numerator if value.denominator == 1 else value
