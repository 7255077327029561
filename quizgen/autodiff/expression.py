"""Formulas to a graph, and the value of a formula without one."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from quizgen.autodiff.array import Array
from quizgen.autodiff.graph import Graph, GraphBuilder
from quizgen.autodiff.operations import OPERATIONS, Exact, UndefinedValueError
from quizgen.autodiff.row import value_of
from quizgen.notation.fault import NotationError, did_you_mean
from quizgen.notation.parser import Definition, read_definitions
from quizgen.notation.text import to_text
from quizgen.notation.tree import Name, Number, Operation, Tree, children, names

EXACT = ("+", "-", "*", "/", "^", "negate")  # what never leaves the fractions

_ALIASES = {"log": "ln", "rowsum": "row_sum"}


def read_graph(text: str, *, exact: bool = False) -> Graph:
    """Return the graph of definitions, one a line; names that are not defined are inputs, the last line is the output.

    An `exact` one has only arithmetic and whole exponents in it.

    >>> read_graph("q = x + y; f = q * z").inputs()
    ['x', 'y', 'z']
    """
    builder = GraphBuilder()
    defined: set[str] = set()
    place = -1
    for name, tree, position in _definitions(text):
        if name in defined:
            raise NotationError(f"{name} is defined twice", position)
        if name in builder.names:
            raise NotationError(f"{name} is used before it is defined", position)
        place = _place(tree, builder, position, exact)
        builder.name(place, name)
        defined.add(name)
    return builder.build(place)


@lru_cache(maxsize=64)  # the drills of a deck often share one graph
def _definitions(text: str) -> tuple[Definition, ...]:
    return tuple(read_definitions(text))


def _place(tree: Tree, builder: GraphBuilder, position: int, exact: bool) -> int:
    """Add a formula's nodes, inner ones first, and return the place of its value."""
    if isinstance(tree, Number):
        return builder.constant(tree.value, to_text(tree))
    if isinstance(tree, Name):
        return builder.names[tree.name] if tree.name in builder.names else builder.input(tree.name)
    if isinstance(tree, Operation) and tree.symbol == "matrix" and not exact:
        return builder.constant(_matrix(tree, {}, position), to_text(tree))
    symbol = operation_of(tree, position, exact=exact)
    inputs = _inputs(tree)
    if symbol == "^" and (exact or not names(inputs[1])):
        inputs = inputs[0], Number(_exponent(inputs[1], position, exact))
    return builder.apply(symbol, tuple(_place(part, builder, position, exact) for part in inputs), to_text(tree))


def _inputs(tree: Tree) -> tuple[Tree, ...]:
    """Return what an operation is applied to; the name of a function is not among it."""
    parts = children(tree)
    return parts[1:] if isinstance(tree, Operation) and tree.symbol == "call" else parts


def operation_of(tree: Tree, position: int = 0, *, exact: bool = False) -> str:
    """Return the table's symbol of a tree's operation, or raise a NotationError."""
    if not isinstance(tree, Operation):
        raise NotationError("the graph of a formula has no place for a relation", position)
    called = tree.operands[0] if tree.symbol == "call" else None
    symbol = called.name if isinstance(called, Name) else tree.symbol
    symbol = _ALIASES.get(symbol, symbol)
    known = EXACT if exact else tuple(OPERATIONS)
    if symbol not in known:
        meant = did_you_mean(symbol, [OPERATIONS[name].name for name in EXACT] if exact else known)
        raise NotationError(f"there is no operation {symbol} here{meant}", position)
    arity, count = OPERATIONS[symbol].arity, len(_inputs(tree))
    if count != arity:
        raise NotationError(f"{symbol} takes {arity} input{'s' * (arity > 1)}, and here it has {count}", position)
    return symbol


def _exponent(tree: Tree, position: int, exact: bool) -> Exact:
    """Return a constant exponent, in an exact formula a whole one."""
    fault = NotationError(f"an exponent is a whole number here, not {to_text(tree)}", position)
    try:
        value = evaluate(tree, {})
    except (KeyError, UndefinedValueError) as error:
        raise fault from error
    if exact and not isinstance(value, int):
        raise fault
    return value


def _matrix(tree: Operation, values: Mapping[str, Any], position: int) -> Array:
    """Return the array that is written out."""
    rows = [children(row) for row in tree.operands]
    widths = sorted({len(row) for row in rows})
    if not widths:
        raise NotationError("a matrix has at least one entry, as in [1 2; 3 4]", position)
    if any(isinstance(entry, Operation) and entry.symbol == "matrix" for row in rows for entry in row):
        raise NotationError("a matrix is written in one pair of brackets, as in [1 2; 3 4]", position)
    if len(widths) != 1:
        counts = " and ".join(map(str, widths))
        raise NotationError(f"the rows of a matrix are of one length, not of {counts}", position)
    try:
        return Array([[evaluate(entry, values) for entry in row] for row in rows])
    except KeyError as error:
        raise NotationError(f"a matrix is written out in numbers; {error.args[0]} is none", position) from error


def evaluate(tree: Tree, values: Mapping[str, Any]) -> Exact:
    """Return an arithmetic formula's exact value, from its tree alone; a missing name is a KeyError."""
    value: Exact = _value(tree, values, exact=True)
    return value


def evaluate_any(tree: Tree, values: Mapping[str, Any]) -> Any:
    """Return any formula's value, from its tree alone: a number or an array."""
    return _value(tree, values, exact=False)


def _value(tree: Tree, values: Mapping[str, Any], *, exact: bool) -> Any:
    if isinstance(tree, Number):
        return tree.value
    if isinstance(tree, Name):
        return values[tree.name]
    if isinstance(tree, Operation) and tree.symbol == "matrix" and not exact:
        return _matrix(tree, values, 0)
    symbol = operation_of(tree, exact=exact)
    inputs = [_value(part, values, exact=exact) for part in _inputs(tree)]
    if exact and symbol == "^" and not isinstance(inputs[1], int):
        raise UndefinedValueError("an exponent that is no whole number")
    return value_of(symbol, OPERATIONS[symbol], inputs)


def position_of(text: str, label: str) -> int | None:
    """Return where a node is written in a text: its definition, or its formula however it is spelled; None if nowhere.

    >>> position_of("q = x-y; f = ln( |q| )", "ln(abs(q))")
    13
    """
    from quizgen.notation.placing import PlacingGrammar  # only once something is wrong

    reader = PlacingGrammar(text)
    places = {name: position for name, _, position in reversed(read_definitions(text, reader))}
    if label in places:
        return places[label]
    ((_, tree, _),) = read_definitions(f"f = {label}")
    return reader.places.get(tree)
