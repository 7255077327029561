"""What can be said of a statement: it is proven, it is false at a place that is named, or it could not be decided."""

from typing import NamedTuple, TypeAlias


class Proven(NamedTuple):
    """It holds, and why that is certain."""

    how: str = ""


class Refuted(NamedTuple):
    """It is false: the values of the letters, both sides there, and the defined names that it speaks of."""

    counterexample: str
    names: tuple[str, ...] = ()


class Undecided(NamedTuple):
    """It could not be decided, what stood in the way, and what to do about it."""

    why: str
    advice: str = "say it otherwise"


Verdict: TypeAlias = Proven | Refuted | Undecided


class Finding(NamedTuple):
    """A statement as it is written, and what was found of it."""

    statement: str
    verdict: Verdict
