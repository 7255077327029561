"""The session as a state machine: every kind of card, every key, and what the log holds afterwards."""

from collections.abc import Callable
from typing import Any

import pytest

from cardgrad.history.reading import standing, taken_back
from cardgrad.study.queue import Wish, plan

Begin = Callable[..., Any]

FRONTS = """
title: Gates
notes: "An ADD gate hands the same gradient to every input."
cards:
  - {id: one, front: first question, back: first answer, hint: think, why: because}
  - {id: two, front: second question, back: second answer}
  - {id: three, front: third question, back: third answer}
"""
CHOICE = """
cards:
  - id: pick
    prompt: which one
    choice: {right: good, wrong: [bad, worse, worst]}
"""
STEPS = """
cards:
  - id: order
    prompt: put in order
    steps: [alpha, beta, gamma]
"""
TYPED = """
cards:
  - {id: word, prompt: which gate, type: [multiplication, MUL], hint: not add}
  - {id: next, front: Q, back: A}
"""
CLOZE = """
cards:
  - id: sum-rule
    cloze: "The gradient is the {{what: sum}} of the {{where: branches}}."
"""
REVERSED = """
cards:
  - {id: rule, front: left, back: right, reverse: true}
"""

# -- recall


def test_a_front_is_shown_without_its_back_until_it_is_revealed(play: Begin) -> None:
    one = play(gates=FRONTS).start()
    assert one.screen == ("first question",)
    one.press("space")
    assert one.texts("answer") == ["first answer"]
    assert one.texts("why") == ["because"]


def test_space_after_the_reveal_is_a_four(play: Begin) -> None:
    one = play(gates=FRONTS).start().press("space", "space")
    assert one.grades("gates/one") == [(4, "study")]
    assert one.card == "gates/two"


@pytest.mark.parametrize("grade", range(6))
def test_a_digit_after_the_reveal_is_the_grade_itself(play: Begin, grade: int) -> None:
    one = play(gates=FRONTS).start().press("space", str(grade))
    assert one.grades("gates/one") == [(grade, "study")]


def test_no_grade_is_taken_before_the_reveal(play: Begin) -> None:
    one = play(gates=FRONTS).start().press("4")
    assert one.given() == 0
    assert "does nothing here" in one.view.remark


def test_an_unknown_key_says_how_to_find_out_and_changes_nothing(play: Begin) -> None:
    one = play(gates=FRONTS).start()
    before = one.screen
    one.press("x")
    assert one.screen == before
    assert one.view.remark == "x does nothing here; ? shows what does."


def test_the_log_holds_the_thinking_time_until_the_reveal_and_who_graded(play: Begin) -> None:
    one = play(gates=FRONTS).start().later(seconds=6).press("space").later(seconds=30).press("4")
    (answer,) = one.answers("gates/one")
    assert (answer.facts["ms"], answer.facts["grader"], answer.facts["hints"]) == (7000, "self", 0)


def test_thinking_time_is_capped_at_a_minute_for_a_card(play: Begin) -> None:
    one = play(gates=FRONTS).start().later(seconds=3600).press("space", "4")
    assert one.answers("gates/one")[0].facts["ms"] == 60_000


def test_the_grade_keys_name_the_days_that_sm2_gives(play: Begin) -> None:
    one = play(gates=FRONTS).start(new=1).press("space", "4").later(days=1).start(new=0)
    assert one.card == "gates/one"
    one.press("space")
    assert [(key.grade, key.back) for key in one.view.grades] == [
        (1, ""),
        (2, "tomorrow"),
        (3, ""),
        (4, ""),
        (5, "in 6 days"),
    ]


def test_each_gap_of_a_cloze_is_a_card_that_blanks_only_itself(play: Begin) -> None:
    one = play(gates=CLOZE).start()
    assert one.card == "gates/sum-rule/what"
    assert one.screen == ("The gradient is the ____ of the branches.",)
    one.press("space")
    assert one.texts("answer") == ["sum"]
    assert one.texts("plain") == ["The gradient is the sum of the branches."]
    one.press("4")
    assert one.card == "gates/sum-rule/where"


def test_a_reversed_card_asks_for_its_front(play: Begin) -> None:
    one = play(gates=REVERSED).start().press("space", "4")
    assert one.card == "gates/rule/reverse"
    assert one.screen == ("right",)
    assert one.press("space").texts("answer") == ["left"]


# -- choice and steps


def the_option(one: Any, text: str) -> str:
    return str(next(block.mark for block in one.view.blocks if block.text == text))


def test_a_digit_chooses_an_option_at_once(play: Begin) -> None:
    one = play(gates=CHOICE).start()
    assert one.view.prompt is None
    one.press(the_option(one, "good"))
    assert one.texts("right") == ["Correct."]
    assert one.grades("gates/pick") == [(4, "study")]


def test_a_wrong_option_is_one_try_and_shows_the_right_one(play: Begin) -> None:
    one = play(gates=CHOICE).start()
    one.press(the_option(one, "worst"))
    assert one.texts("wrong") == ["Not correct."]
    assert one.texts("answer") == ["good"]
    assert one.grades("gates/pick") == [(1, "study")]
    (answer,) = one.answers("gates/pick")
    assert answer.facts["verdict"] == "wrong"
    assert sorted(answer.facts["options"]) == ["bad", "good", "worse", "worst"]


def test_an_option_that_is_not_there_is_asked_again(play: Begin) -> None:
    one = play(gates=CHOICE).start().press("5", "0", "9")
    assert one.given() == 0
    assert one.view.remark == "choose one of 1 to 4"


def test_the_options_are_shuffled_anew_for_every_answer(play: Begin) -> None:
    one = play(gates=CHOICE)
    orders = set()
    for _ in range(12):
        orders.add(one.start(new=1, ahead=100).screen)
        one.press("1", "enter").later(days=1)
    assert len(orders) > 3


def test_steps_are_never_shown_in_their_order_and_are_answered_by_letters(play: Begin) -> None:
    one = play(gates=STEPS).start()
    shown = [block for block in one.view.blocks if block.role == "option"]
    assert [block.text for block in shown] != ["alpha", "beta", "gamma"]
    letters = {block.text: block.mark for block in shown}
    one.enter(f"{letters['alpha']}, {letters['beta']} {letters['gamma'].upper()}")
    assert one.grades("gates/order") == [(4, "study")]


def test_steps_partly_in_place_are_a_two(play: Begin) -> None:
    deck = "cards:\n  - {id: order, prompt: sort, steps: [alpha, beta, gamma, delta]}"
    one = play(gates=deck).start()
    letters = {block.text: block.mark for block in one.view.blocks if block.role == "option"}
    one.enter(letters["alpha"] + letters["beta"] + letters["delta"] + letters["gamma"])
    assert one.texts("partly")[0] == "Partly correct: 2 of 4 right."
    assert one.grades("gates/order") == [(2, "study")]


def test_an_order_that_is_none_costs_no_try(play: Begin) -> None:
    one = play(gates=STEPS).start().enter("a b", "a a b", "x y z", "a b c d")
    assert one.given() == 0
    one.enter("ab")
    assert one.view.remark == "2 letters, 3 wanted, each once; c missing"


# -- typed


def test_a_typed_answer_is_read_back_and_judged(play: Begin) -> None:
    one = play(gates=TYPED).start()
    assert one.view.prompt == "answer"
    one.enter("the Multiplication")
    assert one.texts("said") == ["the Multiplication"]
    assert one.grades("gates/word") == [(4, "study")]
    assert one.answers("gates/word")[0].facts["typed"] == ["the Multiplication"]
    one.press("enter")
    assert one.card == "gates/next"


def test_a_typed_card_has_two_tries_and_the_second_is_a_three(play: Begin) -> None:
    one = play(gates=TYPED).start().enter("division")
    assert one.given() == 0
    assert one.texts("wrong") == ["Not correct."]
    assert "Try once more." in one.texts("plain")
    assert one.texts("answer") == []
    one.enter("mul")
    (answer,) = one.answers("gates/word")
    assert (answer.grade, answer.facts["tries"], answer.facts["typed"]) == (3, 2, ["division", "mul"])


def test_two_wrong_tries_are_a_one(play: Begin) -> None:
    one = play(gates=TYPED).start().enter("division", "addition")
    assert one.grades("gates/word") == [(1, "study")]
    assert one.texts("answer") == ["multiplication"]


def test_an_empty_line_is_never_an_answer_and_two_give_up(play: Begin) -> None:
    one = play(gates=TYPED).start().enter("")
    assert one.given() == 0
    assert one.view.remark == "Enter again to give up, :hint for help."
    one.enter("  ")
    (answer,) = one.answers("gates/word")
    assert (answer.grade, answer.facts["verdict"], answer.facts["typed"]) == (0, "gave up", [])
    assert "Given up." in one.texts("plain")


def test_something_between_two_empty_lines_takes_the_giving_up_back(play: Begin) -> None:
    one = play(gates=TYPED).start().enter("", "!?", "", ":hint", "")
    assert one.given() == 0
    one.enter(":give-up")
    assert one.grades("gates/word") == [(0, "study")]


def test_what_holds_no_word_is_unreadable_and_costs_no_try(play: Begin) -> None:
    one = play(gates=TYPED).start().enter("?!", "...", "mul")
    assert one.answers("gates/word")[0].facts["tries"] == 1


def test_an_overlong_answer_is_asked_again_with_a_caret(play: Begin) -> None:
    one = play(gates=TYPED).start().enter("a" * 201)
    assert one.given() == 0
    shown, pointer = one.view.remark.splitlines()
    assert pointer == " " * (len(shown) - 1) + "^ at most 200 characters, please"


def test_hints_come_one_by_one_and_cap_the_grade_at_three(play: Begin) -> None:
    one = play(gates=TYPED).start().enter(":hint")
    assert one.texts("hint") == ["not add"]
    one.enter(":h")
    assert one.texts("hint") == ["not add", "It begins with m"]
    assert "hint" not in {command.word for command in one.view.commands}
    one.enter("mul")
    assert one.grades("gates/word") == [(3, "study")]
    assert one.answers("gates/word")[0].facts["hints"] == 2


def test_reading_the_notes_while_asked_counts_as_help(play: Begin) -> None:
    deck = "notes: some notes\n" + TYPED.lstrip()
    one = play(gates=deck).start().enter(":notes")
    assert one.texts("notes") == ["some notes"]
    assert one.view.prompt is None
    one.press("space").enter("mul")
    (answer,) = one.answers("gates/word")
    assert (answer.grade, answer.facts["notes"]) == (3, True)


def test_reading_the_notes_after_the_verdict_changes_nothing(play: Begin) -> None:
    deck = "notes: some notes\n" + TYPED.lstrip()
    one = play(gates=deck).start().enter("mul").press("n", "enter", "enter")
    assert one.grades("gates/word") == [(4, "study")]
    assert one.card == "gates/next"


# -- the verdict


@pytest.mark.parametrize("grade", range(1, 6))
def test_regrading_voids_the_answer_and_logs_an_override(play: Begin, grade: int) -> None:
    one = play(gates=TYPED).start().enter("division", "addition").press(str(grade))
    (answer,) = one.answers("gates/word")
    assert (answer.grade, answer.facts["grader"], answer.facts["verdict"]) == (grade, "override", "wrong")
    assert [kind for kind, _, _ in one.logged()] == ["answer", "void", "answer"]
    assert one.texts("grade")[0].startswith(f"Graded {grade}")


def test_regrading_to_a_pass_lets_the_card_not_come_again(play: Begin) -> None:
    one = play(gates=TYPED).start().enter("division", "addition")
    assert one.view.header.total == 3
    one.press("4")
    assert one.view.header.total == 2
    one.press("enter", "space", "4")
    assert one.view.stage == "finished"


def test_regrading_twice_leaves_the_last_word(play: Begin) -> None:
    one = play(gates=TYPED).start().enter("mul").press("1", "5", "u")
    assert one.grades("gates/word") == []
    assert one.card == "gates/word"


# -- commands


def test_help_lists_what_can_be_done_here_and_any_key_closes_it(play: Begin) -> None:
    one = play(gates=FRONTS).start().press("?")
    words = {block.mark.split()[0] for block in one.view.blocks if block.role == "key"}
    assert {"space", "u", "-", "@", "e", "q", "n", "h"} <= words
    assert one.press("4").screen == ("first question",)
    assert one.given() == 0


@pytest.mark.parametrize(("typed", "stage"), [(":quit", "finished"), (":q", "finished"), (":reveal", "revealed")])
def test_a_command_works_by_its_word_its_key_and_its_first_letters(play: Begin, typed: str, stage: str) -> None:
    assert play(gates=FRONTS).start().enter(typed).view.stage == stage


def test_commands_work_under_the_help_too(play: Begin) -> None:
    one = play(gates=FRONTS).start().enter(":help", ":skip")
    assert one.card == "gates/two"
    assert one.enter(":help", ":quit").session.over


def test_an_unknown_command_is_said_and_costs_nothing(play: Begin) -> None:
    one = play(gates=TYPED).start().enter(":frobnicate", ":")
    assert one.given() == 0
    assert "is no command here" in one.view.remark


def test_skip_puts_a_card_off_until_tomorrow(play: Begin) -> None:
    one = play(gates=FRONTS).start().press("-")
    assert one.card == "gates/two"
    assert one.kinds("gates/one") == ["skip"]
    assert one.start().card == "gates/two"
    assert one.later(days=1).start().card == "gates/one"


def test_suspend_takes_a_card_out_for_good(play: Begin) -> None:
    one = play(gates=FRONTS).start().press("@")
    assert one.later(days=3).start().card == "gates/two"
    assert one.kinds("gates/one") == ["suspend"]


def test_skipping_a_failed_card_takes_its_repeat_away_and_undo_gives_it_back(play: Begin) -> None:
    one = play(gates=FRONTS).start().press("space", "1", "space", "4", "space", "4")
    assert one.card == "gates/one"
    one.press("-")
    assert one.view.stage == "finished"
    one.press("u")
    assert (one.card, one.view.header.standing) == ("gates/one", "once more today")


def test_quitting_keeps_every_answer_and_leaves(play: Begin) -> None:
    one = play(gates=FRONTS).start().press("space", "4", "q")
    assert one.session.over
    assert one.view.stage == "finished"
    assert one.grades("gates/one") == [(4, "study")]


# -- undo


def test_undo_goes_back_any_number_of_answers(play: Begin) -> None:
    one = play(gates=FRONTS).start().press("space", "4", "space", "2", "space", "5", "u", "u", "u")
    assert one.card == "gates/one"
    assert [one.grades(f"gates/{name}") for name in ("one", "two", "three")] == [[], [], []]
    one.press("u")
    assert one.view.remark == "There is nothing to undo."
    assert one.view.header.place == 1


def test_undo_works_on_the_finish_screen(play: Begin) -> None:
    one = play(gates=FRONTS).start(limit=1).press("space", "4")
    assert one.view.stage == "finished"
    one.press("u")
    assert one.card == "gates/one"
    assert one.view.remark == "Undone: gates/one"


def test_undo_brings_the_same_shuffle_back(play: Begin) -> None:
    one = play(gates=CHOICE).start()
    shown = one.screen
    one.press("1", "u")
    assert one.screen == shown


def test_undo_reaches_beyond_the_start_of_the_session(play: Begin) -> None:
    one = play(gates=FRONTS).start().press("space", "4", "space", "4", "q").start()
    assert one.card == "gates/three"
    one.press("u", "u")
    assert one.card == "gates/one"
    one.press("space", "4", "space", "4")
    assert one.card == "gates/three"


def test_an_answer_taken_back_by_another_process_is_asked_first(play: Begin) -> None:
    from cardgrad.history.reading import last_undoable

    one = play(gates=FRONTS).start().press("space", "4", "space", "4", "q")
    one.history.undo(last_undoable(one.history), one.now)
    assert one.start().card == "gates/two"


def test_a_repeat_taken_back_by_another_process_is_the_first_of_the_repeats(play: Begin) -> None:
    from cardgrad.history.reading import last_undoable

    one = play(gates=FRONTS).start().press("space", "2", "space", "2", "space", "4", "space", "2", "space", "2")
    one.history.undo(last_undoable(one.history), one.now)
    assert one.start().card == "gates/two"


def test_undoing_a_card_that_this_session_plans_too_asks_it_once(play: Begin) -> None:
    one = play(gates=FRONTS).start(new=1).press("space", "1", "space", "4", "q").later(days=1).start(new=0)
    assert one.card == "gates/one"
    one.press("u", "u")
    assert one.card == "gates/one"
    one.press("space", "4")
    assert one.view.stage == "finished"
    assert one.grades("gates/one") == [(4, "study")]


# -- repeats


def test_what_was_graded_below_four_comes_back_at_the_end_until_it_is_four(play: Begin) -> None:
    one = play(gates=FRONTS).start().press("space", "3", "space", "4", "space", "4")
    assert (one.card, one.view.header.standing) == ("gates/one", "once more today")
    one.press("space", "2")
    assert one.card == "gates/one"
    one.press("space", "4")
    assert one.view.stage == "finished"
    assert one.grades("gates/one") == [(3, "study"), (2, "repeat"), (4, "repeat")]
    schedule = one.history.schedule("gates/one")
    assert (schedule.easiness, schedule.interval, schedule.repetitions, schedule.lapses) == (236, 1, 1, 0)


def test_a_card_comes_back_at_most_twice_and_the_summary_says_that_it_waits(play: Begin) -> None:
    one = play(gates=FRONTS).start(limit=1).press("space", "1", "space", "1", "space", "1")
    assert one.view.stage == "finished"
    assert any(text.startswith("1 card waits for another answer today") for text in one.texts("plain"))
    assert one.start(new=0).card == "gates/one"


def test_an_owed_repeat_is_asked_in_the_next_session_of_the_day_only(play: Begin) -> None:
    one = play(gates=FRONTS).start(limit=1).press("space", "2", "q").start(new=0)
    assert (one.card, one.view.header.standing) == ("gates/one", "once more today")
    one.press("space", "4")
    assert one.view.stage == "finished"
    one.later(days=1).start(new=0)
    assert one.view.header.standing == "review"


def test_the_limit_counts_cards_and_not_repeats(play: Begin) -> None:
    one = play(gates=FRONTS).start(limit=2).press("space", "1", "space", "1", "space", "4", "space", "4")
    assert one.view.stage == "finished"
    assert one.given() == 4


# -- time


def test_the_minutes_end_after_the_running_card(play: Begin) -> None:
    one = play(gates=FRONTS).start(minutes=1).later(seconds=120).press("space", "4")
    assert one.view.stage == "finished"
    assert one.grades("gates/one") == [(4, "study")]
    assert one.press("u").card == "gates/one"


def test_a_card_skipped_after_the_minutes_begins_no_other(play: Begin) -> None:
    one = play(gates=FRONTS).start(minutes=1).later(seconds=120).press("-")
    assert one.view.stage == "finished"


def test_an_early_answer_is_practice_and_moves_nothing(play: Begin) -> None:
    one = play(gates=FRONTS).start(new=1).press("space", "4").later(days=1).start(new=0).press("space", "4")
    before = one.history.schedule("gates/one")
    for answers, grade in enumerate("51", start=3):
        one.later(days=1).start(new=0, ahead=30)
        assert one.view.header.standing == "practice, ahead of its day"
        one.press("space", grade)
        assert one.view.stage == "finished", "practice is not asked again"
        assert one.history.schedule("gates/one") == before._replace(answers=answers)


def test_a_card_owed_a_repeat_today_comes_as_one_even_where_cards_ahead_are_wanted(play: Begin) -> None:
    one = play(gates=FRONTS).start(new=1).press("space", "3", "q").start(new=0, ahead=30)
    assert one.view.header.standing == "once more today"


def test_the_beginning_of_a_command_never_means_another_where_that_one_is_not_available(play: Begin) -> None:
    one = play(gates=CHOICE).start().press("1").enter(":s")
    assert one.view.remark == ":s is no command here; :help shows what is."
    assert not any(schedule.suspended for schedule in one.history.schedules().values())


def test_a_card_taken_back_in_another_deck_does_not_lead(play: Begin) -> None:
    one = play(gates=FRONTS, other=FRONTS).start(new=1).press("space", "4").later(days=1)
    one.start(new=0).press("space", "4", "u", "q")
    slots = one.library.slots(["other"])
    found = plan(slots, standing(one.history, one.now.study_day()), Wish(), "s", taken_back(one.history))
    assert {card.partition("/")[0] for card in found.turns} == {"other"}


# -- decks that change


def test_a_card_that_has_left_the_decks_is_passed_over(play: Begin) -> None:
    one = play(gates=FRONTS).start()
    one.write(gates="cards:\n  - {id: three, front: third question, back: third answer}\n")
    one.session.reload(one.read(), one.now)
    assert one.card == "gates/three"


def test_an_edited_card_is_asked_anew_as_it_is_now(play: Begin) -> None:
    one = play(gates=FRONTS).start().press("space", "e")
    assert one.session.editing.id == "gates/one"
    one.write(gates=FRONTS.replace("first question", "better question"))
    one.session.reload(one.read(), one.now)
    assert one.screen == ("better question",)
    assert one.given() == 0
    assert one.session.editing is None


def test_an_edit_at_the_verdict_does_not_ask_for_a_second_answer(play: Begin) -> None:
    one = play(gates=TYPED).start().enter("times", "product").press("e")
    one.write(gates=TYPED.replace("MUL", "product"))
    one.session.reload(one.read(), one.now)
    assert one.view.stage == "judged"
    one.press("4", "enter")
    assert one.card == "gates/next"
    assert one.grades("gates/word") == [(4, "study")]


def test_the_study_day_of_a_session_over_the_turn_is_that_of_each_answer(play: Begin) -> None:
    one = play(gates=FRONTS).later(seconds=18.9 * 3600).start().press("space", "4")
    one.later(seconds=3600).press("space", "4")
    days = [one.answers(f"gates/{name}")[0].day for name in ("one", "two")]
    assert days[1] - days[0] == 1


def test_an_undone_skip_asks_the_question_afresh(play: Begin) -> None:
    one = play(words=TYPED).start().enter("").enter(":skip").enter(":undo")
    assert one.view.remark.startswith("Undone: ")
    one.enter("")
    assert one.view.remark.startswith("Enter again to give up")
