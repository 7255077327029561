"""Letters as SymPy's expressions, which know at which point they stand.

Where a formula takes one of two branches, such as a maximum or a ReLU, the branch is taken that holds at the point: so
an expression never has a choice in it, and what is proven of it is proven for all points on the same branches.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import cache, reduce
from operator import add, mul
from typing import Any

from quizgen.autodiff.array import Array
from quizgen.autodiff.number import UndefinedValueError
from quizgen.autodiff.symbolic import Expression, inner_of
from quizgen.claims.enclosure import Enclosure, pi
from quizgen.claims.fact import Known, Shares
from quizgen.claims.unknown import unknown_value

_MOST_PARTS = 4_000  # of an expression


class Point:
    """What SymPy's symbols are at a point, what else is known of them, and which branches were taken there."""

    __slots__ = ("aliases", "bounds", "is_tied", "shares", "taken", "values")

    def __init__(self) -> None:
        self.values: dict[Any, Enclosure] = {}
        self.aliases: dict[Any, Any] = {}  # letters that stood in for others while something was differentiated
        self.bounds: list[Known] = []  # of the letters
        self.shares: list[Shares] = []
        self.taken: list[tuple[Any, int]] = []  # a condition, and 1 where it was above 0
        self.is_tied = False  # whether a condition is 0 here, so that nothing tells which branch is the point's

    def sign(self, condition: Any) -> int:
        """Return the sign of a condition, 1 or -1, and note that a branch was taken by it."""
        sign = value_at(condition, self).sign
        if sign is None:
            raise UndefinedValueError("a sign too close to call")
        self.is_tied = self.is_tied or sign == 0
        self.taken.append((condition, 1 if sign > 0 else -1))
        return 1 if sign > 0 else -1


class Branching(Expression):
    """An expression at a point."""

    __slots__ = ("at",)

    def __init__(self, inner: Any, at: Point) -> None:
        super().__init__(inner)
        self.at = at

    def _made(self, inner: Any) -> "Branching":
        return Branching(sensible(inner), self.at)

    def derived(self, inner: Any) -> "Branching":
        """Return a derivative of this expression."""
        return self._made(inner)

    def where(self, above: Any, otherwise: Any) -> "Branching":
        """Return the one of two that holds at the point."""
        return self._made(inner_of(above if self.at.sign(self.inner) > 0 else otherwise))


def sensible(inner: Any) -> Any:
    """Return an expression that has a value: nothing was divided by zero."""
    import sympy

    if inner.is_Atom and inner in (sympy.zoo, sympy.nan, sympy.oo, -sympy.oo):
        raise UndefinedValueError("a division by zero")
    return inner


@cache
def unknown_function(name: str, slopes: tuple[int, ...]) -> Any:
    """Return a function that nobody defined, differentiated so often by each of its inputs."""
    import sympy

    def fdiff(self: Any, argindex: int = 1) -> Any:
        raised = (*slopes[: argindex - 1], slopes[argindex - 1] + 1, *slopes[argindex:])
        return unknown_function(name, raised)(*self.args)

    word = f"{name}{''.join(map(str, slopes))}"
    return type(word, (sympy.Function,), {"fdiff": fdiff, "known_as": (name, slopes), "is_real": True})


def value_at(expression: Any, at: Point) -> Enclosure:
    """Return the value of a SymPy expression at a point, told by its parts."""
    known: dict[Any, Enclosure] = at.values
    counted = 0

    def value(part: Any) -> Enclosure:
        nonlocal counted
        if part in known:
            return known[part]
        counted += 1
        if counted > _MOST_PARTS:
            raise UndefinedValueError("a formula far too long")
        found: Enclosure = _value(part, [value(inner) for inner in part.args])
        if part.args:
            known[part] = found
        return found

    return value(expression)


def _value(part: Any, inputs: list[Enclosure]) -> Any:
    import sympy

    if part.is_Rational:
        return Enclosure(int(part.p) if part.q == 1 else Fraction(int(part.p), int(part.q)))
    if part is sympy.pi:
        return pi()
    if part is sympy.E:
        return Enclosure(1).function("exp", None)
    if part.is_Add:
        return reduce(add, inputs)
    if part.is_Mul:
        return reduce(mul, inputs)
    if part.is_Pow:
        return inputs[1].function("exp", None) if part.base is sympy.E else inputs[0] ** inputs[1]
    for function, name in _NAMES.items():
        if isinstance(part, getattr(sympy, function)):
            return inputs[0].function(name, None)
    if isinstance(part, sympy.Abs):
        return inputs[0].where(inputs[0], -inputs[0])
    if isinstance(part, sympy.sign):
        return inputs[0].where(1, -1)
    if hasattr(part, "known_as"):
        name, slopes = part.known_as
        return unknown_value(name, slopes, inputs)
    raise UndefinedValueError(f"no value of {type(part).__name__}")


_NAMES: Mapping[str, str] = {"exp": "exp", "log": "ln", "sin": "sin", "cos": "cos"}


def slopes_by(function: Callable[[Any], Any], letters: Sequence[Any], values: Sequence[Any]) -> list[Any]:
    """Return the derivatives of an expression by each of these letters, with their values put in after that."""
    import sympy

    found = function(letters)
    back = dict(zip([letter.inner for letter in letters], [inner_of(value) for value in values], strict=True))

    def slopes(letter: Any) -> Any:
        def slope(entry: Any) -> Any:
            return entry.derived(sympy.diff(entry.inner, letter.inner).xreplace(back))

        return found.map(slope) if isinstance(found, Array) else slope(found)

    return [slopes(letter) for letter in letters]
