r"""A formula in LaTeX, for `\(...\)`: commands of LaTeX and amsmath, and nothing a person wrote stays unescaped."""

from quizgen.notation.arrange import arrange
from quizgen.notation.boxes import (
    RELATIONS,
    Accent,
    Box,
    Digits,
    Fence,
    Fraction,
    Function,
    Letter,
    Root,
    Row,
    Script,
    Sign,
    Table,
    Word,
    Words,
)
from quizgen.notation.symbols import ESCAPES, GREEK
from quizgen.notation.tree import Tree

SHOWN = "{}"
"""What begins a formula that is shown and not checked, `$?...$`: an empty group, which no reader shows."""

_SIGNS = {
    "*": r"\cdot", "@": r"\,", ".*": r"\odot", "×": r"\times", "beside": " ", "±": r"\pm", "/": "/", "space": r"\ ",
    "!=": r"\neq", "<=": r"\leq", ">=": r"\geq", "~": r"\sim", "~=": r"\approx", "∝": r"\propto", "∈": r"\in",
    "<-": r"\leftarrow", "->": r"\rightarrow", "=>": r"\Rightarrow", "<=>": r"\Leftrightarrow", "|": r"\mid",
    "||": r"\Vert", "partial": r"\partial", "∂": r"\partial", "nabla": r"\nabla", "prime": r"\prime", "T": r"\top",
    "sum": r"\sum", "prod": r"\prod", "^": r"\text{\textasciicircum{}}",
}  # fmt: skip
_LETTERS = {"...": r"\ldots", "infinity": r"\infty", "ell": r"\ell", "omicron": "o", "?": "?"}
_FUNCTIONS = frozenset(["exp", "ln", "log", "sin", "cos", "tan", "tanh", "max", "min", "lim"])
_STARRED = frozenset(["argmax", "argmin"])
_FENCES = {"(": ("(", ")"), "|": (r"\lvert", r"\rvert"), "||": (r"\lVert", r"\rVert")}
_WIDE = {"hat": "widehat", "bar": "overline", "tilde": "widetilde"}
_SPACED = RELATIONS | {"+", "-", "*", ".*", "×"}


def to_latex(tree: Tree) -> str:
    r"""Return a formula as the inside of LaTeX mathematics.

    >>> from quizgen.notation.parser import read_math
    >>> print(to_latex(read_math("dL/dw_i = 2*(y_hat - y)/n")))
    \frac{\partial L}{\partial w_{i}} = \frac{2 (\hat{y} - y)}{n}
    """
    return _write(arrange(tree)).strip(" ")


def _write(box: Box) -> str:
    """Write a box."""
    match box:
        case Letter(name):
            return _letter(name)
        case Word(text):
            return rf"\mathit{{{text}}}"
        case Function(text):
            return rf"\{text}" if text in _FUNCTIONS else _function(text)
        case Digits(text):
            return text
        case Words(text):
            return rf"\text{{{escaped(text)}}}"
        case Sign(text, prefix):
            return _sign(text, prefix=prefix)
        case Row(items):
            return _joined(items)
        case Fraction(over, under):
            return rf"\frac{{{_write(over)}}}{{{_write(under)}}}"
        case Root(inner):
            return rf"\sqrt{{{_write(inner)}}}"
        case Accent(mark, inner):
            wide = mark if isinstance(inner, Letter | Accent) else _WIDE.get(mark, mark)
            return rf"\{wide}{{{_write(inner)}}}"
        case Fence(left, inner, _):
            opening, closing = _FENCES[left]
            if is_tall(inner):
                opening, closing = rf"\left{opening}", rf"\right{closing}"
            return _beside(opening, _write(inner)) + closing
        case Table(rows):
            lines = r" \\ ".join(" & ".join(map(_write, entries)) for entries in rows)
            return rf"\begin{{bmatrix}} {lines} \end{{bmatrix}}"
        case Script(limits=limits):
            return _script(box) + " " * limits


def _function(name: str) -> str:
    """Write the name of a function that LaTeX has no command for."""
    spelled = escaped(name)
    if not (name.isascii() and name.replace("_", "").isalnum()):
        spelled = rf"\text{{{spelled}}}"
    return rf"\operatorname{'*' * (name in _STARRED)}{{{spelled}}}"


def _letter(name: str) -> str:
    if name in GREEK and name not in _LETTERS:
        return f"\\{name}"
    return _LETTERS.get(name) or (name if name.isascii() else rf"\text{{{escaped(name)}}}")


def _sign(text: str, *, prefix: bool) -> str:
    """Write a sign, with the spaces that a reader of the source wants."""
    spelled = _SIGNS.get(text, text)
    if text == ",":
        return ", "
    if text == "@":
        return rf" {spelled} "
    return f" {spelled} " if text in _SPACED and not prefix else spelled


def _joined(items: tuple[Box, ...]) -> str:
    """Write boxes side by side."""
    written = ""
    for item in items:
        written = _beside(written, _write(item))
    return written


def _beside(before: str, text: str) -> str:
    """Return two texts together; a command is kept apart from a letter that follows."""
    command = before.rpartition("\\")[2] if "\\" in before else ""
    return f"{before} {text}" if command.isalpha() and text[:1].isalpha() else before + text


def _script(script: Script) -> str:
    """Write a box with its scripts; primes are marks, as everybody types them."""
    base = _write(script.base)
    is_call = isinstance(script.base, Row) and isinstance(script.base.items[-1], Fence)
    if isinstance(script.base, Row | Script | Fraction) and not is_call:
        base = f"{{{base}}}"
    below = f"_{{{_write(script.below)}}}" if script.below is not None else ""
    if script.above is None:
        return base + below
    marks = script.above.items if isinstance(script.above, Row) else (script.above,)
    if all(mark == Sign("prime") for mark in marks):
        return base + below + "'" * len(marks)
    above = f"^{{{_write(script.above)}}}"
    return base + below + above


def is_tall(box: Box) -> bool:
    """Tell whether signs around a box have to grow; where they need not, plain ones read and stand better."""
    match box:
        case Fraction() | Table() | Script(limits=True):
            return True
        case Row(items):
            return any(map(is_tall, items))
        case Root(inner) | Fence(_, inner, _) | Accent(_, inner):
            return is_tall(inner)
        case Script(base, _, _):
            return is_tall(base)
    return False


def escaped(text: str) -> str:
    """Return words as LaTeX text: no sign in them means anything to LaTeX."""
    return "".join(ESCAPES.get(sign, sign) for sign in text)
