"""Typed formulas: read with products implied, in the names of the accepted formula, and compared with it by value.

What is echoed is what is judged: `G X^T` becomes `G @ X^T` where the accepted formula says that these are matrices.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from quizgen.matrix_letter import matrix_letters, matrix_product
from quizgen.notation.display import Display
from quizgen.notation.fault import NotationError, did_you_mean
from quizgen.notation.grammar import Grammar
from quizgen.notation.meaning import Token
from quizgen.notation.parser import read_math
from quizgen.notation.symbols import FUNCTIONS
from quizgen.notation.text import to_text
from quizgen.notation.tree import Name, Operation, Relation, Tree, names, walk
from quizgen.numeric import CONSTANTS
from quizgen.sameness import same
from quizgen.unreadable import MAX_TYPED, Unreadable

__all__ = ["Formula", "Unreadable", "read_formula", "same_formula"]


class Formula(NamedTuple):
    """A formula as it was understood."""

    tree: Tree
    echo: str  # deck text


class _Typed(Display):
    """What a learner types: products may be implied, an x is a letter, and names may be spelled a little otherwise."""

    times = "*"

    def __init__(self, text: str, spelling: Mapping[str, str], *, sizes: bool) -> None:
        super().__init__(text, set(spelling.values()), implied=True)
        self.spelling = spelling
        self.sizes = sizes
        if sizes:
            self.times = "×"

    def infix(self) -> tuple[str, int]:
        return super().infix() if self.sizes else Grammar.infix(self)

    def named(self, token: Token) -> Tree:
        token = token._replace(text=_spelled(token.text, self.spelling))
        word = token.text
        factor = self.sees("(") and word in self.spelling.values() and word not in FUNCTIONS
        if factor or (word[0] == "d" and not self.sees("(") and not self.starts_derivative(word)):
            return Name(word)
        tree = super().named(token)
        if word in FUNCTIONS and isinstance(tree, Name):
            raise self.fault(f"{word} needs its input in parentheses, as {word}(x)", token)
        return tree

    def expression(self, least: int = 0) -> Tree:
        before = self.tokens[self.at - 1]
        bare = self.at > 0 and before.kind == "name" and before.text in FUNCTIONS
        tree = super().expression(least)
        if bare and self.infix()[0] == "implied" and self.token.text not in FUNCTIONS:
            raise self.fault(f"this can be read in two ways; write {before.text}(...) with its parentheses")
        return tree

    def starts_operand(self) -> bool:
        return self.token.text == "x" or super().starts_operand()


def read_formula(typed: str, *accepted: str, known: Collection[str] = ()) -> Formula | Unreadable:
    """Return a typed formula in the names of the accepted ones, and of the `known` ones that may occur besides."""
    if len(typed) > MAX_TYPED:
        return Unreadable(f"a typed formula has at most {MAX_TYPED} characters", MAX_TYPED)
    if not typed.strip():
        return Unreadable("there is no formula in that")
    wanted = [read_math(formula) for formula in accepted]
    spelling = _spellings([*(name for tree in wanted for name in names(tree)), *known])
    signs = {part.symbol for whole in wanted for part in walk(whole) if isinstance(part, Operation)}
    try:
        reader = _Typed(typed.replace("$", " "), spelling, sizes="×" in signs)
        tree = reader.inner()
        reader.finish()
    except NotationError as fault:
        return Unreadable(fault.message, fault.position)
    tree = _respelled(tree, spelling)
    if wanted:
        refused = _stranger(tree, wanted, set(spelling.values()), reader.tokens)
        if refused:
            return refused
    matrices = frozenset[str]().union(*map(matrix_letters, wanted))
    tree = matrix_product(tree, matrices, "@" if signs & {"@", "transpose"} else ".*")
    return Formula(tree, f"${to_text(tree)}$")


def same_formula(accepted: str, typed: str | Formula) -> bool | None:
    """Tell whether a typed formula has the value of the accepted one everywhere; None where that cannot be decided.

    >>> same_formula("2*(y_hat - y)*x", "2x(y_hat - y)"), same_formula("x + 1", "x - 1")
    (True, False)
    """
    found = read_formula(typed, accepted) if isinstance(typed, str) else typed
    return None if isinstance(found, Unreadable) else same(read_math(accepted), found.tree)


def _spellings(known: Sequence[str]) -> dict[str, str]:
    """Return known names by their letters alone: `W1` for `W_1`, and each also by itself."""
    loose = {name.replace("_", ""): name for name in reversed(known)}
    return loose | {name: name for name in known}


def _spelled(word: str, spelling: Mapping[str, str]) -> str:
    return spelling.get(word) or spelling.get(word.replace("_", ""), word)


def _respelled(tree: Tree, spelling: Mapping[str, str]) -> Tree:
    """Return a tree whose names are spelled as known, also those in derivatives and under accents."""
    if isinstance(tree, Name):
        return Name(_spelled(tree.name, spelling))
    if isinstance(tree, Operation):
        return Operation(tree.symbol, tuple(_respelled(part, spelling) for part in tree.operands))
    if isinstance(tree, Relation):
        return Relation(tree.signs, tuple(_respelled(side, spelling) for side in tree.sides))
    return tree


def _stranger(tree: Tree, wanted: Sequence[Tree], known: Collection[str], tokens: Sequence[Token]) -> Unreadable | None:
    """Return a refusal of the first name that none of the accepted formulas has."""
    if isinstance(tree, Relation) and not any(isinstance(other, Relation) for other in wanted):
        tree = tree.sides[-1]  # `q = x + y` for `x + y`: what is called q may be called anything
    called = set(_called(tree))
    for name in called - FUNCTIONS - {other for accepted in wanted for other in _called(accepted)}:
        return Unreadable(f"there is no function {name} here", _position(name, tokens))
    for name in names(tree):
        if name not in known and name not in CONSTANTS:
            product = _product(name, known)
            hint = f" (is it the product {product}?)" if product else did_you_mean(name, known)
            return Unreadable(f"there is no {name} here{hint}", _position(name, tokens))
    return None


def _called(tree: Tree) -> list[str]:
    calls = [part.operands[0] for part in walk(tree) if isinstance(part, Operation) and part.symbol == "call"]
    return [name.name for name in calls if isinstance(name, Name)]


def _product(word: str, known: Collection[str]) -> str:
    """Return known names that a word is made of, with spaces between: `x y` for `xy`."""
    for end in range(1, len(word)):
        if word[:end] in known:
            rest = word[end:] if word[end:] in known else _product(word[end:], known)
            if rest:
                return f"{word[:end]} {rest}"
    return ""


def _position(name: str, tokens: Sequence[Token]) -> int | None:
    """Return where a name was typed, itself or after the d of a derivative."""
    plain = name.replace("_", "")
    forms = plain, f"d{plain}"
    return next((token.position for token in tokens if token.text.replace("_", "") in forms), None)
