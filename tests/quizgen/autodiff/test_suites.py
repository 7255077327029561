"""Independent suites rewritten as data: micrograd's constants, autograd's scalar, binary and graph cases, and autograd
itself on random graphs and matrices.
"""

from collections.abc import Callable
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

import autograd
import autograd.numpy as np
import pytest

from quizgen.autodiff.array import Array
from quizgen.autodiff.difference import central_difference
from quizgen.autodiff.expression import read_graph
from quizgen.autodiff.proof import agree, gradient
from quizgen.autodiff.sweep import backward, forward


def swept(text: str, **inputs: Any) -> tuple[Any, dict[str, Any]]:
    """Return the output and the gradients of the inputs."""
    graph = read_graph(text)
    values = forward(graph, inputs)
    adjoints = backward(graph, values, graph.output).adjoints
    return values[graph.output], {name: adjoints.get(graph.names[name], 0) for name in inputs}


# ------------------------------------------------------------------ micrograd

SANITY_CHECK = """
z = 2*x + 2 + x
q = relu(z) + z*x
h = relu(z*z)
y = h + q + q*x
"""

MORE_OPS = """
c0 = a + b
d0 = a*b + b^3
c1 = c0 + (c0 + 1)
c = c1 + (1 + c1 + (-a))
d1 = d0 + (d0*2 + relu(b + a))
d = d1 + (3*d1 + relu(b - a))
e = c - d
f = e^2
g0 = f/2
g = g0 + 10/f
"""


def test_the_sanity_check_of_micrograd() -> None:
    assert swept(SANITY_CHECK, x=-4) == (-20, {"x": 46})


def test_the_longer_check_of_micrograd_is_exact_here() -> None:
    value, gradients = swept(MORE_OPS, a=-4, b=2)
    assert value == Fraction(2421, 98)
    assert gradients == {"a": Fraction(47620, 343), "b": Fraction(221433, 343)}


@pytest.mark.parametrize("x", [-1.0, 0.123, 2.0])
@pytest.mark.parametrize("name", ["tanh", "exp"])
def test_the_functions_of_micrograd(name: str, x: float) -> None:
    value, gradients = swept(f"f = {name}(x)", x=x)
    function = getattr(np, name)
    assert value == pytest.approx(function(x), rel=1e-14)
    assert gradients["x"] == pytest.approx(autograd.grad(function)(x), rel=1e-14)


# ------------------------------------------------------------------ autograd's suite as data

SCALAR = [
    ("3*abs(x)", [1.1, -1.1]),
    ("3*sin(x)", [0.4, -2.0]),
    ("3*exp(x)", [0.4, -2.0]),
    ("3*ln(x)", [0.4, 2.0]),
    ("3*(-x)", [0.4, -2.0]),
    ("3*cos(x)", [0.4, -2.0]),
    ("3*(sin(x)/cos(x))", [0.4, -1.0]),  # tan
    ("3*((exp(x) + exp(-x))/2)", [0.4, -2.0]),  # cosh
    ("3*((exp(x) - exp(-x))/2)", [0.4, -2.0]),  # sinh
    ("3*tanh(x)", [0.4, -2.0]),
    ("x^3", [0.4, -2.0]),
    ("x^1.5", [0.4, 2.0]),
    ("2^x", [0.4, -2.0]),
    ("sqrt(x)", [0.4, 2.0]),
    ("1/x", [0.4, -2.0]),
    ("max(x, 0.3)", [0.4, -2.0]),
    ("min(x, 0.3)", [0.4, -2.0]),
]
GRAPHS = [
    ("s = sin(x); f = sin(s + sin(x))", {"x": 0.7}),  # fan-out
    ("f = x", {"x": 2.0}),  # identity
    ("f = x * y * 2", {"x": 1.0, "y": 3.0}),
    ("b = x + 1; c = b + 1.5; d = x + b; f = d + c", {"x": 0.3}),  # a gradient that must not be changed in place
    ("f = sin(sin(x) + sin(y))", {"x": 0.3, "y": -1.2}),
    ("a = x*x; b = a*x; c = a*b; f = c + a", {"x": 1.3}),  # diamonds
    ("a = x + x; b = a + a; c = b + b; f = c*c", {"x": 0.4}),
]


def test_scalar_cases() -> None:
    for text, points in SCALAR:
        graph = read_graph(f"f = {text}")
        for x in points:
            values = forward(graph, {"x": x})
            found = backward(graph, values, graph.output).adjoints[graph.names["x"]]
            assert central_difference(graph, values, graph.output, graph.names["x"]).allows(found), f"{text} at {x}"


@pytest.mark.parametrize(("text", "inputs"), GRAPHS)
def test_graph_cases(text: str, inputs: dict[str, float]) -> None:
    graph = read_graph(text)
    values = forward(graph, inputs)
    adjoints = backward(graph, values, graph.output).adjoints
    for name in inputs:
        assert central_difference(graph, values, graph.output, graph.names[name]).allows(adjoints[graph.names[name]])


def test_a_constant_function_sends_no_gradient() -> None:
    assert swept("q = 2*x; f = 1 + 2", x=5) == (3, {"x": 0})


_OPERANDS = [
    Fraction(2),
    Array([[1, -2, 3]]),
    Array([[1], [2]]),
    Array([[1, -2, 3], [Fraction(1, 2), 5, -6]]),
    Array([[Fraction(3, 2)]]),
]


@pytest.mark.parametrize("symbol", ["+", "-", ".*", "/", "^", "max", "min"])
def test_binary_cases_over_all_pairs_of_shapes(symbol: str) -> None:
    call = {"max": "max({}, y)", "min": "min({}, y)", "^": "({} .* {} + 1)^y"}.get(symbol, f"{{}} {symbol} y")
    for x, y in product(_OPERANDS, repeat=2):
        arrays = isinstance(x, Array) or isinstance(y, Array)
        graph = read_graph(f"q = ({call.format('x', 'x')}) / 7; f = {'sum' if arrays else ''}(q .* q)")
        values = forward(graph, {"x": x, "y": y})
        adjoints = backward(graph, values, graph.output).adjoints
        for name in ("x", "y"):
            place = graph.names[name]
            assert agree(adjoints[place], gradient(graph, values, graph.output, place)), f"{x} {symbol} {y} by {name}"


# ------------------------------------------------------------------ autograd itself

Lines = list[tuple[str, str, str, str]]
_THEIRS: dict[str, Callable[..., Any]] = {
    "tanh": np.tanh,
    "exp": lambda x: np.exp(x / 9),
    "sin": np.sin,
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "softplus": lambda x: np.log(1 + np.exp(x)),
    "relu": lambda x: np.maximum(x, 0.0),
    "max": np.maximum,
}


def lines_of(random: Random, operations: list[str], names: list[str]) -> Lines:
    known, lines = list(names), []
    for number in range(random.randint(3, 12)):
        lines.append((f"v{number}", random.choice(operations), random.choice(known[-5:]), random.choice(known[-5:])))
        known.append(f"v{number}")
    return lines


def ours(lines: Lines, last: str) -> str:
    calls = {"exp": "exp({0}/9)", "max": "max({0}, {1})"} | {
        name: name + "({0})" for name in ("tanh", "sin", "sigmoid", "softplus", "relu")
    }
    written = [
        f"{name} = {calls[symbol].format(one, other) if symbol in calls else f'{one} {symbol} {other}'}"
        for name, symbol, one, other in lines
    ]
    return "\n".join([*written, last])


def theirs(lines: Lines, names: list[str], finish: Callable[[dict[str, Any]], Any]) -> Callable[..., Any]:
    def function(*values: Any) -> Any:
        known = dict(zip(names, values, strict=True))
        for name, symbol, one, other in lines:
            x, y = known[one], known[other]
            match symbol:
                case "+":
                    known[name] = x + y
                case "-":
                    known[name] = x - y
                case "*" | ".*":
                    known[name] = x * y
                case "max":
                    known[name] = np.maximum(x, y)
                case _:
                    known[name] = _THEIRS[symbol](x)
        return finish(known)

    return function


def _finish(last: str) -> Callable[[dict[str, Any]], Any]:
    return lambda known: known["x"] + known["y"] - known["z"] + np.sin(known[last])


def test_random_graphs_agree_with_autograd() -> None:
    for seed in range(60):
        random = Random(seed)
        names = ["x", "y", "z"]
        lines = lines_of(random, ["+", "-", "*", "tanh", "exp", "sin", "sigmoid", "softplus"], names)
        last = lines[-1][0]
        inputs = {name: random.uniform(-1.5, 1.5) for name in names}
        graph = read_graph(ours(lines, f"f = x + y - z + sin({last})"))
        values = forward(graph, inputs)
        adjoints = backward(graph, values, graph.output).adjoints
        function = theirs(lines, names, _finish(last))
        assert values[graph.output] == pytest.approx(function(*inputs.values()), rel=1e-12)
        for place, name in enumerate(names):
            assert adjoints[graph.names[name]] == pytest.approx(
                autograd.grad(function, place)(*inputs.values()), rel=1e-10, abs=1e-12
            )


@pytest.mark.parametrize("unit", ["tanh", "relu", "sigmoid", "softplus"])
@pytest.mark.parametrize("loss", ["mse(P, Y)", "sum((P - Y)^2)", "norm2(P - Y)/3", "-sum(abs(Y) .* ln(softmax(P)))"])
def test_matrix_networks_agree_with_autograd(unit: str, loss: str) -> None:
    random = Random(f"{unit} {loss}")
    rows, inner, hidden, outer = (random.randint(1, 4) for _ in range(4))
    shapes = {"X": (rows, inner), "W": (inner, hidden), "b": (1, hidden), "V": (hidden, outer), "Y": (rows, outer)}
    inputs = {
        name: [[random.uniform(-1, 1) for _ in range(width)] for _ in range(height)]
        for name, (height, width) in shapes.items()
    }
    graph = read_graph(f"H = {unit}(X @ W + b); P = H @ V; L = {loss}")

    def network(x: Any, w: Any, b: Any, v: Any, y: Any) -> Any:
        p = _THEIRS[unit](x @ w + b) @ v
        if loss.startswith("mse"):
            return np.mean((p - y) ** 2)
        if "softmax" in loss:
            over = 0 if outer == 1 else 1  # a column is a vector
            return -np.sum(np.abs(y) * (p - np.log(np.sum(np.exp(p), axis=over, keepdims=True))))
        return np.sum((p - y) ** 2) / (3 if "/3" in loss else 1)

    values = forward(graph, {name: Array(entries) for name, entries in inputs.items()})
    adjoints = backward(graph, values, graph.output).adjoints
    arrays = [np.array(entries) for entries in inputs.values()]
    assert values[graph.output] == pytest.approx(float(network(*arrays)), rel=1e-12)
    for place, name in enumerate(shapes):
        wanted = autograd.grad(network, place)(*arrays)
        found = adjoints[graph.names[name]]
        assert found.shape == wanted.shape
        assert list(found.flat) == pytest.approx(list(wanted.flatten()), rel=1e-9, abs=1e-12)
