import os
import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from quizgen.autodiff.expression import read_graph
from quizgen.autodiff.graph import CONSTANT, Graph
from quizgen.drawing.picture import draw, draw_run
from quizgen.drawing.wording import short, spelled

Build: TypeAlias = Callable[..., Graph]
Trace: TypeAlias = Callable[[Sequence[str]], dict[str, list[str]]]
Run: TypeAlias = tuple[tuple[str, Any, Any], ...]  # what a node is, its value, its gradient

SUM_TIMES_Z: Run = (("x", -2, -4), ("y", 5, -4), ("q = + 0 1", 3, -4), ("z", -4, 3), ("f = * 2 3", -12, 1))
SQUARE: Run = (("x", 3, 6), ("f = * 0 0", 9, 1))
DIAMOND: Run = (("x", 3, 16), ("y", 2, 21), ("a = * 0 1", 6, 5), ("b = + 0 1", 5, 6), ("f = * 2 3", 30, 1))
QUOTIENT: Run = (
    *(("x", 3, Fraction(13, 7)), ("2", 2, None), ("^ 0 1", 9, Fraction(1, 7)), ("y", 7, Fraction(-9, 49))),
    *(("* 0 3", 21, Fraction(1, 7)), ("+ 2 4", 30, Fraction(1, 7)), ("f = / 5 3", Fraction(30, 7), 1)),
)
NEURON: Run = (
    *(("w0", 2, -0.19661193324148185), ("x0", -1, 0.3932238664829637), ("* 0 1", -2, 0.19661193324148185)),
    *(("w1", -3, -0.3932238664829637), ("x1", -2, -0.5898357997244456), ("* 3 4", 6, 0.19661193324148185)),
    *(("+ 2 5", 4, 0.19661193324148185), ("b", -3, 0.19661193324148185), ("z = + 6 7", 1, 0.19661193324148185)),
    ("a = sigmoid 8", 0.7310585786300049, 1),
)
NETWORK: Run = (
    *(("w11", 1, 2), ("x1", 1, 11), ("* 0 1", 1, 2), ("w12", 2, 4), ("x2", 2, 1), ("* 3 4", 4, 2), ("+ 2 5", 5, 2)),
    *(("b1", 1, 2), ("+ 6 7", 6, 2), ("h1 = relu 8", 6, 2)),
    *(("w21", 3, 3), ("* 10 1", 3, 3), ("w22", -1, 6), ("* 12 4", -2, 3), ("+ 11 13", 1, 3)),
    *(("b2", 2, 3), ("+ 14 15", 3, 3), ("h2 = relu 16", 3, 3)),
    *(("v1", 2, 6), ("* 18 9", 12, 1), ("v2", 3, 3), ("* 20 17", 9, 1), ("+ 19 21", 21, 1), ("c", 1, 1)),
    ("y = + 22 23", 22, 1),
)
THIRTY: Run = (
    *((f"x{at}", at - 7, at) for at in range(10)),
    *((f"* {2 * at} {2 * at + 1}", -at, 3 * at) for at in range(5)),
    *((f"relu {10 + at}", at, -at) for at in range(5)),
    *((f"+ {10 + at} {15 + at}", 17 * at, at) for at in range(5)),
    *(("+ 20 21", 1, 2), ("+ 25 22", 3, 4), ("+ 26 23", 5, 6), ("- 27 24", 7, 8), ("f = * 28 28", 49, 1)),
)

GOLDEN = {
    "f = (x + y) z": (SUM_TIMES_Z, 40, False),
    "f = (x + y) z in ASCII": (SUM_TIMES_Z, 40, True),
    "f = x x": (SQUARE, 40, False),
    "a diamond": (DIAMOND, 100, False),
    "a quotient of fractions": (QUOTIENT, 100, False),
    "a sigmoid neuron": (NEURON, 100, False),
    "a sigmoid neuron in ASCII": (NEURON, 100, True),
    "a sigmoid neuron in 60 columns": (NEURON, 60, False),
    "a sigmoid neuron in 40 columns": (NEURON, 40, False),
    "a sigmoid neuron in 24 columns": (NEURON, 24, False),
    "a 2-2-1 network": (NETWORK, 100, False),
    "thirty nodes": (THIRTY, 100, False),
}


def numbers(run: Run) -> tuple[list[Any], dict[int, Any]]:
    """Return the values, and the gradients of what has one."""
    return [value for _, value, _ in run], {
        at: adjoint for at, (_, _, adjoint) in enumerate(run) if adjoint is not None
    }


def drawn(run: Run, build: Build, width: int, *, ascii_only: bool = False) -> list[str]:
    """Return the lines of a picture without its colours."""
    graph = build(*(rule for rule, _, _ in run))
    return ["".join(text for text, _ in line) for line in draw(graph, *numbers(run), width, ascii_only=ascii_only)]


def test_the_pictures_are_those_of_the_golden_file(build: Build) -> None:
    golden = Path(__file__).with_name("pictures.golden.txt")
    found = "\n".join(
        "\n".join([f"# {title}", *drawn(run, build, width, ascii_only=plain), ""])
        for title, (run, width, plain) in GOLDEN.items()
    )
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


def test_the_first_picture_of_every_course_is_drawn_as_on_its_slide(build: Build) -> None:
    assert drawn(tuple((rule.removeprefix("q = "), *rest) for rule, *rest in SUM_TIMES_Z), build, 40) == [
        "   -2",
        "x ────┐",
        "   -4 │      3",
        "      ├─(+)────┐",
        "    5 │     -4 │     -12",
        "y ────┘        ├─(*)───── f",
        "   -4          │       1",
        "               │",
        "   -4          │",
        "z ─────────────┘",
        "    3",
    ]


@pytest.mark.parametrize(("run", "width", "plain"), GOLDEN.values(), ids=GOLDEN.keys())
def test_nothing_is_wider_than_asked(run: Run, width: int, plain: bool, build: Build) -> None:
    lines = drawn(run, build, width, ascii_only=plain)
    assert max(map(len, lines)) <= width
    assert lines == [line.rstrip() for line in lines]
    assert not plain or all(line.isascii() for line in lines)


def test_thirty_nodes_are_drawn_and_thirty_one_are_listed(build: Build) -> None:
    sines = [("x", 1, 1), *((f"sin {at}", at, 1) for at in range(30))]
    assert not drawn(tuple(sines[:30]), build, 500)[0].startswith("node")
    assert drawn(tuple(sines), build, 500)[0].startswith("node")


def test_fifty_thousand_nodes_are_listed(build: Build) -> None:
    lines = drawn((("x", 1, 1), *((f"+ {at} {at}", at, 1) for at in range(49_999))), build, 80)
    assert len(lines) == 50_001
    assert lines[-1].split() == ["#50000", "#49999", "+", "#49999", "49998", "1"]


@pytest.mark.parametrize("run", [NEURON, NETWORK, QUOTIENT, THIRTY])
@pytest.mark.parametrize("width", [100, 50, 20])
def test_a_list_says_every_value_and_gradient(run: Run, width: int, build: Build) -> None:
    graph = build(*(rule for rule, _, _ in run), *(f"sin {len(run) - 1 + at}" for at in range(31)))
    values, adjoints = numbers((*run, *(("", 0.5, 0.25),) * 31))
    text = "\n".join("".join(part for part, _ in line) for line in draw(graph, values, adjoints, width))
    for place, node in enumerate(graph.nodes):
        if node.operation == CONSTANT:
            continue
        name = spelled(node.label) if node.label in graph.names else f"#{place + 1}"
        entry = re.search(rf"^{re.escape(name)} .*(\n    .*)*", text, re.MULTILINE)
        assert entry
        assert f" {short(values[place])}" in entry[0]
        assert f" {short(adjoints[place])}" in entry[0]


def test_a_list_writes_operations_as_formulas(build: Build) -> None:
    run: Run = (("x", 2, 1), ("3", 3, None), ("^ 0 1", 8, 1), ("negate 2", -8, 1), ("relu 3", 0, 1), ("- 4 0", -2, 1))
    lines = drawn((*run, ("y = max 4 5", 0, None)), build, 25)
    assert lines[::2] == ["x = input", "#3 = x^3", "#4 = -#3", "#5 = relu(#4)", "#6 = #5 - x", "y = max(#5, #6)"]


def test_the_spans_of_a_picture_say_what_each_part_is(build: Build) -> None:
    graph = build(*(rule for rule, _, _ in SUM_TIMES_Z))
    parts: dict[str, list[str]] = {}
    for line in draw(graph, *numbers(SUM_TIMES_Z), 100):
        for text, role in line:
            parts.setdefault(role, []).append(text)
    assert parts["value"] == ["-2", "3", "5", "-12", "-4"]
    assert parts["gradient"] == ["-4", "-4", "-4", "1", "3"]
    assert parts["operator"] == ["(+)", "(*)"]
    assert parts["label"] == ["x", "q = ", "y", "f", "z"]
    assert set("".join(parts["wire"])) == set("─│┐┘├")
    assert not "".join(parts["blank"]).strip()


def test_a_constant_exponent_is_part_of_its_operator(build: Build, trace: Trace) -> None:
    assert trace(drawn(QUOTIENT, build, 100)) == {"^2": ["x"], "*": ["x", "y"], "+": ["^2", "*"], "/": ["+", "y"]}


def test_an_exponent_that_others_use_is_drawn(build: Build, trace: Trace) -> None:
    run: Run = (("x", 2, 1), ("3", 3, None), ("^ 0 1", 8, 1), ("* 2 1", 24, 1))
    assert trace(drawn(run, build, 100)) == {"^": ["x", "3"], "*": ["^", "3"]}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (7, "7"),
        (-12, "-12"),
        (Fraction(47620, 343), "47620/343"),
        (Fraction(4, 2), "2"),
        (2 / 3, "0.6667"),
        (1e-12, "1e-12"),
        (-0.0, "0"),
        (123456.0, "1.235e+05"),
        (10**12, "1000000000000"),
        (10**13, "1.000e+13"),
        (Fraction(1, 3**40), "8.225e-20"),
    ],
)
def test_numbers_at_wires_are_short(value: Any, text: str) -> None:
    assert short(value) == text


def test_an_array_is_its_shape() -> None:
    class Array:
        shape = 2, 3

    assert (short(Array()), short(Array(), ascii_only=True)) == ("2×3", "2x3")


def test_a_run_is_also_drawn_as_svg(build: Build) -> None:
    text = draw_run(build(*(rule for rule, _, _ in NEURON)), *numbers(NEURON), "A neuron")
    assert '<title id="title">A neuron</title>' in text
    assert ">0.7311</text>" in text


def test_a_number_with_more_digits_than_python_prints_is_short_too() -> None:
    assert short(-(10**5000)) == "-1.000e+5000"


def test_names_are_drawn_as_the_chain_rule_writes_them() -> None:
    graph = read_graph("f = theta * W1 + Z_bar")
    values: list[int] = [2, 3, 6, 1, 7]
    adjoints: dict[int, int] = {}
    drawn = "\n".join("".join(part for part, _ in line) for line in draw(graph, values, adjoints, 80))
    assert [name for name in ("θ ", "W₁ ", "Z_bar ") if name in drawn] == ["θ ", "W₁ ", "Z_bar "]
    plain = "\n".join("".join(part for part, _ in line) for line in draw(graph, values, adjoints, 80, ascii_only=True))
    assert [name for name in ("theta ", "W1 ", "Z_bar ") if name in plain] == ["theta ", "W1 ", "Z_bar "]
    assert plain.isascii()
