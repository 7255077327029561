"""The value of what is written out in a formula: arithmetic, matrices, functions that all know."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from typing import Any, Protocol

from quizgen.autodiff import number
from quizgen.autodiff.array import Array, Shape, entrywise, row_totals, total
from quizgen.autodiff.number import Exact, UndefinedValueError
from quizgen.autodiff.operations import OPERATIONS
from quizgen.autodiff.row import value_of
from quizgen.claims.context import Context, UndecidableError
from quizgen.claims.dimension import Chosen
from quizgen.claims.enclosure import Enclosure
from quizgen.claims.mention import by_nabla, is_literal
from quizgen.claims.sizes import Sizes
from quizgen.notation.text import to_text
from quizgen.notation.tree import Name, Number, Operation, Relation, Tree, children
from quizgen.numeric import CONSTANTS

_MOST_STEPS = 8_000  # of one evaluation
_LARGEST_EXPONENT = 2_000


class World(Protocol):
    """What a formula is worked out in."""

    def number(self, exact: Exact) -> Any:
        """Return a number."""

    def constant(self, name: str) -> Any:
        """Return e or pi."""

    def letter(self, name: str, shape: Shape | None) -> Any:
        """Return the value of a letter."""

    def unknown(self, name: str, slopes: tuple[int, ...], inputs: Sequence[Any]) -> Any:
        """Return the value of a function that nobody defined."""

    def slopes(self, function: Callable[[Sequence[Any]], Any], values: Sequence[Any]) -> list[Any]:
        """Return the derivatives of a function by each of its values."""


class Reckoner(ABC):
    """One evaluation: a world, a choice of sizes, and whether the values that the text gives are put in."""

    def __init__(self, context: Context, sizes: Sizes, chosen: Chosen, world: World, *, valued: bool) -> None:
        self.context = context
        self.sizes = sizes
        self.chosen = chosen
        self.world = world
        self.valued = valued
        self.vague: list[str] = []  # what nothing in the text tells
        self.used: set[str] = set()  # the values of the text that were put in
        self.sized: set[str] = set()  # the sizes that were put in as numbers
        self._known: dict[str, Any] = {}  # the names worked out so far, where nothing is bound
        self._moved: dict[Any, tuple[Mapping[str, Any], Any]] = {}  # and where something is, which stays alive
        self._depth = 0
        self._steps = 0

    def value(self, tree: Tree, bound: Mapping[str, Any] = {}) -> Any:
        """Return a formula's value: a number of the world, or an array of them."""
        self._steps += 1
        if self._steps > _MOST_STEPS:
            raise UndecidableError("it takes too many steps to work out")
        if isinstance(tree, Number):
            return self.world.number(tree.value)
        if isinstance(tree, Name):
            return self.name(tree.name, bound)
        if isinstance(tree, Relation):
            raise UndecidableError(f"{to_text(tree)} has no value")
        match tree.symbol:
            case "call":
                return self.call(tree, bound)
            case "derivative":
                return self.derivative(tree, bound)
            case "over":
                return self.over(tree, bound)
            case "entries":
                return self.entries(tree, bound)
            case "matrix":
                return self.matrix(tree, bound)
            case "^":
                return self.power(tree, bound)
            case "norm":
                return self.norm(self.value(tree.operands[0], bound))
            case "nabla" if by_nabla(tree):
                return self.value(by_nabla(tree) or tree, bound)
            case "subscript":
                return self.subscript(tree, bound)
            case "group":
                return self.value(tree.operands[0], bound)
            case "*" | "×" | ".*":
                return self.times(*(self.value(part, bound) for part in tree.operands))
            case "+" | "-" | "/" | "@" | "negate" | "transpose":
                return self.operation(tree.symbol, [self.value(part, bound) for part in tree.operands])
        raise UndecidableError(f"{to_text(tree)} has no value that can be worked out here")

    @abstractmethod
    def name(self, name: str, bound: Mapping[str, Any]) -> Any:
        """Return the value of a name."""

    @abstractmethod
    def call(self, tree: Operation, bound: Mapping[str, Any]) -> Any:
        """Return the value of a call."""

    @abstractmethod
    def subscript(self, tree: Operation, bound: Mapping[str, Any]) -> Any:
        """Return an entry of something that is no name."""

    @abstractmethod
    def derivative(self, tree: Operation, bound: Mapping[str, Any]) -> Any:
        """Return the value of a derivative."""

    @abstractmethod
    def over(self, tree: Operation, bound: Mapping[str, Any]) -> Any:
        """Return a sum or product over indices."""

    @abstractmethod
    def entries(self, tree: Operation, bound: Mapping[str, Any]) -> Array:
        """Return an array that is told entry by entry."""

    def operation(self, symbol: str, inputs: list[Any]) -> Any:
        """Return the value of a row of the table, at numbers or arrays."""
        if symbol == "transpose" and not isinstance(inputs[0], Array):
            return inputs[0]
        if symbol == "@" and not all(isinstance(value, Array) for value in inputs):
            return self.times(*inputs)
        return value_of(symbol, OPERATIONS[symbol], inputs)

    def times(self, left: Any, right: Any) -> Any:
        """Return a product, entry by entry between arrays."""
        if isinstance(left, Array) or isinstance(right, Array):
            return entrywise(lambda x, y: x * y, left, right)
        return left * right

    def power(self, tree: Operation, bound: Mapping[str, Any]) -> Any:
        """Return a power: of e the exponential, of a norm the sum of squares, else entry by entry."""
        base, exponent = tree.operands
        if isinstance(base, Name) and base.name == "e" and self.is_constant("e", bound):
            return self.known_function("exp", [self.value(exponent, bound)])
        if exponent == Number(2) and isinstance(base, Operation) and base.symbol == "norm":
            return self.square_sum(self.value(base.operands[0], bound))
        raised = self.exponent(exponent, bound)
        value = self.value(base, bound)
        if isinstance(raised, Array):
            raise UndecidableError(f"{to_text(tree)} has an array for an exponent")
        if isinstance(value, Array):
            if isinstance(raised, int) and raised < 0:
                raise UndecidableError(f"{to_text(tree)} is no power entry by entry; write 1/X for one")
            return value.map(lambda entry: number.power(entry, raised))
        return number.power(value, raised)

    def exponent(self, tree: Tree, bound: Mapping[str, Any]) -> Any:
        """Return an exponent, a whole one as a plain number."""
        value = self.value(tree, bound)
        if is_literal(tree) or isinstance(value, Enclosure):
            inner = getattr(value, "inner", None)
            exact = inner if isinstance(inner, int) else None
            if exact is None and getattr(inner, "is_Integer", False):
                exact = int(inner)  # type: ignore[arg-type]
            if exact is not None:
                if abs(exact) > _LARGEST_EXPONENT:
                    raise UndefinedValueError("a power far too big")
                return exact
        return value

    def norm(self, value: Any) -> Any:
        """Return the length of a vector, or the absolute value of a number."""
        if isinstance(value, Array):
            return number.sqrt(self.square_sum(value))
        return self.known_function("abs", [value])

    def square_sum(self, value: Any) -> Any:
        """Return the sum of the squares of all entries."""
        return total(value * value)

    def matrix(self, tree: Operation, bound: Mapping[str, Any]) -> Array:
        """Return the array that is written out."""
        rows = [[self.value(entry, bound) for entry in children(row)] for row in tree.operands]
        if any(isinstance(entry, Array) for row in rows for entry in row):
            raise UndecidableError("a matrix of matrices has no value here")
        return Array(rows)

    def known_function(self, name: str, inputs: list[Any]) -> Any:
        """Return the value of a function that everybody knows."""
        if name == "tan":
            return self.operation("/", [self.known_function("sin", inputs), self.known_function("cos", inputs)])
        if name == "diag":
            return self.diagonal(inputs[0])
        if name == "softmax" and isinstance(inputs[0], Array):
            return self.softmax(inputs[0])
        row = OPERATIONS[name]
        if name in ("max", "min") and len(inputs) > 2:
            return reduce(lambda x, y: value_of(name, row, [x, y]), inputs)
        if len(inputs) != row.arity:
            raise UndecidableError(f"{name} takes {row.arity} inputs")
        if name in ("sum", "mean", "norm2") and not isinstance(inputs[0], Array):
            raise UndecidableError(f"nothing tells that the {name} is one of several numbers")
        return value_of(name, row, inputs)

    def softmax(self, value: Array) -> Array:
        """Return exp(x)/sum of exp(x) in each row; nothing overflows here, so that no entry need be the largest."""
        if value.shape[1] == 1:
            return self.softmax(value.transposed).transposed if value.shape[0] > 1 else value.map(lambda x: x - x + 1)
        powers = value.map(number.exp)
        return powers / row_totals(powers)

    def diagonal(self, value: Any) -> Array:
        """Return a square matrix with a vector on its diagonal."""
        if not isinstance(value, Array) or 1 not in value.shape:
            raise UndecidableError("diag takes a vector")
        zero, size = self.world.number(0), len(value.flat)
        return Array([[value.flat[row] if row == column else zero for column in range(size)] for row in range(size)])

    def is_constant(self, name: str, bound: Mapping[str, Any]) -> bool:
        """Tell whether e or pi is the number, and no letter of the text."""
        context = self.context
        return name in CONSTANTS and not (name in bound or name in context.definitions or name in context.values)
