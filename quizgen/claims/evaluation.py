"""The value of a formula in a world, with everything that its text says of the names in it."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import reduce
from itertools import product
from typing import Any, Protocol

from quizgen.autodiff import number
from quizgen.autodiff.array import Array, Shape, ShapeError, entrywise, of_shape, total
from quizgen.autodiff.number import Exact, UndefinedValueError
from quizgen.autodiff.operations import OPERATIONS
from quizgen.autodiff.row import value_of
from quizgen.claims.context import Context, is_literal
from quizgen.claims.enclosure import Enclosure
from quizgen.claims.sizes import Chosen, Sizes, indices_of
from quizgen.notation.text import to_text
from quizgen.notation.tree import Name, Number, Operation, Relation, Tree, children
from quizgen.numeric import CONSTANTS

_ALIASES = {"log": "ln", "rowsum": "row_sum"}
_DEEPEST = 60  # definitions and functions inside each other
_MOST_STEPS = 20_000  # of one evaluation
_LARGEST_EXPONENT = 2_000


class UndecidableError(ValueError):
    """A formula holds something that has no value here; the message says what."""


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


class Evaluator:
    """One evaluation: a world, a choice of sizes, and whether the values that the text gives are put in."""

    def __init__(self, context: Context, sizes: Sizes, chosen: Chosen, world: World, *, valued: bool) -> None:
        self.context = context
        self.sizes = sizes
        self.chosen = chosen
        self.world = world
        self.valued = valued
        self.vague: list[str] = []  # what nothing in the text tells
        self.used: set[str] = set()  # the values of the text that were put in
        self._known: dict[str, Any] = {}  # the names worked out so far, where nothing is bound
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
            case "matrix":
                return self.matrix(tree, bound)
            case "^":
                return self.power(tree, bound)
            case "norm":
                return self.norm(self.value(tree.operands[0], bound))
            case "group":
                return self.value(tree.operands[0], bound)
            case "*" | "×" | ".*":
                return self.times(*(self.value(part, bound) for part in tree.operands))
            case "+" | "-" | "/" | "@" | "negate" | "transpose":
                return self.operation(tree.symbol, [self.value(part, bound) for part in tree.operands])
        raise UndecidableError(f"{to_text(tree)} has no value that can be worked out here")

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

    def is_constant(self, name: str, bound: Mapping[str, Any]) -> bool:
        """Tell whether e or pi is the number, and no letter of the text."""
        context = self.context
        return name in CONSTANTS and not (name in bound or name in context.definitions or name in context.values)

    def name(self, name: str, bound: Mapping[str, Any]) -> Any:
        """Return the value of a name: bound, given, defined, an entry, a bar, a size, or a letter."""
        if name in bound:
            return bound[name]
        if self.is_constant(name, bound):
            return self.world.constant(name)
        if name not in self._known or bound:
            found = self._name(name, bound)
            if bound:
                return found
            self._known[name] = found
        return self._known[name]

    def _name(self, name: str, bound: Mapping[str, Any]) -> Any:
        context = self.context
        if name in context.definitions:
            with self.deeper():
                return self.defined(name, bound)
        if self.valued and name in context.values:
            return self.given(name)
        entry = self.sizes.entry(name, bound)
        if entry is not None:
            return self.entry(*entry, bound)
        stem = context.bar_of(name)
        if stem is not None:
            return self.gradient(Name(self.cost()), Name(stem), bound)
        if name in self.chosen.counts:
            return self.world.number(self.chosen.counts[name])
        if name in ("infinity", "...", "?"):
            raise UndecidableError(f"{name} is no number")
        return self.world.letter(name, self.chosen.shapes.get(name))

    def given(self, name: str) -> Any:
        """Return the value that the text gives."""
        self.used.add(name)
        return self.value(self.context.values[name])

    def defined(self, name: str, bound: Mapping[str, Any]) -> Any:
        """Return the value of a defined name; one that the text gives is put in where nothing before it moves."""
        context = self.context
        if self.valued and name in context.values:
            if not any(letter in bound for letter in context.reach(context.definitions[name])):
                return self.given(name)
            self.vague.append(f"nothing tells what is behind the value of {name}")
        return self.value(context.definitions[name], bound)

    def cost(self) -> str:
        """Return the name of the cost that bars are derivatives of."""
        defined = self.context.definitions
        return next((name for name in ("c", "L", "C", "J", "E") if name in defined), "c")

    def entry(self, stem: str, indices: str, bound: Mapping[str, Any]) -> Any:
        """Return an entry of an array."""
        value = self.name(stem, bound)
        if not isinstance(value, Array):
            raise UndecidableError(f"{stem} has no entries here")
        return value.flat[self.place(value, stem, indices, bound)]

    def place(self, value: Array, stem: str, indices: str, bound: Mapping[str, Any]) -> int:
        """Return where an entry stands in its array."""
        found = [int(index) if index.isdigit() else int(bound[f"#{index}"]) for index in indices]
        rows, columns = value.shape
        if len(found) == 1 and 1 in value.shape and found[0] <= rows * columns:
            return found[0] - 1
        if len(found) == 2 and found[0] <= rows and found[1] <= columns:
            return (found[0] - 1) * columns + found[1] - 1
        raise UndecidableError(f"{stem} has no entry {', '.join(map(str, found))}")

    def over(self, tree: Operation, bound: Mapping[str, Any]) -> Any:
        """Return a sum or product over indices."""
        sign, script, *body = tree.operands
        indices = indices_of(script)
        name = sign.name if isinstance(sign, Name) else ""
        if name not in ("sum", "prod", "max", "min") or not indices or not body:
            raise UndecidableError(f"{to_text(tree)} cannot be worked out here")
        ranges = [self.range(index, script, bound) for index in indices]
        terms = [
            self.value(body[0], {**bound, **self.indexed(zip(indices, places, strict=True))})
            for places in product(*ranges)
        ]
        if name in ("max", "min"):
            return reduce(lambda x, y: self.known_function(name, [x, y]), terms)
        return reduce(lambda x, y: x + y if name == "sum" else self.times(x, y), terms)

    def indexed(self, places: Any) -> dict[str, Any]:
        """Return what indices are bound to: a number of the world, and the plain one for looking up entries."""
        found: dict[str, Any] = {}
        for index, place in places:
            found[index] = self.world.number(place)
            found[f"#{index}"] = place
        return found

    def range(self, index: str, script: Tree, bound: Mapping[str, Any]) -> range:
        """Return how far an index runs."""
        first, *last = children(script)
        start = 1
        if isinstance(first, Relation):
            if first.signs != ("=",) or not isinstance(first.sides[1], Number):
                raise UndecidableError(f"{to_text(first)} below a sum cannot be worked out here")
            start = int(first.sides[1].value)
        if last and isinstance(last[0], Number):
            end = int(last[0].value)
        elif last:
            value = self.value(last[0], bound)
            exact = value.exact if isinstance(value, Enclosure) else getattr(value, "inner", None)
            if exact is None or not getattr(exact, "is_integer", lambda: False) or int(exact) != exact:
                raise UndecidableError(f"nothing tells how far {index} runs")
            end = int(exact)
        else:
            end = self.chosen.counts.get(f"#{index}", 0)
        if not start <= end <= start + 60:
            raise UndecidableError(f"nothing tells how far {index} runs")
        return range(start, end + 1)

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """Go one definition deeper."""
        self._depth += 1
        try:
            if self._depth > _DEEPEST:
                raise UndecidableError("the definitions go too deep")
            yield
        finally:
            self._depth -= 1

    def call(self, tree: Operation, bound: Mapping[str, Any]) -> Any:
        """Return the value of a call."""
        called, *inputs = tree.operands
        if not isinstance(called, Name):
            raise UndecidableError(f"{to_text(tree)} cannot be worked out here")
        name = called.name.rstrip("'")
        primes = len(called.name) - len(name)
        if name in ("central", "forward") and name not in self.context.functions:
            return self.difference(name, inputs, bound)
        values = [self.value(part, bound) for part in _given(inputs)]
        if name in self.context.functions:
            parameters, body = self.context.functions[name]
            if len(parameters) != len(values):
                raise UndecidableError(f"{name} is defined with {len(parameters)} inputs")

            def defined(entries: Sequence[Any]) -> Any:
                with self.deeper():
                    return self.value(body, {**bound, **dict(zip(parameters, entries, strict=True))})

            return self.primed(defined, values, primes)
        name = _ALIASES.get("sigmoid" if name == "sigma" else name, "sigmoid" if name == "sigma" else name)
        if name in OPERATIONS or name in ("tan", "diag"):
            return self.primed(lambda entries: self.known_function(name, list(entries)), values, primes)
        if name in self.context.definitions:
            return self.named_call(name, inputs, values, primes, bound)
        if name in ("shape", "step", "multiplications"):
            raise UndecidableError(f"{name}(...) has no value here")
        return self.unknown(name, primes, values)

    def primed(self, function: Callable[[Sequence[Any]], Any], values: list[Any], primes: int) -> Any:
        """Return a function's value, or that of its derivative by its one input."""
        if not primes:
            return function(values)
        if len(values) != 1:
            raise UndecidableError("a prime tells a derivative only where there is one input")

        def derived(entry: Any) -> Any:
            if primes == 1:
                return self.world.slopes(function, [entry])[0]
            return self.world.slopes(lambda entries: self.primed(function, list(entries), primes - 1), [entry])[0]

        (value,) = values
        return value.map(derived) if isinstance(value, Array) else derived(value)

    def named_call(
        self, name: str, inputs: Sequence[Tree], values: list[Any], primes: int, bound: Mapping[str, Any]
    ) -> Any:
        """Return the value of `f(x)` where the text says `f = ...`: at its own letters, or at another place."""
        reached = self.context.reach(self.context.definitions[name])
        letters = sorted(
            letter
            for letter in reached
            if letter not in self.context.definitions and letter not in OPERATIONS and letter not in CONSTANTS
        )
        if not primes and all(isinstance(part, Name) and part.name in reached for part in inputs):
            return self.name(name, bound)
        if len(letters) == 1 == len(values):

            def at(entries: Sequence[Any]) -> Any:
                return self.value(self.context.definitions[name], {**bound, letters[0]: entries[0]})

            return self.primed(at, values, primes)
        raise UndecidableError(f"nothing tells which of its letters {name} is a function of")

    def known_function(self, name: str, inputs: list[Any]) -> Any:
        """Return the value of a function that everybody knows."""
        if name == "tan":
            return self.operation("/", [self.known_function("sin", inputs), self.known_function("cos", inputs)])
        if name == "diag":
            return self.diagonal(inputs[0])
        row = OPERATIONS[name]
        if name in ("max", "min") and len(inputs) > 2:
            return reduce(lambda x, y: value_of(name, row, [x, y]), inputs)
        if len(inputs) != row.arity:
            raise UndecidableError(f"{name} takes {row.arity} inputs")
        if name in ("sum", "mean", "norm2") and not isinstance(inputs[0], Array):
            raise UndecidableError(f"nothing tells that the {name} is one of several numbers")
        return value_of(name, row, inputs)

    def diagonal(self, value: Any) -> Array:
        """Return a square matrix with a vector on its diagonal."""
        if not isinstance(value, Array) or 1 not in value.shape:
            raise UndecidableError("diag takes a vector")
        zero, size = self.world.number(0), len(value.flat)
        return Array([[value.flat[row] if row == column else zero for column in range(size)] for row in range(size)])

    def difference(self, name: str, inputs: Sequence[Tree], bound: Mapping[str, Any]) -> Any:
        """Return `forward(f, x, h)` or `central(f, x, h)`."""
        if len(inputs) != 3 or not isinstance(inputs[1], Name):
            raise UndecidableError(f"{name} takes a formula, a letter and a step")
        f, x, h = inputs[0], inputs[1], inputs[2]
        here, step = self.value(x, bound), self.value(h, bound)
        above = self.value(f, {**bound, x.name: here + step})
        if name == "forward":
            return (above - self.value(f, bound)) / step
        return (above - self.value(f, {**bound, x.name: here - step})) / (step + step)

    def unknown(self, name: str, primes: int, values: list[Any]) -> Any:
        """Return the value of a function that nobody defined, entry by entry."""
        if len(values) == 1:
            (value,) = values
            if isinstance(value, Array):
                return value.map(lambda entry: self.world.unknown(name, (primes,), [entry]))
            return self.world.unknown(name, (primes,), [value])
        if primes or any(isinstance(value, Array) for value in values):
            raise UndecidableError(f"nothing tells what {name} is")
        return self.world.unknown(name, (0,) * len(values), values)

    def derivative(self, tree: Operation, bound: Mapping[str, Any]) -> Any:
        """Return `dA/dB`."""
        by = tree.operands[-1]
        if not isinstance(by, Name):
            raise UndecidableError(f"{to_text(tree)} is a derivative by something that is no name")
        if len(tree.operands) == 2:
            return self.gradient(tree.operands[0], by, bound)
        ends = self.context.terminals()
        if len(ends) != 1:
            raise UndecidableError(f"nothing tells what {to_text(tree)} is the derivative of")
        return self.gradient(Name(ends[0]), by, bound)

    def gradient(self, of: Tree, by: Name, bound: Mapping[str, Any]) -> Any:
        """Return the derivative of a formula by a name, in the shape that this has."""
        if isinstance(of, Name) and of.name in self.context.functions and of.name not in bound:
            parameters = self.context.functions[of.name].parameters
            of = Operation("call", (of, *map(Name, parameters)))
        if isinstance(of, Name) and self.is_unknown_cost(of.name, bound):
            return self.cost_gradient(of.name, by, bound)
        if of == by:
            return self._itself(by, bound)
        reached = self.context.reach(of)
        entry = self.sizes.entry(by.name, bound)
        if by.name not in reached and (entry is None or entry[0] not in reached):
            other = self.otherwise(reached, by.name)
            if other is None and isinstance(of, Name):
                self.vague.append(f"nothing tells how {to_text(of)} hangs on {by.name}")
            if other is not None:
                return self.replaced(other, lambda: self.gradient(of, by, bound))
        return self.slopes(lambda inner: self.value(of, inner), by.name, bound)

    def otherwise(self, reached: Collection[str], by: str) -> tuple[str, Tree] | None:
        """Return what else one of these names is said to be, if it hangs on another name then."""
        for name in reached:
            for tree in self.context.others.get(name, ()):
                if by in self.context.reach(tree) and name not in self.context.reach(tree):
                    return name, tree
        return None

    def replaced(self, other: tuple[str, Tree], found: Callable[[], Any]) -> Any:
        """Return what is found while a name stands for something else that it is said to be."""
        name, tree = other
        definitions, kept, known = self.context.definitions, self.context.definitions[name], self._known
        definitions[name], self._known = tree, {}
        try:
            return found()
        finally:
            definitions[name], self._known = kept, known

    def _itself(self, by: Name, bound: Mapping[str, Any]) -> Any:
        if isinstance(self.name(by.name, bound), Array):
            raise UndecidableError(f"d{by.name}/d{by.name} is a Jacobian")
        return self.world.number(1)

    def is_unknown_cost(self, name: str, bound: Mapping[str, Any]) -> bool:
        """Tell whether a name is that of a cost which the text does not define."""
        context = self.context
        known = name in bound or name in context.definitions or name in context.functions
        return not known and self.sizes.entry(name, bound) is None and context.bar_of(name) is None

    def cost_gradient(self, cost: str, by: Name, bound: Mapping[str, Any]) -> Any:
        """Return the derivative of a cost that nobody defined.

        By what the graph ends in it is a letter; the sum of these letters times the ends has the derivatives of every
        cost that does not see what lies before them.
        """
        if by.name == cost:
            return self.world.number(1)
        ends = self.ends(by.name)
        entry = self.sizes.entry(by.name, bound)
        if not ends and entry is not None:
            ends = self.ends(entry[0])
        if by.name in ends:
            return self.signal(cost, by.name, bound)
        if not ends:
            self.vague.append(f"nothing tells how {cost} hangs on {by.name}")
            return self.signal(cost, by.name, bound)

        def weighted(inner: Mapping[str, Any]) -> Any:
            return reduce(
                lambda x, y: x + y,
                [total(self.times(self.signal(cost, end, {}), self.name(end, inner))) for end in ends],
            )

        return self.slopes(weighted, by.name, bound)

    def ends(self, by: str) -> list[str]:
        """Return the names after which nothing is told of a cost, out of those that hang on another."""
        context = self.context
        if self.valued:
            given = [name for name in context.signals if by == name or by in context.reach(Name(name))]
            if given:
                return [by] if by in given else given
        return [end for end in context.terminals() if by in context.reach(Name(end))]

    def signal(self, cost: str, end: str, bound: Mapping[str, Any]) -> Any:
        """Return the letter that stands for the derivative of an unknown cost by the end of a graph."""
        written = to_text(Operation("derivative", (Name(cost), Name(end))))
        if self.valued and end in self.context.signals:
            self.used.add(written)
            return self.value(self.context.signals[end])
        value = self.name(end, {} if end in self.context.definitions else bound)
        return self.world.letter(written, value.shape if isinstance(value, Array) else None)

    def slopes(self, of: Callable[[Mapping[str, Any]], Any], by: str, bound: Mapping[str, Any]) -> Any:
        """Return the derivative of something by a name, a whole array or an entry of one."""
        entry = self.sizes.entry(by, bound)
        stem = by if entry is None or by in bound else entry[0]
        whole = self.name(stem, bound)
        if stem == by:
            place = None
            values = list(whole.flat) if isinstance(whole, Array) else [whole]
        else:
            if not isinstance(whole, Array) or entry is None:
                raise UndecidableError(f"{stem} has no entries here")
            place = self.place(whole, stem, entry[1], bound)
            values = [whole.flat[place]]

        def moved(entries: Sequence[Any]) -> Any:
            if place is not None:
                new: Any = of_shape(whole.shape, (*whole.flat[:place], entries[0], *whole.flat[place + 1 :]))
            elif isinstance(whole, Array):
                new = of_shape(whole.shape, tuple(entries))
            else:
                new = entries[0]
            return of({**bound, stem: new})

        found = self.world.slopes(moved, values)
        if place is not None or not isinstance(whole, Array):
            return found[0]
        return self.in_shape(found, whole)

    def in_shape(self, found: list[Any], by: Array) -> Array:
        """Return derivatives by the entries of an array: in its shape, or as a Jacobian of two vectors."""
        of = found[0]
        if not isinstance(of, Array):
            return of_shape(by.shape, tuple(found))
        if 1 not in of.shape or 1 not in by.shape:
            raise UndecidableError("the derivative of a matrix by a matrix has more than two indices")
        return Array([[column.flat[row] for column in found] for row in range(len(of.flat))])


def _given(inputs: Sequence[Tree]) -> list[Tree]:
    """Return the inputs of a call; `p(y | x)` has two."""
    found: list[Tree] = []
    for part in inputs:
        given = isinstance(part, Operation) and part.symbol == "given"
        found += _given(part.operands) if given and isinstance(part, Operation) else [part]
    return found


__all__ = ["Evaluator", "ShapeError", "UndecidableError", "World"]
