r"""The products that LaTeX lets stand side by side, with the signs that they lack here."""

import re

from quizgen.notation.fault import NotationError
from quizgen.notation.parser import MAX_NESTING, read_math
from quizgen.notation.symbols import GREEK, PLAIN_COMMANDS, TAKING_GROUPS, WIDER, WORDS_OF_FUNCTIONS
from quizgen.notation.tree import Operation

_COMMANDS = "|".join([
    *GREEK, *PLAIN_COMMANDS, *TAKING_GROUPS, *WIDER, "varepsilon", "infty", "partial", "left", "lvert", "lVert",
    "begin", "mathrm", "operatorname",
])  # fmt: skip
_FUNCTIONS = "|".join(WORDS_OF_FUNCTIONS)
_FACTOR = rf"(?=[A-Za-z(]|\\(?:{_COMMANDS})(?![A-Za-z])|\\[bB]igg?l? *[(\[]|\\text[a-z]*\{{(?:{_FUNCTIONS})\}})"
_NUMBER_BEFORE = re.compile(r"(?<![\w.^}])(\d+(?:\.\d+)?)(?: |\\,)*(?!x\s*\d|[eE]\d)" + _FACTOR)
_PARENTHESES = re.compile(r"(\)) *(?=\()")
_GROUP = r"\{(?:[^{}]|\{[^{}]*\}){1,200}\}"
_FRACTION = re.compile(rf"(\\[dtc]?frac(?:(?:{_GROUP}){{2}}| *\d ?\d(?!\d))) *" + _FACTOR)
_THIN_SPACE = re.compile(r"(?<=[\w)}\]]) *\\, *" + _FACTOR)
_DERIVATIVE = re.compile(
    rf"\\[dtc]?frac(?:{_GROUP}){{2}}|\\[op]?dv(?:{_GROUP}){{1,2}}"
    r"|(?<![\w\\])d */ *d *\w+|\\partial */ *\\partial *\\?\w+"
)
_CLOSING = {"(": ")", "[": "]", "{": "}"}


def with_products(formula: str, depth: int = 0) -> str:
    r"""Return a formula with the signs of those products whose factors LaTeX lets stand side by side without a doubt.

    A number before a letter, a command that begins a factor, or a parenthesis; a parenthesis after a parenthesis; a
    fraction before such a factor; and what our own LaTeX writes, `\,` between the factors of a matrix product. What is
    left, such as `w^T x`, may be a product or a name. Behind a bare `d/dx`, only what stands in brackets gets signs:
    `d/dx 3x^2` is no `(d/dx 3)*x^2`.
    """
    written = ""
    start = 0
    if depth > MAX_NESTING:
        return formula  # which no reader reads
    for found in _DERIVATIVE.finditer(formula):
        if found.start() >= start and _is_operator(found[0]):
            written += _signed(formula[start : found.end()])
            start = _end_of_term(formula, found.end())
            written += _inside_brackets(formula[found.end() : start], depth + 1)
    return written + _signed(formula[start:])


def _signed(formula: str) -> str:
    """Return a part of a formula with the signs of its products."""
    formula = _NUMBER_BEFORE.sub(r"\1*", formula)
    formula = _FRACTION.sub(r"\1 * ", formula)
    formula = _PARENTHESES.sub(r"\1*", formula)
    return _THIN_SPACE.sub(" @ ", formula)


def _is_operator(derivative: str) -> bool:
    """Tell whether what may be a derivative is one of whatever follows it."""
    try:
        tree = read_math(derivative)
    except NotationError:
        return False
    return isinstance(tree, Operation) and tree.symbol == "derivative" and len(tree.operands) == 1


def _end_of_term(formula: str, at: int) -> int:
    """Return where the term that begins at a place ends."""
    while at < len(formula) and formula[at] not in "+-=<>,;)]}":
        at = _end_of_bracket(formula, at) if formula[at] in _CLOSING else at + 1
    return at


def _end_of_bracket(formula: str, at: int) -> int:
    """Return the place after what a bracket encloses, or the end where it is never closed."""
    opening, depth = formula[at], 0
    for place in range(at, len(formula)):
        depth += (formula[place] == opening) - (formula[place] == _CLOSING[opening])
        if not depth:
            return place + 1
    return len(formula)


def _inside_brackets(term: str, depth: int) -> str:
    """Return a term with signs in what its brackets enclose."""
    written = ""
    at = 0
    while at < len(term):
        end = _end_of_bracket(term, at) if term[at] in _CLOSING else at + 1
        inside = term[at + 1 : end - 1]
        written += term[at:end] if end == at + 1 else f"{term[at]}{with_products(inside, depth)}{term[end - 1]}"
        at = end
    return written
