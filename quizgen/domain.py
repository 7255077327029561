"""Where a given takes its value from: numbers, arrays of them, sizes alone, a letter, or nothing that is known."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from math import comb
from typing import Any, NamedTuple, TypeAlias

from quizgen.autodiff.array import Array, filled, of_shape
from quizgen.autodiff.number import Exact
from quizgen.seed import Stream

MOST_INSTANCES = 10**9  # a count beyond this says nothing more

Extent: TypeAlias = int | str  # a size, or the letter for one
Extents: TypeAlias = tuple[Extent, Extent]
Sizes: TypeAlias = Mapping[str, int]


class DrillError(ValueError):
    """One sentence on what is wrong with a drill, and in which of its fields."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(f"{field}: {message}")
        self.message = message
        self.field = field


class Numbers(NamedTuple):
    """Exact numbers, each as likely."""

    values: tuple[Exact, ...]

    def draw(self, stream: Stream, sizes: Sizes) -> Exact:
        """Return one of them."""
        del sizes
        return stream.choose(self.values)

    def instances(self) -> int:
        """Return how many values there are."""
        return len(self.values)


class Grid(NamedTuple):
    """Arrays of numbers."""

    extents: Extents
    numbers: Numbers

    def draw(self, stream: Stream, sizes: Sizes) -> Array:
        """Return an array, not one number throughout where that can be helped: it would hide which entry is which."""
        shape = shape_of_extents(self.extents, sizes)
        count = shape[0] * shape[1]
        flat = tuple([stream.choose(self.numbers.values) for _ in range(count)])
        if count > 1 and len(set(flat)) == 1 and len(self.numbers.values) > 1:
            return self.draw(stream, sizes)
        return of_shape(shape, flat)

    def instances(self) -> int:
        """Return how many values there are, at the smallest sizes."""
        count = 1
        for extent in self.extents:
            count *= extent if isinstance(extent, int) else SMALLEST
        return int(min(float(len(self.numbers.values)) ** count, MOST_INSTANCES))


class OneHot(NamedTuple):
    """Rows of zeros with a single 1."""

    size: int

    def draw(self, stream: Stream, sizes: Sizes) -> Array:
        """Return such a row."""
        del sizes
        place = stream.below(self.size)
        return of_shape((1, self.size), tuple([int(other == place) for other in range(self.size)]))

    def instances(self) -> int:
        """Return how many values there are."""
        return self.size


class Probabilities(NamedTuple):
    """Rows of positive multiples of a step that sum to 1."""

    size: int
    step: Fraction

    def draw(self, stream: Stream, sizes: Sizes) -> Array:
        """Return such a row: the unit cut at places that differ."""
        del sizes
        whole = int(1 / self.step)
        left = list(range(1, whole))
        places = (0, *sorted(left.pop(stream.below(len(left))) for _ in range(self.size - 1)), whole)
        parts = [self.step * (after - before) for before, after in pairwise(places)]
        return of_shape((1, self.size), tuple(parts))

    def instances(self) -> int:
        """Return how many values there are."""
        return comb(int(1 / self.step) - 1, self.size - 1)


class Sized(NamedTuple):
    """An array of which only the size is said."""

    extents: Extents

    def draw(self, stream: Stream, sizes: Sizes) -> Array:
        """Return an array of that size."""
        del stream
        return filled(shape_of_extents(self.extents, sizes), 1)

    def instances(self) -> int:
        """Return how many values there are: the sizes are counted elsewhere."""
        return 1


class Letter(NamedTuple):
    """A symbol: the answer is a formula. Its values at hidden points decide whether a typed formula is right."""

    extents: Extents | None

    def draw(self, stream: Stream, sizes: Sizes) -> Any:
        """Return a value at a hidden point."""
        if self.extents is None:
            return _HIDDEN.draw(stream, sizes)
        return Grid(self.extents, _HIDDEN).draw(stream, sizes)

    def instances(self) -> int:
        """Return how many values there are: a letter is a letter."""
        return 1


class Hidden(NamedTuple):
    """An input that a pinned node makes needless: it has a size, and no value that anybody knows."""

    extents: Extents | None


Domain: TypeAlias = Numbers | Grid | OneHot | Probabilities | Sized | Letter | Hidden

SMALLEST = 2
_HIDDEN = Numbers(tuple(sign * Fraction(value, 2) for value in (3, 4, 5, 7, 8, 9, 11) for sign in (1, -1)))


def shape_of_extents(extents: Extents, sizes: Sizes) -> tuple[int, int]:
    """Return a shape, with a number for each letter."""
    rows, columns = [extent if isinstance(extent, int) else sizes[extent] for extent in extents]
    return rows, columns


def letters_of(domain: Domain) -> list[str]:
    """Return the letters that stand for sizes in a domain."""
    extents = getattr(domain, "extents", None) or ()
    return [extent for extent in extents if isinstance(extent, str)]


def draw_sizes(letters: tuple[str, ...], stream: Stream) -> dict[str, int]:
    """Return a size for each letter, all different, so that a missing transpose does not fit."""
    left = list(range(SMALLEST, SMALLEST + max(3, len(letters))))
    return {letter: left.pop(stream.below(len(left))) for letter in letters}
