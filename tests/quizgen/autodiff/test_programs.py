"""Random programs with fan-out: the sweep, the compiled form, dual numbers and SymPy give the same gradients."""

from collections.abc import Mapping
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.autodiff.array import Array, Shape, shape_of
from quizgen.autodiff.compiled import compile_graph
from quizgen.autodiff.expression import evaluate_any, read_graph
from quizgen.autodiff.graph import Graph
from quizgen.autodiff.number import UndefinedValueError
from quizgen.autodiff.proof import agree, gradient, slope
from quizgen.autodiff.sweep import backward, forward
from quizgen.autodiff.symbolic import symbolic_slope
from quizgen.notation.parser import read_definitions

EXACT = ["{} + {}", "{} - {}", "{} * {}", "{} / {}", "-{}", "{}^2", "{}^3", "{}^-1", "square({})", "max({}, {})",
         "min({}, {})", "abs({})", "relu({})", "leaky_relu({})"]  # fmt: skip
SMOOTH = ["{} + {}", "{} - {}", "{} * {}", "-{}", "{}^2", "exp({}/9)", "ln(2 + {}^2)", "sqrt(1 + {}^2)", "sin({})",
          "cos({})", "tanh({})", "sigmoid({})", "softplus({})", "(1 + {}^2)^(1/3)"]  # fmt: skip
ON_MATRICES = ["{} + {}", "{} - {}", "{} .* {}", "{} @ {}^T @ {}", "({}^T @ {} @ {}^T)^T", "relu({})", "{} + b",
               "b - {}", "{} * c", "max({}, c)", "{} .* row_sum({})", "{} - mean({})",
               "{} / (2 + abs({}))"]  # fmt: skip


def program(random: Random, shapes: list[str], names: list[str], lines: int, last: str = "{} + {} - {}") -> str:
    """Return a program in which each line uses any earlier ones, most often late ones, so that paths meet."""
    known, written = list(names), []
    for number in range(lines):
        shape = random.choice(shapes)
        picked = [random.choice(known[-4:] if random.random() < 0.7 else known) for _ in range(shape.count("{}"))]
        written.append(f"v{number} = {shape.format(*picked)}")
        known.append(f"v{number}")
    written.append(f"f = {last.format(*known[-last.count('{}') :])}")
    return "\n".join(written)


def ran(graph: Graph, inputs: Mapping[str, Any]) -> list[Any] | None:
    """Return a run, or nothing where something is undefined or has more digits than is sensible."""
    try:
        values = forward(graph, inputs)
    except UndefinedValueError:
        return None
    exact = [value for value in values if not isinstance(value, float | Array)]
    return None if any(value.numerator.bit_length() > 400 for value in exact) else values


def exact_program(seed: int) -> tuple[str, dict[str, Any]]:
    random = Random(seed)
    text = program(random, EXACT, ["x", "y", "z"], random.randint(2, 9))
    return text, {name: Fraction(random.randint(-12, 12), random.randint(1, 4)) for name in "xyz"}


def test_two_thousand_exact_programs_agree_exactly_with_dual_numbers() -> None:
    agreed = seed = 0
    while agreed < 2000:
        text, inputs = exact_program(seed := seed + 1)
        graph = read_graph(text)
        inputs = {name: inputs[name] for name in graph.inputs()}
        values = ran(graph, inputs)
        if values is None:
            continue
        adjoints = backward(graph, values, graph.output).adjoints
        for name in inputs:
            place = graph.names[name]
            found = adjoints.get(place, 0)
            assert not isinstance(found, float)
            assert found == slope(graph, values, graph.output, place), f"{text} at {inputs} by {name}"
        agreed += 1
    assert seed < 4000


def test_hundreds_of_exact_programs_agree_exactly_with_sympy() -> None:
    agreed = seed = 0
    while agreed < 300:
        text, inputs = exact_program(seed := seed + 1)
        if any(switch in text for switch in ("max", "min", "abs", "relu")):
            continue  # nested choices of SymPy's take minutes
        graph = read_graph(text)
        inputs = {name: inputs[name] for name in graph.inputs()}
        values = ran(graph, inputs)
        if values is None:
            continue
        adjoints = backward(graph, values, graph.output).adjoints
        for name in inputs:
            place = graph.names[name]
            assert adjoints.get(place, 0) == symbolic_slope(graph, values, graph.output, place), f"{text} at {inputs}"
        agreed += 1


def test_smooth_programs_agree_with_dual_numbers() -> None:
    for seed in range(150):
        random = Random(seed)
        text = program(random, SMOOTH, ["x", "y", "z"], random.randint(2, 9), "tanh({}) + sin({}) - cos({})")
        graph = read_graph(text)
        inputs = {name: round(random.uniform(-2, 2), 3) for name in graph.inputs()}
        values = ran(graph, inputs)
        if values is None:
            continue
        adjoints = backward(graph, values, graph.output).adjoints
        for name in inputs:
            place = graph.names[name]
            assert agree(adjoints.get(place, 0.0), slope(graph, values, graph.output, place)), f"{text} at {inputs}"


def matrix_program(seed: int) -> tuple[Graph, dict[str, Any]]:
    random = Random(seed)
    text = program(random, ON_MATRICES, ["X", "Y"], random.randint(2, 6), "sum({}) + norm2({})")
    graph = read_graph(text)
    height, width = random.randint(1, 3), random.randint(1, 3)
    shapes: dict[str, Shape | None] = {"X": (height, width), "Y": (height, width), "b": (1, width), "c": None}
    values: dict[str, Any] = {}
    for name in graph.inputs():
        shape = shapes[name]
        if shape is None:
            values[name] = random.choice([-2, 3, Fraction(1, 2)])
        else:
            values[name] = Array([[random.randint(-3, 3) for _ in range(shape[1])] for _ in range(shape[0])])
    return graph, values


def test_matrix_programs_agree_exactly_with_dual_numbers() -> None:
    for seed in range(120):
        graph, inputs = matrix_program(seed)
        values = forward(graph, inputs)
        adjoints = backward(graph, values, graph.output).adjoints
        for name, value in inputs.items():
            found = adjoints.get(graph.names[name])
            if found is None:
                continue
            assert shape_of(found) == shape_of(value)
            assert found == gradient(graph, values, graph.output, graph.names[name])


# ------------------------------------------------------------------ the compiled form, against the traced one


def traced(graph: Graph, inputs: Mapping[str, Any]) -> tuple[Any, list[Any]]:
    values = forward(graph, inputs)
    adjoints = backward(graph, values, graph.output).adjoints
    zero = {name: value.map(lambda _: 0) if isinstance(value, Array) else 0 for name, value in inputs.items()}
    return values[graph.output], [adjoints.get(graph.names[name], zero[name]) for name in graph.inputs()]


def kinds(value: Any) -> list[type]:
    return list(map(type, value.flat)) if isinstance(value, Array) else [type(value)]


def same_to_the_last_bit(one: Any, other: Any) -> bool:
    return bool(one == other) and [kind is float for kind in kinds(one)] == [kind is float for kind in kinds(other)]


def undefined(graph: Graph, inputs: Mapping[str, Any]) -> str | None:
    """Return what the traced run has to say where it is undefined."""
    try:
        traced(graph, inputs)
    except UndefinedValueError as fault:
        return str(fault)
    return None


def check_compiled(graph: Graph, inputs: Mapping[str, Any]) -> None:
    shapes = {name: value.shape for name, value in inputs.items() if isinstance(value, Array)}
    compiled = compile_graph(graph, shapes)
    assert compiled.inputs == tuple(graph.inputs())
    given_values = [inputs[name] for name in compiled.inputs]
    reason = undefined(graph, inputs)
    if reason is not None:
        with pytest.raises(UndefinedValueError) as fault:
            compiled.value_and_gradients(*given_values)
        assert str(fault.value) == reason
        return
    value, gradients = traced(graph, inputs)
    found = compiled.value_and_gradients(*given_values)
    assert same_to_the_last_bit(found[0], value)
    assert len(found[1]) == len(gradients)
    assert all(same_to_the_last_bit(one, other) for one, other in zip(found[1], gradients, strict=True))
    assert same_to_the_last_bit(compiled.value(*given_values), value)


@given(st.integers(0, 10**9), st.booleans(), st.booleans())
def test_the_compiled_form_gives_what_the_traced_one_gives(seed: int, exact: bool, floats: bool) -> None:
    random = Random(seed)
    text = program(random, EXACT if exact else SMOOTH, ["x", "y", "z"], random.randint(1, 8))
    graph = read_graph(text)
    numbers = [0.0, -1.5, 2.5, 1e200, 0.1] if floats else [0, 1, -3, Fraction(2, 3), 7]
    check_compiled(graph, {name: random.choice(numbers) for name in graph.inputs()})


def test_the_compiled_form_takes_arrays_apart_and_gives_them_back() -> None:
    for seed in range(60):
        check_compiled(*matrix_program(seed))


def test_an_infinity_that_would_be_swallowed_is_found_by_the_compiled_form_too() -> None:
    graph = read_graph("q = x * x; f = 1/q + tanh(q)")
    with pytest.raises(UndefinedValueError, match="q asks for a number too large for a float"):
        compile_graph(graph).value_and_gradients(1e200)


def test_exact_numbers_of_thousands_of_digits_stop_the_compiled_form_before_it_squares_them_again() -> None:
    text = "; ".join(f"v{n + 1} = v{n}*v{n}" if n % 2 else f"v{n + 1} = v{n}/(1/v{n})" for n in range(60))
    for last in ("v60", "v60 - v60", "v60*0.5"):
        check_compiled(read_graph(f"{text}; f = {last}"), {"v0": 3})
        check_compiled(read_graph(f"{text}; f = {last}"), {"v0": Fraction(2, 3)})
    check_compiled(read_graph("q = sum(X @ X); r = q*q; f = r - r"), {"X": Array([[10**5000]])})


def test_the_text_of_the_compiled_form_is_made_of_numbered_variables_only() -> None:
    graph = read_graph("import = x; evil_name = tanh(import) * exec_me")
    source = compile_graph(graph).source
    assert not any(name in source for name in ("import", "evil", "exec_me"))
    assert "v0" in source


def test_a_compiled_graph_of_thousands_of_lines_still_compiles() -> None:
    text = "\n".join(f"v{n + 1} = tanh(v{n}) / 2 + v{n}" for n in range(2000))
    graph = read_graph(text)
    compiled = compile_graph(graph)
    value, gradients = traced(graph, {"v0": 0.001})
    assert compiled.value_and_gradients(0.001) == (value, tuple(gradients))


def test_a_graph_of_constants_compiles_to_a_constant() -> None:
    assert compile_graph(read_graph("f = 2*3")).value_and_gradients() == (6, ())


def test_what_the_output_does_not_need_may_still_not_be_undefined() -> None:
    graph = read_graph("q = 1/x; f = x + 1")
    with pytest.raises(UndefinedValueError, match="q asks for a division by zero"):
        compile_graph(graph).value(0)
    assert compile_graph(graph).value_and_gradients(2) == (3, (1,))


def test_a_compiled_graph_refuses_another_shape() -> None:
    compiled = compile_graph(read_graph("f = sum(X)"), {"X": (1, 6)})
    assert compiled.value(Array([[1, 2, 3, 4, 5, 6]])) == 21
    for wrong in (Array([[1, 2, 3], [4, 5, 6]]), 5):
        with pytest.raises(TypeError, match="X was compiled for"):
            compiled.value(wrong)
    with pytest.raises(TypeError, match="x was compiled for a number"):
        compile_graph(read_graph("f = x + x")).value(Array([[1]]))


# ------------------------------------------------------------------ formulas without a graph


def test_a_tree_alone_has_the_value_of_its_graph() -> None:
    for seed in range(40):
        text, inputs = exact_program(seed)
        known: dict[str, Any] = dict(inputs)
        graph = read_graph(text)
        values = ran(graph, {name: inputs[name] for name in graph.inputs()})
        if values is None:
            continue
        name = ""
        for name, tree, _ in read_definitions(text):
            known[name] = evaluate_any(tree, known)
        assert known[name] == values[graph.output]


def test_constants_of_any_length_go_into_the_compiled_form() -> None:
    check_compiled(read_graph("f = 9^1000 * x - 1/3 + (-2) * x"), {"x": 7})
