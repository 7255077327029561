"""Formulas to a graph, and the value of a formula without one."""

from collections.abc import Mapping
from typing import Any

from quizgen.autodiff.graph import Graph, GraphBuilder
from quizgen.autodiff.operations import OPERATIONS, Exact, UndefinedValueError
from quizgen.notation.fault import NotationError, did_you_mean
from quizgen.notation.parser import read_definitions
from quizgen.notation.text import to_text
from quizgen.notation.tree import Name, Number, Operation, Tree, children

_NO_NODE = "the graph of a formula has no place for {}"


def read_graph(text: str) -> Graph:
    """Return the graph of definitions, one a line; names that are not defined are inputs, the last line is the output.

    >>> read_graph("q = x + y; f = q * z").inputs()
    ['x', 'y', 'z']
    """
    builder = GraphBuilder()
    defined: set[str] = set()
    place = -1
    for name, tree, position in read_definitions(text):
        if name in defined:
            raise NotationError(f"{name} is defined twice", position)
        if name in builder.names:
            raise NotationError(f"{name} is used before it is defined", position)
        place = _place(tree, builder, position)
        builder.name(place, name)
        defined.add(name)
    return builder.build(place)


def _place(tree: Tree, builder: GraphBuilder, position: int) -> int:
    """Add a formula's nodes, inner ones first, and return the place of its value."""
    if isinstance(tree, Number):
        return _constant(tree, builder)
    if isinstance(tree, Name):
        return builder.names[tree.name] if tree.name in builder.names else builder.input(tree.name)
    symbol = operation_of(tree, position)
    inputs = children(tree)
    if symbol == "^":
        exponent = Number(_exponent(inputs[1], position))
        return builder.apply(
            symbol, (_place(inputs[0], builder, position), _constant(exponent, builder)), to_text(tree)
        )
    return builder.apply(symbol, tuple(_place(part, builder, position) for part in inputs), to_text(tree))


def _constant(number: Number, builder: GraphBuilder) -> int:
    return builder.constant(number.value, to_text(number))


def operation_of(tree: Tree, position: int = 0) -> str:
    """Return the table's name of a tree's operation."""
    if not isinstance(tree, Operation):
        raise NotationError(_NO_NODE.format("a relation"), position)
    if tree.symbol in OPERATIONS:
        return tree.symbol
    name = tree.operands[0].name if tree.symbol == "call" and isinstance(tree.operands[0], Name) else tree.symbol
    known = [row.name for row in OPERATIONS.values()]
    raise NotationError(f"the engine has no operation {name}{did_you_mean(name, known)}", position)


def _exponent(tree: Tree, position: int) -> int:
    """Return a constant integer exponent."""
    try:
        value = evaluate(tree, {})
    except KeyError as fault:
        raise NotationError(f"an exponent is a whole number here, not {to_text(tree)}", position) from fault
    if not isinstance(value, int):
        raise NotationError(f"an exponent is a whole number here, not {to_text(tree)}", position)
    return value


def evaluate(tree: Tree, values: Mapping[str, Any]) -> Exact:
    """Return a formula's exact value, from its tree alone; a missing name is a KeyError."""
    if isinstance(tree, Number):
        return tree.value
    if isinstance(tree, Name):
        value: Exact = values[tree.name]
        return value
    row = OPERATIONS[operation_of(tree)]
    inputs = [evaluate(part, values) for part in children(tree)]
    if row.name == "power" and not isinstance(inputs[1], int):
        raise UndefinedValueError("an exponent that is no whole number")
    result: Exact = row.value(*inputs)
    return result
