"""Derivatives by SymPy: the third independent engine, which knows calculus and nothing of our table.

The values of the rows run on SymPy's own expressions. SymPy never sees text: every letter is made by us. It takes
0.2 to 1.8 seconds to import, so it is imported when it is first asked for, and never while a person studies.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from quizgen.autodiff.graph import Graph
from quizgen.autodiff.proof import rerun, with_entry


class Expression:
    """A SymPy expression with the functions that the table asks for."""

    __slots__ = ("inner",)

    def __init__(self, inner: Any) -> None:
        self.inner = inner

    def _made(self, inner: Any) -> "Expression":
        """Return an expression of the same kind."""
        return Expression(inner)

    def __add__(self, other: Any) -> "Expression":
        return self._made(self.inner + inner_of(other))

    __radd__ = __add__

    def __sub__(self, other: Any) -> "Expression":
        return self._made(self.inner - inner_of(other))

    def __rsub__(self, other: Any) -> "Expression":
        return self._made(inner_of(other) - self.inner)

    def __mul__(self, other: Any) -> "Expression":
        return self._made(self.inner * inner_of(other))

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> "Expression":
        return self._made(self.inner / inner_of(other))

    def __rtruediv__(self, other: Any) -> "Expression":
        return self._made(inner_of(other) / self.inner)

    def __pow__(self, exponent: Any) -> "Expression":
        return self._made(self.inner ** inner_of(exponent))

    def __rpow__(self, base: Any) -> "Expression":
        return self._made(inner_of(base) ** self.inner)

    def __neg__(self) -> "Expression":
        return self._made(-self.inner)

    def function(self, name: str, definition: Callable[[Any], Any] | None) -> "Expression":
        """Return a call, or a definition written out."""
        import sympy

        if definition is not None:
            found: Expression = definition(self)
            return found
        basic = {"exp": sympy.exp, "ln": sympy.log, "sqrt": sympy.sqrt, "sin": sympy.sin, "cos": sympy.cos}
        return self._made(basic[name](self.inner))

    def where(self, above: Any, otherwise: Any) -> "Expression":
        """Return a choice that is still open."""
        import sympy

        return self._made(sympy.Piecewise((inner_of(above), self.inner > 0), (inner_of(otherwise), True)))


def inner_of(value: Any) -> Any:
    """Return a number, or what stands among expressions, as SymPy's own."""
    import sympy

    if isinstance(value, Expression):
        return value.inner
    if isinstance(value, Fraction):
        return sympy.Rational(value.numerator, value.denominator)
    return sympy.Integer(value) if isinstance(value, int) else sympy.Float(value, 30)


def symbolic_slope(graph: Graph, values: Sequence[Any], of: int, by: int, entry: int | None = None) -> Any:
    """Return d(of)/d(by) of two numbers: exact where SymPy finds it so, else a float; `by` may be an array's entry."""
    import sympy

    letter = sympy.Symbol("t", real=True)
    found = rerun(graph, values, of, by, with_entry(values[by], entry, Expression(letter)))
    if not isinstance(found, Expression):
        return 0
    x = values[by] if entry is None else values[by].flat[entry]
    return _number(sympy.diff(found.inner, letter).subs(letter, inner_of(x)))


def _number(value: Any) -> Any:
    """Return a SymPy number as one of ours."""
    if value.is_Rational:
        return Fraction(int(value.p), int(value.q)) if value.q != 1 else int(value.p)
    return float(value.evalf(30))
