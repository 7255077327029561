"""What was answered in the last days, as the log tells it."""

import pytest

from cardgrad.history.event import ANSWER, RENAME, SKIP, Happening
from cardgrad.history.log import History, voiding
from cardgrad.history.recent import Answered, answers_since, commonest
from cardgrad.scheduling.schedule import PRACTICE, STUDY
from cardgrad.scheduling.study_day import Moment

NOON = Moment(1_795_262_400_000, 0)
TODAY = NOON.study_day()


def answer(history: History, card: str, grade: int = 4, day: int = 0, **facts: object) -> str:
    moment = NOON._replace(instant=NOON.instant + day * 86_400_000)
    return history.append(moment, Happening(ANSWER, card, grade, STUDY, None, facts))[0]


def test_answers_of_earlier_days_are_left_out(history: History) -> None:
    for day in range(4):
        answer(history, f"a/{day}", day=day)
    assert [found.card for found in answers_since(history, TODAY + 2)] == ["a/2", "a/3"]
    assert answers_since(history, TODAY + 4) == []


@pytest.mark.parametrize("hours", [-23, -12, -5, 0, 5, 14, 23])
def test_the_day_is_the_learner_s_own_wherever_they_were(history: History, hours: int) -> None:
    moment = Moment(NOON.instant, hours * 3600)
    history.append(moment, Happening(ANSWER, "a/b", 4, STUDY))
    day = moment.study_day()
    assert [found.day for found in answers_since(history, day)] == [day]
    assert answers_since(history, day + 1) == []


def test_what_was_taken_back_does_not_count_and_other_events_are_no_answers(history: History) -> None:
    undone = answer(history, "a/b", grade=1)
    history.append(NOON, voiding("a/b", undone), Happening(SKIP, "a/c"))
    assert answers_since(history, TODAY) == []


def test_an_answer_says_its_grade_its_purpose_and_the_rule_that_was_got_wrong(history: History) -> None:
    answer(history, "a/drill", grade=1, mistake="mul-not-switched@q")
    answer(history, "a/tricky", grade=1, typed=['"mistake": "none"', '{"mistake":"none"}'])
    history.append(NOON, Happening(ANSWER, "a/front", 5, PRACTICE))
    assert answers_since(history, TODAY) == [
        Answered("a/drill", TODAY, 1, STUDY, "mul-not-switched"),
        Answered("a/tricky", TODAY, 1, STUDY, None),
        Answered("a/front", TODAY, 5, PRACTICE, None),
    ]


def test_answers_are_known_by_the_ids_of_today(history: History) -> None:
    answer(history, "a/old")
    history.append(NOON, Happening(RENAME, "a/old", target="a/new"))
    answer(history, "a/old", day=1)
    assert [found.card for found in answers_since(history, TODAY)] == ["a/new", "a/old"]


def test_mistakes_are_counted_commonest_first_and_ties_go_to_the_last_one_made() -> None:
    assert commonest([]) == commonest([None]) == []
    assert commonest(["a", "b", None, "b", "c"]) == [("b", 2), ("c", 1), ("a", 1)]


def test_the_last_days_are_found_without_reading_the_whole_log(history: History) -> None:
    from cardgrad.history.recent import _QUERY

    plan = " ".join(row[-1] for row in history.store.rows(f"EXPLAIN QUERY PLAN {_QUERY}", (0, 0)))
    assert "USING INDEX event_order (instant>?)" in plan
    assert "TEMP B-TREE" not in plan
