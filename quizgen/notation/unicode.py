"""A tree as mathematics for a terminal: σ, ∂L/∂W₁, Z̄ Yᵀ, 2(ŷ − y)², as far as Unicode goes."""

from typing import ClassVar

from quizgen.notation.precedence import is_closed, stands_beside
from quizgen.notation.symbols import ACCENTS, BIG, LOWERED, RAISED, SHOWN_RELATIONS, SIGNS, pieces
from quizgen.notation.text import Writer
from quizgen.notation.tree import Name, Number, Operation, Tree

_LONGEST_SCRIPT = 5  # a longer index in small letters is hard to read


def to_unicode(tree: Tree) -> str:
    """Return a formula as readable Unicode; `to_text` is the way out where there is only ASCII.

    >>> to_unicode(Operation("@", (Name("Z_bar"), Operation("transpose", (Name("Y"),)))))
    'Z̄ Yᵀ'
    """
    return _Unicode().write(tree)


def name_to_unicode(name: str) -> str:
    """Return a variable's name as it is printed: `W1` is W₁, `y_hat_i` is ŷᵢ, `theta_bar` is θ̄."""
    base, accents, subscripts, primes, wanted = pieces(name)
    shown = "∇" if base == "nabla" else SIGNS.get(base, base)
    below = ""
    for index, accent in enumerate(accents):
        if index:
            shown += ACCENTS[accent]
        elif len(shown) == 1:
            from unicodedata import normalize

            shown = normalize("NFC", shown + ACCENTS[accent])
        else:
            below = "".join(f"_{word}" for word in accents)
            break
    for piece in subscripts:
        lowered = "" if len(piece) > 3 or "_" in below else _script(piece, LOWERED)  # after a word all are words
        below += lowered or f"_{SIGNS.get(piece, piece)}"
    return shown + below + "′" * primes + "?" * wanted


class _Unicode(Writer):
    minus = "−"
    signs: ClassVar = {
        "+": " + ", "-": " − ", "*": " · ", "/": "/", "@": " ", ".*": " ⊙ ", "×": " × ", "given": " | ",
    }  # fmt: skip
    partial = "∂"
    norm, after_nabla = "‖", ""

    def name(self, name: str) -> str:
        return name_to_unicode(name)

    def words(self, text: str) -> str:
        return {"-": "−", ".*": "⊙", "<-": "←", "->": "→"}.get(text, text)

    def sign(self, sign: str) -> str:
        return SHOWN_RELATIONS[sign]

    def product(self, tree: Operation, first: str, second: str) -> str:
        return ("" if stands_beside(tree) else self.signs["*"]).join([first, second])

    def power(self, base: str, exponent: Tree) -> str:
        text = self.write(exponent)
        base = f"({base})" if base[0] == "√" else base  # whose square is no root of a square
        return base + (_script(text, RAISED) or (f"^{text}" if isinstance(exponent, Name | Number) else f"^({text})"))

    def transpose(self, base: str) -> str:
        return f"{base}ᵀ"

    def differential(self, tree: Tree) -> str:
        return f"∂{self.write(tree)}" if is_closed(tree) else f"∂({self.write(tree)})"

    def call(self, name: str, inputs: list[str]) -> str:
        inner = ", ".join(inputs)
        if name == "sqrt":
            return f"√{inner}" if len(inner) == 1 or inner.isdigit() else f"√({inner})"
        if name == "abs":
            return f"|{inner}|"
        shown = {"sigmoid": "σ", "sum": "Σ" if inner[:1] == "(" else "sum"}.get(name) or self.name(name)
        return f"{shown}({inner})"

    def accent(self, mark: str, inner: Tree) -> str:
        return f"({self.write(inner)}){ACCENTS[mark]}"

    def below(self, base: str, tree: Tree) -> str:
        text = self.write(tree)
        return base + (_script(text, LOWERED) or (f"_{text}" if isinstance(tree, Name | Number) else f"_({text})"))

    def big(self, name: str, index: list[Tree]) -> str:
        shown = BIG[name]
        if index:
            shown = self.below(shown, index[0])
        return self.power(shown, index[1]) if len(index) > 1 else shown


def _script(text: str, table: dict[str, str]) -> str:
    """Return text in raised or lowered characters, or nothing where one is missing."""
    plain = text.replace(" ", "").replace("−", "-").replace(",", "")
    if len(plain) > _LONGEST_SCRIPT or not plain:
        return ""
    return "".join(table[character] for character in plain) if all(c in table for c in plain) else ""
