"""What a formula is once it is read: a tree of four kinds of node.

The kinds are named tuples of different make, so that plain tuple equality never takes one for another. An
`Operation` is told by its symbol: `+ - * / ^ @ .* ×`, and by words for what has no sign of its own:

    negate x · transpose X · derivative L W (or only W, for d/dW) · call f x ... · matrix row ... · row x ... · group x
    and, where formulas are only shown:
    list · tuple · phrase · subscript · given · norm · nabla SIGN x · over SIGN INDEX x · accent MARK x · text WORDS
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from fractions import Fraction  # a formula without decimals does without it, which starts up faster


class Number(NamedTuple):
    """An exact number as written: `3`, or `0.1`, which is 1/10. The reader makes none that is negative."""

    value: "int | Fraction"


class Name(NamedTuple):
    """A variable by its plain spelling: `x`, `W1`, `y_hat`, `Z_bar_ij`, `theta`."""

    name: str


class Operation(NamedTuple):
    """A symbol over its operands, in reading order."""

    symbol: str
    operands: tuple["Tree", ...]


class Relation(NamedTuple):
    """Sides held together by signs: `a = b <= c` has three sides and two signs."""

    signs: tuple[str, ...]
    sides: tuple["Tree", ...]


Tree: TypeAlias = Number | Name | Operation | Relation

_BITS_OF_FIVE = 2.321928094887362  # the logarithm of 5 to the base 2


def children(tree: Tree) -> tuple[Tree, ...]:
    """Return a tree's parts, in reading order."""
    if isinstance(tree, Operation):
        return tree.operands
    return tree.sides if isinstance(tree, Relation) else ()


def walk(tree: Tree) -> Iterator[Tree]:
    """Yield a tree and everything in it, a part after its whole."""
    waiting = [tree]
    while waiting:
        part = waiting.pop()
        yield part
        waiting.extend(reversed(children(part)))


def put(tree: Tree, name: str, formula: Tree) -> Tree:
    """Return a tree with a formula in the place of a name."""
    if isinstance(tree, Name):
        return formula if tree.name == name else tree
    if isinstance(tree, Operation):
        return Operation(tree.symbol, tuple(put(part, name, formula) for part in tree.operands))
    if isinstance(tree, Relation):
        return Relation(tree.signs, tuple(put(side, name, formula) for side in tree.sides))
    return tree


def names(tree: Tree) -> list[str]:
    """Return the variables of a tree, each once, in reading order; a called function is not one."""
    called = {id(part.operands[0]) for part in walk(tree) if isinstance(part, Operation) and part.symbol == "call"}
    return list(dict.fromkeys(part.name for part in walk(tree) if isinstance(part, Name) and id(part) not in called))


def is_decimal(value: "int | Fraction") -> bool:
    """Tell whether a number can be written out in decimals."""
    return decimal_places(value) is not None


def decimal_places(value: "int | Fraction") -> int | None:
    """Return how many decimals a number has when it is written out, or nothing when it never ends."""
    if type(value) is int:
        return 0
    twos = (value.denominator & -value.denominator).bit_length() - 1
    odd = value.denominator >> twos
    fives = -int((1 - odd.bit_length()) // _BITS_OF_FIVE)  # right if there is nothing but fives
    return max(twos, fives) if 5**fives == odd else None


def write_number(value: "int | Fraction") -> str:
    """Write an exact number as it would be typed: `-8`, `0.125`, and `1/3` where no decimal is exact.

    >>> from fractions import Fraction
    >>> write_number(Fraction(-1, 8)), write_number(Fraction(1, 3))
    ('-0.125', '1/3')
    """
    places = decimal_places(value)
    if not places:
        return str(value)
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    return f"{'-' if value < 0 else ''}{digits[:-places]}.{digits[-places:]}"
