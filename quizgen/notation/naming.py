"""What a variable's plain spelling says: `Z_bar_ij'` is Z with a bar over it, ij below it and one prime."""

from typing import NamedTuple

from quizgen.notation.symbols import ACCENTS, FUNCTIONS, SIGNS


class Naming(NamedTuple):
    """The pieces of a name; `base` and each piece below stand as they were spelled."""

    base: str
    accents: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    primes: int = 0
    wanted: bool = False  # `x?`: what is asked for


def naming(name: str) -> Naming:
    """Return the pieces of a name; the digits of `W1` stand below, and so does a word that is no accent.

    >>> naming("y_hat_i"), naming("W1").below
    (Naming(base='y', accents=('hat',), below=('i',), primes=0, wanted=False), ('1',))
    """
    bare = name.removesuffix("?") or name
    letters = bare.rstrip("'")
    base, *rest = letters.split("_")
    if name in FUNCTIONS or not all((base, *rest)):
        return Naming(name)
    stem = base.rstrip("0123456789")
    if stem != base and (len(stem) == 1 or stem in SIGNS):
        rest.insert(0, base[len(stem) :])
        base = stem
    above = 0
    while above < len(rest) and rest[above] in ACCENTS:
        above += 1
    return Naming(base, tuple(rest[:above]), tuple(rest[above:]), len(bare) - len(letters), bare != name)
