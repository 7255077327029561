"""What is true of formulas, told by what has no part in the prover.

Formulas are tuples of our own, rewritten by the laws of algebra, differentiated by the rules of a formula sheet, and
worked out by mpmath.
"""

import random
from collections.abc import Mapping, Sequence
from typing import Any

import mpmath

Formula = Any  # a name, a number, or (symbol, part, ...)
LETTERS = ("x", "y", "z")
_UNARY = ("exp", "sigmoid", "tanh", "square", "ln", "softplus", "sin", "cos")


def grow(random_: random.Random, size: int, letters: Sequence[str] = LETTERS, *, smooth: bool = False) -> Formula:
    """Return a formula of so many operations."""
    if size <= 0:
        return random_.choice((*letters, *letters, random_.randint(1, 5)))
    if random_.random() < (0.35 if smooth else 0.25):
        name = random_.choice(_UNARY)
        inner = grow(random_, min(size - 1, 2), letters, smooth=smooth)
        return (name, ("+", ("square", inner), 1)) if name == "ln" else (name, inner)
    left = random_.randint(0, size - 1)
    symbol = random_.choice("++--***/")
    one = grow(random_, left, letters, smooth=smooth)
    other = grow(random_, size - 1 - left, letters, smooth=smooth)
    return (symbol, one, ("+", ("square", other), 1)) if symbol == "/" else (symbol, one, other)


def rewritten(random_: random.Random, tree: Formula, letters: Sequence[str] = LETTERS) -> Formula:
    """Return another formula with the same value everywhere."""
    if not isinstance(tree, tuple):
        extra = random_.choice(letters)
        return random_.choice((tree, tree, tree, ("-", ("+", tree, extra), extra), ("*", 1, tree)))
    symbol, *parts = tree
    parts = [rewritten(random_, part, letters) for part in parts]
    ways: list[Formula] = [(symbol, *parts)]
    if symbol in "+*":
        ways.append((symbol, parts[1], parts[0]))
    if symbol == "-":
        ways += [("+", ("negate", parts[1]), parts[0]), ("negate", ("-", parts[1], parts[0]))]
    if symbol == "/":
        ways += [("*", parts[0], ("/", 1, parts[1])), ("/", ("negate", parts[0]), ("negate", parts[1]))]
    if symbol == "square":
        ways += [("*", parts[0], parts[0]), ("^", parts[0], 2)]
    if symbol == "sigmoid":
        ways += [
            ("/", 1, ("+", 1, ("exp", ("negate", parts[0])))),
            ("/", ("exp", parts[0]), ("+", 1, ("exp", parts[0]))),
            ("-", 1, ("sigmoid", ("negate", parts[0]))),
        ]
    if symbol == "tanh":
        ways.append(("-", ("*", 2, ("sigmoid", ("*", 2, parts[0]))), 1))
    if symbol == "softplus":
        ways += [("ln", ("+", 1, ("exp", parts[0]))), ("-", parts[0], ("ln", ("sigmoid", parts[0])))]
    if symbol == "*" and isinstance(parts[1], tuple) and parts[1][0] in ("+", "-"):
        ways.append((parts[1][0], ("*", parts[0], parts[1][1]), ("*", parts[0], parts[1][2])))
    if symbol == "exp" and isinstance(parts[0], tuple) and parts[0][0] == "+":
        ways.append(("*", ("exp", parts[0][1]), ("exp", parts[0][2])))
    if symbol == "cos":
        ways.append(("-", ("square", ("cos", ("/", parts[0], 2))), ("square", ("sin", ("/", parts[0], 2)))))
    return random_.choice(ways)


def derived(tree: Formula, by: str) -> Formula:
    """Return the derivative by the rules of a formula sheet."""
    if not isinstance(tree, tuple):
        return int(tree == by)
    symbol, u, *rest = tree
    du = derived(u, by)
    if symbol in ("+", "-"):
        return (symbol, du, derived(rest[0], by))
    if symbol == "*":
        return ("+", ("*", du, rest[0]), ("*", u, derived(rest[0], by)))
    if symbol == "/":
        over = ("-", ("*", du, rest[0]), ("*", u, derived(rest[0], by)))
        return ("/", over, ("square", rest[0]))
    slope: Formula = {
        "exp": tree,
        "sigmoid": ("*", tree, ("-", 1, tree)),
        "tanh": ("-", 1, ("square", tree)),
        "square": ("*", 2, u),
        "ln": ("/", 1, u),
        "softplus": ("sigmoid", u),
        "sin": ("cos", u),
        "cos": ("negate", ("sin", u)),
    }[symbol]
    return ("*", slope, du)


def mutated(random_: random.Random, tree: Formula, letters: Sequence[str] = LETTERS) -> Formula:
    """Return a formula with one sign, number or letter changed."""
    if not isinstance(tree, tuple):
        if isinstance(tree, int):
            return tree + random_.choice((1, -1, 2))
        return random_.choice([letter for letter in (*letters, 2) if letter != tree])
    symbol, *parts = tree
    if symbol in "+-*/" and random_.random() < 0.4:
        return (random_.choice([other for other in "+-*" if other != symbol]), *parts)
    place = random_.randrange(len(parts))
    return (symbol, *parts[:place], mutated(random_, parts[place], letters), *parts[place + 1 :])


def written(tree: Formula) -> str:
    """Return a formula in the notation, with all its parentheses."""
    if not isinstance(tree, tuple):
        return str(tree)
    symbol, *parts = tree
    texts = list(map(written, parts))
    if symbol == "negate":
        return f"(-{texts[0]})"
    if symbol == "square":
        return f"(({texts[0]})^2)"
    if symbol in ("+", "-", "*", "/", "^"):
        return f"({texts[0]} {symbol} {texts[1]})"
    return f"{symbol}({', '.join(texts)})"


def size_of(tree: Formula) -> int:
    """Return how many operations a formula has."""
    return 1 + sum(map(size_of, tree[1:])) if isinstance(tree, tuple) else 0


def value(tree: Formula, at: Mapping[str, Any]) -> Any:
    """Return a formula's value by mpmath, to fifty digits."""
    if isinstance(tree, str):
        return mpmath.mpf(at[tree])
    if isinstance(tree, int):
        return mpmath.mpf(tree)
    symbol, *parts = tree
    inputs = [value(part, at) for part in parts]
    formulas: dict[str, Any] = {
        "+": lambda x, y: x + y,
        "-": lambda x, y: x - y,
        "*": lambda x, y: x * y,
        "/": lambda x, y: x / y,
        "^": lambda x, y: x**y,
        "negate": lambda x: -x,
        "square": lambda x: x * x,
        "exp": mpmath.exp,
        "ln": mpmath.log,
        "sin": mpmath.sin,
        "cos": mpmath.cos,
        "tanh": mpmath.tanh,
        "sigmoid": lambda x: 1 / (1 + mpmath.exp(-x)),
        "softplus": lambda x: mpmath.log(1 + mpmath.exp(x)),
        "max": max,
        "min": min,
        "abs": abs,
        "relu": lambda x: max(x, mpmath.mpf(0)),
    }
    return formulas[symbol](*inputs)


def differ(one: Formula, other: Formula, random_: random.Random, letters: Sequence[str] = LETTERS) -> bool:
    """Tell whether two formulas surely have different values somewhere."""
    with mpmath.workdps(50):
        for _ in range(8):
            at = {letter: mpmath.mpf(random_.randint(-40, 40)) / 16 for letter in letters}
            try:
                left, right = value(one, at), value(other, at)
            except ZeroDivisionError:
                return False
            if abs(left - right) > mpmath.mpf(10) ** -20 * (1 + abs(left)):
                return True
    return False
