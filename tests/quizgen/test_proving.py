"""The proof is tested by faults planted in what it proves: in rows, in formulas, in pinned nodes and in letters."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from quizgen import pinning
from quizgen.asked_function import FUNCTIONS_ASKED
from quizgen.autodiff.operations import OPERATIONS
from quizgen.drill import Drill, DrillSource, read_drill
from quizgen.notation.tree import Number, Operation
from quizgen.problem import make_problem
from quizgen.proving import ProofError
from quizgen.tidy import tidy

GIVENS = (("x", "int 2..5"), ("y", "int 6..9"), ("r", ("0.1", "0.3")))
SIZES = (("X", "N x D"), ("W", "D x C"))


@pytest.mark.parametrize("function", FUNCTIONS_ASKED)
def test_a_wrong_formula_of_what_is_asked_is_caught(function: str, monkeypatch: pytest.MonkeyPatch) -> None:
    row = FUNCTIONS_ASKED[function]
    asked = {"step": "step(x, r)", "shape": "shape(d/dX)", "multiplications": "multiplications(Z)"}
    sized = function in ("shape", "multiplications")
    graph, givens = ("Z = X @ W", SIZES) if sized else ("f = x^3*y", GIVENS)
    source = DrillSource(graph, givens, ((None, asked.get(function, f"{function}(f, x, r)")),))
    for number, wrong in enumerate(row.wrong):
        with monkeypatch.context() as patch:
            patch.setitem(FUNCTIONS_ASKED, function, row._replace(value=wrong.formula, wrong=()))
            with pytest.raises(ProofError, match=r"by the sweep and .* by the proof"):
                make_problem(read_drill(f"planted/wrong-{number}", source), 1)


@pytest.mark.parametrize(
    ("symbol", "asked"), [("+", "y + df/dx"), ("*", "r*df/dx"), ("-", "y - df/dx"), ("/", "df/dx/y")]
)
def test_wrong_arithmetic_in_a_formula_that_is_asked_is_caught(
    symbol: str, asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = OPERATIONS[symbol]
    source = DrillSource(
        "f = x^3", (GIVENS[0], *[(name, of) for name, of in GIVENS[1:] if name in asked]), ((None, asked),)
    )
    monkeypatch.setitem(OPERATIONS, symbol, row._replace(value=lambda *inputs: row.value(*inputs) + 1))
    drill = read_drill("planted/asked", source)
    with pytest.raises(ProofError, match=r"by the sweep and .* by the proof"):
        make_problem(drill, 1)


def test_a_wrong_value_on_the_way_is_caught_where_only_gradients_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    row = OPERATIONS["*"]
    monkeypatch.setitem(OPERATIONS, "*", row._replace(value=lambda x, y: row.value(x, y) + 1))
    source = DrillSource("q = x*y\nf = q^2", GIVENS[:2], ((None, "df/dq"),))
    with pytest.raises(ProofError, match=r"q is .* by the sweep and .* by the proof"):
        make_problem(read_drill("planted/value", source), 1)


@pytest.mark.parametrize("operation", ["sigmoid", "tanh", "exp"])
def test_a_wrong_preimage_of_a_given_node_is_caught(operation: str, monkeypatch: pytest.MonkeyPatch) -> None:
    right: Callable[[Any], Any] = pinning._PREIMAGES[operation]
    monkeypatch.setitem(pinning._PREIMAGES, operation, lambda value: right(value) + 0.001)
    source = DrillSource(
        f"z = w*x\nh = {operation}(z)", (("h", ("0.2", "0.4", "0.8")), ("w", "2..5")), ((None, "dh/dx"),)
    )
    with pytest.raises(ProofError, match="by the proof"):
        make_problem(read_drill("planted/pinned", source), 1)


@pytest.mark.parametrize("drill_id", ["letters/balance", "letters/square"])
def test_a_wrong_formula_in_letters_is_caught(
    drill_id: str, drills: Mapping[str, Drill], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quizgen.letters.tidy", lambda tree: Operation("*", (Number(2), tidy(tree))))
    with pytest.raises(ProofError, match=r"the formula of .* does not have the value"):
        make_problem(read_drill("planted/letters", drills[drill_id].source), 1)
