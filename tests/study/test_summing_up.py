"""The summary, the outlook, and how far away a day is said to be."""

from collections.abc import Callable
from typing import Any

import pytest

from cardgrad.history.event import DUE, SUSPEND, Happening

from cardgrad.study.command import HELP, HINT, NOTES, QUIT, SKIP, SUSPEND as PUT_AWAY, UNDO, by_key, by_word  # isort: skip
from cardgrad.study.outlook import outlook
from cardgrad.study.tally import Given, coming, summary
from cardgrad.study.view import in_days

Begin = Callable[..., Any]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (-3, "today"), (0, "today"), (1, "tomorrow"), (2, "in 2 days"), (59, "in 59 days"), (60, "in 2 months"),
        (95, "in 3 months"), (364, "in 12 months"), (365, "in 1.0 years"), (4167, "in 11.4 years"),
    ],
)  # fmt: skip
def test_a_day_is_as_far_away_as_a_person_says(days: int, said: str) -> None:
    assert in_days(days) == said


def said(*given: Given, left: int = 0, forecast: dict[str, int] | None = None) -> list[str]:
    return [block.text for block in summary(given, left, forecast or {}, 100)]


def test_a_summary_counts_answers_cards_passes_and_time() -> None:
    given = [Given("d/a", 2, "study", 40_000), Given("d/b", 3, "study", 30_999), Given("d/a", 4, "repeat", 1)]
    assert said(*given)[:4] == ["Done.", "3 answers on 2 cards", "66 % passed", "1 min 11 s of thinking"]


def test_a_clock_that_stands_still_is_no_thinking_time() -> None:
    assert said(Given("d/a", 4, "study", 0))[:3] == ["Done.", "1 answer on 1 card", "100 % passed"]


def test_a_session_without_answers_says_only_what_comes() -> None:
    assert said() == ["Due tomorrow: 0", "Due within a week: 0"]


def test_waiting_repeats_are_named() -> None:
    assert said(Given("d/a", 1, "study", 0), left=1)[0] == "Done for now."
    assert "1 card waits" in said(left=1)[0]
    assert "2 cards wait" in said(left=2)[0]


def test_what_comes_is_counted_from_tomorrow_to_the_seventh_day() -> None:
    days = {"overdue": 100, "tomorrow": 101, "other": 101, "seventh": 107, "eighth": 108}
    assert coming(days, 100) == ["Due tomorrow: 2", "Due within a week: 3"]


DECKS = {
    "a": "cards:\n  - {id: x, front: Q, back: A}\n  - {id: y, front: Q2, back: A}\n  - {id: z, front: Q3, back: A}\n",
    "b": "title: Bee\ncards:\n  - {id: x, front: Q, back: A}\n",
}


def test_an_outlook_counts_due_new_owed_and_the_week(play: Begin) -> None:
    one = play(**DECKS)
    today = one.now.study_day()
    moves = [("a/x", today - 2), ("a/y", today + 1), ("b/x", today + 7)]
    one.history.append(one.now, *(Happening(DUE, card, target=str(day)) for card, day in moves))
    found = outlook(one.library, one.history, today, 10)
    assert [(deck.id, deck.cards, deck.due, deck.new) for deck in found.decks] == [("a", 3, 1, 1), ("b", 1, 0, 0)]
    assert (found.due, found.new, found.unseen, found.owed) == (1, 1, 1, 0)
    assert found.days == (1, 0, 0, 0, 0, 0, 1)


def test_suspended_cards_are_in_no_count_but_that_of_the_cards(play: Begin) -> None:
    one = play(**DECKS)
    today = one.now.study_day()
    one.history.append(one.now, Happening(DUE, "a/x", target=str(today)), Happening(SUSPEND, "a/x"))
    found = outlook(one.library, one.history, today, 10)
    assert (found.decks[0].cards, found.due, found.unseen, sum(found.days)) == (3, 0, 3, 0)


def test_the_outlook_says_how_many_new_cards_the_day_still_allows(play: Begin) -> None:
    one = play(**DECKS).start(limit=1).press("space", "2")
    found = outlook(one.library, one.history, one.now.study_day(), 2)
    assert (found.new, found.unseen, found.owed) == (1, 3, 1)


AVAILABLE = (UNDO, SKIP, PUT_AWAY, HINT, NOTES, HELP, QUIT)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("undo", UNDO), ("u", UNDO), ("-", SKIP), ("s", SKIP), ("sk", SKIP), ("su", PUT_AWAY), ("suspend", PUT_AWAY),
        ("h", HINT), ("he", HELP), ("?", HELP), ("q", QUIT), ("", None), ("undone", None), ("x", None),
    ],
)  # fmt: skip
def test_a_command_is_meant_by_its_word_its_key_or_its_first_letters(word: str, meant: Any) -> None:
    assert by_word(word, AVAILABLE) is meant


def test_only_keys_that_are_available_mean_something() -> None:
    assert by_key("u", AVAILABLE) is UNDO
    assert by_key("u", (SKIP,)) is None
