"""Values that write down what is done with them: the sweeps run on them, and leave straight-line Python behind.

A `Code` stands for a variable v0, v1, ...; every operation on it writes one line and returns the line's variable.
"""

from collections.abc import Callable
from typing import Any

_LONG = 200  # bits; longer numbers are handed over as they are


class Recorder:
    """The lines written so far; the same operation on the same variables is written once."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, str, tuple[str, ...]]] = []  # variable, expression, variables used in it
        self.known: dict[str, Code] = {}
        self.constants: dict[str, Any] = {}
        self.guarded: dict[str, None] = {}  # what may swallow an infinity: 1/inf is 0
        self.grown: set[str] = set()  # where exact numbers may get longer
        self.settled: set[str] = set()  # one of two constants, which cannot fail
        self.count = 0

    def fresh(self) -> "Code":
        """Return a new variable."""
        self.count += 1
        return Code(self, f"v{self.count - 1}")

    def line(self, expression: str, *used: Any) -> "Code":
        """Return the variable of an expression."""
        if expression not in self.known:
            made = self.known[expression] = self.fresh()
            self.lines.append((made.name, expression, tuple(part.name for part in used if isinstance(part, Code))))
        return self.known[expression]

    def growing(self, expression: str, *used: Any) -> "Code":
        """Return the variable of an expression with which exact numbers get longer."""
        made = self.line(expression, *used)
        self.grown.add(made.name)
        return made

    def text(self, value: Any) -> str:
        """Return a variable's name, or a constant."""
        if isinstance(value, Code):
            return value.name
        if type(value) is float or (type(value) is int and value.bit_length() < _LONG):
            return f"({value!r})"
        for name, known in self.constants.items():
            if type(known) is type(value) and known == value:
                return name
        self.constants[f"c{len(self.constants)}"] = value
        return f"c{len(self.constants) - 1}"


class Code:
    """A variable of the text: arithmetic on it writes a line."""

    __slots__ = ("name", "recorder")

    def __init__(self, recorder: Recorder, name: str) -> None:
        self.recorder = recorder
        self.name = name

    def _write(self, symbol: str, left: Any, right: Any) -> "Code":
        text = self.recorder.text
        return self.recorder.growing(f"{text(left)} {symbol} {text(right)}", left, right)

    def __add__(self, other: Any) -> "Code":
        return self._write("+", self, other)

    def __radd__(self, other: Any) -> "Code":
        return self._write("+", other, self)

    def __sub__(self, other: Any) -> "Code":
        return self._write("-", self, other)

    def __rsub__(self, other: Any) -> "Code":
        return self._write("-", other, self)

    def __mul__(self, other: Any) -> "Code":
        return self._product(self, other)

    def __rmul__(self, other: Any) -> "Code":
        return self._product(other, self)

    def _product(self, left: Any, right: Any) -> "Code":
        for one in (left, right):
            if type(one) is int and one in (1, -1):
                return self if one == 1 else -self
        return self._write("*", left, right)

    def __truediv__(self, other: Any) -> "Code":
        return self._divided(self, other)

    def __rtruediv__(self, other: Any) -> "Code":
        return self._divided(other, self)

    def _divided(self, left: Any, right: Any) -> "Code":
        recorder = self.recorder
        over, under = recorder.text(left), recorder.text(right)
        variable = over
        if isinstance(right, Code):
            variable = under
            recorder.guarded[under] = None
        expression = f"{over} / {under} if type({variable}) is float else quotient({over}, {under})"
        return recorder.growing(expression, left, right)

    def __neg__(self) -> "Code":
        return self.recorder.line(f"-{self.name}", self)

    def __pow__(self, exponent: Any) -> "Code":
        return self._power(self, exponent)

    def __rpow__(self, base: Any) -> "Code":
        return self._power(base, self)

    def _power(self, base: Any, exponent: Any) -> "Code":
        recorder = self.recorder
        lower, upper = recorder.text(base), recorder.text(exponent)
        recorder.guarded.update(dict.fromkeys(part.name for part in (base, exponent) if isinstance(part, Code)))
        if exponent == 1:
            return self
        if type(exponent) is int:
            return recorder.growing(f"{lower}**{upper} if type({lower}) is float else power({lower}, {upper})", base)
        return recorder.growing(f"power({lower}, {upper})", base, exponent)

    def function(self, name: str, definition: Callable[[Any], Any] | None) -> "Code":
        """Write a call."""
        del definition
        self.recorder.guarded[self.name] = None
        return self.recorder.line(f"{name}({self.name})", self)

    def where(self, above: Any, otherwise: Any) -> Any:
        """Write a choice."""
        text = self.recorder.text
        self.recorder.guarded[self.name] = None
        made = self.recorder.line(f"{text(above)} if {self.name} > 0.0 else {text(otherwise)}", self, above, otherwise)
        if not isinstance(above, Code) and not isinstance(otherwise, Code):
            self.recorder.settled.add(made.name)
        return made
