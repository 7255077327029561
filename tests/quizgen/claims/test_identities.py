"""Equations that are true by construction are proven, and false ones are refuted at a place where they really are.

The oracle had no part in the prover.
"""

import random
import re
from fractions import Fraction
from typing import Any

import mpmath
import pytest

from quizgen.claims.text import Formula as Said
from quizgen.claims.text import examine
from quizgen.claims.verdict import Proven, Refuted, Undecided, Verdict
from quizgen.notation.cursor import MAX_OPERATIONS
from quizgen.notation.parser import read_math
from tests.quizgen.claims.oracle import (
    LETTERS,
    Formula,
    derived,
    differ,
    grow,
    mutated,
    rewritten,
    size_of,
    value,
    written,
)


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
    with mpmath.workdps(60):
        found = [value(tree, at) for tree in (one, other)]
        assert found[0] != found[1]
        for number, said in zip(found, told, strict=True):
            nearly = abs(number) * mpmath.mpf("1e-5") + mpmath.mpf("1e-40")
            assert abs(number - mpmath.mpf(said.numerator) / said.denominator) <= nearly


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
