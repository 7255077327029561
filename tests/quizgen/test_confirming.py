import pytest

from quizgen.autodiff.operations import OPERATIONS, Elementwise
from quizgen.confirming import confirm
from quizgen.draw import run
from quizgen.drill import Drill, DrillSource, read_drill
from quizgen.problem import make_problem
from quizgen.proving import ProofError
from quizgen.run import answers

PRODUCT = DrillSource("f = x * y", (("x", "int 2..9"), ("y", "int 2..9")), ((None, "d/dx"), (None, "d/dy")), "int 2..5")


@pytest.mark.parametrize("symbolic", [True, False])
def test_calculus_confirms_every_kind_of_key(any_drill: Drill, symbolic: bool) -> None:
    for seed in range(2):
        confirm(make_problem(any_drill, seed).made, symbolic=symbolic)


def test_a_wrong_key_is_refused_and_named() -> None:
    made = make_problem(read_drill("d/c", PRODUCT), 1).made
    right, other = made.answer
    with pytest.raises(ProofError, match="dL/dx is 7777 by the sweep and"):
        confirm(made._replace(answer=(7777, other)))
    with pytest.raises(ProofError, match="dL/dy is 7777 by the sweep and"):
        confirm(made._replace(answer=(right, 7777)), symbolic=False)


@pytest.mark.parametrize("symbol", ["*", "/", "^", "negate", "sigmoid", "max"])
def test_a_wrong_row_of_the_table_is_caught(symbol: str, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = {"negate": "f = -x", "sigmoid": "f = sigmoid(x)", "max": "f = max(x, 1)", "^": "f = x^3"}
    drill = read_drill("d/c", DrillSource(graph.get(symbol, f"f = x {symbol} 5"), (("x", "3"),), ((None, "df/dx"),)))
    row = OPERATIONS[symbol]
    assert isinstance(row, Elementwise)
    for wrong in row.wrong:
        with monkeypatch.context() as patch:
            patch.setitem(OPERATIONS, symbol, row._replace(local=wrong.local))
            made = run(drill, {"x": 3})
            made = made._replace(answer=answers(made))
        if made.answer != answers(made):
            with pytest.raises(ProofError, match="by calculus"):
                confirm(made)


def test_a_slope_that_differences_contradict_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quizgen.confirming.symbolic_slope", lambda *_: 7777)
    with pytest.raises(ProofError, match=r"by x it is 7777, and .* by differences"):
        confirm(make_problem(read_drill("d/c", PRODUCT), 1).made)
