"""What a session and its screens ask of a history."""

import pytest

from cardgrad.history.event import ANSWER, DUE, POLICY, RENAME, RESET, RESUME, SKIP, SUSPEND, Happening
from cardgrad.history.log import History, voiding
from cardgrad.history.reading import (
    Standing,
    answers_of,
    events_of,
    forecast,
    last_undoable,
    policy,
    salt,
    standing,
    taken_back,
)
from cardgrad.scheduling.schedule import PRACTICE, REPEAT, STUDY
from cardgrad.scheduling.sm2 import SM2, SM2_CLASSIC
from cardgrad.scheduling.study_day import Moment

NOON = Moment(1_795_262_400_000, 0)
TODAY = NOON.study_day()


def on(day: int) -> Moment:
    return NOON._replace(instant=NOON.instant + day * 86_400_000)


def answer(history: History, card: str, grade: int = 4, day: int = 0, purpose: str = STUDY) -> str:
    return history.append(on(day), Happening(ANSWER, card, grade, purpose))[0]


def undo(history: History) -> str:
    event = last_undoable(history)
    assert event is not None
    history.undo(event, NOON)
    return event.card


def test_an_empty_history_has_nothing_standing(history: History) -> None:
    assert standing(history, TODAY) == Standing({}, [], set(), 0)
    assert forecast(history, TODAY, 7) == {}
    assert events_of(history, "a/b") == []
    assert last_undoable(history) is None
    assert taken_back(history) == []
    assert policy(history) == SM2


def test_what_is_due_today_or_before_stands_with_its_day(history: History) -> None:
    answer(history, "a/overdue", day=0)
    answer(history, "a/due", day=1)
    answer(history, "a/tomorrow", day=2)
    assert standing(history, TODAY + 2).due == {"a/overdue": TODAY + 1, "a/due": TODAY + 2}
    assert set(standing(history, TODAY + 2, ahead=1).due) == {"a/overdue", "a/due", "a/tomorrow"}


def test_skipped_cards_rest_for_the_day_and_suspended_ones_until_resumed(history: History) -> None:
    for card in ("a/skipped", "a/suspended", "a/resumed"):
        answer(history, card, grade=1)
    history.append(on(1), Happening(SKIP, "a/skipped"), Happening(SUSPEND, "a/suspended"))
    history.append(on(1), Happening(SUSPEND, "a/resumed"), Happening(RESUME, "a/resumed"))
    assert set(standing(history, TODAY + 1).due) == {"a/resumed"}
    assert set(standing(history, TODAY + 2).due) == {"a/skipped", "a/resumed"}
    assert set(forecast(history, TODAY + 1, 1)) == {"a/skipped", "a/resumed"}


def test_a_repeat_is_owed_on_its_own_day_only_and_not_when_skipped(history: History) -> None:
    answer(history, "a/failed", grade=1)
    answer(history, "a/hard", grade=3)
    answer(history, "a/mended", grade=2)
    answer(history, "a/mended", grade=4, purpose=REPEAT)
    answer(history, "a/skipped", grade=1)
    history.append(NOON, Happening(SKIP, "a/skipped"))
    assert sorted(standing(history, TODAY).owed) == ["a/failed", "a/hard"]
    assert standing(history, TODAY + 1).owed == []


def test_touched_cards_are_not_new_and_practised_ones_still_are(history: History) -> None:
    answer(history, "a/seen")
    answer(history, "a/practised", purpose=PRACTICE)
    answer(history, "a/reset")
    history.append(
        NOON,
        Happening(RESET, "a/reset"),
        Happening(SUSPEND, "a/suspended"),
        Happening(SKIP, "a/skipped"),
        Happening(DUE, "a/set", target=str(TODAY + 9)),
    )
    assert standing(history, TODAY).touched == {"a/seen", "a/suspended", "a/skipped", "a/set"}
    assert standing(history, TODAY + 1).touched == {"a/seen", "a/suspended", "a/set"}


def test_new_cards_introduced_are_counted_by_the_day_of_their_first_counted_answer(history: History) -> None:
    answer(history, "a/one")
    answer(history, "a/two", grade=1)
    answer(history, "a/two", grade=4, purpose=REPEAT)
    answer(history, "a/practised", purpose=PRACTICE)
    answer(history, "a/one", day=1)
    answer(history, "a/three", day=1)
    assert [standing(history, TODAY + day).introduced for day in range(3)] == [2, 1, 0]


def test_an_undone_introduction_gives_the_place_back(history: History) -> None:
    answer(history, "a/one")
    undo(history)
    assert standing(history, TODAY) == Standing({}, [], set(), 0)


def test_the_forecast_counts_the_overdue_as_due_today_and_ends_before_its_last_day(history: History) -> None:
    answer(history, "a/overdue", day=0)
    answer(history, "a/third", day=2)
    history.append(on(3), Happening(DUE, "a/third", target=str(TODAY + 5)))
    history.append(on(3), Happening(DUE, "a/fourth", target=str(TODAY + 6)))
    assert forecast(history, TODAY + 3, 3) == {"a/overdue": TODAY + 3, "a/third": TODAY + 5}


def test_a_card_s_events_follow_its_renames_and_leave_out_what_was_undone(history: History) -> None:
    first = answer(history, "a/first")
    history.rename([("a/first", "a/second")], NOON)
    answer(history, "a/second", day=1)
    undo(history)
    history.rename([("a/second", "a/third")], on(1))
    last = answer(history, "a/third", grade=5, day=2)
    answer(history, "a/other", day=2)
    assert [event.id for event in events_of(history, "a/third") if event.kind == ANSWER] == [first, last]
    assert [event.kind for event in events_of(history, "a/third")] == [ANSWER, RENAME, RENAME, ANSWER]


def test_a_new_card_under_an_old_id_does_not_see_the_events_that_moved_on(history: History) -> None:
    moved_on = answer(history, "a/sum")
    history.rename([("a/sum", "a/total")], NOON)
    fresh = answer(history, "a/sum", grade=2, day=1)
    assert [event.id for event in answers_of(history, "a/sum", 9)] == [fresh]
    assert [event.id for event in answers_of(history, "a/total", 9)] == [moved_on]


def test_the_last_answers_are_the_youngest_oldest_first(history: History) -> None:
    ids = [answer(history, "a/b", day=day) for day in range(4)]
    history.append(on(4), Happening(SKIP, "a/b"))
    assert [event.id for event in answers_of(history, "a/b", 2)] == ids[2:]
    assert [event.id for event in answers_of(history, "a/b", 9)] == ids


def test_the_last_undoable_event_is_the_youngest_that_stands(history: History) -> None:
    first, second = answer(history, "a/one"), answer(history, "a/two")
    history.rename([("a/one", "a/uno")], NOON)
    history.append(NOON, Happening(POLICY, target="sm2-classic"))
    found = []
    while event := last_undoable(history):
        found.append(event.id)
        history.undo(event, NOON)
    assert found == [second, first]


@pytest.mark.parametrize("kind", [SKIP, SUSPEND, RESUME, RESET])
def test_what_a_learner_did_by_hand_can_be_undone(history: History, kind: str) -> None:
    answer(history, "a/b")
    before = history.schedules()
    history.append(NOON, Happening(kind, "a/b"))
    assert undo(history) == "a/b"
    assert history.schedules() == before


def test_answers_undone_in_a_row_come_again_in_the_order_they_were_first_given(history: History) -> None:
    for card in ("a/one", "a/two", "a/three"):
        answer(history, card)
    assert [undo(history) for _ in range(2)] == ["a/three", "a/two"]
    assert taken_back(history) == ["a/two", "a/three"]


def test_a_card_undone_twice_comes_once(history: History) -> None:
    answer(history, "a/one", grade=1)
    answer(history, "a/two")
    answer(history, "a/one", purpose=REPEAT)
    for _ in range(3):
        undo(history)
    assert taken_back(history) == ["a/one", "a/two"]


def test_after_a_new_answer_nothing_is_taken_back(history: History) -> None:
    answer(history, "a/one")
    undo(history)
    answer(history, "a/two")
    assert taken_back(history) == []


def test_a_regrade_takes_nothing_back(history: History) -> None:
    wrong = answer(history, "a/one", grade=1)
    history.append(NOON, voiding("a/one", wrong), Happening(ANSWER, "a/one", 4, STUDY))
    assert taken_back(history) == []


def test_the_policy_in_force_is_the_last_one_named(history: History) -> None:
    answer(history, "a/b")
    assert policy(history) == SM2
    history.append(NOON, Happening(POLICY, target="sm2-classic"))
    assert policy(history) == SM2_CLASSIC


def test_the_salt_is_made_once_for_a_history_and_differs_between_them(
    history: History, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = History(tmp_path_factory.mktemp("other"))
    again = History(history.path.parent)
    assert salt(again) == salt(history) != salt(other)
    other.close()
    again.close()
