"""Where formulas are worked out at numbers.

A world makes up a value for every letter that nobody gave one, the first time that it is asked for it. Points go from
small whole numbers, which make a counterexample easy to follow, through all signs to fractions and large numbers.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from quizgen.autodiff.array import Array, Shape, of_shape
from quizgen.autodiff.number import Exact, UndefinedValueError
from quizgen.autodiff.proof import Dual
from quizgen.claims.enclosure import Enclosure, pi
from quizgen.claims.unknown import unknown_value
from quizgen.seed import Stream

_FIRST = (2, 3, 5, 7, 4, 6, 9, 8)
_SHARES = tuple(Fraction(*share) for share in ((1, 2), (1, 4), (3, 4), (1, 5), (2, 5), (1, 8), (3, 5), (4, 5)))
_EASY: dict[int, tuple[Exact, ...]] = {  # of each kind of point the first, which a person can follow
    0: _FIRST,
    3: _SHARES,
    4: tuple(Fraction(*half) for half in ((3, 2), (-1, 2), (5, 2), (-3, 2), (1, 2), (-5, 2), (7, 2), (-7, 2))),
    6: tuple(-share for share in _SHARES),
}
STYLES = 8
MOST_CASES = 120  # of what is one-hot
_PLAIN = 20  # numbers up to that are small
ALL_AT_BORDERS = -1  # a point at which every letter is 0, or at its bound
BORDERS = range(-7, 0)  # that point, and those at which one letter alone is there
FAR_BORDERS = range(-15, -8)  # the same for the other bound
TIES = -8  # a point at which letters are equal that are supposed to be so or further apart
EVEN = -16  # a point at which the entries of an array are all alike


class Wish(NamedTuple):
    """What the text says of a letter: bounds that its numbers keep, or what they add up to."""

    above: Exact | None = None
    below: Exact | None = None
    at_above: bool = False  # whether it may be at that bound: `x >= 0`
    at_below: bool = False
    kind: str = ""  # one-hot, probabilities, total
    total: Exact = 1  # what all entries add up to, if that is its kind


class NestedError(UndefinedValueError):
    """A derivative of a derivative, which dual numbers do not know."""


class Numbers:
    """A world of numbers; its number tells which of the points it is."""

    def __init__(self, point: int, wishes: Mapping[str, Wish]) -> None:
        self.point = point
        self.wishes = wishes
        self.made: dict[str, Any] = {}  # the letters so far, in the order in which they were asked for
        self.at_border: list[str] = []  # those that are 0, or at their bound, as the point wants it
        self.unknown_functions: dict[str, int] = {}
        self.cases = 1  # of what is one-hot so far
        self._nested = False

    def number(self, exact: Exact) -> Any:
        """Return a number of this world."""
        return Enclosure(exact)

    def constant(self, name: str) -> Any:
        """Return e or pi."""
        return pi() if name == "pi" else Enclosure(1).function("exp", None)

    def letter(self, name: str, shape: Shape | None) -> Any:
        """Return the value of a letter."""
        if name not in self.made:
            self.made[name] = self._made(name, shape)
        return self.made[name]

    def unknown(self, name: str, slopes: tuple[int, ...], inputs: Sequence[Any]) -> Any:
        """Return the value of a function that nobody defined."""
        self.unknown_functions[name] = len(inputs)
        return unknown_value(name, slopes, inputs)

    def slopes(self, function: Callable[[Sequence[Any]], Any], values: Sequence[Any]) -> list[Any]:
        """Return the derivatives of a function by each of its values, by dual numbers."""
        if self._nested:
            raise NestedError("a derivative of a derivative")
        self._nested = True
        try:
            return [
                _sloped(function([Dual(value, 1) if which == place else value for place, value in enumerate(values)]))
                for which in range(len(values))
            ]
        finally:
            self._nested = False

    def _made(self, name: str, shape: Shape | None) -> Any:
        wish = self.wishes.get(name, Wish())
        stream = Stream("claim", self.point, name)
        far = self.point in FAR_BORDERS
        place = self.point - FAR_BORDERS.start + BORDERS.start if far else self.point
        if place in (ALL_AT_BORDERS, ALL_AT_BORDERS - 1 - len(self.made)) and not wish.kind:
            self.at_border.append(name)
            border = Enclosure(_border(wish, far=far))
            return border if shape is None else of_shape(shape, (border,) * (shape[0] * shape[1]))
        if shape is None:
            return Enclosure(_within(self._number(len(self.made), stream), wish))
        numbers = [_within(self._entry(stream), wish) for _ in range(shape[0] * shape[1])]
        if self.point == EVEN:
            numbers = numbers[:1] * len(numbers)
        if not wish.kind:
            return of_shape(shape, tuple(map(Enclosure, numbers)))
        if wish.kind == "total":
            return of_shape(shape, tuple(map(Enclosure, _adding_up(numbers, wish))))
        size = classes(shape)
        rows = [numbers[start : start + size] for start in range(0, len(numbers), size)]
        parts = [_one_hot(self._hot(size, stream), size) if wish.kind == "one-hot" else _shares(row) for row in rows]
        return of_shape(shape, tuple(Enclosure(number) for part in parts for number in part))

    def _hot(self, size: int, stream: Stream) -> int:
        """Return which of some entries is 1: point after point all cases come up, or any where they are too many."""
        if self.cases * size > MOST_CASES:
            return stream.below(size)
        before, self.cases = self.cases, self.cases * size
        return self.point // before % size

    def _number(self, place: int, stream: Stream) -> Exact:
        """Return a number of the point's style."""
        easy = _EASY.get(max(self.point, 0), ())
        if place < len(easy):
            return easy[place]
        match self.point % STYLES:
            case _ if self.point <= 0:
                return 10 + place
            case 0:
                return 1 + stream.below(12)
            case 1:
                return -1 - stream.below(9)
            case 2:
                return (1 + stream.below(9)) * (1 - 2 * stream.below(2))
            case 3:
                return Fraction(1 + stream.below(16), 17 + stream.below(7))
            case 4:
                return Fraction(1 + stream.below(40), 3 + stream.below(9)) * (1 - 2 * stream.below(2))
            case 5:
                return Fraction(1 + stream.below(9), 10)
            case 6:
                return -Fraction(1 + stream.below(16), 17 + stream.below(7))
        size: int = (30 + stream.below(300)) * 10 ** (self.point // STYLES)
        return size * (1 - 2 * stream.below(2))

    def _entry(self, stream: Stream) -> Exact:
        """Return an entry of a matrix: small, so that a person can follow."""
        match self.point % STYLES:
            case 3 | 5:
                return Fraction(1 + stream.below(9), 10)
            case 4 | 6:
                return Fraction(1 + stream.below(12), 1 + stream.below(5)) * (1 - 2 * stream.below(2))
            case 7:
                return 1 + stream.below(9)
        return (1 + stream.below(4)) * (1 - 2 * stream.below(2))


def classes(shape: Shape) -> int:
    """Return how many entries of an array of probabilities add up to 1: a row, or the only column."""
    return shape[0] if shape[1] == 1 else shape[1]


def _one_hot(hot: int, size: int) -> list[Exact]:
    return [int(place == hot) for place in range(size)]


def _shares(numbers: Sequence[Exact]) -> list[Exact]:
    sizes = [abs(Fraction(number)) for number in numbers]
    return [size / sum(sizes) for size in sizes]


def _adding_up(numbers: Sequence[Exact], wish: Wish) -> list[Exact]:
    """Return numbers that add up to what they are supposed to, and keep a bound."""
    bound = wish.below if wish.above is None else wish.above
    if bound is None:
        return [*numbers[:-1], wish.total - sum(numbers[:-1])]
    left = wish.total - len(numbers) * bound
    if left == 0 or (left > 0) != (wish.above is not None):
        raise UndefinedValueError("no numbers add up so")
    return [bound + left * share for share in _shares(numbers)]


def _border(wish: Wish, *, far: bool) -> Exact:
    above, below = wish.above, wish.below
    if above is None or below is None:
        return above if above is not None else below or 0
    return below if far else above


def _sloped(found: Any) -> Any:
    return found.map(_slope) if isinstance(found, Array) else _slope(found)


def _slope(found: Any) -> Any:
    slope = found.slope if isinstance(found, Dual) else 0
    return slope if isinstance(slope, Enclosure) else Enclosure(slope)


def _within(number: Exact, wish: Wish) -> Exact:
    """Return a number inside the bounds that a letter keeps."""
    above, below = wish.above, wish.below
    size = abs(Fraction(number))
    if above is not None and below is not None:
        share = size if size < 1 else Fraction(1, 1000) if size > _PLAIN else 1 / max(size, Fraction(2))
        return above + (below - above) * (share if number > 0 else 1 - share)
    if above is not None:
        return number if number > above else above + (size or 1)
    if below is not None:
        return number if number < below else below - (size or 1)
    return number
