"""Which names begin with the d of a derivative: the reader and the writers of formulas ask here, so that they agree."""

from quizgen.notation.precedence import is_letter
from quizgen.notation.symbols import FUNCTIONS, GREEK, SPELLED

_WORDS = frozenset([  # without their d they are nobody's names, as `im` and `et` may be
    "data", "days", "degree", "delay", "demand", "density", "depth", "dimension", "dist", "distance", "domain", "dot",
    "drop", "dropout", "dropped", "duration",
])  # fmt: skip


def is_differential(word: str) -> bool:
    """Tell whether a name may be the half of a derivative.

    >>> [word for word in ("d", "dL", "dy_hat", "d_k", "delta_1", "d1", "dist_max") if is_differential(word)]
    ['d', 'dL', 'dy_hat']
    """
    if word[:1] != "d":
        return False
    base, apart, _ = word.partition("_")
    if (base == "d" and apart) or base[1:2].isdigit() or base[1:2] == "'":
        return False  # d_k and d_in are sizes
    base = base.rstrip("0123456789'?")
    return base not in GREEK and base not in _WORDS


def is_differential_of_call(word: str) -> bool:
    """Tell whether a name before inputs is a d before a call, `df(x)`, and no function: `det(A)`, `dist(a, b)`.

    >>> [word for word in ("df", "dy_hat", "dsigma", "dLoss", "det", "d_1", "dot") if is_differential_of_call(word)]
    ['df', 'dy_hat', 'dsigma', 'dLoss']
    """
    of = word[1:]
    known = of in FUNCTIONS or of in SPELLED or of[:1].isupper() or is_letter(of)
    return known and word not in FUNCTIONS and is_differential(word)
