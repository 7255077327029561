"""Every shipped drill's keys, found once more from the text of its graph alone: Python's parser, NumPy and autograd.

Nothing of the engine is used, neither reader nor graph: what a formula says is said here a second time.
"""

import ast
import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import autograd
import autograd.numpy as np
import pytest

from cardgrad.decks.place import files_below, shipped_folder
from cardgrad.decks.reading import read_deck
from quizgen.autodiff.array import Array
from quizgen.drill import Drill, read_drill
from quizgen.problem import Problem, make_problem
from quizgen.source import DrillSource
from quizgen.value import Size, Symbolic, write_answer

_BY_OUTPUT: dict[str, Callable[[Any], Any]] = {  # what a function makes a given value of
    "sigmoid": lambda h: np.log(h / (1 - h)),
    "tanh": np.arctanh,
    "exp": np.log,
    "softmax": np.log,
    "sqrt": lambda y: y**2,
}


def _softmax(x: Any) -> Any:
    exponentials = np.exp(x - np.max(x))
    return exponentials / np.sum(exponentials)


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "tanh": np.tanh,
    "exp": np.exp,
    "ln": np.log,
    "sin": np.sin,
    "cos": np.cos,
    "sqrt": np.sqrt,
    "relu": lambda x: np.where(x > 0, x, 0),
    "leaky_relu": lambda x: np.where(x > 0, x, x / 100),
    "max": np.maximum,
    "min": np.minimum,
    "sum": np.sum,
    "mean": np.mean,
    "softmax": _softmax,
}

_OPERATIONS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: lambda x, y: x + y,
    ast.Sub: lambda x, y: x - y,
    ast.Mult: lambda x, y: x * y,
    ast.Div: lambda x, y: x / y,
    ast.Pow: lambda x, y: x**y,
    ast.MatMult: np.matmul,
}


def read(text: str) -> ast.expr:
    """Return a formula as Python reads it; derivatives are calls of D."""
    text = re.sub(r"\bd(\w*)/d([A-Za-z]\w*)", r"D(_\1, _\2)", text)
    text = text.replace("^T", ".T").replace("^", "**").replace(".*", "*")
    return ast.parse(text.strip(), mode="eval").body


def worked_out(tree: ast.expr, names: Mapping[str, Any], functions: Mapping[str, Callable[..., Any]]) -> Any:
    """Return a formula's value; a function may take its inputs as they are written."""
    match tree:
        case ast.Constant(value=number):
            return float(number)  # type: ignore[arg-type]
        case ast.Name(id=name):
            return names[name]
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return -worked_out(inner, names, functions)
        case ast.Attribute(value=inner, attr="T"):
            return worked_out(inner, names, functions).T
        case ast.BinOp(left=left, op=operator, right=right):
            one, other = worked_out(left, names, functions), worked_out(right, names, functions)
            return _OPERATIONS[type(operator)](one, other)
        case ast.Call(func=ast.Name(id=name), args=inputs) if name in functions:
            return functions[name](*inputs)
        case ast.Call(func=ast.Name(id=name), args=inputs):
            return _FUNCTIONS[name](*[worked_out(part, names, functions) for part in inputs])
    raise AssertionError(ast.dump(tree))


class Oracle:
    """One problem, from its source, its givens and the upstream gradient."""

    def __init__(self, source: DrillSource, givens: Mapping[str, Any], upstream: Any) -> None:
        lines = [line for line in re.split(r"[;\n]", source.graph) if line.strip()]
        self.definitions = {name.strip(): read(text) for name, _, text in (line.partition("=") for line in lines)}
        self.output = list(self.definitions)[-1]
        self.upstream = upstream
        self.scaled = source.upstream is not None
        self.sizes_only = "shape(" in str(source.ask)  # of what a loss further on sends back
        self.givens = dict(givens)
        for name, tree in source.let:
            self.givens[name] = worked_out(read(tree), self.givens, {})
        self.values = self.run({})

    def run(self, moved: Mapping[str, Any]) -> dict[str, Any]:
        """Return all values when something is added to some of them.

        A given node keeps its value by a constant, added to the input of its function.
        """
        plain: dict[str, Any] = dict(self.givens)
        shifted = {name: value + moved.get(name, 0.0) for name, value in self.givens.items()}
        for name, tree in self.definitions.items():
            if name not in self.givens:
                plain[name] = worked_out(tree, plain, {})
                shifted[name] = worked_out(tree, shifted, {}) + moved.get(name, 0.0)
                continue
            value = self.givens[name]
            if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name) and tree.func.id in _BY_OUTPUT:
                function, (inner,) = tree.func.id, tree.args
                before = _BY_OUTPUT[function](value) - worked_out(inner, plain, {})
                shifted[name] = _FUNCTIONS[function](worked_out(inner, shifted, {}) + before)
            else:
                shifted[name] = worked_out(tree, shifted, {}) + (value - worked_out(tree, plain, {}))
            shifted[name] = shifted[name] + moved.get(name, 0.0)
        return shifted

    def gradient(self, of: str, by: str) -> Any:
        """Return d(of)/d(by); without an `of`, of the output times upstream; of a vector its Jacobian."""
        factor = self.upstream if not of and (self.scaled or self.sizes_only) else None
        top = of or self.output
        zero = np.zeros(np.shape(self.values[by]))

        def value(step: Any) -> Any:
            found = self.run({by: step})[top]
            return found if factor is None else np.sum(found * factor)

        if factor is None and np.ndim(self.values[top]):
            return autograd.jacobian(value)(zero).reshape(np.size(self.values[top]), -1)
        return autograd.grad(value)(zero)

    def answer(self, text: str) -> Any:
        """Return what is asked."""

        def name_of(tree: ast.expr) -> str:
            assert isinstance(tree, ast.Name)
            return tree.id

        def number(tree: ast.expr) -> Any:
            return worked_out(tree, self.values, functions)

        def derivative(of: ast.expr, by: ast.expr) -> Any:
            return self.gradient(name_of(of)[1:], name_of(by)[1:])

        def step(weight: ast.expr, rate: ast.expr) -> Any:
            return number(weight) - number(rate) * self.gradient(self.output, name_of(weight))

        def difference(of: ast.expr, by: ast.expr, ahead: Any, back: Any) -> Any:
            high, low = [self.run({name_of(by): distance})[name_of(of)] for distance in (ahead, -back)]
            return (high - low) / (ahead + back)

        def shape(tree: ast.expr) -> Any:
            return np.shape(derivative(*tree.args) if isinstance(tree, ast.Call) else number(tree))

        def multiplications(tree: ast.expr) -> float:
            needed, count = [name_of(tree)], 0
            for name in needed:
                for part in ast.walk(self.definitions[name]) if name in self.definitions else ():
                    if isinstance(part, ast.Name) and part.id not in needed:
                        needed.append(part.id)
                    if isinstance(part, ast.BinOp) and isinstance(part.op, ast.MatMult):
                        count += np.size(number(part)) * np.shape(number(part.left))[1]
            return count

        functions: dict[str, Callable[..., Any]] = {
            "D": derivative,
            "step": step,
            "central": lambda of, by, h: difference(of, by, number(h), number(h)),
            "forward": lambda of, by, h: difference(of, by, number(h), 0.0),
            "shape": shape,
            "multiplications": multiplications,
        }
        return number(read(text))


def _numbers(value: Any) -> Any:
    """Return a given in floats; of a size, some matrix of it."""
    if isinstance(value, Array):
        return np.array([[float(entry) for entry in row] for row in value.rows])
    if isinstance(value, Size):
        return np.cos(np.arange(1.0, value.rows * value.columns + 1)).reshape(value)
    return float(value)


def _unsaid(problem: Problem, chance: np.random.Generator) -> dict[str, Any]:
    """Return some numbers for the inputs that are letters, or that nobody knows."""
    drill = problem.made.drill
    sizes: dict[str, int] = {}
    found = {}
    for name in [*drill.graph.inputs(), *drill.domains]:
        if name in problem.givens or name in found:
            continue
        extents = getattr(drill.domains.get(name), "extents", None)
        functions = (f"{name} = softmax({{}})" for name in problem.givens)
        if extents is None and any(given.format(name) in drill.source.graph for given in functions):
            found[name] = chance.uniform(0.5, 2, (1, 3))
        elif extents is not None:
            shape = [part if isinstance(part, int) else sizes.setdefault(part, 2 + len(sizes)) for part in extents]
            found[name] = chance.uniform(0.5, 2, shape)
        else:
            found[name] = float(chance.uniform(0.5, 2))
    return found


@cache
def drills() -> tuple[Drill, ...]:
    """Return every shipped drill."""
    cards = [card for name in files_below(str(shipped_folder())) for card in read_deck(Path(name), name).cards]
    return tuple(read_drill(card.id, card.content) for card in cards if isinstance(card.content, DrillSource))


@pytest.mark.parametrize("seeds", [4, pytest.param(200, marks=pytest.mark.slow)])
@pytest.mark.parametrize("drill", drills(), ids=lambda drill: drill.id)
def test_keys_are_those_of_autograd(drill: Drill, seeds: int) -> None:
    chance = np.random.default_rng(7)
    for seed in range(seeds):
        problem = make_problem(drill, seed, seed % 4)
        source = problem.made.drill.source
        givens = {name: _numbers(value) for name, value in problem.givens.items()} | _unsaid(problem, chance)
        oracle = Oracle(source, givens, _numbers(problem.upstream))
        letter = problem.made.drill.upstream_letter
        if letter:
            shape = np.shape(oracle.values[oracle.output])
            oracle.upstream = oracle.values[letter] = chance.uniform(-2, 2, shape)
        for (_, text), key in zip(source.ask, problem.answer, strict=True):
            found = oracle.answer(text)
            if isinstance(key, Size):
                assert tuple(found) == tuple(key), (problem.reference, text)
                continue
            if isinstance(key, Symbolic):
                said = worked_out(read(write_answer(key)), oracle.values, {})
            else:
                said = _numbers(key)
            assert np.shape(said) == np.shape(found), (problem.reference, text, said, found)
            assert np.allclose(said, found, rtol=1e-9, atol=1e-11), (problem.reference, text, said, found)


def test_the_oracle_knows_the_lecture() -> None:
    source = DrillSource("q = x + y\nf = q * z", (), ())
    oracle = Oracle(source, {"x": -2.0, "y": 5.0, "z": -4.0}, 1.0)
    assert [oracle.answer(text) for text in ("f", "df/dx", "df/dz", "d/dq")] == [-12, -4, 3, -4]
    assert Fraction(oracle.answer("step(x, 0.5)")) == 0
