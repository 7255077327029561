"""Inequalities: on the branches of a maximum, between bounds, through functions that keep an order."""

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
from quizgen.notation.parser import read_math
from tests.quizgen.claims.oracle import Formula, grow, value, written


def found(*formulas: str) -> list[Verdict]:
    """Return what is found of all statements of a text; a formula after `!` is a line of claims."""
    said = [Said(read_math(formula.removeprefix("!")), claim=formula.startswith("!")) for formula in formulas]
    return [finding.verdict for findings in examine(said) for finding in findings]


@pytest.mark.parametrize(
    "text",
    [
        ["max(x, y) >= x", "min(x, y) <= y", "min(x, y) <= max(x, y)", "max(x, y, z) >= y", "max(x, y) > x - 1"],
        ["relu(x) >= 0", "relu(x) >= x", "relu(x) <= |x|", "leaky_relu(x) <= relu(x)", "|x| >= -x"],
        ["|x + y| <= |x| + |y|", "|x*y| <= x^2 + y^2", "x^2 + x + 1 > 0", "(x + y)^2 <= 2*(x^2 + y^2)"],
        ["sigmoid(x) < 1", "tanh(x) > -1", "tanh(x)^2 < 1", "softplus(x) > 0", "softplus(x) >= relu(x)"],
        ["0 < p < 1", "-ln(p) > 0", "p*(1 - p) <= 1/4", "p^2 < p"],
        ["0 < p < 1", "0 <= y <= 1", "-y*ln(p) - (1 - y)*ln(1 - p) >= 0"],
        ["0 < p <= 1", "-ln(p) >= 0"],
        ["0 <= p < 1", "1 - p > 0"],
        ["p: probabilities", "y: probabilities", "-sum_k y_k*ln(p_k) >= 0", "sum(p^2) <= 1", "p_k <= 1", "p_1 >= 0"],
        ["p: probabilities", "y: one-hot", "log_loss(p, y) >= 0"],
        ["y_k > 0", "sum_k y_k = 1", "y_1 < 1", "-sum_k y_k*ln(y_k) >= 0"],
        ["x: 1 x 3", "x_i >= 0", "sum(x) >= x_1"],
        ["s = softmax(z)", "!s_1 < 1", "!s_i > 0"],
        ["x > 0", "sigmoid(x) > 1/2", "tanh(x) > 0", "exp(x) > 1"],
        ["x > 1", "ln(x) > 0", "x^2 > x"],
        ["y > x", "exp(y) > exp(x)", "sigmoid(y) > sigmoid(x)", "tanh(y) > tanh(x)", "y^3 > x^3", "relu(y) >= relu(x)"],
        ["y > x", "x > 0", "ln(y) > ln(x)", "y^2 > x^2"],
        ["1 < k < 3", "k^2 < 9", "k^2 > 1"],
        ["0 < lr < 1", "L = w^2", "(w - lr*dL/dw)^2 <= w^2"],
    ],
)  # fmt: skip
def test_what_is_true_is_proven(text: list[str]) -> None:
    verdicts = found(*text)
    assert verdicts
    assert all(isinstance(verdict, Proven) for verdict in verdicts), verdicts


@pytest.mark.parametrize(
    "text",
    [
        ["max(x, y) > x"],
        ["relu(x) > 0"],
        ["0 < p < 1", "-ln(p) > 1"],
        ["0 < p <= 1", "-ln(p) > 0"],
        ["0 <= p <= 1", "1 - p > 0"],
        ["0 < p < 1", "-y*ln(p) - (1 - y)*ln(1 - p) > 0"],
        ["x >= 0", "tanh(x) > 0"],
        ["x >= 1", "ln(x) > 0"],
        ["y > x", "y^2 > x^2"],
        ["y > x", "relu(y) > relu(x)"],
        ["y >= x", "exp(y) > exp(x)"],
        ["p: probabilities", "!p_1 < 1/2"],
        ["lr > 0", "L = w^2", "(w - lr*dL/dw)^2 <= w^2"],
    ],
)
def test_what_is_false_is_refuted(text: list[str]) -> None:
    *_, verdict = found(*text)
    assert isinstance(verdict, Refuted)


@pytest.mark.parametrize("formula", ["exp(x) >= 1 + x", "ln(x) <= x - 1"])
def test_what_is_beyond_it_is_left_open(formula: str) -> None:
    (verdict,) = found(formula)
    assert isinstance(verdict, Undecided)


@pytest.mark.parametrize(
    "text",
    [
        ["p: probabilities", "sum(p^2) >= 1/4"],
        ["p: probabilities", "sum(p^2) >= 1/20"],
        ["sum(x)^2 <= 4*sum(x^2)"],
        ["||x||^2 >= sum(x)^2/4"],
        ["x: n x 1", "sum(x)^2 <= 9*sum(x^2)"],
        ["y: one-hot", "mean(y) >= 1/20"],
        ["x > 0", "sum(x) <= 4*mean(x)"],
    ],
)
def test_a_bound_that_holds_of_few_entries_only_is_refuted_with_more_of_them(text: list[str]) -> None:
    (verdict,) = found(*text)
    assert isinstance(verdict, Refuted)
    assert len(verdict.counterexample) < 200


def test_a_bound_that_holds_of_the_declared_number_of_entries_is_proven() -> None:
    (verdict,) = found("x: 1 x 4", "sum(x)^2 <= 4*sum(x^2)")
    assert isinstance(verdict, Proven)


LETTERS = ("x", "y")
_RISING = ("exp", "sigmoid", "tanh", "softplus")
_TURNED = {">": "<", ">=": "<=", "<": ">", "<=": ">="}


def truth(stream: random.Random) -> tuple[list[str], Formula, str, Formula]:
    """Return what is supposed, and an inequality that is true by construction."""
    f, g = (grow(stream, stream.randint(0, 2), LETTERS) for _ in range(2))
    rising = stream.choice(_RISING)
    kinds: list[tuple[list[str], Formula, str, Formula]] = [
        ([], ("max", f, g), ">=", f),
        ([], ("max", f, g), ">=", g),
        ([], ("min", f, g), "<=", f),
        ([], ("relu", f), ">=", f),
        ([], ("abs", f), ">=", ("negate", f)),
        ([], ("+", ("square", f), ("square", g)), ">=", ("*", 2, ("*", f, g))),
        ([], ("sigmoid", f), "<", 1),
        ([], ("+", ("square", f), ("exp", g)), ">", 0),
        ([], ("softplus", f), ">=", ("relu", f)),
        (["x > y"], (rising, "x"), ">", (rising, "y")),
        (["x >= y"], (rising, "x"), ">=", (rising, "y")),
        (["x > y", "y > 0"], ("ln", "x"), ">", ("ln", "y")),
        (["0 < x < 1"], ("ln", "x"), "<", 0),
        (["0 < x < 1", "0 < y < 1"], ("*", "x", "y"), "<", "x"),
        (["x >= 1"], ("square", "x"), ">=", "x"),
    ]
    supposed, left, sign, right = stream.choice(kinds)
    if stream.random() < 0.3:
        more = grow(stream, 1, LETTERS)
        left, right = ("+", left, more), ("+", more, right)
    if stream.random() < 0.3:
        left, sign, right = right, _TURNED[sign], left
    return supposed, left, sign, right


def anything(stream: random.Random) -> tuple[list[str], Formula, str, Formula]:
    """Return what is supposed, and an inequality that is mostly false."""
    supposed, left, sign, right = truth(stream)
    match stream.randrange(4):
        case 0:
            sign = {">=": ">", "<=": "<", ">": ">=", "<": "<="}[sign]
        case 1:
            left = ("-", left, ("/", 1, stream.randint(1, 20)))
        case 2:
            supposed = stream.choice(([], ["x >= y"], ["0 <= x <= 1"], ["x >= 0", "y >= 0"]))
        case _:
            right = ("max", right, grow(stream, 1, LETTERS))
    return supposed, left, sign, right


def keeps(supposed: list[str], at: Mapping[str, Any]) -> bool:
    """Tell whether numbers are as they are supposed to be."""
    for text in supposed:
        parts = re.split(r"\s*(<=|>=|<|>)\s*", text)
        numbers = [at.get(part) if part in at else mpmath.mpf(part) for part in parts[::2]]
        for one, sign, other in zip(numbers, parts[1::2], numbers[1:], strict=False):
            if not _stands(one, sign, other):
                return False
    return True


def _stands(one: Any, sign: str, other: Any) -> bool:
    return bool({"<": one < other, "<=": one <= other, ">": one > other, ">=": one >= other}[sign])


def fails_somewhere(supposed: list[str], left: Formula, sign: str, right: Formula, stream: random.Random) -> bool:
    """Tell whether an inequality is surely false at some numbers: borders, ties and many others."""
    numbers = [Fraction(number, 16) for number in (0, 16, -16, 32, -48, 8, 1, 15)]
    points = [(one, other) for one in numbers for other in numbers]
    points += [(Fraction(stream.randint(-40, 40), 16), Fraction(stream.randint(-40, 40), 16)) for _ in range(60)]
    for x, y in points:
        at = {"x": mpmath.mpf(x.numerator) / x.denominator, "y": mpmath.mpf(y.numerator) / y.denominator}
        if not keeps(supposed, at):
            continue
        try:
            one, other = value(left, at), value(right, at)
        except (ZeroDivisionError, ValueError):
            continue
        if isinstance(one, mpmath.mpc) or isinstance(other, mpmath.mpc) or not (mpmath.isfinite(one - other)):
            continue
        off = one - other
        if abs(off) < mpmath.mpf(10) ** -30 * (1 + abs(one)):
            off = mpmath.mpf(0)
            if left != right and not _is_exact(left, right):
                continue
        if not _stands(off, sign, mpmath.mpf(0)):
            return True
    return False


def _is_exact(*trees: Formula) -> bool:
    """Tell whether formulas are arithmetic, so that equal values are no accident of rounding."""
    for tree in trees:
        if isinstance(tree, tuple):
            if tree[0] not in ("+", "-", "*", "negate", "square", "max", "min", "abs", "relu"):
                return False
            if not _is_exact(*tree[1:]):
                return False
    return True


def see_none_wrong(batch: int, count: int) -> None:
    """See that nothing true is refuted and nothing false proven, and that most of what is true is proven."""
    proven = 0
    for number in range(count):
        stream = random.Random(f"{batch}-{number}")
        supposed, left, sign, right = truth(stream)
        *_, verdict = found(*supposed, f"{written(left)} + 0 {sign} {written(right)}")
        assert not isinstance(verdict, Refuted), (supposed, written(left), sign, written(right), verdict)
        proven += isinstance(verdict, Proven)
        with mpmath.workdps(50):
            supposed, left, sign, right = anything(stream)
            false = fails_somewhere(supposed, left, sign, right, stream)
        *_, verdict = found(*supposed, f"{written(left)} + 0 {sign} {written(right)}")
        if false:
            assert not isinstance(verdict, Proven), (supposed, written(left), sign, written(right), verdict)
        if isinstance(verdict, Refuted):
            see_really_so(supposed, left, sign, right, verdict)
    assert proven >= count * 8 // 10


def see_really_so(supposed: list[str], left: Formula, sign: str, right: Formula, verdict: Refuted) -> None:
    """See that a counterexample keeps what is supposed, and that the inequality is false there."""
    at = dict.fromkeys(LETTERS, mpmath.mpf(1))
    with mpmath.workdps(60):
        for name, number in re.findall(r"(\w) = (-?[\d./]+)", verdict.counterexample.partition("the left is ")[0]):
            exact = Fraction(number)
            at[name] = mpmath.mpf(exact.numerator) / exact.denominator
        named = [
            text
            for text in supposed
            if all(f"{letter} = " in verdict.counterexample for letter in re.findall("[xy]", text))
        ]
        assert keeps(named, at)
        off = value(left, at) - value(right, at)
        assert not _stands(off if abs(off) > mpmath.mpf(10) ** -40 else mpmath.mpf(0), sign, mpmath.mpf(0))


@pytest.mark.parametrize("batch", range(2))
def test_random_inequalities_are_never_judged_wrongly(batch: int) -> None:
    see_none_wrong(batch, 20)


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(10))
def test_many_random_inequalities_are_never_judged_wrongly(batch: int) -> None:
    see_none_wrong(batch + 100, 100)
