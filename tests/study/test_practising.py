"""Practice sessions: the learner's own pick in a mixed order, and no schedule that moves."""

from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardgrad.history.event import ANSWER, SUSPEND, Happening
from cardgrad.history.reading import taken_back
from cardgrad.scheduling.schedule import PRACTICE
from cardgrad.study.habits import habits
from cardgrad.study.practising import missed, practice_plan, practised
from cardgrad.study.queue import Slot
from cardgrad.study.session import Session
from quizgen.problem import choose_problem, read_reference

Begin = Callable[..., Any]

FRONTS = """
cards:
  - {id: one, front: first question, back: first answer}
  - {id: two, front: second question, back: second answer}
"""
DRILL = """
cards:
  - id: mul
    graph: f = x * y
    given: {x: int 2..9, y: int 11..19}
    upstream: int 2..5
    ask: [d/dx, d/dy]
"""


def slots(*cards: str, kind: str = "front") -> list[Slot]:
    return [(card, "/".join(card.split("/")[:2]), card.split("/")[0], kind) for card in cards]


def practise(one: Any, *cards: str, count: int | None = None, salt: str = "salt", band: int = 0) -> Any:
    """Begin a practice of these cards, or of all."""
    picked = [slot for slot in one.library.slots() if not cards or slot[0] in cards]
    had = practised(one.history, one.now.study_day())
    found = practice_plan(picked, had, salt, count, taken_back(one.history))
    one.session = Session(one.library, one.history, found, salt, one.now, band=band)
    return one


def numbers(one: Any) -> str:
    return str(one.session.attempt.question.problem.instance)


# -- the plan

DECKS = [f"{deck}/{card}" for deck in "abc" for card in range(20)]


def test_each_card_comes_once_and_the_decks_mix() -> None:
    turns = practice_plan(slots(*DECKS), Counter(), "s").turns
    assert sorted(turns) == sorted(DECKS)
    changes = sum(one[0] != other[0] for one, other in pairwise(turns))
    assert changes > 25, "40 of 59 neighbours are of two decks when three decks mix"


def test_one_salt_gives_one_order_and_another_salt_another() -> None:
    orders = {practice_plan(slots(*DECKS), Counter(), salt).turns for salt in ("x", "y", "x")}
    assert len(orders) == 2


def test_siblings_stand_apart() -> None:
    turns = practice_plan(slots("d/a/1", "d/a/2", *DECKS), Counter(), "s").turns
    assert abs(turns.index("d/a/1") - turns.index("d/a/2")) > 4


def test_a_second_practice_of_the_day_begins_with_what_the_first_left_out() -> None:
    first = practice_plan(slots(*DECKS), Counter(), "s", 30).turns
    second = practice_plan(slots(*DECKS), Counter(first), "s", 30).turns
    assert sorted(first + second) == sorted(DECKS)


def test_cards_taken_back_a_moment_ago_come_first() -> None:
    assert practice_plan(slots(*DECKS), Counter(DECKS[5:6]), "s", 3, DECKS[5:6]).turns[0] == DECKS[5]


@given(st.integers(1, 60), st.integers(0, 4), st.integers(0, 8))
def test_beyond_the_cards_come_the_drills_again_or_all_cards_without_one(count: int, drills: int, fronts: int) -> None:
    cards = slots(*DECKS[:fronts]) + slots(*DECKS[20 : 20 + drills], kind="drill")
    turns = practice_plan(cards, Counter(), "s", count).turns
    assert len(turns) == (count if cards else 0)
    first, later = turns[: len(cards)], turns[len(cards) :]
    assert len(set(first)) == len(first)
    came = Counter(later)
    again = drills or fronts
    assert set(came) <= {card for card, _, _, kind in cards if kind == "drill" or not drills}
    assert all(later.count(card) - len(later) // max(1, again) in (0, 1) for card in came)


# -- the session


def test_no_answer_moves_a_schedule_whatever_its_grade(play: Begin) -> None:
    one = play(gates=FRONTS).start(new=1).press("space", "4").later(days=1)
    before = one.history.schedule("gates/one")
    assert before.due == one.now.study_day(), "due, and still only practised"
    practise(one)
    for _ in range(2):
        assert one.view.header.standing == "practice"
        one.press("space")
        assert {key.back for key in one.view.grades} == {""}
        assert "again today" not in " ".join(key.label for key in one.view.grades)
        one.press("1")
    assert one.view.stage == "finished", "a miss is not asked again"
    assert one.history.schedule("gates/one") == before._replace(answers=2)
    assert one.grades("gates/two") == [(1, PRACTICE)]
    assert one.history.schedule("gates/two").due is None


def test_a_practice_answer_is_taken_back_like_any_other(play: Begin) -> None:
    one = practise(play(gates=FRONTS))
    first = one.card
    one.press("space", "2", "u")
    assert one.card == first
    assert one.grades(first) == []


def test_skipping_in_a_practice_leaves_the_log_alone_and_can_be_undone(play: Begin) -> None:
    one = practise(play(gates=FRONTS), count=4)
    first = one.card
    one.press("-")
    assert one.card != first
    assert one.logged() == []
    one.press("u")
    assert (one.card, one.logged()) == (first, [])
    one.enter(":sk").press("space", "4", "space", "4")
    assert one.view.stage == "finished", "a card that was skipped does not come later either"
    assert {card for _, card, _ in one.logged()} == {"gates/one", "gates/two"} - {first}


def test_suspending_is_meant_for_good_in_a_practice_too(play: Begin) -> None:
    one = practise(play(gates=FRONTS), "gates/one").press("@")
    assert one.kinds("gates/one") == [SUSPEND]


def test_a_drill_that_comes_again_has_other_numbers(play: Begin) -> None:
    one = practise(play(gates=DRILL), count=4).press("enter")
    seen = []
    for _ in range(4):
        assert one.view.stage == "asked"
        seen.append(numbers(one))
        one.enter(":give-up").press("enter")
    assert len(set(seen)) == 4
    assert one.view.stage == "finished"


def test_an_undone_drill_comes_back_with_its_numbers_after_a_restart_too(play: Begin) -> None:
    one = practise(play(gates=DRILL, other=FRONTS), "gates/mul", count=2)
    one.press("enter").enter(":give-up").press("enter")
    second = numbers(one)
    one.enter(":give-up").press("u")
    assert numbers(one) == second
    one.press("q")
    assert practise(one).card == "gates/mul"
    assert numbers(one) == second


def test_the_verdict_says_that_it_is_practice(play: Begin) -> None:
    one = practise(play(gates=DRILL)).press("enter").enter(":give-up")
    assert one.texts("grade") == ["Graded 0, blackout; this is practice, so no schedule moves"]
    one.press("4")
    assert one.grades("gates/mul") == [(4, PRACTICE)]


def test_what_was_undone_from_before_the_practice_counts_as_it_did(play: Begin) -> None:
    one = play(gates=FRONTS).start(new=1).press("space", "4", "q")
    practise(one, "gates/two").press("u")
    assert (one.card, one.view.header.standing) == ("gates/one", "new")
    one.press("space", "5")
    assert one.grades("gates/one") == [(5, "study")]
    assert one.view.header.standing == "practice"


def test_missed_cards_are_those_graded_below_four_within_the_days(play: Begin) -> None:
    one = play(gates=FRONTS).start().press("space", "3", "space", "4", "q")
    today = one.now.study_day()
    assert missed(one.history, today, 1) == {"gates/one"}
    assert missed(one.history, today + 6, 7) == {"gates/one"}
    assert missed(one.history, today + 7, 7) == set()


def test_what_was_practised_today_is_counted_by_card(play: Begin) -> None:
    one = play(gates=FRONTS).start(new=1).press("space", "4", "q")
    practise(one, "gates/two").press("space", "4")
    practise(one, "gates/two").press("space", "1")
    today = one.now.study_day()
    assert practised(one.history, today) == {"gates/two": 2}
    assert practised(one.history, today + 1) == {}


# -- how hard, and which mistakes to show


def bands(one: Any, card: str) -> list[int]:
    return [read_reference(answer.facts["problem"]["reference"])[2] for answer in one.answers(card)]


def test_problems_are_as_hard_as_was_asked_and_any_without_asking(play: Begin) -> None:
    one = play(gates=DRILL)
    for band in (0, 1, 2, 3):
        practise(one, band=band).press(*["enter"] * (one.view.stage == "example")).enter(":give-up")
    assert bands(one, "gates/mul") == [0, 1, 2, 3]


def test_study_is_easy_until_the_second_pass_medium_until_the_fourth_then_hard(play: Begin) -> None:
    one = play(gates=DRILL)
    for _ in range(6):
        one.later(days=400).start().press(*["enter"] * (one.view.stage == "example"))
        one.enter(" ".join(map(str, one.session.attempt.question.problem.answer)))
    assert bands(one, "gates/mul") == [1, 1, 2, 2, 3, 3]


def test_a_band_of_few_problems_never_has_the_same_one_twice_in_a_row(play: Begin) -> None:
    few = DRILL.replace("int 2..9", "[2, 3, 22, 33, 44, 55, 66, 222, 333]").replace("int 11..19", "[5]")
    one = practise(play(gates=few.replace("int 2..5", "[2]")), count=40, band=3).press("enter")
    seen = []
    while one.session.attempt:
        seen.append(numbers(one))
        one.enter(":give-up").press("enter")
    assert len(seen) == 40
    assert len(set(seen)) <= 4, "all of them are recent ones by then: half of the nine that the drill can draw"
    assert all(problem != after for problem, after in pairwise(seen))


def test_a_drill_prefers_what_shows_the_mistakes_made_before_as_long_as_they_stand(
    play: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    wished: list[tuple[str, ...]] = []

    def choose(drill: Any, purpose: str, *others: Any) -> Any:
        if purpose.startswith("study"):
            wished.append(tuple(others[3]))
        return choose_problem(drill, purpose, *others)

    monkeypatch.setattr("cardgrad.study.drilling.choose_problem", choose)
    one = practise(play(gates=DRILL, other=DRILL), "gates/mul", count=2).press("enter")
    x, y = (int(value) for value in one.session.attempt.question.problem.answer)
    one.enter(f"{y} {x}", f"{y} {x}").press("enter")
    assert wished[-1] == ("mul-not-switched",)
    with_mistake = numbers(one)
    one.press("q")
    practise(one, "other/mul")
    assert not wished[-1], "it was made at another card"
    practise(one, "gates/mul")
    assert numbers(one) == with_mistake
    one.session.enter(":undo", one.now)
    assert not wished[-1]


# -- the end


def ended(one: Any) -> list[str]:
    return [block.text for block in one.view.blocks]


def test_the_end_of_a_practice_says_score_time_and_what_to_look_at_again(play: Begin) -> None:
    one = practise(play(gates=FRONTS)).press("space", "2")
    first = one.history.store.rows("SELECT card FROM event WHERE kind = 'answer'")[0][0]
    one.press("space", "4")
    assert ended(one) == [
        "Practice done; your schedule is as it was.",
        "1 of 2 answers good (50 %)",
        "2 s of thinking",
        "Look at these again:",
        f"  {first}",
        "Once more: cardgrad practice --missed 1",
    ]


def test_a_practice_that_was_left_at_once_says_so(play: Begin) -> None:
    one = practise(play(gates=FRONTS)).press("q")
    assert ended(one) == ["Nothing practised; your schedule is as it was."]


@pytest.mark.parametrize("begin", ["practice", "study"])
def test_a_mistake_made_twice_in_a_month_is_named_at_the_end(play: Begin, begin: str) -> None:
    one = play(gates=DRILL)
    for times in (1, 2):
        _ = practise(one) if begin == "practice" else one.start()
        one.press(*["enter"] * (one.view.stage == "example"))
        x, y = (int(value) for value in one.session.attempt.question.problem.answer)
        one.enter(f"{y} {x}", f"{y} {x}").press("q")
        assert ("Your commonest mistakes of the last 30 days:" in ended(one)) == (times == 2)
        one.later(days=29)
    assert ended(one)[-1] == "  2 times: not switched at a product"
    assert practise(one).session.mistakes() == [("not switched at a product", 1)], "the first is more than a month ago"


def test_an_author_s_own_mistake_is_told_by_its_sentence_while_its_drill_is_there(
    play: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = play(gates=DRILL, other=DRILL)
    for card in ("gates/mul", "other/mul"):
        one.history.append(one.now, *[Happening(ANSWER, card, 1, PRACTICE, None, {"mistake": "own-1"})] * 2)
    card = one.library.card("gates/mul")
    own = card.content._replace(mistakes=(("x + y", "Gradients are not added at a product."),))
    cards = {"gates/mul": card._replace(content=own), "other/mul": card}
    monkeypatch.setattr(one.library, "card", cards.get)
    assert habits(one.library, one.history, one.now.study_day()) == [("Gradients are not added at a product.", 2)]
    cards.clear()
    assert habits(one.library, one.history, one.now.study_day()) == []
