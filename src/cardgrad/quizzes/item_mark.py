"""What a box and a question get.

Points are fractions; there are none where a cell cannot be read, so that no total can hide it.
"""

from fractions import Fraction
from typing import NamedTuple

RIGHT, PARTLY, WRONG, CARRIED, ACCEPTED, GIVEN, BLANK, UNREADABLE = (
    "right", "partly right", "wrong", "carried forward", "accepted", "marked by hand", "blank", "unreadable",
)  # fmt: skip


class PartMark(NamedTuple):
    """What stood in one box, and what it gets."""

    name: str
    given: str
    state: str
    points: Fraction | None  # None where it cannot be read
    of: Fraction


class ItemMark(NamedTuple):
    """What one question gets."""

    item: str
    number: int
    parts: tuple[PartMark, ...]
    points: Fraction | None
    of: Fraction
    remark: str = ""  # deck text: what to say to the student
    mistake: tuple[str, str] | None = None  # the card's and the mistake's id
    message: str = ""  # deck text: the rule that was got wrong
    faults: tuple[tuple[str, str], ...] = ()  # (name of the box, why it cannot be read)


def decimal_points(points: Fraction) -> str:
    """Return points as a decimal of two places at most, half a place up.

    >>> decimal_points(Fraction(3, 2)), decimal_points(Fraction(2, 3)), decimal_points(Fraction(4))
    ('1.5', '0.67', '4')
    """
    hundredths = (200 * points.numerator + points.denominator) // (2 * points.denominator)
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02}".rstrip("0").rstrip(".") if rest else str(whole)
