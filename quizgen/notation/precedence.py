"""Which parts of a formula need parentheses, decided once for every script that formulas are written in.

Symbols bind more or less tightly, and each place of a symbol asks for a least tightness. Two things come on top: what
begins with a minus sign is set apart after another sign, and what is open to the right (a sum over an index takes
whole products) is set apart where more would follow. Where fractions are stacked, a bar groups what a slash does not.
"""

from quizgen.notation.symbols import SIGNS, pieces
from quizgen.notation.tree import Name, Number, Operation, Relation, Tree, is_decimal, names

# How tightly a symbol binds; a missing one is closed in itself, like a call.
LIST, PHRASE, RELATION, GIVEN, SUM, OVER, PRODUCT, NEGATION, STACKED, POWER = 5, 7, 10, 20, 30, 35, 40, 50, 55, 60
CLOSED = 100
_PRODUCTS = ("*", "/", "@", ".*", "×")
_BINDING = dict.fromkeys(_PRODUCTS, PRODUCT) | {
    "list": LIST, "phrase": PHRASE, "given": GIVEN, "+": SUM, "-": SUM, "over": OVER, "negate": NEGATION,
    "nabla": NEGATION, "^": POWER, "derivative": POWER, "transpose": POWER, "subscript": POWER + 10,
}  # fmt: skip
# What each place asks for, left to right; the last holds for all that follow.
_LEAST = dict.fromkeys(_PRODUCTS, (PRODUCT, PRODUCT + 1)) | {
    "+": (SUM, SUM + 1), "-": (SUM, SUM + 1), "negate": (NEGATION,), "^": (POWER + 1, 0), "transpose": (POWER + 1,),
    "subscript": (POWER + 1, 0), "given": (GIVEN, SUM), "over": (0, 0, PRODUCT), "nabla": (0, NEGATION),
    "call": (0, RELATION), "list": (PHRASE,), "tuple": (PHRASE,), "phrase": (RELATION,),
}  # fmt: skip
_AFTER_A_SIGN = (*_PRODUCTS, "+", "-")


def binding(tree: Tree, *, stacked: bool = False) -> int:
    """Return how tightly a tree's outermost symbol binds."""
    if isinstance(tree, Operation):
        if stacked and tree.symbol in ("/", "derivative"):
            return STACKED
        return _BINDING.get(tree.symbol, CLOSED)
    if isinstance(tree, Relation):
        return RELATION
    if isinstance(tree, Name):
        return CLOSED
    whole = is_decimal(tree.value)
    if tree.value < 0:
        return NEGATION if whole or stacked else PRODUCT
    return CLOSED if whole else STACKED if stacked else PRODUCT


def encloses(tree: Operation, index: int, *, stacked: bool = False) -> bool:
    """Tell whether an operand of a tree stands in parentheses; a negative index counts from the end."""
    symbol, operands = tree
    index %= len(operands)
    if stacked and symbol == "/":
        return False
    operand = operands[index]
    places = _LEAST.get(symbol, (0,))
    after_sign = symbol == "negate" or (index > 0 and symbol in _AFTER_A_SIGN)
    if after_sign and isinstance(operand, Operation) and operand.symbol == "over":
        return False  # `a * sum_i b_i`: nothing before it can be mistaken
    if binding(operand, stacked=stacked) < places[min(index, len(places) - 1)]:
        return True
    if symbol == "nabla" and index > 0 and _begins(operand) == "norm":
        return True  # in a norm, the bars after a lone nabla close it
    if after_sign or (symbol in ("nabla", "over") and index > 0):
        return leads_with_minus(operand, stacked=stacked)
    return index == 0 and symbol in _PRODUCTS and is_open(operand, stacked=stacked)


def _begins(tree: Tree) -> str:
    """Return the symbol that is written first in a power and its like."""
    while isinstance(tree, Operation) and tree.symbol in ("^", "transpose", "subscript"):
        tree = tree.operands[0]
    return tree.symbol if isinstance(tree, Operation) else ""


def leads_with_minus(tree: Tree, *, stacked: bool = False) -> bool:
    """Tell whether what is written begins with a minus sign."""
    while isinstance(tree, Operation) and tree.symbol in (*_AFTER_A_SIGN, "given"):
        if (stacked and tree.symbol == "/") or encloses(tree, 0, stacked=stacked):
            return False
        tree = tree.operands[0]
    return (isinstance(tree, Operation) and tree.symbol == "negate") or (isinstance(tree, Number) and tree.value < 0)


def is_open(tree: Tree, *, stacked: bool = False) -> bool:
    """Tell whether what is written ends in a sum over an index, which would take a factor that follows."""
    while isinstance(tree, Operation) and tree.symbol in (*_AFTER_A_SIGN, "negate", "nabla"):
        if (stacked and tree.symbol == "/") or encloses(tree, -1, stacked=stacked):
            return False
        tree = tree.operands[-1]
    return isinstance(tree, Operation) and tree.symbol == "over" and len(tree.operands) > 2


def stands_beside(product: Operation, *, stacked: bool = False) -> bool:
    """Tell whether a number may stand before its factor with no sign: 2x, 2ŷ, 2(x + 1), but 2 · 3 and 2 · exp(x)."""
    left, right = product.operands
    factor = left.operands[0] if isinstance(left, Operation) and left.symbol == "negate" else left
    if not isinstance(factor, Number) or not is_decimal(factor.value) or not names(right):
        return False
    if encloses(product, 1, stacked=stacked):
        return not leads_with_minus(right, stacked=stacked)
    while isinstance(right, Operation) and right.symbol in ("^", "transpose", "subscript", "call"):
        if right.symbol == "call" and right.operands[0] in (Name("sqrt"), Name("sigmoid")):
            return True
        if right.symbol != "call" and encloses(right, 0, stacked=stacked):
            return True
        right = right.operands[0]
    return isinstance(right, Name) and is_letter(right.name)


def is_closed(tree: Tree) -> bool:
    """Tell whether a ∂ may stand before this with no parentheses: a name, a call, either with something below."""
    while isinstance(tree, Operation) and tree.symbol == "subscript":
        tree = tree.operands[0]
    return isinstance(tree, Name) or (isinstance(tree, Operation) and tree.symbol == "call")


def is_letter(name: str) -> bool:
    """Tell whether a name is a single letter with what belongs to it: `x`, `y_hat`, `W1`, `theta`."""
    base = pieces(name)[0]
    return len(base) == 1 or base in SIGNS
