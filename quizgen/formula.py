"""Typed formulas: read with products implied, in the names of the accepted formula, and compared with it by value.

What is echoed is what is judged: `G X^T` becomes `G @ X^T` where the accepted formula says that these are matrices.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from quizgen.matrix_letter import called, matrix_letters, matrix_product
from quizgen.notation.fault import NotationError, bare_function, did_you_mean
from quizgen.notation.meaning import Token
from quizgen.notation.parser import read_math
from quizgen.notation.symbols import FUNCTIONS
from quizgen.notation.text import to_text
from quizgen.notation.tree import Operation, Relation, Tree, names, walk
from quizgen.numeric import CONSTANTS
from quizgen.sameness import same
from quizgen.typed_grammar import TypedGrammar, respelled, spellings
from quizgen.unreadable import MAX_TYPED, Unreadable

__all__ = ["Formula", "Unreadable", "read_formula", "same_formula"]


class Formula(NamedTuple):
    """A formula as it was understood."""

    tree: Tree
    echo: str  # deck text


def read_formula(
    typed: str, *accepted: str, known: Collection[str] = (), matrices: Collection[str] = ()
) -> Formula | Unreadable:
    """Return a typed formula in the names of the accepted ones, and of the `known` ones that may occur besides.

    Letters that nothing in an accepted formula tells to be `matrices` can be named.
    """
    if len(typed) > MAX_TYPED:
        return Unreadable(f"a typed formula has at most {MAX_TYPED} characters", MAX_TYPED)
    if not typed.strip():
        return Unreadable("there is no formula in that")
    wanted = [read_math(formula) for formula in accepted]
    spelling = spellings([*(name for tree in wanted for name in names(tree)), *known])
    signs = {part.symbol for whole in wanted for part in walk(whole) if isinstance(part, Operation)}
    try:
        reader = TypedGrammar(_with_transposes(typed.replace("$", " ")), spelling, sizes="×" in signs)
        tree = reader.inner()
        reader.finish()
    except NotationError as fault:
        return Unreadable(fault.message, fault.position)
    tree = respelled(tree, spelling)
    if wanted:
        refused = _stranger(tree, wanted, set(spelling.values()), reader.tokens)
        if refused:
            return refused
    tree = matrix_product(tree, frozenset(matrices).union(*map(matrix_letters, wanted)), _times(tree, signs))
    return Formula(tree, f"${to_text(tree)}$")


def _with_transposes(text: str) -> str:
    """Return text with NumPy's `X.T` as `X^T`, every sign at its place."""
    first, *rest = text.split(".T")
    return first + "".join((".T" if piece[:1].isalnum() else "^T") + piece for piece in rest)


def _times(typed: Tree, signs: Collection[str]) -> str:
    """Return what a product of matrices without a sign of its own is, by the signs of the accepted formulas.

    Who writes `@` beside `*` means entry by entry by the latter, as NumPy does, where that occurs at all.
    """
    entrywise = ".*" in signs and any(isinstance(part, Operation) and part.symbol == "@" for part in walk(typed))
    return "@" if {"@", "transpose"} & set(signs) and not entrywise else ".*"


def same_formula(accepted: str, typed: str | Formula) -> bool | None:
    """Tell whether a typed formula has the value of the accepted one everywhere; None where that cannot be decided.

    >>> same_formula("2*(y_hat - y)*x", "2x(y_hat - y)"), same_formula("x + 1", "x - 1")
    (True, False)
    """
    found = read_formula(typed, accepted) if isinstance(typed, str) else typed
    return None if isinstance(found, Unreadable) else same(read_math(accepted), found.tree)


def _stranger(tree: Tree, wanted: Sequence[Tree], known: Collection[str], tokens: Sequence[Token]) -> Unreadable | None:
    """Return a refusal of the first name that none of the accepted formulas has."""
    if isinstance(tree, Relation) and not any(isinstance(other, Relation) for other in wanted):
        tree = tree.sides[-1]  # `q = x + y` for `x + y`: what is called q may be called anything
    for name in called(tree) - FUNCTIONS - set[str]().union(*map(called, wanted)):
        return Unreadable(f"there is no function {name} here", _position(name, tokens))
    for name in names(tree):
        if name not in known and name not in CONSTANTS:
            if name in FUNCTIONS:
                return Unreadable(bare_function(name), _position(name, tokens))
            return Unreadable(f"there is no {name} here{_hint(name, known)}", _position(name, tokens))
    return None


def _hint(word: str, known: Collection[str]) -> str:
    """Return what was probably meant: a product of known names, the other case of one, or one that is close."""
    product = _product(word, known)
    if product:
        return f" (is it the product {product}?)"
    other = word.swapcase()
    return f" (did you mean {other}?)" if other in known else did_you_mean(word, known)


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
