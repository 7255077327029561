"""What a formula is while that is being found out: a number, or an array with sizes that may equal others."""

from collections.abc import Mapping
from typing import TypeAlias

from quizgen.autodiff.array import Shape


class Dimension:
    """A number of rows or columns: equal ones share a root, whose size may be a number or have a letter."""

    __slots__ = ("fixed", "least", "letter", "parent")

    def __init__(self, fixed: int | None = None, letter: str = "") -> None:
        self.fixed = fixed
        self.letter = letter
        self.least = 0  # the largest number that counts along it
        self.parent: Dimension | None = None

    @property
    def root(self) -> "Dimension":
        """Return the dimension that stands for all equal ones."""
        found = self
        while found.parent is not None:
            found = found.parent
        return found

    def reach(self, number: int) -> None:
        """See that it is as large as a number that counts along it."""
        self.least = max(self.least, number)

    def join(self, other: "Dimension") -> bool:
        """Make two sizes equal, unless they are known to be different; tell whether they are equal now."""
        one, other = self.root, other.root
        if one is other:
            return True
        if (one.fixed and other.fixed and one.fixed != other.fixed) or (
            one.letter and other.letter and one.letter != other.letter
        ):
            return False
        if (one.fixed and other.letter) or (one.letter and other.fixed):
            return False
        other.fixed, other.letter = one.fixed or other.fixed, one.letter or other.letter
        other.reach(one.least)
        one.parent = other
        return True


Dimensions: TypeAlias = tuple[Dimension, Dimension]


class Kind:
    """What a formula is: not known yet, a number, or an array of two dimensions."""

    __slots__ = ("dimensions", "is_number", "parent")

    def __init__(self, dimensions: Dimensions | None = None, *, is_number: bool = False) -> None:
        self.dimensions = dimensions
        self.is_number = is_number
        self.parent: Kind | None = None

    @property
    def root(self) -> "Kind":
        """Return what stands for all that are alike."""
        found = self
        while found.parent is not None:
            found = found.parent
        return found


def number() -> Kind:
    """Return the kind of a number."""
    return Kind(is_number=True)


def array(rows: Dimension | None = None, columns: Dimension | None = None) -> Kind:
    """Return the kind of an array."""
    return Kind((rows or Dimension(), columns or Dimension()))


def is_single(kind: Kind) -> bool:
    """Tell whether an array has a single entry, and is a number to whoever differentiates it."""
    return kind.dimensions is not None and all(dimension.root.fixed == 1 for dimension in kind.dimensions)


def longer(dimensions: Dimensions) -> Dimension:
    """Return the longer of a vector's dimensions."""
    return dimensions[1] if dimensions[0].root.fixed == 1 else dimensions[0]


class Chosen:
    """A choice of sizes: the shape of every letter, none for a number, and what the letters of sizes are."""

    __slots__ = ("counts", "shapes")

    def __init__(self, shapes: Mapping[str, Shape | None], counts: Mapping[str, int]) -> None:
        self.shapes = shapes
        self.counts = counts
