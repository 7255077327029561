"""Options by number and steps by letter."""

import random

import pytest

from cardgrad.decks.card import Card, Choice, Steps
from cardgrad.study.choosing import Choosing, Ordering
from cardgrad.study.question import Reading, Unreadable


def card(content: Choice | Steps, kind: str) -> Card:
    return Card("d/a", "d", "d/a", kind, content, (), "a hint", "a reason", None, (), (), "d.yaml", 1)


def choosing(seed: int = 1) -> Choosing:
    content = Choice("which", "right", ("wrong", "worse"))
    return Choosing(card(content, "choice"), content, random.Random(seed))


def ordering(*steps: str, seed: int = 1) -> Ordering:
    content = Steps("sort", steps or ("one", "two", "three", "four"))
    return Ordering(card(content, "steps"), content, random.Random(seed))


def test_every_option_stands_everywhere_in_time() -> None:
    places = {choosing(seed).right for seed in range(40)}
    assert places == {0, 1, 2}


@pytest.mark.parametrize("typed", ["2", " 2 "])
def test_an_option_is_chosen_by_number(typed: str) -> None:
    question = choosing()
    reading = question.read(typed)
    assert isinstance(reading, Reading)
    assert (reading.values, reading.echo) == ((1,), question.order[1])


@pytest.mark.parametrize("typed", ["0", "4", "b", "1 2", "-1", "²", "٢", "right", ""])
def test_what_names_no_option_is_unreadable(typed: str) -> None:
    assert isinstance(choosing().read(typed), Unreadable)


def test_only_the_right_option_is_right() -> None:
    question = choosing()
    judged = [question.judge(Reading((place,), "")).correct for place in range(3)]
    assert judged == [place == question.right for place in range(3)]


@pytest.mark.parametrize("joint", ["", " ", ", ", ",", " > ", "  "])
def test_an_order_is_read_with_and_without_marks_between(joint: str) -> None:
    question = ordering()
    places = [question.order.index(step) for step in question.content.steps]
    for names in ("abcd", "ABCD", "1234"):
        reading = question.read(joint.join(names[place] for place in places))
        assert isinstance(reading, Reading)
        assert reading.values == question.content.steps
        assert question.judge(reading).correct


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("a b c", "3 letters, 4 wanted, each once; d missing"),
        ("aabc", "4 letters, 4 wanted, each once; d missing"),
        ("a b c d a", "5 letters, 4 wanted, each once"),
        ("a b c e", "use the letters a to d, each once"),
        ("one two three four", "use the letters a to d, each once"),
        ("0123", "use the letters a to d, each once"),
    ],
)
def test_an_order_that_is_none_says_what_is_missing(typed: str, message: str) -> None:
    assert ordering().read(typed) == Unreadable(message)


def test_a_wrong_order_names_the_first_place_that_is_wrong() -> None:
    question = ordering()
    judgement = question.judge(Reading(("one", "three", "two", "four"), ""))
    assert (judgement.right_parts, judgement.parts) == (2, 4)
    assert judgement.remarks[0].text == "2 of 4 stand in their place; the first that does not is number 2."


def test_equal_steps_may_change_places() -> None:
    question = ordering("zero the gradients", "step", "zero the gradients")
    assert question.judge(Reading(("zero the gradients", "step", "zero the gradients"), "")).correct


@pytest.mark.parametrize("seed", range(20))
def test_the_right_order_is_never_shown(seed: int) -> None:
    assert ordering("one", "two", seed=seed).order == ["two", "one"]


def test_many_steps_are_answered_by_number_too() -> None:
    question = ordering(*(f"step {number}" for number in range(1, 13)))
    places = [question.order.index(step) + 1 for step in question.content.steps]
    reading = question.read(" ".join(map(str, places)))
    assert isinstance(reading, Reading)
    assert question.judge(reading).correct
