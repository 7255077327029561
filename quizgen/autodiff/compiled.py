"""A graph as straight-line Python, for runs that need no trace.

The text is ours throughout: the sweeps themselves run once on `Code` values, each of which stands for a variable v0,
v1, ... and writes down one line for every operation done on it. No text of a person gets into it. Arrays are taken
apart into their entries, so a compiled graph knows the shapes of its inputs.

Where anything is out of the ordinary (a division by zero, a float that overflows, an exact number of thousands of
digits) the compiled form gives up and the traced sweep runs instead, which has the right words for it.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NamedTuple

from quizgen.autodiff.array import Array, Shape, of_shape, shape_of
from quizgen.autodiff.code import Code, Recorder
from quizgen.autodiff.graph import CONSTANT, Graph
from quizgen.autodiff.number import (
    cos,
    exp,
    ln,
    power,
    quotient,
    see_sensible,
    sigmoid,
    sin,
    softplus,
    sqrt,
    tanh,
)
from quizgen.autodiff.sweep import backward, forward

_FUNCTIONS = {
    function.__name__: function
    for function in (quotient, power, sqrt, exp, ln, sin, cos, tanh, sigmoid, softplus, see_sensible)
}
# As in the traced run: each value that an exact number may have got longer in, before anything is made of it.
_LIMIT = "        if type({0}) is not float: see_sensible({0})"


class Compiled(NamedTuple):
    """A graph's output, and the output with the gradients of all inputs, as functions of the inputs in their order."""

    inputs: tuple[str, ...]
    value: Callable[..., Any]
    value_and_gradients: Callable[..., tuple[Any, tuple[Any, ...]]]
    source: str  # the text of the second


def compile_graph(graph: Graph, shapes: Mapping[str, Shape] | None = None) -> Compiled:
    """Return a graph as functions; an input is a number, or an array of the shape given for it."""
    shapes = shapes or {}
    recorder = Recorder()
    letters = {
        name: _variables(recorder, shapes[name]) if name in shapes else recorder.fresh() for name in graph.inputs()
    }
    values = forward(graph, letters)
    output = values[graph.output]
    unused = set(range(len(values))) - {parent for node in graph.nodes for parent in node.parents}
    watched = [values[place] for place in unused]  # whose faults would go unseen
    limited = {part.name for value in values for part in _parts(value) if isinstance(part, Code)} & recorder.grown
    value = _function(recorder, letters, output, None, watched, limited)
    swept = backward(graph, values, graph.output).adjoints
    gradients = [_at(swept.get(place), values[place]) for _, place in graph.plan.inputs]
    watched += [adjoint for place, adjoint in swept.items() if not graph.nodes[place].parents or _made_of(graph, place)]
    source = _function(recorder, letters, output, gradients, watched, limited)
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


def _variables(recorder: Recorder, shape: Shape) -> Array:
    return Array([[recorder.fresh() for _ in range(shape[1])] for _ in range(shape[0])])


def _at(gradient: Any, value: Any) -> Any:
    """Return a gradient; where none arrived it is zero in the shape of the value."""
    if gradient is not None:
        return gradient
    return value.map(lambda _: 0) if isinstance(value, Array) else 0


def _function(
    recorder: Recorder,
    letters: Mapping[str, Any],
    output: Any,
    gradients: Sequence[Any] | None,
    watched: Sequence[Any],
    limited: Collection[str],
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
            if name in limited:
                kept.append(_LIMIT.format(name))
            kept.append(f"        {name} = {expression}")
    guarded = [name for name in recorder.guarded if name in needed]
    checked = [name for name in dict.fromkeys(wanted + guarded) if name not in recorder.settled] or ["0"]
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
            "        if check - check == 0.0:",
            f"            return {returned}",
            "    except (ArithmeticError, ValueError, TypeError, AttributeError):",
            "        pass",
            f"    return traced({', '.join(head)})",
        ]
    )


def _parts(value: Any) -> list[Any]:
    return list(value.flat) if isinstance(value, Array) else [value]


def _list(value: Array, recorder: Recorder) -> str:
    """Return an array's entries as a tuple."""
    return f"({', '.join(map(recorder.text, value.flat))},)"


def _written(value: Any, recorder: Recorder) -> str:
    return f"array({value.shape}, {_list(value, recorder)})" if isinstance(value, Array) else recorder.text(value)


def _made(recorder: Recorder, text: str, traced: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function that a text of ours defines; it sees nothing but the functions of numbers."""
    known = {"__builtins__": {"type": type, "float": float, "ArithmeticError": ArithmeticError,
             "ValueError": ValueError, "TypeError": TypeError, "AttributeError": AttributeError}}  # fmt: skip
    scope: dict[str, Any] = {**known, **_FUNCTIONS, **recorder.constants, "array": of_shape, "traced": traced}
    exec(compile(text, "<compiled graph>", "exec"), scope)  # noqa: S102  our own text, from a graph
    made: Callable[..., Any] = scope["compiled"]
    return made
