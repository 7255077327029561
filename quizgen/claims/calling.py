"""The value of a call: of a function that the text defines, that everybody knows, or that nobody does."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from quizgen.autodiff.array import Array
from quizgen.autodiff.operations import OPERATIONS
from quizgen.claims.context import UndecidableError
from quizgen.claims.naming import Naming
from quizgen.notation.text import to_text
from quizgen.notation.tree import Name, Operation, Tree

_ALIASES = {"log": "ln", "rowsum": "row_sum", "sigma": "sigmoid"}


class Calling(Naming):
    """An evaluation that knows functions."""

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
        name = _ALIASES.get(name, name)
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
        reached, letters = self.context.reached_by(name), self.context.letters_behind(name)
        if not primes and all(isinstance(part, Name) and part.name in reached for part in inputs):
            return self.name(name, bound)
        if len(letters) == 1 == len(values):

            def at(entries: Sequence[Any]) -> Any:
                return self.value(self.context.definitions[name], {**bound, letters[0]: entries[0]})

            return self.primed(at, values, primes)
        raise UndecidableError(f"nothing tells which of its letters {name} is a function of")

    def difference(self, name: str, inputs: Sequence[Tree], bound: Mapping[str, Any]) -> Any:
        """Return `forward(f, x, h)` or `central(f, x, h)`."""
        if len(inputs) != 3 or not isinstance(inputs[1], Name):
            raise UndecidableError(f"{name} takes a formula, a letter and a step")
        f, x, h = inputs[0], inputs[1], inputs[2]
        here, step = self.value(x, bound), self.value(h, bound)
        above = self.value(f, {**bound, x.name: self.operation("+", [here, step])})
        if name == "forward":
            return self.operation("/", [self.operation("-", [above, self.value(f, bound)]), step])
        below = self.value(f, {**bound, x.name: self.operation("-", [here, step])})
        return self.operation("/", [self.operation("-", [above, below]), self.operation("+", [step, step])])

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


def _given(inputs: Sequence[Tree]) -> list[Tree]:
    """Return the inputs of a call; `p(y | x)` has two."""
    found: list[Tree] = []
    for part in inputs:
        given = isinstance(part, Operation) and part.symbol == "given"
        found += _given(part.operands) if given and isinstance(part, Operation) else [part]
    return found
