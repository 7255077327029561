"""Formulas of a working: upstream * local put together from letters, as a person would write it."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from quizgen.ask import Ask
from quizgen.autodiff.array import Shape
from quizgen.autodiff.graph import CONSTANT, INPUT, Graph
from quizgen.autodiff.number import quotient
from quizgen.drill import Drill
from quizgen.notation.parser import read_expression
from quizgen.notation.text import to_text
from quizgen.notation.tree import Name, Number, Operation, Tree, children
from quizgen.tidy import ONE, negated, product

_NUMBERS_OF_ARRAYS = ("sum", "mean", "dot", "norm2", "mse", "log_loss")


def formula_of(graph: Graph, place: int) -> Tree:
    """Return a node as it is called: its name, its formula, or its number."""
    node = graph.nodes[place]
    if node.operation == CONSTANT and isinstance(node.constant, int | Fraction):
        return Number(node.constant)
    return read_expression(node.label)


def called(drill: Drill, ask: Ask) -> str:
    """Return what a node or a derivative is called that is asked: `q`, `dL/dx`."""
    above = Name(drill.loss) if ask.scaled or ask.of is None else formula_of(drill.graph, ask.of)
    return to_text(above if ask.by is None else Operation("derivative", (above, formula_of(drill.graph, ask.by))))


class Kinds:
    """Tells arrays from numbers in formulas, by the shapes of a graph's nodes."""

    def __init__(self, graph: Graph, shapes: Mapping[int, Shape | None]) -> None:
        self._arrays = {name for name, place in graph.names.items() if shapes[place] is not None}

    def is_array(self, tree: Tree) -> bool:
        """Tell whether a formula is one of an array; a gradient is what it belongs to."""
        if isinstance(tree, Name):
            return tree.name in self._arrays
        if not isinstance(tree, Operation):
            return False
        if tree.symbol == "matrix":
            return True
        if tree.symbol == "derivative":
            return self.is_array(tree.operands[-1])
        if tree.symbol == "call" and tree.operands[0] in [Name(name) for name in _NUMBERS_OF_ARRAYS]:
            return False
        return any(self.is_array(part) for part in children(tree))

    def signed(self, tree: Tree) -> Tree:
        """Return a formula with the sign of the product entry by entry where two arrays are multiplied so."""
        if not isinstance(tree, Operation) or tree.symbol == "derivative":
            return tree
        parts = tuple(map(self.signed, tree.operands))
        entrywise = tree.symbol == "*" and self.is_array(parts[0]) and self.is_array(parts[1])
        return Operation(".*" if entrywise else tree.symbol, parts)

    def product(self, left: Tree, right: Tree) -> Tree:
        """Return a product of two formulas; a factor 1 is only written between numbers, where it is a derivative."""
        if not self.is_array(left):
            return product(left, right)
        if isinstance(right, Number) and right.value in (1, -1):
            return left if right == ONE else negated(left)
        return product(left, right, ".*" if self.is_array(right) else "*")


def constant_of(graph: Graph, place: int) -> Any:
    """Return the number that a node always is, or nothing where an input comes into it."""
    node = graph.nodes[place]
    if node.operation == CONSTANT:
        return node.constant if isinstance(node.constant, int | Fraction) else None
    if node.operation == INPUT:
        return None
    known = [constant_of(graph, parent) for parent in node.parents]
    formulas: Mapping[str, Callable[..., Any]] = {"/": quotient, "negate": lambda x: -x}
    return None if None in known or node.operation not in formulas else formulas[node.operation](*known)


def slope_of(graph: Graph, node: int, which: int) -> Any:
    """Return the local derivative where it is always the same number: of sums, and of products with a number."""
    operation, parents = graph.nodes[node].operation, graph.nodes[node].parents
    if operation in ("+", "-", "negate"):
        return -1 if operation == "negate" or (operation == "-" and which == 1) else 1
    if operation == "*":
        return constant_of(graph, parents[1 - which])
    if operation == "/" and which == 0:
        under = constant_of(graph, parents[1])
        return None if not under else quotient(1, under)
    return None
