"""Every equation of a working is true: each side is worked out again, with gradients by dual numbers."""

import math
import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import pytest

from quizgen.asked_function import FUNCTIONS_ASKED
from quizgen.autodiff.array import Array, column_totals, row_totals, total
from quizgen.autodiff.operations import OPERATIONS
from quizgen.autodiff.proof import rerun
from quizgen.drill import Drill, DrillSource, read_drill
from quizgen.notation.parser import read_expression, read_math
from quizgen.notation.spans import spans
from quizgen.notation.text import to_text
from quizgen.notation.tree import Name, Number, Operation, Relation, Tree, children
from quizgen.problem import Problem, make_problem
from quizgen.proving import Independent
from quizgen.run import Run
from quizgen.value import Size, Symbolic
from quizgen.working import working
from quizgen.written import written_value

PRIMES: dict[str, Callable[[Any], Any]] = {
    "relu": lambda z: int(z > 0),
    "leaky_relu": lambda z: 1 if z > 0 else Fraction(1, 100),
    "abs": lambda z: 1 if z > 0 else -1,
}
RULES = {row.rule for row in (*OPERATIONS.values(), *FUNCTIONS_ASKED.values())}
GATHERED = {"rows": column_totals, "columns": row_totals, "entries": total}

NUMBER = "int -5..5 except 0"
KINDS: dict[str, dict[str, Any]] = {
    "two layers, pinned": {
        "graph": "Z1 = X @ W1 + b1\nA1 = sigmoid(Z1)\nZ2 = A1 @ W2 + b2\nL = mean((Z2 - Y)^2)",
        "given": {
            "X": "2x2 of int -3..3", "W1": "2x2 of int -3..3", "b1": "1x2 of int -3..3",
            "A1": "2x2 of 0.1..0.9 step 0.1", "W2": "2x1 of int -3..3", "b2": "1x1 of int -3..3",
            "Y": "2x1 of int -3..3",
        },
        "ask": ("dL/dW2", "dL/db2", "dL/dZ1", "dL/dW1", "dL/db1"),
    },
    "two layers of ReLU": {
        "graph": "z1 = X @ W1\nh1 = relu(z1)\ny_hat = h1 @ W2\nL = sum(y_hat^2)",
        "given": {"X": "2x3 of int -2..2", "W1": "3x2 of int -2..2", "W2": "2x1 of int -2..2"},
        "ask": ("y_hat", "dL/dW2", "dL/dz1", "dL/dW1"),
    },
    "softmax and log loss": {
        "graph": "y_hat = softmax(a)\nL = -sum(y .* ln(y_hat))",
        "given": {"y_hat": "probabilities 3 step 0.1", "y": "one-hot 3"},
        "ask": ("dL/da",),
    },
    "tanh, scaled": {
        "graph": "z = w*x + b\nh = tanh(z)",
        "given": {"h": "0.1..0.9 step 0.1", "x": NUMBER, "w": NUMBER},
        "upstream": NUMBER,
        "ask": ("d/dw", "d/dx", "d/db"),
    },
    "floats": {
        "graph": "f = sin(ln(x)^2) + exp(-x)/y",
        "given": {"x": "0.5..3 step 0.5", "y": "int 2..5"},
        "ask": ("f", "df/dx", "df/dy"),
    },
    "switches": {
        "graph": "m = max(x, y)\nf = m*z - |y| + min(x, z)",
        "given": {"x": NUMBER, "y": NUMBER, "z": "int 2..9"},
        "ask": ("df/dx", "df/dy", "df/dz"),
    },
    "switches of arrays": {
        "graph": "M = max(X, Y)\nL = sum(leaky_relu(M .* X))",
        "given": {"X": "2x2 of int -5..5", "Y": "2x2 of int -5..5"},
        "ask": ("dL/dM", "dL/dX", "dL/dY"),
    },
    "arrays and numbers": {
        "graph": "z = s*(A^T @ B) / 2 - c\nL = 3*norm2(z) + mse(z, Y)",
        "given": {"A": "2x2 of int -3..3", "B": "2x2 of int -3..3", "c": "2x1 of int -3..3", "s": NUMBER,
                  "Y": "2x2 of int -3..3"},
        "ask": ("dL/dz", "dL/ds", "dL/dA", "dL/dc", "dL/dB"),
    },
    "a product entry by entry of what was given a sum": {
        "graph": "q = row_sum(X .* V)\nL = dot(q, u)",
        "given": {"X": "2x3 of int -3..3", "V": "1x3 of int -3..3", "u": "2x1 of int -3..3"},
        "ask": ("dL/dX", "dL/dV"),
    },
    "a bias": {
        "graph": "Z = X @ W + b",
        "given": {"X": "2x2 of int -3..3", "W": "2x2 of int -3..3", "b": "1x2 of int -3..3"},
        "upstream": NUMBER,
        "ask": ("d/db", "d/dW"),
    },
    "an update": {
        "graph": "L = (w*x - y)^2",
        "given": {"x": NUMBER, "y": NUMBER, "w": NUMBER, "lr": ("0.1", "1/4", "1/3")},
        "ask": ("dL/dw", "step(w, lr)", "step(w, lr/2) - w"),
    },
    "differences": {
        "graph": "u = x^3 - 2*x\nf = u^2 + x",
        "given": {"x": "int 1..4", "h": ("1", "1/2", "0.1")},
        "ask": ("central(f, x, h)", "df/dx", "forward(u, x, h/2)", "|central(u, x, h) - du/dx|"),
    },
    "a Jacobian": {
        "graph": "z = A @ x\ny = sigmoid(z)",
        "given": {"A": "2x3 of int -2..2", "x": "3x1 of int -2..2"},
        "ask": ("dz/dx", "dy/dx", "dz/dA"),
    },
    "a diagonal": {"graph": "h = sigmoid(a)", "given": {"h": "1x3 of 0.1..0.9 step 0.1"}, "ask": ("dh/da",)},
    "sizes": {
        "graph": "H = relu(X @ W1)\nZ = (H @ W2)^T",
        "given": {"X": "N x D", "W1": "D x C", "W2": "C x 2"},
        "ask": ("shape(Z)", "shape(d/dW1)", "shape(d/dH)", "multiplications(Z)"),
    },
    "letters": {"graph": "c = (f - y)^2 / 2", "given": {"f": "letter", "y": "letter"}, "ask": ("dc/df", "dc/dy", "c")},
    "letters for matrices": {
        "graph": "A = sigmoid(X @ W)",
        "given": {"X": "letter N x D", "W": "letter D x C"},
        "upstream": "letter G",
        "ask": ("d/dX", "d/dW"),
    },
    "fan-out": {
        "graph": "a = x*y\nb = a - 2*x\nf = a*b/x",
        "given": {"x": NUMBER, "y": NUMBER},
        "ask": ("a", "df/da", "df/dx", "db/dx"),
    },
}  # fmt: skip


def kind(name: str) -> Drill:
    parts = dict(KINDS[name])
    asked = tuple((None, formula) for formula in parts.pop("ask"))
    given = tuple(parts.pop("given").items())
    return read_drill(f"kinds/{name.replace(' ', '-')}", DrillSource(given=given, ask=asked, **parts))


class Sides:
    """Works a side out at one sample of a problem, with everything called by its name."""

    def __init__(self, problem: Problem, sample: int, moved: Mapping[str, Any] | None = None) -> None:
        made: Run = problem.made
        self.drill = made.drill
        self.engine = Independent(made.drill, made.samples[sample])
        self.known = {**made.points[sample], **(moved or {})}
        self.labels = {
            label: answer.points[sample] if isinstance(answer, Symbolic) else answer
            for label, answer in zip(problem.asked, problem.answer, strict=True)
        }

    def value(self, tree: Tree) -> Any:
        text = to_text(tree)
        if text in self.labels:
            return self.labels[text]
        if isinstance(tree, Number):
            return tree.value
        if isinstance(tree, Name):
            return self.known[tree.name]
        assert isinstance(tree, Operation), tree
        called = tree.operands[0].name if isinstance(tree.operands[0], Name) else ""
        if tree.symbol == "derivative":
            return self.derivative(tree)
        if tree.symbol == "×":
            rows, columns = map(self.value, tree.operands)
            return Size(rows, columns)
        if tree.symbol == "over":
            _, axis, inner = tree.operands
            return GATHERED[to_text(axis)](self.value(inner))
        if tree.symbol == "call" and called in FUNCTIONS_ASKED:
            return self.engine.asked(tree)
        if tree.symbol == "call" and called.endswith("'"):
            value = self.value(tree.operands[1])
            return value.map(PRIMES[called[:-1]]) if isinstance(value, Array) else PRIMES[called[:-1]](value)
        if tree.symbol == "matrix":
            return Array([[self.value(entry) for entry in children(row)] for row in tree.operands])
        operands = tree.operands[1:] if tree.symbol == "call" else tree.operands
        letters = [Name(f"part_{place}") for place in range(len(operands))]
        values = dict(zip([letter.name for letter in letters], map(self.value, operands), strict=True))
        whole = (
            Operation("call", (tree.operands[0], *letters))
            if tree.symbol == "call"
            else tree._replace(operands=tuple(letters))
        )
        return written_value(whole, values)

    def derivative(self, tree: Operation) -> Any:
        over, under = map(to_text, tree.operands)
        by = self.place(under)
        if over == self.drill.loss and self.drill.source.upstream is not None:
            return self.engine.gradient(self.drill.graph.output, by, scaled=True)
        entry = re.fullmatch(r"(\w+)_(\d+)", over)
        if entry and over not in self.drill.graph.names:
            of = self.place(entry[1])
            rows, columns = self.known[entry[1]].shape
            index = entry[2]
            row = int(index) - 1 if 1 in (rows, columns) else (int(index[0]) - 1) * columns + int(index[1]) - 1
            return Array([self.engine.gradient(of, by, scaled=False).rows[row]])
        return self.engine.gradient(self.place(over), by, scaled=False)

    def place(self, text: str) -> int:
        labels = [to_text(read_expression(node.label)) for node in self.drill.graph.nodes]
        return self.drill.graph.names.get(text, labels.index(text) if text in labels else -1)


def close(one: Any, other: Any, tolerance: float) -> bool:
    if isinstance(one, Size) or isinstance(other, Size):
        return bool(one == other)
    if isinstance(one, Array) or isinstance(other, Array):
        size = max(abs(float(entry)) for entry in one.flat)
        return one.shape == other.shape and all(
            math.isclose(left, right, rel_tol=tolerance, abs_tol=tolerance * size)
            for left, right in zip(one.flat, other.flat, strict=True)
        )
    if not isinstance(one, float) and not isinstance(other, float) and tolerance < 1e-9:
        return bool(one == other)
    return math.isclose(one, other, rel_tol=tolerance, abs_tol=tolerance)


def holds(sign: str, one: Any, other: Any) -> bool:
    if sign in "<>":
        return bool(one < other if sign == "<" else one > other)
    return close(one, other, {"=": 1e-10, "~=": 2e-4}[sign])


def see_true(problem: Problem, line: str) -> int:
    """See that the equations of a line hold, and return how many there are."""
    claims = [read_math(span.text) for span in spans(line) if span.kind == "math" and span.claimed]
    equations = [claim for claim in claims if isinstance(claim, Relation)]
    for sample in range(len(problem.made.samples)):
        sides = Sides(problem, sample)
        away = line.startswith("With ")
        for place, claim in enumerate(equations):
            found = [sides.value(side) for side in claim.sides]
            for sign, one, other in zip(claim.signs, found, found[1:], strict=False):
                assert holds(sign, one, other), f"{line}: {one} {sign} {other}"
            if away and place == 0:
                name = line.rpartition(" in place of $")[2].partition("$")[0]
                sides = moved(problem, name, found[0])
    return len(equations)


def moved(problem: Problem, name: str, value: Any) -> Sides:
    """Return how sides are worked out with another number in the place of one."""
    made, graph = problem.made, problem.made.drill.graph
    values = {other: rerun(graph, made.values, place, graph.names[name], value) for other, place in graph.names.items()}
    return Sides(problem, 0, values)


def see_all_true(drill: Drill, seeds: range) -> None:
    for seed in seeds:
        problem = make_problem(drill, seed)
        for whole in (False, True):
            counts = [see_true(problem, line) for line in working(problem, whole=whole) if line not in RULES]
            assert sum(counts) >= len(problem.asked)


@pytest.mark.parametrize("name", KINDS)
def test_every_equation_of_every_kind_of_working_is_true(name: str) -> None:
    see_all_true(kind(name), range(8))


def test_every_equation_of_the_sample_drills_is_true(any_drill: Drill) -> None:
    see_all_true(any_drill, range(8))


def test_what_is_asked_comes_out_of_the_working(any_drill: Drill) -> None:
    for seed in range(5):
        problem = make_problem(any_drill, seed)
        for whole in (False, True):
            text = "\n".join(working(problem, whole=whole))
            for label in problem.asked:
                assert f"${label} =" in text or f"${label} ~=" in text or f" {label} =" in text, text


def test_a_side_that_is_not_true_is_found() -> None:
    problem = make_problem(kind("an update"), 1)
    true = working(problem)[0]
    see_true(problem, true)
    with pytest.raises(AssertionError):
        see_true(problem, true.replace(" = ", " = 7 * ", 1))
    with pytest.raises(AssertionError):
        see_true(problem, f"{true[:-1]}1$")
