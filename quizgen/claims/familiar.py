"""Functions that everybody knows by name: what some of them are, and that others are not known here.

A line such as `argmax(a) = max(a)` would else define a function of its own, and be true of that.
"""

from collections.abc import Sequence
from difflib import get_close_matches
from functools import cache

from quizgen.claims.context import Context, Function
from quizgen.claims.implied import OPEN
from quizgen.claims.mention import mentioned
from quizgen.claims.verdict import Undecided
from quizgen.notation.parser import read_math
from quizgen.notation.symbols import FUNCTIONS, GREEK
from quizgen.notation.tree import Name, Operation, Tree, walk

_FORMULAS = {
    "sinh": ("x", "(exp(x) - exp(-x))/2"),
    "cosh": ("x", "(exp(x) + exp(-x))/2"),
    "log2": ("x", "ln(x)/ln(2)"),
    "log10": ("x", "ln(x)/ln(10)"),
    "silu": ("x", "x*sigmoid(x)"),
    "logsumexp": ("x", "ln(sum(exp(x)))"),
    "tr": ("X", "sum_i X_ii"),
    "trace": ("X", "sum_i X_ii"),
}
_OTHERS = frozenset([
    "argmax", "argmin", "norm", "det", "inv", "rank", "sign", "sgn", "floor", "ceil", "round", "var", "std", "cov",
    "erf", "gelu", "elu", "selu", "swish", "mish", "prod", "cumsum", "sort", "argsort", "mod", "atan", "arctan", "asin",
    "arcsin", "acos", "arccos", "atanh", "arctanh", "median", "entropy", "cross_entropy", "hinge", "softmin",
])  # fmt: skip
_INSTEAD = {"norm": "write ||x||", "sign": "write x/|x|", "cross_entropy": "write log_loss(p, y)"}
_EXPECTATIONS = ("E", "P")  # of which much is true that is not of every function
_SHORTEST = 4  # name that may be a misspelt one
_LIKENESS = 0.75


def learn_familiar(context: Context, trees: Sequence[Tree]) -> None:
    """Let the text know the functions that it calls by familiar names."""
    for name in {name for tree in trees for name in mentioned(tree)} & _FORMULAS.keys():
        function = _function(name)
        context.define_function(name, function.parameters, function.body)


@cache
def _function(name: str) -> Function:
    parameter, formula = _FORMULAS[name]
    return Function((parameter,), read_math(formula))


def is_familiar(name: str) -> bool:
    """Tell whether a function of this name is known to everybody, or misspelt, so that no text defines it."""
    return name in _FORMULAS or name in _OTHERS or bool(_misspelt(name))


def unfamiliar(context: Context, tree: Tree) -> Undecided | None:
    """Return why nothing can be said of a call on the left of an equation; None if something can."""
    called = tree.operands[0] if isinstance(tree, Operation) and tree.symbol == "call" else None
    name = called.name if isinstance(called, Name) else ""
    if name in context.functions or name in context.definitions:
        return None
    if name in _OTHERS:
        why = f"{name} cannot be worked out here, and is no name for another function"
        return Undecided(why, _INSTEAD[name]) if name in _INSTEAD else Undecided(why)
    meant = _misspelt(name)
    return Undecided(f"there is no function {name} here", f"write {meant}, if that is meant") if meant else None


def _misspelt(name: str) -> str:
    """Return the function that a name is likely to be misspelt of."""
    plain = name.isalpha() and len(name) >= _SHORTEST and name not in FUNCTIONS and name not in GREEK
    close = get_close_matches(name, sorted(FUNCTIONS), 1, _LIKENESS) if plain else []
    return next((meant for meant in close if not (meant.startswith(name) or name.startswith(meant))), "")


def words_for_functions(context: Context, *sides: Tree) -> list[str]:
    """Return the functions on which formulas hang that are named by a word and that nothing defines.

    What is false of a polynomial may be true of them: only of an f or a g is meant what holds for every function.
    """
    reached = context.reach(*sides)
    trees = [*sides, *(tree for name, tree in context.definitions.items() if name in reached)]
    trees += [function.body for name, function in context.functions.items() if name in reached]
    calls = [part for tree in trees for part in walk(tree) if isinstance(part, Operation) and part.symbol == "call"]
    found = {call.operands[0].name.rstrip("'") for call in calls if isinstance(call.operands[0], Name)}
    known = FUNCTIONS | context.functions.keys() | context.definitions.keys() | {"diag"}
    return sorted(name for name in found - known if _is_word(name))


def _is_word(name: str) -> bool:
    bare = name.removesuffix(OPEN).rstrip("0123456789").partition("_")[0]
    return name in _EXPECTATIONS or (len(bare) > 1 and bare not in GREEK)
