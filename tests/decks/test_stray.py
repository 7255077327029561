"""Formulas outside of dollars: what a check says of them, where, and what it leaves alone."""

import pytest

from cardgrad.decks.checking import check_data
from cardgrad.decks.fault import Fault
from cardgrad.decks.stray import RULE


def strays(entry: str, notes: str = "") -> list[Fault]:
    text = f"deck: d\ntitle: T\n{notes}cards:\n- id: a\n  {entry}\n"
    return [fault for fault in check_data(text.encode(), "d.yaml").faults if fault.rule == RULE]


@pytest.mark.parametrize(
    ("back", "column", "message"),
    [
        (
            "slope $dh/dz = 1 - h^2$ and $dh/db = h^2.",
            37,
            "a $ without a partner stands in ' and $dh/db = h^2.': "
            r"write one on each side of a formula, and \$ for a dollar",
        ),
        (r"so \(f = x\) is", 12, r"a formula begins by \( in 'so \(f = x\) is': write it between dollars, $...$"),
        (
            "so $df/dx$ = $x$ is",
            12,
            "the sign of $df/dx$ = $x$ stands outside of dollars, where nothing proves it: write $df/dx = x$",
        ),
        (
            "so **$f = x$** is",
            14,
            "the formula within **$f = x$** stays as it is typed, and is not proven: "
            "put the dollars outside, or leave out the stars",
        ),
        (
            "so $$ f = x $$ is",
            12,
            "$$ f = x $$ has two dollars on each side, and one is enough: write $f = x$",
        ),
        (
            "so d(x^2)/dx = x is",
            12,
            "the equation 'd(x^2)/dx = x' stands outside of dollars, where nothing proves it: "
            "write it between dollars, or as `code`",
        ),
        (
            "so f(x,y,z) = (x+y)z, here",
            12,
            "the equation 'f(x,y,z) = (x+y)z' stands outside of dollars, where nothing proves it: "
            "write it between dollars, or as `code`",
        ),
    ],
)
def test_a_formula_that_is_not_read_as_one_is_warned_of_at_its_place(back: str, column: int, message: str) -> None:
    (fault,) = strays(f"front: b\n  back: {back}")
    assert (fault.line, fault.column, fault.severity) == (6, column, "warning")
    assert fault.message == f"card 'a': {message}"


def test_each_formula_with_two_dollars_on_each_side_is_told() -> None:
    found = strays("front: b\n  back: $$f = x$$ or $$ g = 2*x $$")
    assert [(fault.column, fault.message.rpartition(": ")[2]) for fault in found] == [
        (9, "write $f = x$"), (22, "write $g = 2*x$"),
    ]  # fmt: skip


@pytest.mark.parametrize("equation", ["f = x*y", "f=x^2", "L = (w*x - y)^2", "h = tanh(z)", "y = -x + 3", "f = x/2"])
def test_an_equation_in_plain_words_is_told(equation: str) -> None:
    assert len(strays(f"front: 'What is {equation}?'\n  back: b")) == 1


@pytest.mark.parametrize(
    "words",
    [
        r"it costs \$5",
        "`f = x*y`",
        "a batch size = 32",
        "see http://x.y?a=b-c",
        "$f = x*y$ and $x = 3$",
        "x - y",
        "a > b",
    ],
)
def test_words_that_hold_no_formula_are_left_alone(words: str) -> None:
    assert strays(f"front: so\n  back: '{words}'") == []


def test_notes_are_looked_through_too_and_typed_answers_are_not() -> None:
    (fault,) = strays("front: b\n  back: c", notes="notes: |\n  ## A\n\n  so f = x*y is\n")
    assert (fault.line, fault.column) == (6, 6)
    assert fault.message.startswith("the deck's notes: the equation 'f = x*y' stands")
    assert strays("prompt: b\n  type: [f = x*y, x*y = f]") == []


def test_the_graph_of_a_drill_is_no_stray_formula_and_its_hint_may_hold_one() -> None:
    drill = "graph: f = x * y\n  given: {x: int 2..9, y: int 2..9}\n  ask: df/dx"
    assert strays(drill) == []
    assert len(strays(f"{drill}\n  hint: so df/dx = y")) == 1
