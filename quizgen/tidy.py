"""Products and signs as a person writes them: no factor 1, a minus in front, no product in parentheses in a product."""

from collections.abc import Mapping

from quizgen.autodiff.number import quotient
from quizgen.notation.tree import Name, Number, Operation, Tree

ONE = Number(1)
_PRODUCTS = ("*", ".*")


def product(left: Tree, right: Tree, sign: str = "*") -> Tree:
    """Return a product without a factor 1 in front, a minus before it, and no parentheses round a product in it."""
    if left == ONE:
        return right
    if isinstance(left, Number) and isinstance(right, Number):
        return Number(left.value * right.value)
    if left == Number(-1):
        return negated(right)
    if isinstance(left, Number) and isinstance(right, Operation) and right.symbol == sign == "*":
        first, *others = right.operands
        if isinstance(first, Number):
            return product(Number(left.value * first.value), others[0])
    if isinstance(right, Operation) and right.symbol == sign and not isinstance(right.operands[0], Number):
        return Operation(sign, (product(left, right.operands[0], sign), right.operands[1]))
    return Operation(sign, (left, right))


def negated(tree: Tree) -> Tree:
    """Return a formula with the other sign; the minus goes to the first factor."""
    if isinstance(tree, Number):
        return Number(-tree.value)
    if isinstance(tree, Operation) and tree.symbol == "negate":
        return tree.operands[0]
    if isinstance(tree, Operation) and tree.symbol in (*_PRODUCTS, "/"):
        return Operation(tree.symbol, (negated(tree.operands[0]), *tree.operands[1:]))
    return Operation("negate", (tree,))


def tidy(tree: Tree, known: Mapping[str, Tree] = {}) -> Tree:
    """Return a formula as a person would write it, with others in the place of names.

    >>> tidy(Operation("negate", (Operation("*", (Number(2), Name("x"))),)))
    Operation(symbol='*', operands=(Number(value=-2), Name(name='x')))
    """
    if isinstance(tree, Name):
        return known.get(tree.name, tree)
    if not isinstance(tree, Operation):
        return tree
    if tree.symbol == "call":
        return Operation("call", (tree.operands[0], *(tidy(part, known) for part in tree.operands[1:])))
    parts = tuple(tidy(part, known) for part in tree.operands)
    if tree.symbol == "negate":
        return negated(parts[0])
    if tree.symbol == "*" and isinstance(parts[1], Number):
        return product(parts[1], parts[0])
    if tree.symbol in _PRODUCTS:
        return product(parts[0], parts[1], tree.symbol)
    if tree.symbol == "/" and isinstance(parts[0], Number) and isinstance(parts[1], Number):
        return Number(quotient(parts[0].value, parts[1].value))
    return Operation(tree.symbol, parts)
