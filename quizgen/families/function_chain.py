"""Chains of functions, one inside the other: the slope of each step, and their product.

A function that leaves the fractions, as a sigmoid, has its value given: its own input then needs none. It stands first,
or after a linear one with a constant nobody knows, so that some number makes the given value true.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import prod
from typing import Any, NamedTuple

from quizgen.families.parameter import Parameter
from quizgen.families.structure import Family, Structure
from quizgen.seed import Stream
from quizgen.source import DomainText

_NAMES = "uvw"
_MOST_DRAWS = 40
_MOST_BURDEN, _MOST_BURDEN_OF_TWO = 4, 3  # the latter where two functions are linear
_SLOPE, _SHIFT = "int -4..4 except 0", "int -4..4 except 0"  # of a linear function


class _Function(NamedTuple):
    formula: str  # of its input {u} and, in a linear one, its constants {a} and {b}
    degree: int = 1
    given: DomainText | None = None  # what its value is given as
    straight: bool = False  # whether its slope is the same everywhere


_FUNCTIONS = {
    "linear": _Function("{a}*{u} + {b}", straight=True),
    "negate": _Function("-{u}", straight=True),
    "square": _Function("{u}^2", 2),
    "cube": _Function("{u}^3", 3),
    "reciprocal": _Function("1/{u}"),
    "relu": _Function("relu({u})", straight=True),
    "sigmoid": _Function("sigmoid({u})", given=("0.2", "0.4", "0.5", "0.6", "0.8")),
    "tanh": _Function("tanh({u})", given=("-0.8", "-0.6", "-0.5", "-0.4", "0.4", "0.5", "0.6", "0.8")),
    "exp": _Function("exp({u})", given=("1/2", "2", "3", "4", "5")),
    "sqrt": _Function("sqrt({u})", given="int 2..6"),
    "ln": _Function("ln({u})"),
}
_POSITIVE = frozenset(["square", "sigmoid", "exp", "sqrt", "relu"])
_TAKES_SIGN = frozenset(["cube", "reciprocal", "tanh", "negate"])  # from its input
_POINTLESS = frozenset([("exp", "ln"), ("sqrt", "square"), ("negate", "square"), ("negate", "linear")])
_NOT_AFTER_RELU = frozenset(["linear", "reciprocal", "ln", "relu"])  # there its 0 hides a rule, or has no value


def _make(chosen: Mapping[str, Any], stream: Stream) -> Structure | None:
    """Return a chain, or nothing where no functions that are drawn go together."""
    draws = ([stream.choose(chosen["from"]) for _ in range(chosen["functions"])] for _ in range(_MOST_DRAWS))
    kinds = next(filter(_go_together, draws), None)
    if kinds is None:
        return None
    names = ["x", *_NAMES[: len(kinds) - 1], "f"]
    lines = []
    given: dict[str, DomainText] = {"x": _input(kinds)}
    constants = iter((("a", "b"), ("c", "d")))
    for kind, inner, name in zip(kinds, names[:-1], names[1:], strict=True):
        function = _FUNCTIONS[kind]
        a, b = next(constants) if kind == "linear" else ("", "")
        lines.append(f"{name} = {function.formula.format(u=inner, a=a, b=b)}")
        if kind == "linear":
            given |= {a: _SLOPE, b: _SHIFT}
        if function.given is not None:
            given.pop("b" if kinds[0] == "linear" else "x")  # the number that makes the given value true
            given[name] = function.given
    return Structure("\n".join(lines), tuple(given.items()), _slopes(names))


def _input(kinds: Sequence[str]) -> str:
    """Return what the input is drawn from: the faster numbers grow, the smaller it is."""
    burden = _burden(kinds)
    most = max(2, 5 - burden) if "linear" in kinds else 5 if burden > 3 else 9
    if _FUNCTIONS[kinds[0]].straight:
        return f"int -{most}..{most} except 0"
    return f"int -{max(3, most)}..{max(3, most)} except -1, 0, 1"  # powers of 1 and -1 hide their rule


def _burden(kinds: Sequence[str]) -> int:
    """Return how fast numbers grow: the degree of the whole, and a reciprocal squares its denominator."""
    return prod(_FUNCTIONS[kind].degree for kind in kinds) + 2 * kinds.count("reciprocal")


def _slopes(names: Sequence[str]) -> tuple[str, ...]:
    """Return what is asked: the slope of each step, the outer ones first, and of the whole."""
    steps = [f"d{above}/d{below}" for below, above in pairwise(names)]
    return (*reversed(steps), "df/dx")


def _go_together(kinds: Sequence[str]) -> bool:
    """Tell whether a chain is worth asking and can be done by hand."""
    functions = [_FUNCTIONS[kind] for kind in kinds]
    pairs = list(pairwise(kinds))
    pinned = [place for place, function in enumerate(functions) if function.given is not None]
    return (
        _burden(kinds) <= (_MOST_BURDEN if kinds.count("linear") < 2 else _MOST_BURDEN_OF_TWO)
        and not all(function.straight for function in functions)
        and all(inner != outer and (inner, outer) not in _POINTLESS for inner, outer in pairs)
        and kinds.count("reciprocal") <= 1
        and kinds.count("negate") <= 1
        and all(_suits_relu(kinds, place) for place, kind in enumerate(kinds) if kind == "relu")
        and "ln" not in kinds[:-1]
        and (kinds[-1] != "ln" or kinds[:-1] == ["linear"] or (_has_one_sign(kinds[:-1]) and "negate" not in kinds))
        and len(pinned) <= 1
        and all(place == 0 or (place == 1 and kinds[0] == "linear") for place in pinned)
    )


def _has_one_sign(kinds: Sequence[str]) -> bool:
    """Tell whether what comes out of these functions is never below 0, or never above."""
    last = next((kind for kind in reversed(kinds) if kind not in _TAKES_SIGN), "")
    return last in _POSITIVE


def _suits_relu(kinds: Sequence[str], place: int) -> bool:
    """Tell whether a ReLU here may be on or off, and does no harm to what comes next."""
    return not _has_one_sign(kinds[:place]) and not _NOT_AFTER_RELU & set(kinds[place + 1 :])


FUNCTION_CHAIN = Family(
    "function-chain",
    "Functions one inside the other, others each time; the slope of each step is asked, and of the whole.",
    (
        Parameter("functions", "how many functions", "3", (2, 3, 4)),
        Parameter("from", "which functions", "linear negate square cube reciprocal", tuple(_FUNCTIONS), many=True),
    ),
    _make,
)
