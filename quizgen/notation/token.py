"""Text to tokens: one pattern, and every spelling folded to the plain one.

Characters that stand for others (full-width digits, the real minus sign, a non-breaking space) are replaced one by
one, so that a position in the folded text is a position in what was typed.
"""

import re
import unicodedata
from fractions import Fraction
from typing import NamedTuple

from quizgen.notation.fault import NotationError, did_you_mean
from quizgen.notation.symbols import COMMANDS, GREEK, NAMES_OF_ACCENTS, NAMES_OF_SIGNS, RAISED, TAKING_GROUPS, WIDER

MAX_DIGITS = 60

_LOOK_ALIKE = {"-": "−–‐‑", "*": "·⋅∙∗", "/": "÷∕", " ": "\u00a0\u2009\u202f\u2007\u3000", "'": "’′", "μ": "µ"}
_FOLDED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord(like): ord(plain) for plain, likes in _LOOK_ALIKE.items() for like in likes
}
_RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_PATTERN = re.compile(
    rf"""(?P<space>[ \t\r]+)
    |(?P<number>(?:[0-9]+(?:\.(?![*.])[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    |(?P<command>\\(?:[A-Za-z]+|[,;:!|{{}} ]))
    |(?P<raised>⁻?[{_RAISED_DIGITS}]+|ᵀ)
    |(?P<name>[^\W\d_](?:(?![{_RAISED_DIGITS}ᵀ])[\w\u0300-\u036f\u20d7])*(?:_\{{[A-Za-z0-9]+\}})?'*\??)
    |(?P<quoted>"[^"\n]*")
    |(?P<operator>\.\.\.|<=>|\*\*|\|\||\.\*|<=|>=|<-|->|=>|!=|~=|==|[-+*/^@×⊙=<>~|(){{}}\[\],;:_?∂∇∑√∞…≠≤≥≈←→∈∝±\n])""",
    re.VERBOSE,
)
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
    position, spaced = 0, False
    while position < len(text):
        match = _PATTERN.match(text, position)
        if match is None or match.lastgroup is None:
            raise NotationError(f"the sign {text[position]!r} has no place in a formula", position)
        kind, word = match.lastgroup, match[0]
        if kind != "space":
            for token in _folded(kind, word, position):
                found.append(token._replace(spaced=spaced))
                spaced = False
        else:
            spaced = True
        position = match.end()
    found.append(Token("end", "", len(text), spaced))
    return found


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
    digits = "".join(str(_RAISED_DIGITS.index(digit)) for digit in word if digit in RAISED.values() and digit != "⁻")
    return [*minus, Token("number", digits, position)]


def _name(word: str, position: int) -> list[Token]:
    """Return a name in its plain spelling, `z_{ij}` as `z_ij`; the `_` before any other group is a sign of its own."""
    if not word.isascii():
        word = unicodedata.normalize("NFKD", word).translate(NAMES_OF_ACCENTS).translate(NAMES_OF_SIGNS)
    word = word.replace("_{", "_").replace("}", "")
    subscript = word.endswith("_")
    name = Token("name", word.rstrip("_") if subscript else word, position)
    return [name, Token("operator", "_", position + len(word) - 1)] if subscript else [name]


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


def read_number(token: Token) -> int | Fraction:
    """Return a number's exact value: `0.1` is 1/10."""
    mantissa, _, exponent = token.text.lower().partition("e")
    if (
        sum(character.isdigit() for character in mantissa) > MAX_DIGITS
        or len(exponent) > 4
        or (abs(int(exponent or 0)) > MAX_DIGITS)
    ):
        raise NotationError(f"a number has at most {MAX_DIGITS} digits here", token.position)
    value = Fraction(token.text)
    return value.numerator if value.denominator == 1 else value
