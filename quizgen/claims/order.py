"""Whether an expression is never negative: its normal form is a product of squares and of sums of positive terms.

What is known of letters is put in first, x > 2 as x = 2 + t. Where that does not show it, other ways may: the
expression is one that is known, times a positive one; all its terms are positive; logarithms, sines and cosines are
letters between bounds; or its exponential is at least 1.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from quizgen.claims.fact import Known, Shares
from quizgen.claims.known import told
from quizgen.claims.signs import Signs
from quizgen.claims.symbolic import Point, value_at

_MOST_FACTS = 6  # that an expression is divided by
_LONGEST = 60  # operations of an expression that other ways are tried with


def is_never_negative(expression: Any, at: Point, known: Sequence[Known] = (), *, strict: bool = False) -> bool:
    """Tell whether an expression is shown to be at least 0, or with `strict` above it; False is no proof.

    Beside what is known of the letters at the point, these expressions are not negative.
    """
    return any(
        Signs(told(way, at, known, joint=joint), at).shows(strict=strict)
        for way in _ways(expression, at, known, strict=strict)
        for joint in (True, False)
    )


def _ways(expression: Any, at: Point, known: Sequence[Known], *, strict: bool) -> Iterator[Any]:
    """Yield expressions that are not negative, or above 0, only if this one is so."""
    import sympy

    yield expression
    if expression.count_ops() > _LONGEST:
        return
    if _is_by_terms(expression, strict=strict):
        yield sympy.Integer(1)
    for fact in known[:_MOST_FACTS]:
        if fact.strict or not strict:
            yield sympy.cancel(expression / fact.expression) if fact.expression != expression else sympy.Integer(1)
    put = _bounded(expression, at, known)
    if put:
        yield expression.xreplace(put)
    if expression.has(sympy.log) and _is_sum_of_logarithms(expression):
        yield sympy.exp(expression) - 1


def _is_by_terms(expression: Any, *, strict: bool) -> bool:
    """Tell whether an expression is made of even powers and exponentials by sums and products only."""
    import sympy

    if expression.is_Add:
        terms = [_is_by_terms(term, strict=False) for term in expression.args]
        return all(terms) and (not strict or any(_is_by_terms(term, strict=True) for term in expression.args))
    if expression.is_Mul:
        return all(_is_by_terms(factor, strict=strict) for factor in expression.args)
    if expression.is_Pow and expression.base is not sympy.E and expression.exp.is_Integer:
        even = expression.exp % 2 == 0 and not strict and expression.exp > 0
        return bool(even) or _is_by_terms(expression.base, strict=strict or expression.exp < 0)
    if expression.is_Rational:
        return bool(expression > 0 if strict else expression >= 0)
    return isinstance(expression, sympy.exp)


def _is_sum_of_logarithms(expression: Any) -> bool:
    """Tell whether logarithms are only added in an expression, so many times each and to what has none."""
    import sympy

    for term in sympy.Add.make_args(expression):
        _, rest = term.as_coeff_Mul(rational=True)
        if rest.has(sympy.log) and not isinstance(rest, sympy.log):
            return False
    return True


def _bounded(expression: Any, at: Point, known: Sequence[Known]) -> dict[Any, Any]:
    """Return letters for sines, cosines, and the logarithms of what is above or below 1 for sure."""
    import sympy

    put: dict[Any, Any] = {}
    one = sympy.Integer(1)
    for wave in expression.atoms(sympy.sin, sympy.cos):
        letter = put[wave] = _letter(wave, at)
        at.shares.append(Shares((letter,), ((-one,), (one,)), (1 - letter, letter + 1), (False, False)))
    for logarithm in expression.atoms(sympy.log):
        beyond = logarithm.args[0] - 1
        for sign in (1, -1):
            strict = is_never_negative(sign * beyond, at, known, strict=True)
            if strict or is_never_negative(sign * beyond, at, known):
                letter = _letter(sign * logarithm, at)
                at.bounds.append(Known(letter, strict))
                put[logarithm] = sign * letter
                break
    return put


def _letter(meaning: Any, at: Point) -> Any:
    """Return a letter that stands for something."""
    import sympy

    letter = sympy.Dummy("v", real=True)
    at.values[letter] = value_at(meaning, at)
    at.aliases[letter] = meaning
    return letter
