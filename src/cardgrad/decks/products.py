"""What to write instead of factors that stand side by side: a sign between them, where nothing else can be meant."""

from collections.abc import Sequence

from quizgen.notation.differential import is_differential
from quizgen.notation.fault import UNSIGNED, NotationError
from quizgen.notation.meaning import Token
from quizgen.notation.parser import read_math
from quizgen.notation.symbols import FUNCTIONS
from quizgen.notation.token import tokens
from quizgen.notation.tree import Name, Operation, Tree, walk

_MOST_PRODUCTS = 20  # that are mended in one formula
_WORDS = frozenset([
    "and", "as", "else", "for", "if", "is", "not", "of", "or", "otherwise", "so", "then", "when", "where", "with",
])  # fmt: skip


def with_signs(text: str, read: str, error: NotationError) -> str | None:
    """Return a formula with a sign between all factors that stand side by side, if that is all that it lacks.

    Nothing is returned where two numbers, a word, what stands below a slash or a call such as `x(y + 1)` would get a
    sign: there something else may be meant. `read` is the text as it is read, sign for sign.
    """
    for _ in range(_MOST_PRODUCTS):
        sign = _sign_between(read, error.position) if error.message.endswith(f"({UNSIGNED})") else None
        if sign is None:
            return None
        before = text[: error.position].rstrip()
        text, read = (f"{part[: len(before)]}{sign}{part[error.position :]}" for part in (text, read))
        try:
            tree = read_math(read)
        except NotationError as another:
            error = another
        else:
            return None if _multiplies_a_call(tree) else text
    return None


def _sign_between(text: str, position: int) -> str | None:
    """Return the sign that factors want at a place, ` @ ` beside a transpose; None where they may be no factors."""
    pieces = tokens(text)
    at = next((at for at, token in enumerate(pieces) if token.position == position), 0)
    if not at:
        return None
    before, after = pieces[at - 1 : at + 1]
    numbers = before.kind == after.kind == "number"
    called = before.kind == "name" and after.text == "("
    divided = before.text != ")" and pieces[at - 2].text == "/" and not is_differential(before.text)  # `1/2x`
    if numbers or called or divided or not _WORDS.isdisjoint((before.text, after.text)):
        return None
    matrices = _is_transposed(pieces[:at]) or (before.text[:1].isupper() and _is_transposed(pieces[: at + 3]))
    return " @ " if matrices and before.kind != "number" else "*"


def _is_transposed(pieces: Sequence[Token]) -> bool:
    """Tell whether these pieces of a formula end with the sign of a transpose."""
    return [piece.text for piece in pieces[-2:]] == ["^", "T"]


def _multiplies_a_call(tree: Tree) -> bool:
    """Tell whether a factor is a call of something that is no function by its name alone: `2*x(y + 1)`."""
    products = (part for part in walk(tree) if isinstance(part, Operation) and part.symbol == "*")
    return any(_is_call(factor) for product in products for factor in product.operands)


def _is_call(tree: Tree) -> bool:
    while isinstance(tree, Operation) and tree.symbol in ("/", "^", "transpose", "subscript", "negate"):
        tree = tree.operands[1 if tree.symbol == "/" else 0]
    match tree:
        case Operation("call", (Name(name), *_)):
            return name not in FUNCTIONS
    return False
