"""A tree as boxes: the one place that decides how a formula lies on paper, with no more parentheses than it takes."""

import unicodedata

from quizgen.notation.boxes import (
    Accent,
    Box,
    Digits,
    Fence,
    Fraction,
    Function,
    Letter,
    Root,
    Row,
    Script,
    Sign,
    Table,
    Word,
    Words,
)
from quizgen.notation.differential import is_differential_of_call
from quizgen.notation.precedence import GIVEN, SUM, binding, encloses, is_closed, stands_beside
from quizgen.notation.symbols import SIGNS, pieces
from quizgen.notation.text import LONE_SIGNS
from quizgen.notation.tree import Name, Number, Operation, Relation, Tree, is_decimal, write_number

_INFIX = frozenset(["+", "-", "*", "/", "@", ".*", "×", "given"])
_SPACE = Sign("space")
_INDEX = 3  # up to so many characters below a name are single letters: W_ij, but W_total


def arrange(tree: Tree) -> Box:
    """Return a formula as boxes."""
    return _box(tree, stacked=True)


def _box(tree: Tree, *, stacked: bool) -> Box:
    """Return a tree as one box; what is small, in a script, has no stacked fractions."""
    return row(_items(tree, stacked))


def row(items: list[Box]) -> Box:
    """Return boxes as one."""
    return items[0] if len(items) == 1 else Row(tuple(items))


def _items(tree: Tree, stacked: bool) -> list[Box]:
    if isinstance(tree, Name):
        return arrange_name(tree.name)
    if isinstance(tree, Number):
        return _number(tree, stacked)
    if isinstance(tree, Relation):
        items = _fit(tree.sides[0], GIVEN, stacked)
        for sign, side in zip(tree.signs, tree.sides[1:], strict=True):
            items += [Sign(sign), *_fit(side, GIVEN, stacked)]
        return items
    if tree.symbol in _INFIX and not (stacked and tree.symbol == "/"):
        return _chain(tree, stacked)
    return _operation(tree, stacked)


def _number(tree: Number, stacked: bool) -> list[Box]:
    minus: list[Box] = [Sign("-", prefix=True)] if tree.value < 0 else []
    size = max(tree.value, -tree.value)
    if is_decimal(size):
        return [*minus, Digits(write_number(size))]
    over, under = Digits(str(size.numerator)), Digits(str(size.denominator))
    return [*minus, Fraction(over, under)] if stacked else [*minus, over, Sign("/"), under]


def _chain(tree: Operation, stacked: bool) -> list[Box]:
    """Return operands with signs between; a long sum is one long row, not a deep one."""
    ends: list[list[Box]] = []
    first: Tree = tree
    held = False
    while (
        not held and isinstance(first, Operation) and first.symbol in _INFIX and not (stacked and first.symbol == "/")
    ):
        beside = first.symbol == "*" and stands_beside(first, stacked=stacked)
        sign = Sign("|" if first.symbol == "given" else "beside" if beside else first.symbol)
        ends.append([sign, *_operand(first, 1, stacked)])
        held = encloses(first, 0, stacked=stacked)
        first = first.operands[0]
    items = [_parentheses(first, stacked)] if held else _items(first, stacked)
    for end in reversed(ends):
        items += end
    return items


def _operand(tree: Operation, index: int, stacked: bool) -> list[Box]:
    """Return an operand, in parentheses where it takes them."""
    operand = tree.operands[index]
    if encloses(tree, index, stacked=stacked):
        return [_parentheses(operand, stacked)]
    return _items(operand, stacked)


def _fit(tree: Tree, least: int, stacked: bool) -> list[Box]:
    """Return a tree, in parentheses where it binds less tightly than its place asks."""
    return _items(tree, stacked) if binding(tree, stacked=stacked) >= least else [_parentheses(tree, stacked)]


def _parentheses(tree: Tree, stacked: bool) -> Box:
    return Fence("(", _box(tree, stacked=stacked), ")")


def _operation(tree: Operation, stacked: bool) -> list[Box]:
    """Return a symbol that is not a sign between operands."""
    match tree.symbol, tree.operands:
        case "/", (left, right):
            under = _parentheses(right, True) if _is_distance(left, right) else _box(right, stacked=True)
            return [Fraction(_box(left, stacked=True), under)]
        case "negate", _:
            return [Sign("-", prefix=True), *_operand(tree, 0, stacked)]
        case "^", (_, exponent):
            return [_script(row(_operand(tree, 0, stacked)), above=_box(exponent, stacked=False))]
        case "transpose", _:
            return [_script(row(_operand(tree, 0, stacked)), above=Sign("T"))]
        case "subscript", (_, word):
            return [_script(row(_operand(tree, 0, stacked)), below=_box(word, stacked=False))]
        case "derivative", (*of, by):
            above, below = _differential(of, stacked), _differential([by], stacked)
            return [Fraction(row(above), row(below))] if stacked else [*above, Sign("/"), *below]
        case "differential", (*of,):
            return _differential(of, stacked)
        case "call", (Name(name), *_):
            return _call(name, tree, stacked)
        case "matrix", rows:
            return [Table(tuple(_entries(part, stacked) for part in rows))]
        case "row" | "list", _:
            return _list(tree, 0, stacked)
        case "tuple", _:
            return [Fence("(", row(_list(tree, 0, stacked)), ")")]
        case "phrase", _:
            items = _operand(tree, 0, stacked)
            for index in range(1, len(tree.operands)):
                items += [_SPACE, *_operand(tree, index, stacked)]
            return items
        case "group", (inner,):
            return [_parentheses(inner, stacked)]
        case "norm", (inner,):
            return [Fence("||", row(_fit(inner, SUM, stacked)), "||")]
        case "accent", (Name(mark), inner):
            return [Accent(mark, _box(inner, stacked=stacked))]
        case "nabla", (sign, _):
            return [*_items(sign, stacked), *_operand(tree, 1, stacked)]
        case "over", (Name(name), Operation(_, index), *inner):
            big: Box = Sign(name) if name in ("sum", "prod") else Function(name)
            around = [*(_box(part, stacked=False) for part in index), None, None]
            items = [Script(big, around[0], around[1], limits=True) if index else big]
            return [*items, *_operand(tree, 2, stacked)] if inner else items
        case "text", (Name(text),):
            return [Sign(text) if text in LONE_SIGNS else Words(printable(text))]
    raise AssertionError(f"no way to arrange {tree.symbol} of {len(tree.operands)}")


def _entries(tree: Tree, stacked: bool) -> tuple[Box, ...]:
    """Return the entries of a matrix's row."""
    parts = tree.operands if isinstance(tree, Operation) and tree.symbol == "row" else (tree,)
    return tuple(_box(part, stacked=stacked) for part in parts)


def _is_distance(left: Tree, right: Tree) -> bool:
    """Tell whether a quotient by a call of d would read as a derivative, which `d(x)/(d(y))` does not."""
    names = [
        half.operands[0] if isinstance(half, Operation) and half.symbol == "call" else half for half in (left, right)
    ]
    halves = [isinstance(name, Name) and (name.name == "d" or is_differential_of_call(name.name)) for name in names]
    return isinstance(right, Operation) and all(halves) and Name("d") in names


def _list(tree: Operation, start: int, stacked: bool) -> list[Box]:
    """Return operands from one on, with commas between."""
    items: list[Box] = []
    for index in range(start, len(tree.operands)):
        items += [Sign(","), *_operand(tree, index, stacked)] if items else _operand(tree, index, stacked)
    return items


def _differential(of: list[Tree], stacked: bool) -> list[Box]:
    """Return the half of a derivative."""
    inner = [
        item for part in of for item in (_items(part, stacked) if is_closed(part) else [_parentheses(part, stacked)])
    ]
    return [Sign("partial", prefix=True), *inner]


def _call(name: str, tree: Operation, stacked: bool) -> list[Box]:
    """Return a call; a root and an absolute value have shapes of their own."""
    if name in ("sqrt", "abs") and len(tree.operands) == 2:
        inner = tree.operands[1]
        return [
            Root(_box(inner, stacked=stacked)) if name == "sqrt" else Fence("|", row(_fit(inner, SUM, stacked)), "|")
        ]
    sign = [Letter("sigma")] if name == "sigmoid" else arrange_name(name, function=True)
    return [*sign, Fence("(", row(_list(tree, 1, stacked)), ")")]


def _script(base: Box, below: Box | None = None, above: Box | None = None) -> Box:
    """Return a box with scripts; one that has only the other script takes this one beside it."""
    if isinstance(base, Script) and not base.limits and above and base.above is None:
        return base._replace(above=above)
    return Script(base, below, above)


def arrange_name(name: str, *, function: bool = False) -> list[Box]:
    """Return a variable's name, or a function's: `y_hat_i` is ŷ with an i below."""
    if name == "?":
        return [Letter("?")]
    base, accents, subscripts, primes, wanted = pieces(printable(name))
    shown = _piece(base)
    if function and not isinstance(shown, Letter):
        shown = Function(base)
    for mark in accents:
        shown = Accent(mark, shown)
    below: list[Box] = []
    for piece in subscripts:
        below += [Sign(",")] if below else []
        below += _index(piece)
    marks = row([Sign("prime")] * primes) if primes else None
    if below or marks:
        shown = Script(shown, row(below) if below else None, marks)
    return [shown, Letter("?")] if wanted else [shown]


def _index(text: str) -> list[Box]:
    """Return what stands below a name: the letters of `ij` one by one, but `total` as a word."""
    if text in SIGNS or text.isdigit() or not (text.isascii() and text.isalnum()) or len(text) > _INDEX:
        return [_piece(text)]
    return [Digits(sign) if sign.isdigit() else Letter(sign) for sign in text]


def _piece(text: str) -> Box:
    """Return a letter, a sign by its name, a number, a word, or what is none of these as it stands."""
    if text == "nabla":
        return Sign("nabla", prefix=True)
    if text in SIGNS or (len(text) == 1 and text.isalpha()):
        return Letter(text)
    if text.isascii() and text.isdigit():
        return Digits(text)
    return Word(text) if text.isascii() and text.isalnum() else Words(text)


def printable(text: str) -> str:
    """Return text without the characters that steer a printer, turn the writing or mean nothing: a space for each."""
    if text.isascii() and text.isprintable():
        return text
    kept = (" " if unicodedata.category(sign) in ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp") else sign for sign in text)
    return "".join(kept)
