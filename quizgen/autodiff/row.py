"""What a row of the table says: the two kinds of operation, and the wrong rules that people use instead of theirs.

An *entry by entry* operation has formulas of numbers; on arrays they hold at each place. An *array* operation has a
value of whole arrays, and says for each input how the gradient passes: what it is combined with, and how.
"""

from collections.abc import Sequence
from operator import mul
from typing import Any, NamedTuple, TypeAlias

from quizgen.autodiff.array import Array, ShapeError, entrywise, shape_text
from quizgen.autodiff.number import Formula


class WrongRule(NamedTuple):
    """A named wrong rule of one operation, in the form of the right one, for each input; the message is deck text."""

    id: str
    name: str
    message: str
    local: tuple[Any, ...]  # formulas like a row's `local`, or its `pulls`
    takes_upstream: bool = False  # whether the formulas look at the upstream gradient too, as their first input


class Elementwise(NamedTuple):
    """A row of numbers: the value, the derivative by each input, and the rule in words.

    The derivatives are formulas of the inputs; with `from_output`, of the output and then the inputs.
    """

    name: str
    value: Formula
    local: tuple[Formula, ...]
    rule: str
    wrong: tuple[WrongRule, ...] = ()
    domain: str = ""  # where it has a value, if not everywhere
    kink: Formula | None = None  # of the inputs, to tell whether they stand on a corner
    convention: str = ""  # which slope is taken there
    from_output: bool = False

    @property
    def arity(self) -> int:
        """Return how many inputs it takes."""
        return len(self.local)


class Pull(NamedTuple):
    """How a gradient passes an array operation to one of its inputs: send(upstream, factor)."""

    text: str  # a formula of the upstream gradient G, the inputs X and Y, and the output S
    factor: Formula  # of the output and the inputs
    send: Formula = mul


class Arraywise(NamedTuple):
    """A row of arrays: the value, and for each input what is sent back to it."""

    name: str
    value: Formula
    pulls: tuple[Pull, ...]
    rule: str
    wrong: tuple[WrongRule, ...] = ()
    domain: str = ""
    from_output: bool = False

    @property
    def arity(self) -> int:
        """Return how many inputs it takes."""
        return len(self.pulls)


Operation: TypeAlias = Elementwise | Arraywise


def value_of(symbol: str, row: Operation, inputs: Sequence[Any]) -> Any:
    """Return an operation's value at its inputs, one or two numbers or arrays."""
    if type(inputs[0]) is not Array and type(inputs[-1]) is not Array:
        if isinstance(row, Arraywise):
            raise ShapeError(f"the {row.name} of {' and '.join(map(shape_text, inputs))}, not of a matrix")
        return row.value(*inputs)
    if isinstance(row, Arraywise):
        return row.value(*inputs)
    if symbol == "*" and type(inputs[0]) is type(inputs[1]):
        raise ShapeError(
            f"* between {' and '.join(map(shape_text, inputs))}: write @ for the matrix product, .* for entry by entry"
        )
    return entrywise(row.value, *inputs)
