"""A graph as straight-line Python, for runs that need no trace.

The text is ours throughout: the sweeps themselves run once on `Code` values, each of which stands for a variable v0,
v1, ... and writes down one line for every operation done on it. No text of a person gets into it. Arrays are taken
apart into their entries, so a compiled graph knows the shapes of its inputs.

Where anything is out of the ordinary (a division by zero, a float that overflows) the compiled form gives up and the
traced sweep runs instead, which has the right words for it.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from quizgen.autodiff import number
from quizgen.autodiff.array import Array, Shape, of_shape, shape_of
from quizgen.autodiff.graph import CONSTANT, Graph
from quizgen.autodiff.sweep import backward, forward

_FUNCTIONS = {name: getattr(number, name) for name in
              ("quotient", "power", "sqrt", "exp", "ln", "sin", "cos", "tanh", "sigmoid", "softplus")}  # fmt: skip


class Compiled(NamedTuple):
    """A graph's output, and the output with the gradients of all inputs, as functions of the inputs in their order."""

    inputs: tuple[str, ...]
    value: Callable[..., Any]
    value_and_gradients: Callable[..., tuple[Any, tuple[Any, ...]]]
    source: str  # the text of the second


class _Recorder:
    """The lines written so far; the same operation on the same variables is written once."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, str, tuple[str, ...]]] = []  # variable, expression, variables used in it
        self.known: dict[str, Code] = {}
        self.constants: dict[str, Any] = {}
        self.guarded: dict[str, None] = {}  # what may swallow an infinity: 1/inf is 0
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

    def text(self, value: Any) -> str:
        """Return a variable's name, or a constant."""
        if isinstance(value, Code):
            return value.name
        if type(value) is int or (type(value) is float and value - value == 0.0):
            return f"({value!r})" if value < 0 else repr(value)
        for name, known in self.constants.items():
            if type(known) is type(value) and known == value:
                return name
        self.constants[f"c{len(self.constants)}"] = value
        return f"c{len(self.constants) - 1}"


class Code:
    """A variable of the text: arithmetic on it writes a line."""

    __slots__ = ("name", "recorder")

    def __init__(self, recorder: _Recorder, name: str) -> None:
        self.recorder = recorder
        self.name = name

    def _write(self, symbol: str, left: Any, right: Any) -> "Code":
        text = self.recorder.text
        return self.recorder.line(f"{text(left)} {symbol} {text(right)}", left, right)

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
        if not isinstance(right, Code):
            return recorder.line(f"{over} / {under} if type({over}) is float else quotient({over}, {under})", left)
        recorder.guarded[under] = None
        return recorder.line(f"{over} / {under} if type({under}) is float else quotient({over}, {under})", left, right)

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
            return recorder.line(f"{lower}**{upper} if type({lower}) is float else power({lower}, {upper})", base)
        return recorder.line(f"power({lower}, {upper})", base, exponent)

    def function(self, name: str, definition: Callable[[Any], Any] | None) -> "Code":
        """Write a call."""
        del definition
        self.recorder.guarded[self.name] = None
        return self.recorder.line(f"{name}({self.name})", self)

    def where(self, above: Any, otherwise: Any) -> Any:
        """Write a choice."""
        text = self.recorder.text
        for part in (self, above, otherwise):
            if isinstance(part, Code):
                self.recorder.guarded[part.name] = None
        return self.recorder.line(f"{text(above)} if {self.name} > 0 else {text(otherwise)}", self, above, otherwise)


def compile_graph(graph: Graph, shapes: Mapping[str, Shape] | None = None) -> Compiled:
    """Return a graph as functions; an input is a number, or an array of the shape given for it."""
    shapes = shapes or {}
    recorder = _Recorder()
    letters = {
        name: _variables(recorder, shapes[name]) if name in shapes else recorder.fresh() for name in graph.inputs()
    }
    values = forward(graph, letters)
    output = values[graph.output]
    unused = set(range(len(values))) - {parent for node in graph.nodes for parent in node.parents}
    watched = [values[place] for place in unused]  # whose faults would go unseen
    value = _function(recorder, letters, output, None, watched)
    swept = backward(graph, values, graph.output).adjoints
    gradients = [_at(swept.get(place), values[place]) for _, place in graph.plan.inputs]
    watched += [adjoint for place, adjoint in swept.items() if not graph.nodes[place].parents or _made_of(graph, place)]
    source = _function(recorder, letters, output, gradients, watched)
    run = _Run(graph, tuple(letters), shapes)
    return Compiled(
        tuple(letters), _made(recorder, value, run.value), _made(recorder, source, run.value_and_gradients), source
    )


def _made_of(graph: Graph, place: int) -> bool:
    """Tell whether a node is made of constants alone, so that its gradient leads nowhere."""
    return all(graph.nodes[parent].operation == CONSTANT for parent in graph.nodes[place].parents)


class _Run(NamedTuple):
    """The traced sweep in the compiled form's clothes, for what is out of the ordinary."""

    graph: Graph
    inputs: tuple[str, ...]
    shapes: Mapping[str, Shape]

    def value(self, *given: Any) -> Any:
        """Return the output."""
        return self._values(given)[self.graph.output]

    def value_and_gradients(self, *given: Any) -> tuple[Any, tuple[Any, ...]]:
        """Return the output and the gradients of the inputs."""
        values = self._values(given)
        swept = backward(self.graph, values, self.graph.output).adjoints
        places = [place for _, place in self.graph.plan.inputs]
        return values[self.graph.output], tuple(_at(swept.get(place), values[place]) for place in places)

    def _values(self, given: Sequence[Any]) -> list[Any]:
        for name, value in zip(self.inputs, given, strict=True):
            if shape_of(value) != self.shapes.get(name):
                raise TypeError(f"{name} was compiled for {self.shapes.get(name, 'a number')}")
        return forward(self.graph, dict(zip(self.inputs, given, strict=True)))


def _variables(recorder: _Recorder, shape: Shape) -> Array:
    return Array([[recorder.fresh() for _ in range(shape[1])] for _ in range(shape[0])])


def _at(gradient: Any, value: Any) -> Any:
    """Return a gradient; where none arrived it is zero in the shape of the value."""
    if gradient is not None:
        return gradient
    return value.map(lambda _: 0) if isinstance(value, Array) else 0


def _function(
    recorder: _Recorder,
    letters: Mapping[str, Any],
    output: Any,
    gradients: Sequence[Any] | None,
    watched: Sequence[Any],
) -> str:
    """Return the text of a function, with the lines that its results need and those that may fail unseen."""
    results = [output, *(gradients or ())]
    wanted = [part.name for result in results for part in _parts(result) if isinstance(part, Code)]
    wanted += [part.name for result in watched for part in _parts(result) if isinstance(part, Code)]
    needed = set(wanted)
    kept: list[str] = []
    for name, expression, used in reversed(recorder.lines):
        if name in needed:
            needed.update(used)
            kept.append(f"        {name} = {expression}")
    checked = list(dict.fromkeys(wanted + [name for name in recorder.guarded if name in needed])) or ["0"]
    parts = [" + ".join(checked[at : at + 50]) for at in range(0, len(checked), 50)]
    checks = [f"        check {'+=' if at else '='} {part}" for at, part in enumerate(parts)]
    head = [f"a{place}" if isinstance(letter, Array) else letter.name for place, letter in enumerate(letters.values())]
    unpacked = [
        f"        {_list(letter, recorder)} = a{place}.flat if a{place}.shape == {letter.shape} else ()"
        for place, letter in enumerate(letters.values())
        if isinstance(letter, Array)
    ]
    shown = [_written(result, recorder) for result in results]
    returned = shown[0] if gradients is None else f"{shown[0]}, ({''.join(f'{text}, ' for text in shown[1:])})"
    return "\n".join(
        [
            f"def compiled({', '.join(head)}):",
            "    try:",
            *unpacked,
            *reversed(kept),
            *checks,
            "        if check - check == 0:",
            f"            return {returned}",
            "    except (ArithmeticError, ValueError, TypeError, AttributeError):",
            "        pass",
            f"    return traced({', '.join(head)})",
        ]
    )


def _parts(value: Any) -> list[Any]:
    return list(value.flat) if isinstance(value, Array) else [value]


def _list(value: Array, recorder: _Recorder) -> str:
    """Return an array's entries as a tuple."""
    return f"({', '.join(map(recorder.text, value.flat))},)"


def _written(value: Any, recorder: _Recorder) -> str:
    return f"array({value.shape}, {_list(value, recorder)})" if isinstance(value, Array) else recorder.text(value)


def _made(recorder: _Recorder, text: str, traced: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function that a text of ours defines; it sees nothing but the functions of numbers."""
    known = {"__builtins__": {"type": type, "float": float, "ArithmeticError": ArithmeticError,
             "ValueError": ValueError, "TypeError": TypeError, "AttributeError": AttributeError}}  # fmt: skip
    scope: dict[str, Any] = {**known, **_FUNCTIONS, **recorder.constants, "array": of_shape, "traced": traced}
    exec(compile(text, "<compiled graph>", "exec"), scope)  # noqa: S102  our own text, from a graph
    made: Callable[..., Any] = scope["compiled"]
    return made
