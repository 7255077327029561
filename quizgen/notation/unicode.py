"""A tree as mathematics for a terminal: σ, ∂L/∂W₁, Z̄ Yᵀ, 2(ŷ − y)², as far as Unicode goes."""

from quizgen.notation.symbols import ACCENTS, BIG, LOWERED, RAISED, SHOWN_RELATIONS, SIGNS
from quizgen.notation.text import Writer
from quizgen.notation.tree import PRODUCT, Name, Number, Operation, Tree, is_decimal, names

_LONGEST_SCRIPT = 5  # a longer index in small letters is hard to read


def to_unicode(tree: Tree) -> str:
    """Return a formula as readable Unicode; `to_text` is the way out where there is only ASCII.

    >>> to_unicode(Operation("@", (Name("Z_bar"), Operation("transpose", (Name("Y"),)))))
    'Z̄ Yᵀ'
    """
    return _Unicode().write(tree)


def name_to_unicode(name: str) -> str:
    """Return a variable's name as it is printed: `W1` is W₁, `y_hat_i` is ŷᵢ, `theta_bar` is θ̄."""
    primes = len(name) - len(name.rstrip("'"))
    base, *rest = name[: len(name) - primes].split("_")
    letters = base.rstrip("0123456789")
    if letters and (len(letters) == 1 or letters in SIGNS) and letters != base:
        rest.insert(0, base[len(letters) :])
        base = letters
    shown = SIGNS.get(base, base)
    if base == "nabla":
        shown = "∇"
    below = ""
    for piece in rest:
        if piece in ACCENTS and not below and len(shown) == 1:
            from unicodedata import normalize

            shown = normalize("NFC", shown + ACCENTS[piece])
        elif piece in ACCENTS and not below and shown[-1] in ACCENTS.values():
            shown += ACCENTS[piece]
        else:
            lowered = "" if len(piece) > 3 else _script(piece, LOWERED)
            below += lowered or f"_{SIGNS.get(piece, piece)}"
    return shown + below + "′" * primes


class _Unicode(Writer):
    minus = "−"
    dot, matrix_product, entrywise = " · ", " ", " ⊙ "
    partial = "∂"
    norm, size, after_nabla = "‖", " × ", ""

    def name(self, name: str) -> str:
        return name_to_unicode(name)

    def words(self, text: str) -> str:
        return {"-": "−", ".*": "⊙", "<-": "←", "->": "→"}.get(text, text)

    def sign(self, sign: str) -> str:
        return SHOWN_RELATIONS[sign]

    def product(self, left: Tree, right: Tree) -> str:
        second = self.right(right, PRODUCT + 1)
        factor = left.operands[0] if isinstance(left, Operation) and left.symbol == "negate" else left
        if isinstance(factor, Number) and is_decimal(factor.value) and _goes_beside(right, second):
            return f"{self.part(left, PRODUCT)}{second}"
        return f"{self.part(left, PRODUCT)}{self.dot}{second}"

    def power(self, base: str, exponent: Tree) -> str:
        text = self.write(exponent)
        return base + (_script(text, RAISED) or (f"^{text}" if isinstance(exponent, Name | Number) else f"^({text})"))

    def transpose(self, base: str) -> str:
        return f"{base}ᵀ"

    def call(self, name: str, inputs: list[Tree]) -> str:
        inner = ", ".join(map(self.write, inputs))
        if name == "sqrt":
            return f"√{inner}" if len(inner) == 1 or inner.isdigit() else f"√({inner})"
        if name == "abs":
            return f"|{inner}|"
        shown = {"sigmoid": "σ", "sum": "Σ" if inner[:1] == "(" else "sum"}.get(name) or self.name(name)
        return f"{shown}({inner})"

    def below(self, base: str, tree: Tree) -> str:
        text = self.write(tree)
        return base + (_script(text, LOWERED) or (f"_{text}" if isinstance(tree, Name | Number) else f"_({text})"))

    def big(self, name: str, index: list[Tree]) -> str:
        shown = BIG[name]
        if index:
            shown = self.below(shown, index[0])
        return self.power(shown, index[1]) if len(index) > 1 else shown


def _goes_beside(tree: Tree, text: str) -> bool:
    """Tell whether a number may stand before this with no sign between: 2x, 2ŷ, 2(x + 1), but 2 · 3 and 2 · exp(x)."""
    one_letter = text[0].isalpha() and not text[1:2].isalpha()
    return bool(names(tree)) and (one_letter or (text[0] in "(√" and not text.startswith("(−")))


def _script(text: str, table: dict[str, str]) -> str:
    """Return text in raised or lowered characters, or nothing where one is missing."""
    plain = text.replace(" ", "").replace("−", "-").replace(",", "")
    if len(plain) > _LONGEST_SCRIPT or not plain:
        return ""
    return "".join(table[character] for character in plain) if all(c in table for c in plain) else ""
