"""Text to tokens, every spelling folded to the plain one.

The scanning is by hand: a pattern costs a millisecond to compile, and every start of the program would pay it.
Characters that stand for others (full-width digits, the real minus sign, a non-breaking space) are replaced one by
one, so that a position in the folded text is a position in what was typed.
"""

from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple

from quizgen.notation.fault import NotationError, did_you_mean
from quizgen.notation.symbols import COMMANDS, GREEK, NAMES_OF_ACCENTS, NAMES_OF_SIGNS, TAKING_GROUPS, WIDER

if TYPE_CHECKING:
    from fractions import Fraction

MAX_DIGITS = 60

_LOOK_ALIKE = {"-": "−–‐‑", "*": "·⋅∙∗", "/": "÷∕", " ": "\u00a0\u2009\u202f\u2007\u3000", "'": "’′", "μ": "µ"}
_FOLDED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord(like): ord(plain) for plain, likes in _LOOK_ALIKE.items() for like in likes
}
_RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_RAISED = frozenset(_RAISED_DIGITS + "⁻ᵀ")
_INSIDE_NAMES = frozenset("_\u0302\u0303\u0304\u0305\u0307\u20d7")
_DIGITS = frozenset("0123456789")
_LONG_OPERATORS = ("...", "<=>", "**", "||", ".*", "<=", ">=", "<-", "->", "=>", "!=", "~=", "==")
_OPERATORS = frozenset("-+*/^@×⊙=<>~|(){}[],;:_?∂∇∑√∞…≠≤≥≈←→∈∝±\n")
_SAME = {
    "**": "^", "==": "=", "⊙": ".*", "≠": "!=", "≤": "<=", "≥": ">=", "≈": "~=", "←": "<-", "→": "->", "…": "...",
    "\n": "newline",
}  # fmt: skip
_SIGN_NAMES = {"∇": "nabla", "∑": "sum", "∞": "infinity", "...": "...", "?": "?"}


class Token(NamedTuple):
    """A piece of a formula; `spaced` tells whether white space comes before it."""

    kind: str  # number, name, command, quoted, operator, end
    text: str
    position: int
    spaced: bool = False


def fold(text: str) -> str:
    """Return the text with look-alike characters made plain, each at its old place."""
    return text if text.isascii() else text.translate(_FOLDED)


def tokens(text: str) -> list[Token]:
    """Return the tokens of a formula, an `end` token last."""
    text = fold(text)
    found: list[Token] = []
    at, spaced = 0, False
    while at < len(text):
        if text[at] in " \t\r":
            at, spaced = at + 1, True
            continue
        kind, end = _scan(text, at)
        for token in _folded(kind, text[at:end], at):
            found.append(token._replace(spaced=spaced) if spaced else token)
            spaced = False
        at = end
    found.append(Token("end", "", len(text), spaced))
    return found


def _scan(text: str, at: int) -> tuple[str, int]:
    """Return what kind of thing begins here, and where it ends."""
    sign, following = text[at], text[at + 1 : at + 2]
    if sign in _RAISED:
        return "raised", at + 1 if sign == "ᵀ" else _while(text, at + 1, _RAISED - {"⁻", "ᵀ"})
    if sign in _DIGITS or (sign == "." and following and following in _DIGITS):
        return "number", _number_end(text, at)
    if sign.isalpha():
        return "name", _name_end(text, at)
    if sign == "\\" and following:
        end = at + 2
        while following.isalpha() and text[end : end + 1].isalpha():
            end += 1
        return "command", end
    if sign == '"' and '"' in text[at + 1 :]:
        return "quoted", text.index('"', at + 1) + 1
    long = next((operator for operator in _LONG_OPERATORS if text.startswith(operator, at)), "")
    if not long and sign not in _OPERATORS:
        raise NotationError(f"the sign {sign!r} has no place in a formula", at)
    return "operator", at + (len(long) or 1)


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


def _folded(kind: str, word: str, position: int) -> list[Token]:
    """Return what a piece of text stands for: mostly itself."""
    if kind == "operator":
        word = _SAME.get(word, word)
        return [Token("name" if word in _SIGN_NAMES else "operator", _SIGN_NAMES.get(word, word), position)]
    if kind == "raised":
        return [Token("operator", "^", position), *_lowered(word, position)]
    if kind == "command":
        return _command(word[1:], position)
    if kind == "name":
        return _name(word, position)
    return [Token(kind, word, position)]


def _lowered(word: str, position: int) -> list[Token]:
    """Return a raised run as what stands after `^`."""
    if word == "ᵀ":
        return [Token("name", "T", position)]
    minus = [Token("operator", "-", position)] if word[0] == "⁻" else []
    digits = "".join(str(_RAISED_DIGITS.index(digit)) for digit in word if digit in _RAISED_DIGITS)
    if not digits:
        raise NotationError("a raised minus sign needs a number", position)
    return [*minus, Token("number", digits, position)]


def _name(word: str, position: int) -> list[Token]:
    """Return a name in its plain spelling, `z_{ij}` as `z_ij`; the `_` before any other group is a sign of its own."""
    last = position + len(word) - 1  # before accents become words of their own
    if not word.isascii():
        import unicodedata

        word = unicodedata.normalize("NFKD", word).translate(NAMES_OF_ACCENTS).translate(NAMES_OF_SIGNS)
    word = word.replace("_{", "_").replace("}", "")
    subscript = word.endswith("_")
    name = Token("name", word.rstrip("_") if subscript else word, position)
    return [name, Token("operator", "_", last)] if subscript else [name]


def _command(word: str, position: int) -> list[Token]:
    """Return what a LaTeX command means here."""
    word = WIDER.get(word, word)
    if word in TAKING_GROUPS:
        return [Token("command", word, position)]
    if word in COMMANDS:
        plain = COMMANDS[word]
        kind = "name" if plain.isalpha() or plain == "..." else "operator"
        return [Token(kind, plain, position)] if plain else []
    if word in GREEK or word in _PLAIN_COMMANDS:
        return [Token("name", word, position)]
    known = [*GREEK, *_PLAIN_COMMANDS, *COMMANDS, *TAKING_GROUPS]
    raise NotationError(f"the command \\{word} is not known here{did_you_mean(word, known)}", position)


_PLAIN_COMMANDS = [
    "nabla", "sum", "prod", "max", "min", "lim", "exp", "ln", "log", "sin", "cos", "tan", "tanh", "argmax",
    "argmin", "ell",
]  # fmt: skip


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
