"""Answers of several lines: one for each asked thing, matrices over several rows, taken back, brought back, mended."""

from collections.abc import Callable
from typing import Any

import pytest

from quizgen.autodiff.array import Array
from quizgen.problem import Problem
from quizgen.value import write_answer

Begin = Callable[..., Any]

MATRICES = """
cards:
  - id: net
    graph: |
      z = X @ W
      L = sum(z^2)
    given: {X: 2x3 of int -3..3 except 0, W: 3x2 of int -3..3 except 0}
    ask: [dL/dz, dL/dW, L]
"""
SHAPES = """
cards:
  - id: shape
    graph: Z = X @ W
    given: {X: N x D, W: D x C}
    ask: [shape(d/dX), shape(d/dW)]
"""
LETTERS = """
cards:
  - id: balance
    graph: Z = X @ W
    given: {X: letter N x D, W: letter D x C}
    upstream: letter G
    ask: [d/dX, d/dW]
"""
CHAIN = """
cards:
  - id: chain
    graph: |
      q = x * y
      f = q * z
    given: {x: int 2..9, y: int 11..19, z: int 21..29}
    ask: [df/dq, df/dx, f]
"""


def begin(play: Begin, deck: str) -> Any:
    """Start a session on the deck's one drill, past its worked example if it has one."""
    one = play(gates=deck).start()
    return one.press("enter") if one.view.stage == "example" else one


def problem(one: Any) -> Problem:
    found: Problem = one.session.attempt.question.problem
    return found


def key(one: Any) -> list[str]:
    """Return the right answer, one line for each asked thing."""
    return [write_answer(value) for value in problem(one).answer]


def test_each_asked_thing_has_its_own_line_with_its_shape(play: Begin) -> None:
    one = begin(play, MATRICES)
    slope, weights, loss = key(one)
    assert one.view.prompt == "$dL/dz$ (2 × 2)"
    assert one.enter(slope).view.prompt == "$dL/dW$ (3 × 2)"
    assert one.enter(weights).view.prompt == "$L$"
    assert one.given() == 0
    assert one.enter(loss).texts("right") == ["Correct."]
    (answer,) = one.answers("gates/net")
    assert (answer.grade, answer.facts["typed"]) == (4, [f"{slope} | {weights} | {loss}"])


def test_single_numbers_share_a_line(play: Begin) -> None:
    one = begin(play, CHAIN)
    assert one.view.prompt == "$df/dq$, $df/dx$, $f$"
    assert one.enter(" ".join(key(one))).texts("right") == ["Correct."]


def test_sizes_are_asked_without_saying_them(play: Begin) -> None:
    one = begin(play, SHAPES)
    assert one.view.prompt == f"${problem(one).asked[0]}$ (rows × columns)"
    assert one.enter(*key(one)).texts("right") == ["Correct."]


def test_formulas_have_a_line_each(play: Begin) -> None:
    one = begin(play, LETTERS)
    assert one.view.prompt == "$dL/dX$ (a formula)"
    assert one.enter("G W^T", "X^T G").texts("right") == ["Correct."]


def test_everything_on_one_line_is_taken_as_it_stands_on_a_key(play: Begin) -> None:
    one = begin(play, MATRICES)
    assert one.enter(" | ".join(key(one))).texts("right") == ["Correct."]


def test_a_matrix_goes_on_after_a_semicolon_and_in_an_open_bracket(play: Begin) -> None:
    one = begin(play, MATRICES)
    slope, weights, loss = key(one)
    first, second = slope.split("; ")
    assert one.enter(f"{first};").view.prompt == "$dL/dz$, row 2"
    assert one.enter(second).view.prompt == "$dL/dW$ (3 × 2)"
    rows = weights.split("; ")
    one.enter(f"[[{rows[0]}],", f"[{rows[1]}],", f"[{rows[2]}]]", loss)
    assert one.texts("right") == ["Correct."]
    assert one.answers("gates/net")[0].facts["typed"][0].startswith(slope)


def test_an_empty_line_ends_an_unfinished_matrix_and_gives_up_nothing(play: Begin) -> None:
    one = begin(play, MATRICES).enter("1 2;", "")
    assert one.view.remark == "2 numbers, 4 wanted"
    assert one.view.prompt == "$dL/dz$ (2 × 2)"
    assert one.enter("").view.remark.startswith("Enter again to give up")
    assert one.given() == 0


def test_what_was_typed_so_far_stands_on_the_screen(play: Begin) -> None:
    one = begin(play, MATRICES)
    slope, _, _ = key(one)
    one.enter(slope, "$1 `2*;")
    (said,) = one.texts("said")
    assert said.splitlines() == [f"$dL/dz = [{slope}]$", "$dL/dW$: 1 2\\*;"]


@pytest.mark.parametrize(("rows", "kept"), [(["1 x;", "3 4"], 0), (["1 2;", "3 x"], 1), (["1 2;", "3 4 5"], 1)])
def test_only_from_the_line_that_cannot_be_read_it_is_typed_again(play: Begin, rows: list[str], kept: int) -> None:
    one = begin(play, MATRICES).enter(*rows)
    remark = one.view.remark.splitlines()
    assert remark[0] == rows[kept]
    assert "^" in remark[1]
    assert one.view.prompt == ("$dL/dz$, row 2" if kept else "$dL/dz$ (2 × 2)")
    assert one.given() == 0


def test_undo_takes_back_a_line_before_it_takes_back_an_answer(play: Begin) -> None:
    one = begin(play, MATRICES)
    slope, weights, _ = key(one)
    one.enter(slope, f"{weights.split(';')[0]};").enter(":undo")
    assert (one.view.prompt, one.view.remark[:10]) == ("$dL/dW$ (3 × 2)", "Taken back")
    assert one.enter(":undo").view.prompt == "$dL/dz$ (2 × 2)"
    assert one.enter(":undo").view.remark == "There is nothing to undo."


def test_the_up_key_brings_back_what_was_typed_at_this_prompt(play: Begin) -> None:
    one = begin(play, MATRICES)
    slope, weights, loss = key(one)
    assert one.view.recall == ()
    one.enter(slope, "1 2; 3 x")
    assert one.view.recall == (slope, "1 2; 3 x")
    one.enter("9 9; 9 9; 9 9", loss)
    assert one.view.prompt == "$dL/dW$ (3 × 2)"
    assert one.view.recall[-1] == "9 9; 9 9; 9 9"
    assert one.enter(weights).texts("right") == ["Correct."]


def test_the_up_key_brings_back_the_numbers_that_were_wrong(play: Begin) -> None:
    one = begin(play, CHAIN)
    first, _, last = key(one)
    one.enter(f"{first} 77777 {last}")
    assert one.view.prompt == "$df/dx$"
    assert one.view.recall[-1] == "77777"


def test_a_second_try_asks_only_for_the_matrices_that_were_wrong(play: Begin) -> None:
    one = begin(play, MATRICES)
    slope, _, loss = key(one)
    one.enter(slope, "1 1; 1 1; 1 1", loss)
    assert one.view.prompt == "$dL/dW$ (3 × 2)"
    one.enter("1 1; 1 1; 1 1")
    (answer,) = one.answers("gates/net")
    assert (answer.grade, answer.facts["verdict"], answer.facts["right"]) == (2, "partly correct", 2)


def test_entries_of_a_matrix_count_in_part(play: Begin) -> None:
    one = begin(play, MATRICES.replace("ask: [dL/dz, dL/dW, L]", "ask: dL/dW"))
    right = problem(one).answer[0]
    assert isinstance(right, Array)
    wrong = [[entry + 1000 * (at == 0) for at, entry in enumerate(row)] for row in right.rows]
    wrong[0][0], wrong[1][0] = right.rows[0][0], right.rows[1][0]
    typed = write_answer(Array(wrong))
    one.enter(typed)
    assert one.texts("partly") == ["Partly correct: 5 of 6 numbers right."]
    one.enter(typed)
    (answer,) = one.answers("gates/net")
    assert (answer.grade, answer.facts["credit"], answer.facts["right"]) == (2, "5/6", 0)


def test_what_follows_rightly_from_an_earlier_error_is_said_and_counts(play: Begin) -> None:
    one = begin(play, CHAIN)
    made = problem(one)
    _, _, value = made.answer
    wrong = 1000
    one.enter(f"{wrong} {wrong * made.givens['y']} {value}")
    assert one.texts("partly")[1:] == ["$df/dx$ follows rightly from your $df/dq$."]
    one.enter(f"{wrong} {wrong * made.givens['y']}")
    (answer,) = one.answers("gates/chain")
    assert (answer.grade, answer.facts["credit"], answer.facts["right"]) == (2, "2/3", 1)


def test_a_mistake_of_the_first_try_is_logged_though_the_second_is_right(play: Begin) -> None:
    one = begin(play, SHAPES)
    turned = ["x".join(reversed(size.split("x"))) for size in key(one)]
    one.enter(*turned, *key(one))
    (answer,) = one.answers("gates/shape")
    assert (answer.grade, answer.facts["mistake"]) == (3, "shape-transposed")
