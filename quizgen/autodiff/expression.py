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
from quizgen.notation.symbols import SAME_FUNCTION
from quizgen.notation.text import to_text
from quizgen.notation.tree import Name, Number, Operation, Tree, children, names

EXACT = ("+", "-", "*", "/", "^", "negate")  # what never leaves the fractions


class MisfitError(NotationError):
    """A part of a formula that can be read but not computed; whoever has the text finds its position."""

    def __init__(self, message: str, part: Tree) -> None:
        super().__init__(message)
        self.part = part


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
        try:
            place = _place(tree, builder, exact)
        except MisfitError as fault:
            raise NotationError(fault.message, _positions(text).get(fault.part, position)) from fault
        builder.name(place, name)
        defined.add(name)
    return builder.build(place)


@lru_cache(maxsize=64)  # the drills of a deck often share one graph
def _definitions(text: str) -> tuple[Definition, ...]:
    return tuple(read_definitions(text))


def _place(tree: Tree, builder: GraphBuilder, exact: bool) -> int:
    """Add a formula's nodes, inner ones first, and return the place of its value."""
    if isinstance(tree, Number):
        return builder.constant(tree.value, to_text(tree))
    if isinstance(tree, Name):
        return builder.names[tree.name] if tree.name in builder.names else builder.input(tree.name)
    if isinstance(tree, Operation) and tree.symbol == "matrix" and not exact:
        return builder.constant(_matrix(tree, {}), to_text(tree))
    symbol = operation_of(tree, exact=exact)
    inputs = _inputs(tree)
    if symbol == "^" and (exact or not names(inputs[1])):
        inputs = inputs[0], Number(_exponent(inputs[1], exact))
    return builder.apply(symbol, tuple(_place(part, builder, exact) for part in inputs), to_text(tree))


def _inputs(tree: Tree) -> tuple[Tree, ...]:
    """Return what an operation is applied to; the name of a function is not among it."""
    parts = children(tree)
    return parts[1:] if isinstance(tree, Operation) and tree.symbol == "call" else parts


def operation_of(tree: Tree, *, exact: bool = False) -> str:
    """Return the table's symbol of a tree's operation, or raise a MisfitError."""
    if not isinstance(tree, Operation):
        raise MisfitError("the graph of a formula has no place for a relation", tree)
    called = tree.operands[0] if tree.symbol == "call" else None
    symbol = called.name if isinstance(called, Name) else tree.symbol
    symbol = SAME_FUNCTION.get(symbol, symbol)
    known = EXACT if exact else tuple(OPERATIONS)
    if symbol not in known:
        meant = did_you_mean(symbol, [OPERATIONS[name].name for name in EXACT] if exact else known)
        raise MisfitError(f"there is no operation {symbol} here{meant}", tree)
    arity, count = OPERATIONS[symbol].arity, len(_inputs(tree))
    if count != arity:
        raise MisfitError(f"{symbol} takes {arity} input{'s' * (arity > 1)}, and here it has {count}", tree)
    return symbol


def _exponent(tree: Tree, exact: bool) -> Exact:
    """Return a constant exponent, in an exact formula a whole one."""
    fault = MisfitError(f"an exponent is a whole number here, not {to_text(tree)}", tree)
    try:
        value = evaluate(tree, {})
    except (KeyError, UndefinedValueError) as error:
        raise fault from error
    if exact and not isinstance(value, int):
        raise fault
    return value


def _matrix(tree: Operation, values: Mapping[str, Any]) -> Array:
    """Return the array that is written out."""
    rows = [children(row) for row in tree.operands]
    widths = sorted({len(row) for row in rows})
    if not widths:
        raise MisfitError("a matrix has at least one entry, as in [1 2; 3 4]", tree)
    if any(isinstance(entry, Operation) and entry.symbol == "matrix" for row in rows for entry in row):
        raise MisfitError("a matrix is written in one pair of brackets, as in [1 2; 3 4]", tree)
    if len(widths) != 1:
        counts = " and ".join(map(str, widths))
        raise MisfitError(f"the rows of a matrix are of one length, not of {counts}", tree)
    try:
        return Array([[evaluate(entry, values) for entry in row] for row in rows])
    except KeyError as error:
        raise MisfitError(f"a matrix is written out in numbers; {error.args[0]} is none", tree) from error


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
        return _matrix(tree, values)
    symbol = operation_of(tree, exact=exact)
    inputs = [_value(part, values, exact=exact) for part in _inputs(tree)]
    if exact and symbol == "^" and not isinstance(inputs[1], int):
        raise UndefinedValueError("an exponent that is no whole number")
    return value_of(symbol, OPERATIONS[symbol], inputs)


def position_of(text: str, label: str) -> int | None:
    """Return where a node's formula is written in a text, however it is spelled; None if nowhere.

    >>> position_of("q = x-y; f = ln( |q| )", "ln(abs(q))"), position_of("q = x-y; f = ln( |q| )", "q")
    (13, 4)
    """
    places = _positions(text)
    for name, tree, position in reversed(read_definitions(text)):
        if name == label:
            return places.get(tree, position)
    ((_, tree, _),) = read_definitions(f"f = {label}")
    return places.get(tree)


def _positions(text: str) -> dict[Tree, int]:
    """Return where each part of the formulas begins."""
    from quizgen.notation.placing import PlacingGrammar  # only once something is wrong

    reader = PlacingGrammar(text)
    read_definitions(text, reader)
    return reader.places
