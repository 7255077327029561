"""What lies behind a value: the letter in a definition that makes it true.

A text may give a unit's output and nothing of its input, `h = sigmoid(a)` with `h = 0.8`: then `a` is ln(0.8/0.2).
"""

from collections.abc import Callable, Collection

from quizgen.notation.tree import Name, Number, Operation, Tree, walk

_ONE, _TWO = Number(1), Number(2)


def _of(symbol: str, *operands: Tree) -> Operation:
    return Operation(symbol, operands)


def _call(name: str, inner: Tree) -> Operation:
    return Operation("call", (Name(name), inner))


_INVERSE: dict[str, Callable[[Tree], Tree]] = {
    "sigmoid": lambda value: _call("ln", _of("/", value, _of("-", _ONE, value))),
    "tanh": lambda value: _of("/", _call("ln", _of("/", _of("+", _ONE, value), _of("-", _ONE, value))), _TWO),
    "exp": lambda value: _call("ln", value),
    "softmax": lambda value: _call("ln", value),  # one of many, all with the same derivatives
    "ln": lambda value: _call("exp", value),
    "log": lambda value: _call("exp", value),
    "sqrt": lambda value: _of("^", value, _TWO),
    "softplus": lambda value: _call("ln", _of("-", _call("exp", value), _ONE)),
}


def behind(tree: Tree, value: Tree, known: Collection[str]) -> tuple[str, Tree] | None:
    """Return the one letter of a formula that is not known, and what it is when the formula has this value.

    Nothing is returned where there are several, where it occurs twice, or where no step back is known.

    >>> behind(Operation("+", (Name("x"), Number(1))), Number(3), ())
    ('x', Operation(symbol='-', operands=(Number(value=3), Number(value=1))))
    """
    while isinstance(tree, Operation):
        step = _back(tree, value, known)
        if step is None:
            return None
        tree, value = step
    return (tree.name, value) if isinstance(tree, Name) and tree.name not in known else None


def _back(tree: Operation, value: Tree, known: Collection[str]) -> tuple[Tree, Tree] | None:
    """Return the part of a formula that holds what is not known, and the value of that part."""
    match tree:
        case Operation("call", (Name(name), inner)) if name in _INVERSE:
            return inner, _INVERSE[name](value)
        case Operation("negate", (inner,)):
            return inner, _of("negate", value)
        case Operation("+" | "-" | "*" | "/", (left, right)):
            if _is_known(right, known):
                return left, _of({"+": "-", "-": "+", "*": "/", "/": "*"}[tree.symbol], value, right)
            if _is_known(left, known):
                turned = {"+": ("-", value, left), "-": ("-", left, value), "*": ("/", value, left)}
                symbol, one, other = turned.get(tree.symbol, ("/", left, value))
                return right, _of(symbol, one, other)
    return None


def _is_known(tree: Tree, known: Collection[str]) -> bool:
    """Tell whether everything in a formula has a value."""
    called = {id(part.operands[0]) for part in walk(tree) if isinstance(part, Operation) and part.symbol == "call"}
    return all(part.name in known for part in walk(tree) if isinstance(part, Name) and id(part) not in called)
