"""Which corrections are news: those of cards answered before their day and not since."""

from hypothesis import given
from hypothesis import strategies as st

from cardgrad.history.event import ANSWER, DUE, RENAME, RESET, SKIP, SUSPEND, Event, Happening
from cardgrad.history.log import History
from cardgrad.history.reading import last_undoable
from cardgrad.history.untold import cards_untold, untold
from cardgrad.scheduling.schedule import PRACTICE, QUIZ, REPEAT, STUDY
from cardgrad.scheduling.study_day import Moment

DAY = 86_400_000
MONDAY = 739_677
PURPOSES = st.sampled_from([STUDY, REPEAT, PRACTICE, QUIZ])


def on(day: int) -> Moment:
    return Moment((day - 719_163) * DAY + DAY // 2, 0)


def answer(history: History, day: int, purpose: str = STUDY, grade: int = 4, card: str = "d/a") -> None:
    history.append(on(day), Happening(ANSWER, card, grade, purpose))


def news(history: History, today: int, *days: int) -> set[str]:
    return cards_untold(history, {"d/a": list(days)}, today)


def test_who_answered_before_the_day_is_told_until_the_next_answer(history: History) -> None:
    answer(history, MONDAY)
    assert news(history, MONDAY + 1, MONDAY + 1) == {"d/a"}
    assert news(history, MONDAY + 9, MONDAY + 1) == {"d/a"}
    answer(history, MONDAY + 9)
    assert news(history, MONDAY + 9, MONDAY + 1) == set()
    assert news(history, MONDAY + 20, MONDAY + 1) == set()


def test_who_answered_on_the_day_or_never_is_not_told(history: History) -> None:
    assert news(history, MONDAY, MONDAY) == set()
    answer(history, MONDAY)
    assert news(history, MONDAY + 1, MONDAY) == set()


def test_a_correction_of_the_future_waits_for_its_day(history: History) -> None:
    answer(history, MONDAY)
    assert news(history, MONDAY + 1, MONDAY + 2) == set()
    assert news(history, MONDAY + 2, MONDAY + 2) == {"d/a"}


def test_an_early_answer_that_moved_nothing_tells_too_and_a_quiz_does_not(history: History) -> None:
    answer(history, MONDAY, grade=5)
    answer(history, MONDAY + 1, grade=5)  # due in six days
    answer(history, MONDAY + 3, QUIZ)
    assert news(history, MONDAY + 3, MONDAY + 2) == {"d/a"}
    answer(history, MONDAY + 4)
    assert history.schedule("d/a").counted == MONDAY + 1
    assert news(history, MONDAY + 5, MONDAY + 2) == set()
    assert news(history, MONDAY + 5, MONDAY + 2, MONDAY + 5) == {"d/a"}


def test_new_cards_suspended_ones_and_those_put_off_today_wait(history: History) -> None:
    answer(history, MONDAY, PRACTICE)
    assert news(history, MONDAY + 1, MONDAY + 1) == set()  # it is new, and will come as that
    answer(history, MONDAY)
    history.append(on(MONDAY + 1), Happening(SKIP, "d/a"))
    assert news(history, MONDAY + 1, MONDAY + 1) == set()
    assert news(history, MONDAY + 2, MONDAY + 1) == {"d/a"}
    history.append(on(MONDAY + 2), Happening(SUSPEND, "d/a"))
    assert news(history, MONDAY + 2, MONDAY + 1) == set()
    history.append(on(MONDAY + 2), Happening(RESET, "d/a"))
    assert news(history, MONDAY + 2, MONDAY + 1) == set()


def test_a_card_that_was_only_given_a_day_was_not_answered(history: History) -> None:
    history.append(on(MONDAY), Happening(DUE, "d/a", target=str(MONDAY)))
    assert news(history, MONDAY + 1, MONDAY + 1) == set()


def test_an_answer_taken_back_tells_nothing_and_a_renamed_card_is_known(history: History) -> None:
    answer(history, MONDAY, card="d/old")
    history.append(on(MONDAY + 1), Happening(RENAME, "d/old", target="d/a"))
    answer(history, MONDAY + 2)
    assert news(history, MONDAY + 2, MONDAY + 1) == set()
    event = last_undoable(history)
    assert event is not None
    history.undo(event, on(MONDAY + 2))
    assert news(history, MONDAY + 2, MONDAY + 1) == {"d/a"}


answers = st.lists(st.tuples(st.integers(0, 9), PURPOSES), max_size=6)


def event(day: int, purpose: str) -> Event:
    return Event("d", 1, 0, 0, 0, day, ANSWER, "d/a", 4, purpose, None, {})


@given(answers, st.sets(st.integers(0, 9), max_size=3), st.integers(0, 9))
def test_after_an_answer_of_today_nothing_is_news(given: list[tuple[int, str]], days: set[int], today: int) -> None:
    events = [event(*one) for one in given]
    found = untold(days, events, today)
    assert set(found) <= {day for day in days if day <= today}
    assert untold(days, [*events, event(today, STUDY)], today) == []
    assert all(min(day for day, _ in given) < day for day in found)
