"""What a piece of text stands for: every spelling, LaTeX among them, becomes the plain one."""

from typing import NamedTuple

from quizgen.notation.fault import NotationError, did_you_mean
from quizgen.notation.symbols import (
    COMMANDS,
    ENVIRONMENTS,
    ESCAPES,
    GREEK,
    LOWERED,
    NAMES_OF_ACCENTS,
    NAMES_OF_SIGNS,
    PLAIN_COMMANDS,
    RAISED,
    TAKING_GROUPS,
    WIDER,
    WORDS_OF_FUNCTIONS,
)

_PLAIN = {ord(raised): plain for plain, raised in RAISED.items()}
_LOWERED = frozenset(LOWERED.values())
_SAME = {
    "**": "^", "==": "=", "⊙": ".*", "≠": "!=", "≤": "<=", "≥": ">=", "≈": "~=", "←": "<-", "→": "->", "…": "...",
    "\n": "newline", "&": ",",
}  # fmt: skip
_SIGN_NAMES = {"∇": "nabla", "∑": "sum", "∞": "infinity", "...": "...", "?": "?"}


class Token(NamedTuple):
    """A piece of a formula; `spaced` tells whether white space comes before it."""

    kind: str  # number, name, command, quoted, operator, end
    text: str
    position: int
    spaced: bool = False


def meaning(kind: str, word: str, position: int) -> list[Token]:
    """Return what a piece of text stands for: mostly itself."""
    if kind == "operator":
        word = _SAME.get(word, word)
        return [Token("name" if word in _SIGN_NAMES else "operator", _SIGN_NAMES.get(word, word), position)]
    if kind == "raised":
        return [Token("operator", "^", position), *_lowered(word, position)]
    if kind == "command":
        return _command(word[1:], position)
    if kind == "verbatim":
        return _verbatim(word, position)
    if kind == "name":
        return _name(word, position)
    return [Token(kind, word, position)]


def _lowered(word: str, position: int) -> list[Token]:
    """Return a raised run as what stands after `^`: a number, a name, or a formula in parentheses, as in xⁿ⁻¹."""
    found: list[Token] = []
    for at, sign in enumerate(word.translate(_PLAIN)):
        kind = "number" if sign.isdigit() else "name" if sign.isalpha() else "operator"
        before = found[-1] if found else None
        if before and kind != "operator" and (before.kind == kind or (before.kind, kind) == ("name", "number")):
            found[-1] = before._replace(text=before.text + sign)
            continue
        if before and (before.kind == "number" or before.text == ")") and (kind == "name" or sign == "("):
            found.append(Token("operator", "*", position + at))  # 2n is written so, and read nowhere else
        found.append(Token(kind, sign, position + at))
    if len(found) == 3 and (found[0].text, found[2].text) == ("(", ")"):
        raise NotationError("a number above in brackets is no exponent: write a layer's number below, W_1", position)
    alone = len(found) == 1 or (len(found) == 2 and found[0].text == "-" and found[1].kind == "number")
    return found if alone else [Token("operator", "(", position), *found, Token("operator", ")", position)]


def _name(word: str, position: int) -> list[Token]:
    """Return a name in its plain spelling, `z_{ij}` as `z_ij`; the `_` before any other group is a sign of its own."""
    last = position + len(word) - 1  # before accents become words of their own
    if not word.isascii():
        import unicodedata

        word = unicodedata.normalize("NFKD", _below(word)).translate(NAMES_OF_ACCENTS).translate(NAMES_OF_SIGNS)
    word = word.replace("_{", "_").replace("}", "")
    subscript = word.endswith("_")
    name = Token("name", word.rstrip("_") if subscript else word, position)
    return [name, Token("operator", "_", last)] if subscript else [name]


def _below(word: str) -> str:
    """Return a name with `_` before what stands below: `xᵢ` is `x_i`; digits alone need none, `W₁` is `W1`."""
    at = next((at for at, sign in enumerate(word) if sign in _LOWERED), len(word))
    run = word[at:]
    return word if at == 0 or word[at - 1] == "_" or not any(map(str.isalpha, run)) else f"{word[:at]}_{run}"


def _command(word: str, position: int) -> list[Token]:
    """Return what a LaTeX command means here."""
    word = WIDER.get(word, word)
    if word in TAKING_GROUPS:
        return [Token("command", word, position)]
    if word in COMMANDS:
        plain = COMMANDS[word]
        kind = "name" if plain.isalpha() or plain == "..." else "operator"
        return [Token(kind, plain, position)] if plain else []
    if word in GREEK or word in PLAIN_COMMANDS:
        return [Token("name", word, position)]
    known = [*GREEK, *PLAIN_COMMANDS, *COMMANDS, *TAKING_GROUPS]
    raise NotationError(f"the command \\{word} is not known here{did_you_mean(word, known)}", position)


def _verbatim(spelled: str, position: int) -> list[Token]:
    r"""Return `\text{the loss}` as quoted words, `\operatorname{relu}` as a name, `\begin{bmatrix}` as a bracket."""
    command, _, words = spelled[1:-1].partition("{")
    if command in ("begin", "end"):
        if words not in ENVIRONMENTS:
            raise NotationError(
                f"\\{command}{{{words}}} is not known here{did_you_mean(words, ENVIRONMENTS)}", position
            )
        return [Token("operator", command, position)]
    exact = words
    words = " ".join(unescaped(words).split())
    if words == "d" and (exact == "d" or not command.startswith("text")):  # in `3 \text{ d}` it is a day
        return [Token("operator", "∂", position)]
    if command.startswith("text") and words not in WORDS_OF_FUNCTIONS:
        return [_quoted(words, position)]
    if words.replace("_", "").isalnum() and words[0].isalpha():
        return _name(words, position)
    return [_quoted(words, position)]


def _quoted(words: str, position: int) -> Token:
    """Return words between quotation marks, with none inside."""
    inside = words.replace('"', "''")
    return Token("quoted", f'"{inside}"', position)


def unescaped(words: str) -> str:
    """Return words with LaTeX's escapes undone; the backslash is last, so that none is undone twice."""
    for sign, escape in ESCAPES.items():
        words = words.replace(escape, sign)
    return words
