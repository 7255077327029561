"""A statement, and what numbers say of it."""

from typing import NamedTuple

from quizgen.claims.dimension import Chosen
from quizgen.notation.tree import Relation, Tree


class Statement(NamedTuple):
    """Two sides and what holds them together."""

    left: Tree
    sign: str
    right: Tree

    @property
    def tree(self) -> Relation:
        """Return it as a formula."""
        return Relation((self.sign,), (self.left, self.right))


class Scan(NamedTuple):
    """What numbers say: how many points agreed, and the first that did not."""

    agreed: int = 0
    counterexample: str = ""
    why: str = ""  # it stays open
    advice: str = ""  # and that would help
    misfit: str = ""  # the sizes of arrays do not fit
    points: tuple[tuple[Chosen, int], ...] = ()  # where both sides have a value
    settled: bool = False  # nothing varies, and both sides are exact
