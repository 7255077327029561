"""`cardgrad explain`, as a person and as a program read it."""

import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

EXAMPLE = ("explain", "f = (x + y) * z", "x=-2", "y=5", "z=-4")
MICROGRAD = (
    "c = a + b; d = a*b + b^3; c2 = c + c + 1; c3 = c2 + 1 + c2 + (-a); d2 = d + d*2 + relu(b + a);"
    " d3 = d2 + 3*d2 + relu(b - a); e = c3 - d3; f = e^2; g = f/2 + 10/f"
)


def test_the_drawing_the_table_and_the_chain_are_shown(cardgrad: Run, golden: Callable[[str, str], None]) -> None:
    golden("explain.txt", cardgrad(*EXAMPLE).out)


def test_the_document_holds_everything_exactly(cardgrad: Run) -> None:
    found = json.loads(cardgrad(*EXAMPLE, "--json").out)
    assert found["value"] == "-12"
    assert found["gradients"] == {"x": "-4", "y": "-4", "z": "3"}
    assert [node["name"] for node in found["nodes"]] == ["x", "y", "q", "z", "f"]
    assert found["nodes"][2]["formula"] == "x + y"
    assert found["nodes"][4]["sends"][0] == {"to": "q", "upstream": "1", "local": "-4", "downstream": "-4"}


def test_the_constants_of_an_independent_suite_come_out_exactly(cardgrad: Run) -> None:
    found = json.loads(cardgrad("explain", MICROGRAD, "a=-4", "b=2", "--json").out)
    assert found["value"] == "2421/98"
    assert found["gradients"] == {"a": "47620/343", "b": "221433/343"}


def test_matrices_are_typed_and_written_in_full(cardgrad: Run) -> None:
    found = json.loads(cardgrad("explain", "L = sum((X @ W)^2)", "X=[1 2; 3 4]", "W=[1; -1]", "--json").out)
    assert found["gradients"] == {"X": "[[-2, 2], [-2, 2]]", "W": "[[-8], [-12]]"}
    assert [node["shape"] for node in found["nodes"][:2]] == ["2x2", "2x1"]


def test_a_wrong_rule_stands_beside_the_right_one(cardgrad: Run) -> None:
    out = cardgrad("explain", "f = x*y", "x=3", "y=-4", "--upstream", "2", "--wrong", "mul-not-switched").out
    assert "With mul-not-switched" in out
    assert "not times its own" in out
    found = json.loads(cardgrad("explain", "f = x*y", "x=3", "y=-4", "--wrong", "mul-not-switched", "--json").out)
    assert found["wrong"]["gradients"] == {"x": "3", "y": "-4"}


def test_one_name_or_another_top_can_be_asked_for(cardgrad: Run) -> None:
    out = cardgrad(*EXAMPLE, "--wrt", "z").out
    assert "∂f/∂z = q = 3" in out
    assert "∂f/∂x" not in out
    assert json.loads(cardgrad("explain", "q = x*y; f = q^2", "x=2", "y=3", "--at", "q", "--json").out)["value"] == "6"


def test_fractions_stand_with_their_decimals(cardgrad: Run) -> None:
    assert "1/3 (0.333333)" in cardgrad("explain", "f = x*y", "x=1/3", "y=2").out


def test_latex_and_svg_are_written(cardgrad: Run, tmp_path: Path) -> None:
    path = tmp_path / "graph.svg"
    out = cardgrad(*EXAMPLE, "--latex", "--svg", path).out
    assert r"\frac{\partial f}{\partial x}" in out
    assert ET.parse(path).getroot().tag.endswith("svg")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("f = x * y", "x=1"), 2, "y has no value:\nf = x * y\n        ^"),
        (("f = x * y", "x=1", "y=2", "w=3"), 2, "the formula has no w"),
        (("f = x * y", "x=1", "y"), 2, "'y' gives no value: write NAME=VALUE, like x=-2."),
        (("f = x * y", "x=1", "y=2", "--at", "g"), 2, "the formula has no g"),
        (("f = x * y", "x=1", "y=2", "--wrong", "mul-not"), 2, "no wrong rule mul-not fits this formula"),
        (("f = xy * y_hat", "xy=1"), 2, "y_hat has no value:\nf = xy * y_hat\n         ^"),
        (("f = ln x", "x=1"), 1, "ln needs its input in parentheses, as ln(x):\nf = ln x\n    ^"),
        (("f = e^x", "x=1"), 2, "write exp(x) for its powers, or give it its number, e=e):\nf = e^x\n    ^"),
        (("f = 2*π",), 2, "give it its number, pi=pi"),
        (("f = ln(x - 3)/y", "x=1", "y=2"), 1, "the logarithm of a negative number:\nf = ln(x - 3)/y\n    ^"),
        (("f = 1/(x - x)", "x=1"), 1, "a division by zero"),
        (("f = x **", "x=1"), 1, "the formula ends too soon"),
        (("f = foo(x)", "x=1"), 1, "foo"),
        (("Z = X * Y", "X=[1 2]", "Y=[3 4]"), 1, "write @ for the matrix product, .* for entry by entry"),
        (("f = x", "x=__import__('os')"), 2, "^"),
        (("x y", "x=1", "y=2"), 1, "\nf = x y\n      ^"),
        (("ln(x)", "x=-1"), 1, "the logarithm of a negative number:\nf = ln(x)\n    ^"),
        (("sqrt(x)*y", "x=0", "y=2"), 1, "the gradient at sqrt(x) asks for a division by zero:\nf = sqrt(x)*y\n    ^"),
        (("f = 1 + 1/(|x|-3)", "x=3"), 1, "\nf = 1 + 1/(|x|-3)\n        ^"),
        (("ln(x + 1)*2", "x=0", "--wrong", "outer-at-x"), 1, "\nf = ln(x + 1)*2\n    ^"),
        (("f = x * y", "x=1", "y=abc"), 2, "the value of y cannot be read"),
        (("f = x * y", "x=1", "y=nan"), 2, "nan is none"),
        (("f = x * y", "x=1", "y="), 2, "'y=' gives no value"),
        (("f = x * y", "x=1", "y=1/0"), 2, "the value of y, 1/0, asks for a division by zero."),
        (("f = x * y", "x=1", "y=exp(1000)"), 2, "asks for a number too large for a float."),
        (("f = x * y", "x=1", "y=2", "x=3"), 2, "x is given twice"),
        (("f = x * y", "x=1", "y=2", "--upstream", "abc"), 2, "the value of --upstream cannot be read"),
        (("f = x * y", "x=1", "y=2", "--upstream", "[1 2]"), 1, "f is a number, and so is its upstream gradient"),
        (("f = x * y", "x=1", "y=2", "--upsteam", "3"), 2, "no option --upsteam (did you mean --upstream?)"),
        (("q = 2; f = x + max(x)", "x=1"), 1, "here it has 1:\nq = 2; f = x + max(x)\n               ^"),
        (("f = x + [1 2; 3]", "x=1"), 1, "not of 1 and 2:\nf = x + [1 2; 3]\n        ^"),
        (("q = 2; f = x + 9^9^9^9", "x=1"), 1, "not 9^9^9:\nq = 2; f = x + 9^9^9^9\n                 ^"),
        (("f = \x1b[31mx", "x=1"), 1, "\nf =  [31mx\n    ^"),
    ],
)
def test_what_cannot_be_explained_is_one_sentence_that_points(
    cardgrad: Run, words: tuple[str, ...], code: int, said: str
) -> None:
    ran = cardgrad("explain", *words)
    assert ran.code == code
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_a_formula_may_begin_with_a_minus_sign(cardgrad: Run) -> None:
    assert json.loads(cardgrad("explain", "-x*y", "x=1", "y=2", "--json").out)["gradients"] == {"x": "-2", "y": "-1"}


def test_names_may_be_typed_in_any_spelling(cardgrad: Run) -> None:
    ran = cardgrad("explain", "f = α*W_{1}", "α=2", "W_{1}=3", "--wrt", "α")
    assert "∂f/∂α = W₁ = 3" in ran.out


def test_the_document_holds_the_chain_too(cardgrad: Run) -> None:
    found = json.loads(cardgrad(*EXAMPLE, "--wrt", "x", "--json").out)
    assert found["chain"] == {"x": "df/dx = df/dq * dq/dx = -4 * 1 = -4"}


def test_long_numbers_are_never_cut_off(cardgrad: Run) -> None:
    forty = "1234567890123456789012345678901234567890"
    ran = cardgrad("explain", "f = x*y", f"x={forty}", "y=12345678901234567890")
    assert "1.23457e+39" in ran.out
    assert all(
        line.startswith(name) for name, line in zip("xyf", ran.out.split("Node")[1].splitlines()[1:], strict=False)
    )
    assert f"∂f/∂y = x = {forty}" in ran.out
    document = json.loads(cardgrad("explain", "f = x*y", f"x={forty}", "y=2", "--json").out)
    assert document["gradients"]["y"] == forty


def test_a_zero_has_no_sign(cardgrad: Run) -> None:
    words = ("explain", "f = relu(-x)*exp(y)*-1", "x=2", "y=1")
    assert not re.search(r"[-−]0\.?0*(\s|$)", cardgrad(*words).out, re.MULTILINE)
    assert "-0.0" not in cardgrad(*words, "--json").out


def test_a_wrong_rule_that_changes_nothing_says_so(cardgrad: Run) -> None:
    words = ("explain", "f = x*y", "--wrong", "mul-not-switched")
    assert "With these numbers it makes no difference" in cardgrad(*words, "x=3", "y=3").out
    assert "With these numbers it makes no difference" not in cardgrad(*words, "x=3", "y=4").out


def test_a_wrong_rule_whose_sizes_do_not_fit_says_so_in_a_sentence(cardgrad: Run) -> None:
    words = ("explain", "L = sum(X @ W)", "X=[1 2 3; 4 5 6]", "W=[1; 2; 3]", "--wrong", "matmul-transpose-missing")
    for more in ((), ("--json",)):
        ran = cardgrad(*words, *more)
        assert ran.code == 1
        assert "cannot be carried through X @ W: the sizes do not fit" in ran.err
        assert "object" not in ran.out + ran.err


def test_a_drawing_replaces_a_drawing_and_no_other_file(cardgrad: Run, tmp_path: Path) -> None:
    path = tmp_path / "graph.svg"
    assert cardgrad(*EXAMPLE, "--svg", str(path)).code == 0
    first = path.read_bytes()
    assert cardgrad("explain", "f = x", "x=1", "--svg", str(path)).code == 0
    assert path.read_bytes() != first
    path.write_text("<svg>my own</svg>")
    ran = cardgrad(*EXAMPLE, "--svg", str(path))
    assert ran.code == 1
    assert "is there already: choose another name, or replace it with --force." in ran.err
    assert path.read_text() == "<svg>my own</svg>"
    assert cardgrad(*EXAMPLE, "--svg", str(path), "--force").code == 0
    assert path.read_bytes() == first
    assert "there is no folder" in cardgrad(*EXAMPLE, "--svg", str(tmp_path / "none" / "graph.svg")).err


def test_pi_and_e_are_numbers_that_an_input_can_have(cardgrad: Run) -> None:
    found = json.loads(cardgrad("explain", "f = cos(x) * e^y", "x=pi", "y=0", "e=e", "--json").out)
    assert found["value"] == "-1.0"
    assert found["gradients"]["e"] == "0.0"


def test_a_slope_at_a_corner_is_said_to_be_a_convention(cardgrad: Run) -> None:
    words = ("explain", "h = relu(x); f = h * max(x, y)")
    ran = cardgrad(*words, "x=0", "y=0").out
    assert "relu(x) has a corner at this value, and no slope there: what h sends on is a" in ran
    assert "max(x, y) has a corner" in ran
    assert "corner" not in cardgrad(*words, "x=1", "y=2").out
    assert "corner" not in cardgrad(*words, "x=0", "y=1", "--at", "x").out  # nothing is sent over one
    assert json.loads(cardgrad(*words, "x=0", "y=1", "--json").out)["corners"] == ["h"]


def test_what_is_too_large_to_draw_is_listed_once(cardgrad: Run) -> None:
    lines = ";".join(["a0 = x*x", *(f"a{step} = a{step - 1} + y*a{step - 1}" for step in range(1, 20))])
    ran = cardgrad("explain", lines, "x=3", "y=0")
    assert "--svg FILE draws it" in ran.out
    assert sum(line.startswith("y  ") for line in ran.out.splitlines()) == 1


def test_a_program_of_thousands_of_steps_is_explained(cardgrad: Run) -> None:
    lines = ";".join(["a0 = x*x", *(f"a{step} = a{step - 1} + y*a{step - 1}" for step in range(1, 1000))])
    assert json.loads(cardgrad("explain", lines, "x=3", "y=0", "--json").out)["gradients"]["x"] == "6"


def test_ascii_terminals_get_ascii(cardgrad: Run) -> None:
    assert cardgrad(*EXAMPLE, env={"LC_ALL": "C"}).out.isascii()


def test_sympy_is_never_imported() -> None:
    code = (
        "import sys; sys.argv = ['cardgrad', 'explain', 'f = sigmoid(x*y)', 'x=1', 'y=2']\n"
        "from cardgrad.cli import main\n"
        "try: main()\n"
        "except SystemExit: print('sympy' in sys.modules, 'yaml' in sys.modules, 'pydantic' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "False False False"


def test_a_wrong_rule_that_is_none_gets_those_that_show_with_these_numbers(cardgrad: Run) -> None:
    ran = cardgrad("explain", "f = x*y", "x=2", "y=3", "--wrong", "not-switched")
    assert (ran.code, ran.out) == (2, "")
    told = "no wrong rule not-switched fits this formula (did you mean mul-not-switched?); these show here: "
    assert ran.err == f"cardgrad: {told}mul-not-switched.\n"
    ran = cardgrad("explain", "f = x*y", "x=2", "y=3", "--upstream", "4", "--wrong", "not-switched")
    assert ran.err.endswith("mul-not-switched, upstream-forgotten, upstream-not-started, upstream-twice.\n")
    ran = cardgrad("explain", "f = x*y", "x=2", "y=2", "--wrong", "nope")
    assert ran.err.endswith("; none of its rules shows with these numbers.\n")


@pytest.mark.parametrize("formula", ["f = 3", "3", "f = 2*3"])
def test_a_formula_without_an_input_has_no_gradient_which_is_said(cardgrad: Run, formula: str) -> None:
    ran = cardgrad("explain", formula)
    assert ran.code == 0
    assert "There is no input, so there is no gradient" in ran.out
    assert "Upstream" not in ran.out


def test_the_local_derivative_of_a_softmax_is_its_jacobian(cardgrad: Run) -> None:
    ran = cardgrad("explain", "L = sum(softmax(a) .* b)", "a=[0 0]", "b=[3 1]", "--json")
    node = next(node for node in json.loads(ran.out)["nodes"] if node["operation"] == "softmax")
    assert node["sends"][0]["local"] == "[[1/4, -1/4], [-1/4, 1/4]]"
    assert node["sends"][0]["downstream"] == "[[1/2, -1/2]]"
    wide = cardgrad("explain", "L = sum(softmax(a) .* a)", "a=[0 1 2; 1 2 3; 4 4 4]")
    assert re.search(r"a: *9x9", wide.out)
    assert "Jacobian" in wide.out
