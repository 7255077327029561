"""What a formula mentions: names, indices below them, numbers alone."""

from collections.abc import Iterator

from quizgen.notation.symbols import ACCENTS, FUNCTIONS
from quizgen.notation.tree import Name, Number, Operation, Tree, children, walk
from quizgen.numeric import CONSTANTS

NO_LETTERS = FUNCTIONS | CONSTANTS.keys() | {"diag", "sigma"}
MOST_INDICES = 2
_NUMBERS = ("+", "-", "*", "/", "^", "negate", "matrix", "row", "group", "tuple")


def indexed(name: str) -> tuple[str, str]:
    """Return an array and the indices below it, as a name may be read: nothing twice where it cannot.

    >>> indexed("y_hat_k"), indexed("W1_ij"), indexed("y_hat")
    (('y_hat', 'k'), ('W1', 'ij'), ('', ''))
    """
    stem, _, below = name.rpartition("_")
    if not stem or below in ACCENTS or len(below) > MOST_INDICES or not below.isalnum():
        return "", ""
    return stem, below


def summed(tree: Tree) -> set[str]:
    """Return the arrays whose entries a formula adds up: `y` of `sum_k y_k`, and `W` of `sum_j W_ij*x_j`."""
    found: set[str] = set()
    for part in walk(tree):
        if isinstance(part, Operation) and part.symbol in ("over", "entries") and len(part.operands) > 1:
            *script, body = part.operands
            indices = {letter.name for tree in script for letter in walk(tree) if isinstance(letter, Name)}
            for name in mentioned(body):
                stem, below = indexed(name)
                letters = {sign for sign in below if sign.isalpha()}
                if stem and letters & indices:
                    found.add(stem)
    return found


def mentioned(tree: Tree) -> Iterator[str]:
    """Yield the names in a formula, called functions too, without their primes."""
    for part in walk(tree):
        if isinstance(part, Name):
            yield part.name.rstrip("'")


def unbound(tree: Tree) -> set[str]:
    """Return the names in a formula, without the indices that sums in it bind."""
    scripts = [part.operands[1] for part in walk(tree) if isinstance(part, Operation) and part.symbol == "over"]
    return {*mentioned(tree)}.difference(name for script in scripts for name in mentioned(script))


def made_of(tree: Tree) -> Iterator[str]:
    """Yield the names in a formula that its value is made of: not the cost L of dL/da."""
    waiting = [tree]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Name):
            yield part.name
        is_slope = isinstance(part, Operation) and part.symbol == "derivative" and isinstance(part.operands[0], Name)
        waiting += children(part)[is_slope:]


def by_nabla(tree: Operation) -> Operation | None:
    """Return a gradient as a derivative: `nabla_x L` is dL/dx."""
    if len(tree.operands) == 2:
        sign, of = tree.operands
        if isinstance(sign, Operation) and sign.symbol == "subscript":
            return Operation("derivative", (of, sign.operands[1]))
    return None


def has_letters(tree: Tree) -> bool:
    """Tell whether a formula has any letters: `exp(-2)` has none."""
    return not NO_LETTERS.issuperset(mentioned(tree))


def is_literal(tree: Tree) -> bool:
    """Tell whether a formula is made of numbers alone."""
    if isinstance(tree, Number):
        return True
    return isinstance(tree, Operation) and tree.symbol in _NUMBERS and all(map(is_literal, children(tree)))


def is_number_literal(tree: Tree) -> bool:
    """Tell whether a literal is a number and no array."""
    return is_literal(tree) and not any(isinstance(part, Operation) and part.symbol == "matrix" for part in walk(tree))
