"""Points at which formulas are compared, and whether their values there are equal.

Points go through all patterns of signs and of sizes by construction, so that |x| is not taken for x, nor max(0, x).
A difference so small that it may be rounding counts neither way.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import TypeAlias

from quizgen.autodiff.array import Array
from quizgen.autodiff.operations import Exact
from quizgen.seed import Stream

Value: TypeAlias = Array | Exact | float

MOST_POINTS = 400

_CLOSE = 1e-9
_NOISE = 1e-12  # a difference of floats that tells nothing


def points(letters: Sequence[str], stream: Stream) -> Iterator[tuple[bool, dict[str, Exact | float]]]:
    """Yield values for letters, and whether they are far from 0: all above it, all below, and mixed, by turns."""
    every = (1 << len(letters)) - 1
    mixed = 0
    for count in range(MOST_POINTS):
        size = count // 4 % 4
        mixed = stream.below(every + 1) if count % 4 == 2 else mixed ^ every
        negative = (0, every, mixed, mixed)[count % 4]
        sizes = {name: _size(size, stream) for name in letters}
        yield (
            size > 1,
            {name: -value if negative >> place & 1 else value for place, (name, value) in enumerate(sizes.items())},
        )


def _size(size: int, stream: Stream) -> Fraction:
    """Return a number below 1, between 1 and 4, some tens, or hundreds and thousands."""
    if size == 0:
        return Fraction(1 + stream.below(16), 17 + stream.below(7))
    if size == 1:
        under = 3 + stream.below(14)
        return Fraction(under + 1 + stream.below(3 * under), under)
    return Fraction(30 + stream.below(270), 7 + stream.below(4)) if size == 2 else Fraction(100 + stream.below(3000))


def close(one: Exact | float, other: Exact | float, *, wide: bool = False) -> bool | None:
    """Tell whether numbers are equal; floats that differ by their rounding alone tell nothing, nor do those far out."""
    if not (isinstance(one, float) or isinstance(other, float)):
        return one == other
    if wide:
        return None
    try:
        here, there = float(one), float(other)
    except OverflowError:
        return None
    if math.isclose(here, there, rel_tol=_CLOSE):
        return True
    exact_zero = any(value == 0 and not isinstance(value, float) for value in (one, other))
    return (exact_zero or None) if abs(here - there) < _NOISE else False


def close_values(one: Value, other: Value) -> bool | None:
    """Tell whether numbers or matrices are equal, as `close` does; a matrix of one entry is a number."""
    if not isinstance(one, Array) and not isinstance(other, Array):
        return close(one, other)
    here, there = (value if isinstance(value, Array) else Array([[value]]) for value in (one, other))
    if here.shape != there.shape:
        return False
    return every(close(x, y) for x, y in zip(here.flat, there.flat, strict=True))


def every(found: Iterable[bool | None]) -> bool | None:
    """Tell whether all are so: one that is not decides, and one that tells nothing leaves it open."""
    decided = set(found)
    return False if False in decided else None if None in decided else True


def entry(stream: Stream, *, positive: bool) -> Fraction:
    """Return an entry of a matrix."""
    size = _size(stream.below(2), stream)
    return size if positive or stream.below(2) else -size
