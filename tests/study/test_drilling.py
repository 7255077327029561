"""Drills in a session: a worked example, fresh numbers, two tries by parts, named mistakes, the working."""

from collections.abc import Callable
from typing import Any

import pytest

from quizgen.problem import read_reference

Begin = Callable[..., Any]

DRILL = """
cards:
  - id: mul
    graph: f = x * y
    given: {x: int 2..9, y: int 11..19}
    upstream: int 2..5
    ask: [d/dx, d/dy]
"""


def answer_of(play: Any) -> list[str]:
    """Return the right answer to the running drill, one text for each asked thing."""
    return [str(value) for value in play.session.attempt.question.problem.answer]


def test_a_new_drill_shows_a_worked_example_with_other_numbers_first(play: Begin) -> None:
    one = play(gates=DRILL).start()
    assert one.view.stage == "example"
    example = one.texts("question")
    assert one.texts("working")
    assert one.texts("answer")
    one.press("enter")
    assert one.view.stage == "asked"
    assert one.texts("question") != example
    assert one.texts("answer") == []


def test_a_drill_that_was_answered_before_shows_no_example(play: Begin) -> None:
    one = play(gates=DRILL).start().press("enter")
    one.enter(" ".join(answer_of(one)))
    one.later(days=1).start()
    assert one.view.stage == "asked"


def test_a_drill_of_one_problem_has_no_example_to_give_it_away(play: Begin) -> None:
    letters = """
cards:
  - id: balance
    graph: Z = X @ W
    given: {X: letter N x D, W: letter D x C}
    upstream: letter G
    ask: d/dX
"""
    assert play(gates=letters).start().view.stage == "asked"


def test_the_drawing_beside_the_question_shows_only_what_is_given(play: Begin) -> None:
    shown = DRILL.replace("ask: [d/dx, d/dy]", "ask: [f, d/dx]\n    show: [graph, drawing]")
    one = play(gates=shown).start().press("enter")
    (drawing,) = one.texts("drawing")
    givens = one.session.attempt.question.problem.givens
    assert all(str(value) in drawing for value in givens.values())
    assert "?" in drawing
    assert answer_of(one)[0] not in drawing
    one.enter(" ".join(answer_of(one)))
    before, after = one.texts("drawing")
    assert before == drawing
    assert answer_of(one)[0] in after


def test_the_time_that_an_author_says_is_the_most_that_counts(play: Begin) -> None:
    one = play(gates=DRILL + "    seconds: 20\n").start().press("enter").later(seconds=90)
    one.enter(" ".join(answer_of(one)))
    assert one.answers("gates/mul")[0].facts["ms"] == 20_000


def test_a_right_drill_logs_the_whole_problem(play: Begin) -> None:
    one = play(gates=DRILL).start().press("enter")
    right = answer_of(one)
    one.enter(" ".join(right))
    assert one.texts("right") == ["Correct."]
    (answer,) = one.answers("gates/mul")
    assert answer.grade == 4
    assert answer.facts["policy"] == "auto-1"
    assert answer.facts["instance"]
    problem = answer.facts["problem"]
    assert {"asked", "givens", "upstream", "revision", "prompt"} <= set(problem)
    assert problem["key"] == right
    card, seed, _ = read_reference(problem["reference"])
    assert (card, seed) == ("gates/mul", one.session.attempt.question.problem.seed)


def test_a_second_try_asks_only_for_the_parts_that_were_wrong(play: Begin) -> None:
    one = play(gates=DRILL).start().press("enter")
    first, second = answer_of(one)
    assert one.view.prompt.count("$") == 4
    one.enter(f"{first} 99991")
    assert one.given() == 0
    assert one.view.prompt.count("$") == 2
    one.enter(second)
    (answer,) = one.answers("gates/mul")
    assert (answer.grade, answer.facts["right"], answer.facts["parts"]) == (3, 2, 2)


def test_one_part_of_two_right_at_the_last_try_is_a_two(play: Begin) -> None:
    one = play(gates=DRILL).start().press("enter")
    first, _ = answer_of(one)
    one.enter(f"{first} 99991", "99991")
    (answer,) = one.answers("gates/mul")
    assert (answer.grade, answer.facts["verdict"]) == (2, "partly correct")


def test_a_known_mistake_is_named_on_the_screen_and_in_the_log(play: Begin) -> None:
    one = play(gates=DRILL).start().press("enter")
    first, second = answer_of(one)
    one.enter(f"{second} {first}")
    consistent, rule = one.texts("mistake")
    assert consistent == "Consistent with: not switched at a product, first at $dL/dx$."
    assert rule.startswith("A product switches")
    one.enter(f"{first} {second}")
    (answer,) = one.answers("gates/mul")
    assert answer.facts["mistake"] == "mul-not-switched"
    assert answer.facts["diagnosis"][0] == "mul-not-switched"


def test_unreadable_numbers_are_asked_again_with_a_caret(play: Begin) -> None:
    one = play(gates=DRILL).start().press("enter").enter("4 zwölf")
    assert one.given() == 0
    assert "^" in one.view.remark
    one.enter("4")
    assert one.given() == 0
    assert one.session.attempt.typed == []


def test_the_working_is_toggled_between_short_and_whole(play: Begin) -> None:
    one = play(gates=DRILL).start().press("enter")
    one.enter(" ".join(answer_of(one)))
    short = one.screen
    whole = one.press("w").screen
    assert len(whole) >= len(short)
    assert one.press("w").screen == short


def test_every_review_of_a_drill_has_fresh_numbers(play: Begin) -> None:
    one = play(gates=DRILL).start().press("enter")
    seen = []
    for _ in range(6):
        seen.append(one.session.attempt.question.problem.instance)
        one.enter(" ".join(answer_of(one)))
        one.later(days=200).start()
    assert len(set(seen)) == 6


def test_undo_brings_the_same_problem_back_and_after_a_restart_too(play: Begin) -> None:
    one = play(gates=DRILL).start().press("enter")
    problem = one.texts("question")
    one.enter("1 2", "3 4").press("u")
    assert one.texts("question") == problem
    one.enter("1 2", "3 4", ":quit").start().press("u")
    assert one.texts("question") == problem


def test_a_drill_of_few_instances_never_draws_the_one_before_again(play: Begin) -> None:
    few = DRILL.replace("int 2..9", "[2, 3]").replace("int 11..19", "[11, 12]").replace("int 2..5", "[2]")
    one = play(gates=few).start().press("enter")
    seen = []
    for _ in range(20):
        seen.append(one.session.attempt.question.problem.instance)
        one.enter("1 1", "1 1")
        one.later(days=1).start()
    assert len(set(seen)) == 4
    assert all(seen[place] not in seen[max(0, place - 2) : place] for place in range(20))


@pytest.mark.parametrize("salt", range(15))
@pytest.mark.parametrize(
    "drill",
    [
        "graph: Z = X @ W + b\n    given: {X: N x D, W: D x C, b: 1 x C}\n    ask: shape(d/dX)",  # 6, 2 of them easy
        "family: layer-shapes\n    with: {layers: 2, bias: yes}",  # 24 structures of one problem each
    ],
)
def test_new_numbers_come_before_the_band(play: Begin, drill: str, salt: int) -> None:
    one = play(few=f"cards:\n  - id: few\n    {drill}\n")
    seen: list[str] = []
    for _ in range(3):
        one.start(salt=str(salt)).press(*["enter"] if not seen else [])
        seen.append(one.session.attempt.question.problem.instance)
        one.enter(":give-up", ":give-up").later(days=1)
    assert len(set(seen)) == 3


def test_only_a_sign_or_a_rounding_is_a_slip_that_counts(play: Begin) -> None:
    one = play(gates=DRILL.replace("ask: [d/dx, d/dy]", "ask: [d/dx]")).start().press("enter")
    (right,) = answer_of(one)
    one.enter(f"1/{right}", f"1/{right}")
    assert one.grades("gates/mul") == [(1, "study")]
    two = play(more=DRILL.replace("ask: [d/dx, d/dy]", "ask: [d/dx]")).start().press("enter")
    (right,) = answer_of(two)
    two.enter(f"-{right}", f"-{right}")
    assert two.grades("more/mul") == [(2, "study")]
