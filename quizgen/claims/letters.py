"""Where formulas are worked out in SymPy's letters, at the numbers of a point."""

from collections.abc import Callable, Sequence
from functools import reduce
from operator import sub
from typing import Any

from quizgen.autodiff.array import Shape, of_shape
from quizgen.autodiff.number import Exact
from quizgen.claims.enclosure import Enclosure
from quizgen.claims.fact import Known, Shares
from quizgen.claims.symbolic import Branching, Point, slopes_by, unknown_function, value_at
from quizgen.claims.world import Numbers, Wish, classes


class Symbols:
    """A world of SymPy's letters, at the point of a world of numbers."""

    def __init__(self, numbers: Numbers) -> None:
        self.numbers = numbers
        self.at = Point()
        self._letters: dict[str, Any] = {}
        self._fresh = 0

    def number(self, exact: Exact) -> Any:
        """Return a number of this world."""
        import sympy

        return Branching(sympy.Rational(exact.numerator, exact.denominator), self.at)

    def constant(self, name: str) -> Any:
        """Return e or pi."""
        import sympy

        return Branching(sympy.pi if name == "pi" else sympy.E, self.at)

    def letter(self, name: str, shape: Shape | None) -> Any:
        """Return a letter, or an array of them; the last of those that add up is what the others leave."""
        if name not in self._letters:
            value = self.numbers.letter(name, shape)
            kind = self.numbers.wishes.get(name, Wish()).kind
            if shape is None:
                self._letters[name] = self._symbol(name, value)
                self._bound(self._letters[name], name)
            elif kind == "one-hot":
                self._letters[name] = value.map(lambda entry: self.number(entry.exact))
            else:
                entries = [self._symbol(f"{name}[{place}]", entry) for place, entry in enumerate(value.flat)]
                if kind:
                    size = classes(shape) if kind == "probabilities" else len(entries)
                    for first in range(0, len(entries), size):
                        entries[first : first + size] = self._adding_up(entries[first : first + size - 1], name)
                else:
                    for entry in entries:
                        self._bound(entry, name)
                self._letters[name] = of_shape(shape, tuple(entries))
        return self._letters[name]

    def unknown(self, name: str, slopes: tuple[int, ...], inputs: Sequence[Any]) -> Any:
        """Return the value of a function that nobody defined."""
        function = unknown_function(name, slopes)
        return Branching(function(*(value.inner for value in inputs)), self.at)

    def slopes(self, function: Callable[[Sequence[Any]], Any], values: Sequence[Any]) -> list[Any]:
        """Return the derivatives of a function by each of its values, by SymPy."""
        self._fresh += 1
        letters = [
            self._symbol(f"t{self._fresh}[{place}]", value_at(value.inner, self.at))
            for place, value in enumerate(values)
        ]
        self.at.aliases |= {letter.inner: value.inner for letter, value in zip(letters, values, strict=True)}
        return slopes_by(function, letters, values)

    def _symbol(self, name: str, value: Enclosure) -> Branching:
        import sympy

        symbol = sympy.Symbol(name, real=True)
        self.at.values[symbol] = value
        return Branching(symbol, self.at)

    def _bound(self, letter: Branching, name: str) -> None:
        """Note the bounds of a letter."""
        above, below, at_above, at_below, *_ = self.numbers.wishes.get(name, Wish())
        bounds = [self.number(bound).inner for bound in (above, below) if bound is not None]
        if len(bounds) == 2:
            weights = bounds[1] - letter.inner, letter.inner - bounds[0]
            corners = tuple((bound,) for bound in bounds)
            self.at.shares.append(Shares((letter.inner,), corners, weights, (not at_below, not at_above)))
        elif above is not None:
            self.at.bounds.append(Known(letter.inner - bounds[0], not at_above))
        elif below is not None:
            self.at.bounds.append(Known(bounds[0] - letter.inner, not at_below))

    def _adding_up(self, letters: list[Branching], name: str) -> list[Branching]:
        """Return entries with a last one so that all add up, and note what that says of them."""
        wish = self.numbers.wishes[name]
        entries = [*letters, reduce(sub, letters, self.number(wish.total))]
        least = 0 if wish.kind == "probabilities" else wish.above
        if least is not None:
            whole = wish.total - least * len(entries)
            corners = [
                [least + whole * (place == corner) for place in range(len(letters))] for corner in range(len(entries))
            ]
            self.at.shares.append(
                Shares(
                    tuple(letter.inner for letter in letters),
                    tuple(tuple(self.number(number).inner for number in corner) for corner in corners),
                    tuple(entry.inner - self.number(least).inner for entry in entries),
                    (wish.above is not None and not wish.at_above,) * len(entries),
                )
            )
        return entries
