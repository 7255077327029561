"""Equations that are true by construction are proven, and false ones are refuted at a place where they really are.

The oracle had no part in the prover: formulas are tuples of our own, rewritten by the laws of algebra, differentiated
by the rules of a formula sheet, and worked out by mpmath.
"""

import random
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import mpmath
import pytest

from quizgen.claims.text import Formula as Said
from quizgen.claims.text import examine
from quizgen.claims.verdict import Proven, Refuted, Undecided, Verdict
from quizgen.notation.cursor import MAX_OPERATIONS
from quizgen.notation.parser import read_math

Formula = Any  # a name, a number, or (symbol, part, ...)
LETTERS = ("x", "y", "z")
_UNARY = ("exp", "sigmoid", "tanh", "square", "ln", "softplus", "sin", "cos")


def grow(random_: random.Random, size: int, letters: tuple[str, ...] = LETTERS, *, smooth: bool = False) -> Formula:
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


def rewritten(random_: random.Random, tree: Formula) -> Formula:
    """Return another formula with the same value everywhere."""
    if not isinstance(tree, tuple):
        extra = random_.choice(LETTERS)
        return random_.choice((tree, tree, tree, ("-", ("+", tree, extra), extra), ("*", 1, tree)))
    symbol, *parts = tree
    parts = [rewritten(random_, part) for part in parts]
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


def mutated(random_: random.Random, tree: Formula) -> Formula:
    """Return a formula with one sign, number or letter changed."""
    if not isinstance(tree, tuple):
        if isinstance(tree, int):
            return tree + random_.choice((1, -1, 2))
        return random_.choice([letter for letter in (*LETTERS, 2) if letter != tree])
    symbol, *parts = tree
    if symbol in "+-*/" and random_.random() < 0.4:
        return (random_.choice([other for other in "+-*" if other != symbol]), *parts)
    place = random_.randrange(len(parts))
    return (symbol, *parts[:place], mutated(random_, parts[place]), *parts[place + 1 :])


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
    return f"{symbol}({texts[0]})"


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
    }
    return formulas[symbol](*inputs)


def differ(one: Formula, other: Formula, random_: random.Random) -> bool:
    """Tell whether two formulas surely have different values somewhere."""
    with mpmath.workdps(50):
        for _ in range(8):
            at = {letter: mpmath.mpf(random_.randint(-40, 40)) / 16 for letter in LETTERS}
            left, right = value(one, at), value(other, at)
            if abs(left - right) > mpmath.mpf(10) ** -20 * (1 + abs(left)):
                return True
    return False


def decided(left: str, right: Formula) -> Verdict:
    """Return what is found of an equation."""
    (finding,) = examine([Said(read_math(f"{left} = {written(right)}"), claim=True)])[0]
    return finding.verdict


def identity(seed: str) -> tuple[Formula, Formula]:
    """Return two formulas that are equal everywhere."""
    stream = random.Random(seed)
    while True:
        tree = grow(stream, stream.randint(1, 7))
        other = rewritten(stream, tree)
        if isinstance(tree, tuple) and size_of(tree) + size_of(other) < MAX_OPERATIONS:
            return tree, other


def derivative(seed: str) -> tuple[str, Formula]:
    """Return a derivative as it is written, and what it is."""
    stream = random.Random(seed)
    while True:
        tree, by = grow(stream, stream.randint(1, 5), smooth=True), stream.choice(LETTERS)
        slope = derived(tree, by)
        slope = rewritten(stream, slope) if stream.random() < 0.5 else slope
        if size_of(tree) + size_of(slope) < MAX_OPERATIONS:
            return f"d({written(tree)})/d{by}", slope


def falsehood(seed: str) -> tuple[Formula, Formula]:
    """Return two formulas that are different somewhere."""
    stream = random.Random(seed)
    while True:
        tree = grow(stream, stream.randint(1, 7))
        other = mutated(stream, rewritten(stream, tree))
        small = size_of(tree) + size_of(other) < MAX_OPERATIONS
        if isinstance(tree, tuple) and small and differ(tree, other, stream):
            return tree, other


def see_really_different(one: Formula, other: Formula, verdict: Refuted) -> None:
    """See that the letters named in a counterexample give the two values that it names, and that these differ."""
    where, _, sides = verdict.counterexample.rpartition("the left is ")  # without letters there is no place
    at = dict.fromkeys(LETTERS, mpmath.mpf(1))
    for name, number in re.findall(r"(\w) = (-?[\d./]+)", where):
        exact = Fraction(number)
        at[name] = mpmath.mpf(exact.numerator) / exact.denominator
    told = [Fraction(number) for number in sides.split(", the right is ")]
    with mpmath.workdps(400):  # a value may be as small as 1e-96
        found = [value(tree, at) for tree in (one, other)]
        assert found[0] != found[1]
        for number, said in zip(found, told, strict=True):
            assert abs(number - mpmath.mpf(said.numerator) / said.denominator) <= abs(number) * mpmath.mpf("1e-5")


FEW, MANY = 24, 1500


@pytest.mark.parametrize("batch", range(4))
def test_what_algebra_makes_equal_is_proven(batch: int) -> None:
    verdicts = [decided(written(one), other) for one, other in _batch(identity, batch, FEW // 4)]
    assert not [verdict for verdict in verdicts if isinstance(verdict, Refuted)]
    assert sum(isinstance(verdict, Proven) for verdict in verdicts) >= len(verdicts) - 1


@pytest.mark.parametrize("batch", range(4))
def test_derivatives_by_the_formula_sheet_are_proven(batch: int) -> None:
    verdicts = [decided(left, right) for left, right in _batch(derivative, batch, FEW // 4)]
    assert not [verdict for verdict in verdicts if isinstance(verdict, Refuted)]
    assert sum(isinstance(verdict, Proven) for verdict in verdicts) >= len(verdicts) - 1


@pytest.mark.parametrize("batch", range(4))
def test_a_changed_sign_or_number_is_refuted_where_the_sides_really_differ(batch: int) -> None:
    for one, other in _batch(falsehood, batch, FEW // 4):
        verdict = decided(written(one), other)
        assert not isinstance(verdict, Proven)
        if isinstance(verdict, Refuted):
            see_really_different(one, other, verdict)
        else:
            assert "no numbers were found" in verdict.why  # one side has no real value anywhere


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(10))
def test_nothing_true_is_ever_refuted_and_nothing_false_proven(batch: int) -> None:
    undecided = 0
    for left, right in _batch(identity, batch + 100, MANY // 10):
        verdict = decided(written(left), right)
        assert not isinstance(verdict, Refuted), (written(left), written(right))
        undecided += isinstance(verdict, Undecided)
    for said, slope in _batch(derivative, batch + 100, MANY // 10):
        verdict = decided(said, slope)
        assert not isinstance(verdict, Refuted), (said, written(slope))
        undecided += isinstance(verdict, Undecided)
    for one, other in _batch(falsehood, batch + 100, MANY // 10):
        verdict = decided(written(one), other)
        assert not isinstance(verdict, Proven), (written(one), written(other))
        if isinstance(verdict, Refuted):
            see_really_different(one, other, verdict)
    assert undecided <= MANY // 10 * 2 // 50  # one in fifty at most


def _batch(made: Any, batch: int, count: int) -> list[tuple[Any, Any]]:
    return [made(f"{batch}-{number}") for number in range(count)]
