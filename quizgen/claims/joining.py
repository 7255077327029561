"""How kinds become one: what a sum, a product or an equation says of the kinds of its parts.

What cannot be told yet waits until more is known; what nothing tells of in the end is a number.
"""

from collections.abc import Callable

from quizgen.claims.dimension import Dimension, Dimensions, Kind

_ROUNDS = 12


class Joining:
    """Kinds that are made one, and what waits for more to be known of them."""

    def __init__(self, *, patient: bool) -> None:
        self._patient = patient  # products wait for all else, as small letters may become vectors
        self._waiting: list[Callable[[bool], bool]] = []  # each tells whether it is done

    def _settle(self) -> None:
        """Go through what waits until nothing changes; then what nothing tells of is a number."""
        for last in (False, True):
            for _ in range(_ROUNDS):
                before = len(self._waiting)
                self._waiting = [wait for wait in self._waiting if not wait(last)]
                if len(self._waiting) == before:
                    break

    def _alike(self, one: Kind, other: Kind) -> Kind:
        """Make two kinds one, as a sum needs it; a number goes with everything, and a single row is repeated."""
        one, other = one.root, other.root
        if one is other or other.is_number:
            return one
        if one.is_number:
            return other
        if one.dimensions is None:
            one.parent = other
            return other
        if other.dimensions is None:
            other.parent = one
            return one
        joined = [self._fitted(*pair) for pair in zip(one.dimensions, other.dimensions, strict=True)]
        return Kind((joined[0], joined[1]))

    def _fitted(self, one: Dimension, other: Dimension) -> Dimension:
        if one.join(other):
            return one.root
        return other.root if one.root.fixed == 1 else one.root

    def _array(self, kind: Kind) -> Dimensions | None:
        """See that something is an array; nothing if it is a number."""
        root = kind.root
        if root.is_number:
            return None
        if root.dimensions is None:
            root.dimensions = Dimension(), Dimension()
        return root.dimensions

    def _later(self, made: Callable[[bool], Kind | None]) -> Kind:
        """Return a kind that is made as soon as enough is known; at last, when no more will be."""
        found = Kind()

        def settle(last: bool) -> bool:
            result = made(last)
            if result is not None and found.root is not result.root:
                self._alike(found, result)
            return result is not None

        if self._patient or not settle(False):
            self._waiting.append(settle)
        return found
